import { many, toys, yaml } from "../documents.js";
import { answer, type Bomb, getToys, json, string, text } from "./bomb.js";

export const oddValues: Readonly<Record<string, Bomb>> = {
  "merge keys that climb": text("inert", () =>
    yaml(
      `x-a: &a { constructor: { prototype: { evil: 1 } }, __proto__: { evil: 1 } }\npaths:\n  <<: *a\n  /toys: { get: { responses: {} } }\n`,
    ),
  ),
  "merge keys of themselves": text("inert", () => yaml("x-a: &a { <<: *a }\npaths: {}\n")),
  "a tag of JavaScript": text("yaml", () => yaml('x-a: !!js/function "globalThis.pwned = 1"\npaths: {}\n')),
  "a tag of Python": text("yaml", () => yaml('x-a: !!python/object/apply:os.system ["touch pwned"]\npaths: {}\n')),
  "a number that is none": text("inert", () =>
    yaml(
      getToys(
        "{ type: number, minimum: .nan, maximum: .inf, default: -.inf, enum: [.nan, .inf, -0, 1e400, 0x1F, 0o17] }",
      ),
    ),
  ),
  "a number without end": {
    files: () => ({
      "api.json": JSON.stringify(
        toys({
          schema: {
            type: "number",
            enum: ["N", 1],
            default: "N",
            minimum: "N",
            maxLength: "N",
            minItems: "N",
            const: "N",
          },
        }),
      ).replaceAll('"N"', "1e400"),
    }),
    outcome: "inert",
  },
  "a zero below zero": {
    files: () => ({
      "api.json": JSON.stringify(toys({ schema: { enum: ["N"], multipleOf: "N" } })).replaceAll('"N"', "-0"),
    }),
    outcome: "inert",
  },
  "a key twice": { files: () => ({ "api.json": `{"openapi":"3.1.0","openapi":"3.1.0"}` }), outcome: "duplicate-key" },
  "an operationId of 1,000 operations": json("inert", () =>
    toys({ paths: many(1_000, (n) => [`/a/b${n}`, { get: { operationId: "x", ...answer } }]) }),
  ),
  "empty keys": json("inert", () =>
    toys({
      paths: { "/": { get: answer }, "": { get: answer } },
      schema: { properties: { "": string } },
      components: { schemas: { "": string } },
      tags: [{ name: "" }],
    }),
  ),
  "numeric keys": json("inert", () =>
    toys({
      components: { schemas: { 1: string, 2: { properties: { 0: string, 1: string } } } },
      schema: { $ref: "#/components/schemas/2" },
    }),
  ),
};
