import { many, nested, toys } from "../documents.js";
import { type Bomb, holder, json, list, string } from "./bomb.js";

export const deep: Readonly<Record<string, Bomb>> = {
  "200 levels of objects": json("inert", () => toys({ schema: nested(200, holder) })),
  "200 levels of lists": json("inert", () => toys({ schema: nested(200, list) })),
  "200 levels of allOf": json("inert", () =>
    toys({ schema: nested(200, (inner) => ({ allOf: [inner, holder(string)] })) }),
  ),
  "200 levels of oneOf": json("inert", () =>
    toys({ schema: nested(200, (inner) => ({ oneOf: [inner, { type: "null" }] })) }),
  ),
  "200 levels of maps, in a body": json("inert", () =>
    toys({
      operation: {
        requestBody: {
          content: { "application/json": { schema: nested(200, (inner) => ({ additionalProperties: inner })) } },
        },
      },
    }),
  ),
  "200 levels of named schemas": json("inert", () =>
    toys({
      schema: { $ref: "#/components/schemas/A0" },
      components: {
        schemas: many(200, (n) => [`A${n}`, n === 199 ? string : holder({ $ref: `#/components/schemas/A${n + 1}` })]),
      },
    }),
  ),
  "400 levels of objects": json("inert", () => toys({ schema: nested(400, holder) }), {
    // openapi-typescript runs out of stack in it, and says so.
    builtIn: ["record"],
  }),
  "2,000 levels of objects": json("too-deep", () => toys({ schema: nested(2_000, holder) })),
  "5,000 levels of lists in an example": {
    files: () => ({
      "api.json": JSON.stringify(toys({ schema: { example: "HERE" } })).replace(
        '"HERE"',
        "[".repeat(5_000) + "]".repeat(5_000),
      ),
    }),
    outcome: "too-deep",
  },
  "450 levels of an example": {
    files: () => ({
      "api.json": JSON.stringify(
        toys({ schema: { example: "HERE", default: "HERE", enum: ["HERE"], const: "HERE" } }),
      ).replaceAll('"HERE"', "[".repeat(450) + "]".repeat(450)),
    }),
    outcome: "inert",
  },
  "a chain of 2,000 references": json("inert", () =>
    toys({
      schema: { $ref: "#/components/schemas/A0" },
      components: {
        schemas: many(2_000, (n) => [`A${n}`, n === 1_999 ? string : { $ref: `#/components/schemas/A${n + 1}` }]),
      },
    }),
  ),
  "a chain of 1,500 allOf": json("inert", () =>
    toys({
      schema: { $ref: "#/components/schemas/A0" },
      components: {
        schemas: many(1_500, (n) => [
          `A${n}`,
          n === 1_499 ? holder(string) : { allOf: [{ $ref: `#/components/schemas/A${n + 1}` }] },
        ]),
      },
    }),
  ),
};
