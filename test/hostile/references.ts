// References that lead where they must not, and in circles.

import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AttackOptions, Files } from "./attack.js";
import { toys, yaml } from "./documents.js";

export interface Attack {
  readonly files: Files;
  /** `inert`, or the code of the error by which it is refused. */
  readonly outcome: string;
  readonly options?: AttackOptions;
}

const secret = "root:x:0:0";

function one(document: unknown, outcome: string, options?: AttackOptions): Attack {
  const text = typeof document === "string" ? document : JSON.stringify(document);
  return { files: { "api.json": text }, outcome, ...(options && { options }) };
}

const to = ($ref: string) => toys({ schema: { $ref } });
const linked = (target: string): AttackOptions => ({
  prepare: (folder) => symlinkSync(target, join(folder, "link.json")),
});
const outside: AttackOptions = {
  prepare: (folder) => {
    mkdirSync(join(folder, "..", "private"), { recursive: true });
    writeFileSync(join(folder, "..", "private", "key.json"), JSON.stringify({ type: "string", description: secret }));
  },
};

/** @param origin a server of this machine that must not be asked. */
export function escapes(origin: string): Readonly<Record<string, Attack>> {
  return {
    "a file above the folder": one(to("../private/key.json"), "bundler", outside),
    "a file above the folder, by a detour": one(to("./x/../../private/key.json"), "bundler", outside),
    "a file above the folder, encoded": one(to("%2e%2e/private/key.json"), "bundler", outside),
    "a file above the folder, with the slashes of Windows": one(to("..\\private\\key.json"), "bundler", outside),
    "a file by its absolute path": one(to("/etc/passwd"), "bundler"),
    "a file by its address": one(to("file:///etc/passwd"), "bundler"),
    "a page": one(to(`${origin}/toy.json`), "bundler"),
    "a page, shouted": one(to(`${origin.replace("http", "HTTP")}/toy.json#/a`), "bundler"),
    "a page on any protocol": one(to(`${origin.replace("http:", "")}/toy.json`), "bundler"),
    "a page of data": one(to("data:application/json,{}"), "bundler"),
    "a page of JavaScript": one(to("javascript:globalThis.pwned=1"), "bundler"),
    "a device without an end": one(to("/dev/zero"), "bundler"),
    "the keyboard": one(to("/dev/stdin"), "bundler"),
    "a device through a link": one(to("link.json"), "bundler", linked("/dev/zero")),
    "a folder": one(to("./"), "bundler"),
    "a file through a link": one(to("link.json"), "bundler", linked("/etc/hostname")),
    "a link to itself": one(to("link.json"), "bundler", linked("link.json")),
    "a pipe": one(to("pipe.json"), "bundler", {
      prepare: (folder) => execFileSync("mkfifo", [join(folder, "pipe.json")]),
    }),
    "a document that is a device": { files: {}, outcome: "unreadable", options: { spec: "/dev/zero" } },
    "a document that is a folder": { files: {}, outcome: "unreadable", options: { spec: "." } },
    "a page as an example's value": one(
      toys({
        operation: {
          responses: {
            "200": {
              description: "",
              content: { "application/json": { examples: { a: { externalValue: `${origin}/example` } } } },
            },
          },
        },
      }),
      "inert",
    ),
    "a page as the schema's dialect": one(
      toys({
        jsonSchemaDialect: `${origin}/dialect`,
        schema: { $schema: `${origin}/schema`, $id: `${origin}/id`, type: "string" },
      }),
      "inert",
    ),
    "a page as the tokens' address": one(
      toys({
        security: [{ oauth: [] }],
        components: {
          securitySchemes: {
            oauth: { type: "oauth2", flows: { clientCredentials: { tokenUrl: `${origin}/token`, scopes: {} } } },
            known: { type: "openIdConnect", openIdConnectUrl: `${origin}/known` },
          },
        },
      }),
      "inert",
    ),
    "a page in an example, which refers to nothing": one(
      toys({ schema: { type: "object", example: { $ref: `${origin}/data` }, default: { $ref: "../../x" } } }),
      "inert",
    ),
    "an overlay that names a page to extend": {
      files: {
        "api.json": JSON.stringify(toys()),
        "api.overlay.yaml": `overlay: 1.0.0\ninfo: { title: O, version: "1" }\nextends: ${origin}/base\nactions: [{ target: $.info, update: { title: "*/ globalThis.pwned = 1" } }]\n`,
      },
      outcome: "inert",
    },
    "an overlay that brings a page": {
      files: {
        "api.json": JSON.stringify(toys()),
        "api.overlay.yaml": `overlay: 1.0.0\ninfo: { title: O, version: "1" }\nactions: [{ target: $, update: { components: { schemas: { A: { $ref: "${origin}/a" } } } } }]\n`,
      },
      outcome: "no-unresolved-refs",
    },
    "a file's name with a command to the terminal": {
      files: { "a\u001b[31m\u202e*.json": JSON.stringify(toys({ schema: { $ref: "#/nowhere" } })) },
      outcome: "no-unresolved-refs",
    },
    "a file's name that would be code": {
      files: { "`\u2028globalThis.pwned=1; /*": yaml("paths: {}") },
      outcome: "inert",
    },
    "a --name that would be code": one(toys(), "usage", { flags: { name: "x; globalThis.pwned = 1" } }),
    "a --runtime that would be code": one(toys(), "usage", { flags: { runtime: '"; globalThis.pwned = 1; "' } }),
    "a --name that climbs": one(toys(), "usage", { flags: { name: "../../x" } }),
  };
}

const parameters = [{ $ref: "#/components/parameters/A" }];
const at = (path: string) => ({ $ref: `#/components/${path}` });
const answer = (schema: unknown) => ({ description: "", content: { "application/json": { schema } } });

export const loops: Readonly<Record<string, Attack>> = {
  "a schema that is itself": one(
    toys({ schema: at("schemas/A"), components: { schemas: { A: at("schemas/A") } } }),
    "no-unresolved-refs",
  ),
  "schemas that are each other": one(
    toys({
      schema: at("schemas/A"),
      components: { schemas: { A: at("schemas/B"), B: at("schemas/C"), C: at("schemas/A") } },
    }),
    "no-unresolved-refs",
  ),
  "a parameter that is itself": one(
    toys({ operation: { parameters }, components: { parameters: { A: at("parameters/A") } } }),
    "no-unresolved-refs",
  ),
  "a response that is itself": one(
    toys({ operation: { responses: { 200: at("responses/A") } }, components: { responses: { A: at("responses/A") } } }),
    "no-unresolved-refs",
  ),
  "a body that is itself": one(
    toys({
      operation: { requestBody: at("requestBodies/A") },
      components: { requestBodies: { A: at("requestBodies/A") } },
    }),
    "no-unresolved-refs",
  ),
  "a header that is itself": one(
    toys({
      operation: { responses: { 200: { ...answer({}), headers: { A: at("headers/A") } } } },
      components: { headers: { A: at("headers/A") } },
    }),
    "no-unresolved-refs",
  ),
  "a path that is itself": one(toys({ paths: { "/a": { $ref: "#/paths/~1a" } } }), "no-unresolved-refs"),
  "paths that are each other": one(
    toys({ paths: { "/a": { $ref: "#/paths/~1b" }, "/b": { $ref: "#/paths/~1a" } } }),
    "no-unresolved-refs",
  ),
  "parameters of a list that are a text": one(
    toys({
      schema: { type: "array", items: { type: "string" } },
      operation: {
        parameters: ["page", "filter"].map((name) => ({
          name,
          in: "query",
          style: "deepObject",
          schema: { $ref: "#/openapi" },
        })),
      },
    }),
    "inert",
  ),
  "two circles beside a file that is not there": one(
    toys({
      schema: { $ref: "other.json" },
      components: {
        schemas: { A: at("schemas/B"), B: at("schemas/A"), C: at("schemas/C"), D: { items: at("schemas/D/items") } },
      },
    }),
    "no-unresolved-refs",
  ),
  "an example that is itself": one(toys({ components: { examples: { A: at("examples/A") } } }), "no-unresolved-refs"),
  "a link that is itself": one(toys({ components: { links: { A: at("links/A") } } }), "no-unresolved-refs"),
  "a scheme that is itself": one(
    toys({ security: [{ A: [] }], components: { securitySchemes: { A: at("securitySchemes/A") } } }),
    "no-unresolved-refs",
  ),
  "a callback that is itself": one(
    toys({ operation: { callbacks: { A: at("callbacks/A") } }, components: { callbacks: { A: at("callbacks/A") } } }),
    "no-unresolved-refs",
  ),
  "the document as a schema": one(toys({ schema: { $ref: "#" } }), "no-unresolved-refs"),
  "the document's paths as a schema": one(toys({ schema: { $ref: "#/paths" } }), "inert"),
  "a response within itself": one(
    toys({
      schema: {
        $ref: "#/paths/~1toys/get/responses/200/content/application~1json/schema/properties/a",
        type: "object",
        properties: {
          a: { type: "array", items: { $ref: "#/paths/~1toys/get/responses/200/content/application~1json/schema" } },
        },
      },
    }),
    "inert",
  ),
  ...Object.fromEntries(
    (["allOf", "anyOf", "oneOf"] as const).flatMap((keyword) => [
      [
        `a schema that is ${keyword} itself`,
        one(
          toys({
            schema: at("schemas/A"),
            components: {
              schemas: {
                A: { [keyword]: [at("schemas/A"), { type: "object", properties: { a: { type: "string" } } }] },
              },
            },
          }),
          "inert",
        ),
      ],
      [
        `schemas that are ${keyword} each other`,
        one(
          toys({
            schema: at("schemas/A"),
            components: {
              schemas: { A: { [keyword]: [at("schemas/B")], required: ["a"] }, B: { [keyword]: [at("schemas/A")] } },
            },
          }),
          "inert",
        ),
      ],
    ]),
  ),
  "a schema that is not itself": one(
    toys({ schema: at("schemas/A"), components: { schemas: { A: { not: at("schemas/A") } } } }),
    "inert",
  ),
  "a list of itself": one(
    toys({ schema: at("schemas/A"), components: { schemas: { A: { type: "array", items: at("schemas/A") } } } }),
    "inert",
  ),
  "a tuple of itself": one(
    toys({
      schema: at("schemas/A"),
      components: { schemas: { A: { type: "array", prefixItems: [at("schemas/A")] } } },
    }),
    "inert",
  ),
  "a map of itself": one(
    toys({
      schema: at("schemas/A"),
      components: { schemas: { A: { additionalProperties: at("schemas/A"), propertyNames: at("schemas/A") } } },
    }),
    "inert",
  ),
  "a discriminator among ancestors that are descendants": one(
    toys({
      schema: at("schemas/A"),
      components: {
        schemas: {
          A: {
            oneOf: [at("schemas/B"), at("schemas/A")],
            discriminator: { propertyName: "kind", mapping: { a: "#/components/schemas/A", b: "B" } },
          },
          B: { allOf: [at("schemas/A")], properties: { kind: { type: "string" } } },
        },
      },
    }),
    "inert",
  ),
  "a discriminator that is its own kind": one(
    toys({
      schema: at("schemas/A"),
      components: {
        schemas: {
          A: {
            type: "object",
            discriminator: { propertyName: "a", mapping: { a: "#/components/schemas/A" } },
            properties: { a: at("schemas/A") },
          },
        },
      },
    }),
    "inert",
  ),
  "a body that holds itself as a form": one(
    toys({
      operation: { requestBody: { content: { "multipart/form-data": { schema: at("schemas/A") } } } },
      components: {
        schemas: {
          A: { type: "object", properties: { a: at("schemas/A"), b: { type: "array", items: at("schemas/A") } } },
        },
      },
    }),
    "inert",
  ),
  "a query that holds itself": one(
    toys({
      operation: { parameters: [{ name: "a", in: "query", style: "deepObject", schema: at("schemas/A") }] },
      components: { schemas: { A: { type: "object", properties: { a: at("schemas/A") } } } },
    }),
    "inert",
  ),
  "a dynamic reference to itself": one(toys({ schema: { $dynamicAnchor: "a", $dynamicRef: "#a" } }), "inert"),
  "files that are each other": {
    files: {
      "api.json": JSON.stringify(to("b.json")),
      "b.json": '{ "$ref": "c.json" }',
      "c.json": '{ "$ref": "b.json" }',
    },
    outcome: "no-unresolved-refs",
  },
  "a file that is the document": one(to("api.json"), "no-unresolved-refs"),
  "a chain of 2,000 references": one(
    toys({
      schema: at("schemas/A0"),
      components: {
        schemas: Object.fromEntries(
          Array.from({ length: 2_000 }, (_, n) => [
            `A${n}`,
            n === 1_999 ? { type: "string" } : at(`schemas/A${n + 1}`),
          ]),
        ),
      },
    }),
    "inert",
  ),
};
