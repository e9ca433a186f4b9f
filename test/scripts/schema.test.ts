import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { printSchema } from "../../scripts/print/schema/schema.js";
import { banner } from "../../scripts/print/typescript/banner.js";
import { createProject } from "./project.js";

const first = banner("specs/toys");

/** With what openapi-typescript changes in a document before it prints it: a discriminator and shared parameters. */
const DOCUMENT = JSON.stringify({
  openapi: "3.1.0",
  info: { title: "Toys", version: "1.0.0" },
  paths: {
    "/toys/{id}": {
      parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
      get: {
        operationId: "getToy",
        summary: "One toy. */ alert(1)",
        responses: {
          "200": {
            description: "It.",
            content: { "application/json": { schema: { $ref: "#/components/schemas/Toy" } } },
          },
        },
      },
      post: {
        operationId: "changeToy",
        requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/Ball" } } } },
        responses: { "204": { description: "Done." } },
      },
    },
  },
  components: {
    schemas: {
      Toy: {
        oneOf: [{ $ref: "#/components/schemas/Ball" }, { $ref: "#/components/schemas/Kite" }],
        discriminator: {
          propertyName: "kind",
          mapping: { ball: "#/components/schemas/Ball", kite: "#/components/schemas/Kite" },
        },
      },
      Ball: {
        type: "object",
        required: ["kind"],
        properties: { kind: { type: "string" }, bounce: { type: "number", default: 1 } },
      },
      // Requires what is declared elsewhere.
      Loud: { allOf: [{ $ref: "#/components/schemas/Bell" }], required: ["tone"] },
      Bell: { type: "object", properties: { tone: { type: "string" } } },
      Kite: { type: "object", properties: { kind: { type: "string" }, tail: { type: ["string", "null"] } } },
    },
  },
});

test("is what the command line of openapi-typescript prints for the same document, under our banner", async () => {
  const project = createProject({ "bundle.json": DOCUMENT });
  const cli = resolve(import.meta.dirname, "../../node_modules/openapi-typescript/bin/cli.js");
  const { stdout } = spawnSync(process.execPath, [cli, "bundle.json", "--default-non-nullable", "false"], {
    cwd: project.root,
    encoding: "utf8",
  });
  const theirs = stdout.replace(/^\/\*\*[\s\S]*?\*\/\n\n/, "");
  expect(theirs).toContain('kind: "ball"');
  expect(theirs).toContain("type WithRequired<");
  const { text } = printSchema(JSON.parse(DOCUMENT), first);
  // But for the helper, of which theirs does not compile over a union.
  const helper = /^type WithRequired<T, K extends keyof T> = [^;]*;\s*\};$/m;
  const ours =
    "type WithRequired<T, K extends PropertyKey> = T extends object ? T & Required<Pick<T, K & keyof T>> : T;";
  expect(text).toBe(`${first}\n\n${theirs.replace(helper, ours)}`);
});

test("what a base that is a union or may be null is asked for compiles, and each part has what it can", () => {
  const properties = { x: { type: "string" }, y: { type: "string" } };
  const document = {
    openapi: "3.1.0",
    info: { title: "Toys", version: "1" },
    paths: {},
    components: {
      schemas: {
        Base: { type: ["object", "null"], properties },
        Bound: { allOf: [{ $ref: "#/components/schemas/Base" }], required: ["x"] },
      },
    },
  };
  const project = createProject({ "schema.ts": "" });
  const use = 'export const x = (bound: NonNullable<components["schemas"]["Bound"]>): string => bound.x;\n';
  project.write({ "schema.ts": `${printSchema(document, first).text}\n${use}` });
  const tsc = resolve(import.meta.dirname, "../../node_modules/typescript-7/bin/tsc");
  const { stdout } = spawnSync(process.execPath, [tsc, "--noEmit", "--strict", "schema.ts"], {
    cwd: project.root,
    encoding: "utf8",
  });
  expect(stdout).toBe("");
});

test("a field that has a default is not required of the caller", () => {
  expect(printSchema(JSON.parse(DOCUMENT), first).text).toContain("bounce?: number;");
});

test("leaves the document as it was, so that a second run prints the same", () => {
  const document = JSON.parse(DOCUMENT);
  const before = printSchema(document, first);
  expect(document).toEqual(JSON.parse(DOCUMENT));
  expect(printSchema(document, first)).toEqual(before);
});
