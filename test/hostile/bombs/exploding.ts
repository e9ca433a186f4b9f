// Small documents that stand for large ones: anchors, references and alternatives within each other.

import { type Json, many, nested, toys, yaml } from "../documents.js";
import { answer, type Bomb, getToys, holder, json, string, text } from "./bomb.js";

/** A schema that holds the one below it twice, on so many levels: 2^levels when written out. */
function doubling(levels: number): string {
  const lines = ["  x0: &x0 { type: string }"];
  for (let level = 1; level <= levels; level += 1)
    lines.push(`  x${level}: &x${level} { type: object, properties: { a: *x${level - 1}, b: *x${level - 1} } }`);
  return `x-all:\n${lines.join("\n")}\n`;
}

/** What is sent, by a schema; `members` of it are required or have examples. */
const senders: Readonly<Record<string, (schema: Json) => Json>> = {
  "a body": (schema) => ({ requestBody: { content: { "application/json": { schema } } } }),
  "a form": (schema) => ({ requestBody: { content: { "application/x-www-form-urlencoded": { schema } } } }),
  "a query": (schema) => ({ parameters: [{ name: "a", in: "query", style: "deepObject", explode: true, schema }] }),
  "a header": (schema) => ({ parameters: [{ name: "a", in: "header", required: true, schema }] }),
};

/** Thirty levels of two references each, in what a call sends: required, with examples, under names to be respelled. */
function sent(sender: (schema: Json) => Json): Json {
  return toys({
    "x-key-inflection": { header: "Key-Inflection", value: "camel", verbatim: [] },
    paths: { "/toys": { post: { ...sender({ $ref: "#/components/schemas/A30" }), ...answer } } },
    components: {
      schemas: many(31, (n) => {
        const inner = { $ref: `#/components/schemas/A${n - 1}` };
        const properties = { the_first: inner, the_second: inner };
        return [
          `A${n}`,
          n === 0 ? { ...string, example: "pwned" } : { type: "object", properties, required: Object.keys(properties) },
        ];
      }),
    },
  });
}

export const exploding: Readonly<Record<string, Bomb>> = {
  "anchors that explode": text("too-large", () =>
    `${yaml(getToys("*x40"))}`.replace("paths:", `${doubling(40)}paths:`),
  ),
  "anchors that explode within bounds": text("inert", () => yaml(`${doubling(10)}${getToys("*x10")}`)),
  "references that explode": json("inert", () =>
    toys({
      schema: { $ref: "#/components/schemas/A40" },
      components: {
        schemas: many(41, (n) => [
          `A${n}`,
          n === 0
            ? string
            : {
                type: "object",
                properties: {
                  a: { $ref: `#/components/schemas/A${n - 1}` },
                  b: { $ref: `#/components/schemas/A${n - 1}` },
                },
              },
        ]),
      },
    }),
  ),
  "references that explode by allOf": json("inert", () =>
    toys({
      schema: { $ref: "#/components/schemas/A30" },
      components: {
        schemas: many(31, (n) => [
          `A${n}`,
          n === 0
            ? holder(string)
            : { allOf: [{ $ref: `#/components/schemas/A${n - 1}` }, { $ref: `#/components/schemas/A${n - 1}` }] },
        ]),
      },
    }),
  ),
  "references that explode outside of components": json("inert", () =>
    toys({
      schema: { $ref: "#/x-30" },
      ...many(31, (n) => [
        `x-${n}`,
        n === 0 ? string : { type: "object", properties: { a: { $ref: `#/x-${n - 1}` }, b: { $ref: `#/x-${n - 1}` } } },
      ]),
    }),
  ),
  ...Object.fromEntries(
    Object.entries(senders).map(([name, sender]) => [
      `references that explode in ${name}`,
      json("inert", () => sent(sender)),
    ]),
  ),
  "choices that explode under an example": json("inert", () =>
    toys({
      paths: {
        "/toys": {
          post: {
            requestBody: {
              content: {
                "application/json": {
                  schema: { $ref: "#/components/schemas/A40" },
                  example: nested(40, (a) => ({ a }), "pwned"),
                },
              },
            },
            ...answer,
          },
        },
      },
      components: {
        schemas: many(41, (n) => {
          const inner = { $ref: `#/components/schemas/A${n - 1}` };
          const strict = { type: "object", properties: { a: inner, b: string }, required: ["b"] };
          return [`A${n}`, n === 0 ? string : { oneOf: [strict, holder(inner)] }];
        }),
      },
    }),
  ),
};
