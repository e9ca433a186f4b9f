// Three documents of others for `npm run bench -- documents`: a small one and a large one of Swagger 2.0, which alone the stateful
// rival reads, and one of 3.1. Of each: how one thing is made and read again.

import { join } from "node:path";
import { projectRoot } from "../package/project-root.js";

export interface BenchDocument {
  readonly name: string;
  readonly file: string;
  /** What the stateful rival puts before paths; undefined if it refuses the document. */
  readonly basePath: string | undefined;
  readonly create: { readonly path: string; readonly body: Readonly<Record<string, unknown>> };
  /** Where what was created is read by its id. */
  readonly read: (id: unknown) => string;
}

const corpus = join(projectRoot, "test/corpus");
export const corpusFolder = corpus;

export const benchDocuments: readonly BenchDocument[] = [
  {
    name: "pets (2.0)",
    file: join(corpus, "node_modules/@readme/oas-examples/2.0/json/petstore-expanded.json"),
    basePath: "/api",
    create: { path: "/pets", body: { name: "Bench", tag: "dog" } },
    read: (id) => `/pets/${id}`,
  },
  {
    name: "Netlify (2.0)",
    file: join(corpus, "node_modules/@netlify/open-api/dist/swagger.json"),
    basePath: "/api/v1",
    create: { path: "/sites", body: { name: "Bench", custom_domain: "bench.example" } },
    read: (id) => `/sites/${id}`,
  },
  {
    name: "trains (3.1)",
    file: join(corpus, "node_modules/@readme/oas-examples/3.1/json/train-travel.json"),
    basePath: undefined,
    create: {
      path: "/bookings",
      body: { trip_id: "efdbb9d1-02c2-4bc3-afb7-6788d8782b1e", passenger_name: "Bench", has_dog: true },
    },
    read: (id) => `/bookings/${id}`,
  },
];
