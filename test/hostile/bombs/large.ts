import { many, toys } from "../documents.js";
import { answer, type Bomb, json, string } from "./bomb.js";

const MB = 1024 * 1024;
const long = (length = 10 * MB) => "pwned ".repeat(Math.ceil(length / 6)).slice(0, length);
export const large: Readonly<Record<string, Bomb>> = {
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
};
