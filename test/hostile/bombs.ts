// Documents that are large, deep or dear in one way each. Made when they are asked for.

import type { AttackOptions, Files } from "./attack.js";
import { type Json, many, nested, toys, yaml } from "./documents.js";

export interface Bomb {
  readonly files: () => Files;
  readonly outcome: string;
  readonly options?: AttackOptions;
}

function json(outcome: string, document: () => Json): Bomb {
  return { files: () => ({ "api.json": JSON.stringify(document()) }), outcome };
}

function text(outcome: string, document: () => string): Bomb {
  return { files: () => ({ "api.yaml": document() }), outcome };
}

const MB = 1024 * 1024;
const long = (length = 10 * MB) => "pwned ".repeat(Math.ceil(length / 6)).slice(0, length);
const string = { type: "string" };
const answer = { responses: { "200": { description: "All." } } };
const list = (items: unknown) => ({ type: "array", items });
const holder = (inner: unknown) => ({ type: "object", properties: { a: inner } });

/** A schema that holds the one below it twice, on so many levels: 2^levels when written out. */
function doubling(levels: number): string {
  const lines = ["  x0: &x0 { type: string }"];
  for (let level = 1; level <= levels; level += 1)
    lines.push(`  x${level}: &x${level} { type: object, properties: { a: *x${level - 1}, b: *x${level - 1} } }`);
  return `x-all:\n${lines.join("\n")}\n`;
}

const getToys = (schema: string) =>
  `paths:\n  /toys:\n    get:\n      responses: { "200": { description: All, content: { application/json: { schema: ${schema} } } } }\n`;

/** What is sent, by a schema; `members` of it are required or have examples. */
const doors: Readonly<Record<string, (schema: Json) => Json>> = {
  "a body": (schema) => ({ requestBody: { content: { "application/json": { schema } } } }),
  "a form": (schema) => ({ requestBody: { content: { "application/x-www-form-urlencoded": { schema } } } }),
  "a query": (schema) => ({ parameters: [{ name: "a", in: "query", style: "deepObject", explode: true, schema }] }),
  "a header": (schema) => ({ parameters: [{ name: "a", in: "header", required: true, schema }] }),
};

/** Thirty levels of two references each, in what a call sends: required, with examples, under names to be respelled. */
function exploding(door: (schema: Json) => Json): Json {
  return toys({
    "x-key-inflection": { header: "Key-Inflection", value: "camel", verbatim: [] },
    paths: { "/toys": { post: { ...door({ $ref: "#/components/schemas/A30" }), ...answer } } },
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

/** One text, in the places that a reader would look at first. */
function told(payload: string): Json {
  return toys({
    info: { title: "Toys", version: "1", description: payload },
    tags: [{ name: payload, description: payload }],
    servers: [{ url: `https://toys.test/${payload}` }],
    operation: { summary: payload, description: payload, tags: [payload], operationId: payload },
    schema: {
      type: "object",
      title: payload,
      description: payload,
      properties: { a: { ...string, description: payload, default: payload, example: payload, enum: [payload, "b"] } },
    },
  });
}

/** Runs that make a regular expression look again from each of their characters. */
const runs: Readonly<Record<string, string>> = {
  spaces: " ",
  "line breaks": "\n",
  backticks: "`",
  backslashes: "\\",
  quotes: '"',
  brackets: "[",
  braces: "{",
  stars: "* ",
  slashes: "/",
  semicolons: ";",
  points: "1.",
  underscores: "_",
  capitals: "A",
  "words of two cases": "aB",
  tildes: "~~~",
  ats: "@",
  pipes: "|",
  "ends of comments": "*/",
  "things that cannot be seen": "\u200b",
  "plural words": "ies",
};

export const bombs: Readonly<Record<string, Bomb>> = {
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
    Object.entries(doors).map(([name, door]) => [
      `references that explode in ${name}`,
      json("inert", () => exploding(door)),
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
  "400 levels of objects": json("inert", () => toys({ schema: nested(400, holder) })),
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
  "a description of 10 MB": json("inert", () => toys({ operation: { description: long() } })),
  "a title of 10 MB": json("inert", () => toys({ info: { title: long(), version: "1" } })),
  "an enum's value of 10 MB": json("inert", () => toys({ schema: { enum: [long()] } })),
  "a property's name of 10 MB": json("inert", () => toys({ schema: { properties: { [long()]: string } } })),
  "a schema's name of 10 MB": json("inert", () => toys({ components: { schemas: { [long()]: string } } })),
  "an operationId of 10 MB": json("inert", () => toys({ operation: { operationId: long() } })),
  "a tag of 10 MB": json("inert", () => toys({ operation: { tags: [long()] } })),
  "a path of 10 MB": json("inert", () => toys({ paths: { [`/${long()}`]: { get: answer } } })),
  "a default of 10 MB": json("inert", () =>
    toys({ schema: { properties: { a: { type: "string", default: long() } } } }),
  ),
  "an example of 10 MB": json("inert", () =>
    toys({ schema: { properties: { a: { type: "string", example: long() } } } }),
  ),
  "a reference of 10 MB": json("no-unresolved-refs", () => toys({ schema: { $ref: `#/${long()}` } })),
  "a media type of 10 MB": json("inert", () =>
    toys({ operation: { responses: { "200": { description: "", content: { [long()]: { schema: string } } } } } }),
  ),
  "a server of 10 MB": json("inert", () => toys({ servers: [{ url: `https://toys.test/${long()}` }] })),
  "100,000 values of an enum": json("inert", () =>
    toys({ schema: { enum: Array.from({ length: 100_000 }, (_, n) => `value ${n}`) } }),
  ),
  "100,000 values of an open enum in a query": json("inert", () =>
    toys({
      operation: {
        parameters: [
          {
            name: "a",
            in: "query",
            schema: { type: "string", "x-extensible-enum": Array.from({ length: 100_000 }, (_, n) => n) },
          },
        ],
      },
    }),
  ),
  "100,000 properties that are required": json("inert", () => {
    const properties = many(100_000, (n) => [`a${n}`, string]);
    return toys({ schema: { type: "object", properties, required: Object.keys(properties) } });
  }),
  "100,000 choices": json("inert", () =>
    toys({ schema: { oneOf: Array.from({ length: 100_000 }, (_, n) => ({ const: n })) } }),
  ),
  "20,000 parts": json("inert", () =>
    toys({ schema: { allOf: Array.from({ length: 20_000 }, (_, n) => ({ properties: { [`a${n}`]: string } })) } }),
  ),
  "10,000 parameters": json("inert", () =>
    toys({
      operation: {
        parameters: Array.from({ length: 10_000 }, (_, n) => ({ name: `p${n}`, in: "query", schema: string })),
      },
    }),
  ),
  "10,000 headers": json("inert", () =>
    toys({
      operation: {
        parameters: Array.from({ length: 10_000 }, (_, n) => ({ name: `p${n}`, in: "header", schema: string })),
      },
    }),
  ),
  "100,000 tags": json("inert", () =>
    toys({
      tags: Array.from({ length: 100_000 }, (_, n) => ({ name: `t${n}` })),
      operation: { tags: Array.from({ length: 100_000 }, (_, n) => `t${n}`) },
    }),
  ),
  "100,000 servers": json("inert", () =>
    toys({ servers: Array.from({ length: 100_000 }, (_, n) => ({ url: `https://s${n}.test` })) }),
  ),
  "1,000 ways to prove who one is": json("inert", () =>
    toys({
      security: Array.from({ length: 1_000 }, (_, n) => ({ [`k${n}`]: [] })),
      components: { securitySchemes: many(1_000, (n) => [`k${n}`, { type: "apiKey", in: "header", name: `k${n}` }]) },
    }),
  ),
  "100,000 mistakes": json("inert", () => toys({ components: { schemas: many(100_000, (n) => [`a${n}`, 5]) } })),
  "a path of 20,000 parts": json("inert", () => toys({ paths: { [`/${"a/".repeat(20_000)}`]: { get: answer } } })),
  "a path of 5,000 parameters": json("inert", () =>
    toys({ paths: { [`/${Array.from({ length: 5_000 }, (_, n) => `{p${n}}`).join("/")}`]: { get: answer } } }),
  ),
  "headers that double through 60 others": json("inert", () => {
    const at = (n: number) => ({ $ref: `#/paths/~1toys/get/responses/200/headers/A${n}` });
    const headers = many(61, (n) => [
      `A${n}`,
      n === 0 ? { schema: string } : { schema: string, a: at(n - 1), b: at(n - 1) },
    ]);
    return toys({ paths: { "/toys": { get: { responses: { "200": { description: "All.", headers } } } } } });
  }),
  // Redocly tries the example on the expression.
  "an expression that backtracks": {
    ...json("inert", () =>
      toys({
        schema: {
          properties: {
            a: { type: "string", pattern: "^(a+)+$", example: `${"a".repeat(100)}!`, default: `${"a".repeat(100)}!` },
          },
        },
      }),
    ),
    options: { lint: true },
  },
  ...Object.fromEntries(
    Object.entries(runs).map(([name, run]) => [
      `a run of ${name}`,
      json("inert", () => told(`a${run.repeat(60_000)}b`)),
    ]),
  ),
};

/** Bombs that take seconds: not for every run of the tests. HOSTILE_RUNS asks for them. */
export const slow = /of 10 MB$|^\d+,000|^a chain|^an operationId of 1,000/;
