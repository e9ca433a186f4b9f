// A project of its own for a test: a temporary folder with a redocly.yaml and specs, removed when the test is over.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { compareTrees, readTree } from "../../scripts/output/compare.js";
import type { ApisOptions } from "../../scripts/run/generate-apis.js";
import { ourStages, type Stages } from "../../scripts/stages.js";

export const REDOCLY = `
extends: [minimal]
rules:
  operation-operationId-unique: error
  no-unresolved-refs: error
apis:
  toys: { root: specs/toys/openapi.yaml }
`;

/** Two operations, one of them in a file of its own, which refers to a schema in a third. */
export const TOYS: Readonly<Record<string, string>> = {
  "redocly.yaml": REDOCLY,
  "specs/toys/openapi.yaml": `openapi: 3.1.0
info: { title: Toys, version: 1.0.0, license: { name: MIT, identifier: MIT } }
servers: [{ url: https://toys.test }]
security: []
paths:
  /toys:
    get:
      operationId: listToys
      summary: List
      responses:
        "200":
          description: All toys.
          content:
            application/json:
              schema: { type: array, items: { $ref: "#/components/schemas/Toy" } }
        "404": { $ref: "#/components/responses/Missing" }
  /toys/{id}: { $ref: paths/toy.yaml }
components:
  responses:
    Missing:
      description: There is no such toy.
      content:
        application/json:
          schema:
            type: object
            properties:
              reason: { type: string }
  schemas:
    Toy: { $ref: schemas/Toy.yaml }
`,
  "specs/toys/paths/toy.yaml": `get:
  operationId: getToy
  summary: Get
  parameters:
    - { name: id, in: path, required: true, schema: { type: string } }
  responses:
    "200":
      description: The toy.
      content:
        application/json:
          schema: { $ref: ../schemas/Toy.yaml }
    "404": { description: None. }
`,
  "specs/toys/schemas/Toy.yaml": `type: object
required: [id]
properties:
  id: { type: string }
  color:
    type: string
    default: red
  owner: { $ref: Owner.yaml }
`,
  "specs/toys/schemas/Owner.yaml": `type: object
properties:
  name: { type: string }
`,
};

export interface Project {
  readonly root: string;
  write(files: Readonly<Record<string, string>>): void;
  read(path: string): string;
  /** Every file but the cache, to compare with a later state by \`differences\`. */
  snapshot(): Map<string, Buffer>;
}

export function createProject(files: Readonly<Record<string, string>> = TOYS): Project {
  const root = mkdtempSync(join(tmpdir(), "sharewright-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const project: Project = {
    root,
    write(files) {
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), text);
      }
    },
    read: (path) => readFileSync(join(root, path), "utf8"),
    snapshot: () => new Map([...readTree(root)].filter(([path]) => !path.startsWith("node_modules/"))),
  };
  project.write(files);
  // What the last runs were is kept in here.
  mkdirSync(join(root, "node_modules"), { recursive: true });
  return project;
}

export function differences(before: Map<string, Buffer>, after: Map<string, Buffer>): readonly string[] {
  return compareTrees(before, after).map(({ kind, path }) => `${kind}: ${path}`);
}

/** Our own stages, but with a model and a printer of a few lines; `ran` names the services that came by. */
export function fakeStages(): Stages & { readonly ran: string[] } {
  const ran: string[] = [];
  return {
    ...ourStages,
    ran,
    async model(_job, name, document) {
      ran.push(name);
      const paths = Object.keys((document as { paths?: object }).paths ?? {});
      const problems = paths
        .filter((path) => path.includes("collide"))
        .map((path) => ({
          code: "naming-collision",
          severity: "error" as const,
          message: `${path} has the name of another.`,
          remedy: "Give one of them an x-method.",
          pointer: `#/paths/${path.replaceAll("/", "~1")}/get/operationId`,
        }));
      return { service: { name, paths } as never, problems };
    },
    async print(_job, service) {
      const { name, paths } = service as unknown as { name: string; paths: string[] };
      const tree = new Map([
        ["index.ts", `// ${name}\n`],
        ["resources/paths.ts", `export const paths = ${JSON.stringify(paths)};\n`],
      ]);
      return { tree, problems: [] };
    },
  };
}

export function withFakes(project: Project, options: ApisOptions = {}) {
  const stages = fakeStages();
  return { stages, ran: stages.ran, options: { root: project.root, stages, ...options } };
}
