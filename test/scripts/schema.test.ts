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
  expect(printSchema(JSON.parse(DOCUMENT), first).text).toBe(`${first}\n\n${theirs}`);
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
