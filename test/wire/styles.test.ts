// Every style of a parameter against the tables of the standard: what is wanted is copied from there, not worked out.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Generated, generated, type Json, removeClients } from "./client.js";

const string = { type: "string" };
const array = { type: "array", items: { type: "string" } };
const object = {
  type: "object",
  properties: { R: { type: "integer" }, G: { type: "integer" }, B: { type: "integer" } },
};

/** The values of the table "Style Examples" (OpenAPI 3.1.1, section 4.8.12.6). */
const values = {
  string: { schema: string, value: "blue" },
  array: { schema: array, value: ["blue", "black", "brown"] },
  object: { schema: object, value: { R: 100, G: 200, B: 150 } },
} as const;

type Kind = keyof typeof values;
type Row = readonly [place: string, style: string, explode: boolean, kind: Kind, wanted: string];

/** In the columns of the table: string, array, object. `undefined` is its "n/a". */
const table: readonly (readonly [string, string, boolean, ...(string | undefined)[]])[] = [
  ["path", "matrix", false, ";color=blue", ";color=blue,black,brown", ";color=R,100,G,200,B,150"],
  ["path", "matrix", true, ";color=blue", ";color=blue;color=black;color=brown", ";R=100;G=200;B=150"],
  ["path", "label", false, ".blue", ".blue,black,brown", ".R,100,G,200,B,150"],
  ["path", "label", true, ".blue", ".blue.black.brown", ".R=100.G=200.B=150"],
  ["path", "simple", false, "blue", "blue,black,brown", "R,100,G,200,B,150"],
  ["path", "simple", true, "blue", "blue,black,brown", "R=100,G=200,B=150"],
  ["query", "form", false, "color=blue", "color=blue,black,brown", "color=R,100,G,200,B,150"],
  ["query", "form", true, "color=blue", "color=blue&color=black&color=brown", "R=100&G=200&B=150"],
  ["query", "spaceDelimited", false, undefined, "color=blue%20black%20brown", "color=R%20100%20G%20200%20B%20150"],
  ["query", "pipeDelimited", false, undefined, "color=blue%7Cblack%7Cbrown", "color=R%7C100%7CG%7C200%7CB%7C150"],
  ["query", "deepObject", true, undefined, undefined, "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"],
  ["header", "simple", false, "blue", "blue,black,brown", "R,100,G,200,B,150"],
  ["header", "simple", true, "blue", "blue,black,brown", "R=100,G=200,B=150"],
  ["cookie", "form", false, "color=blue", "color=blue,black,brown", "color=R,100,G,200,B,150"],
  // The table's `&` separates no cookies; OpenAPI 3.2 writes them so (style `cookie`).
  ["cookie", "form", true, "color=blue", "color=blue; color=black; color=brown", "R=100; G=200; B=150"],
  ["cookie", "cookie", true, "color=blue", "color=blue; color=black; color=brown", "R=100; G=200; B=150"],
];

const rows = table.flatMap(([place, style, explode, ...texts]) =>
  (["string", "array", "object"] as const).flatMap((kind, index): Row[] => {
    const wanted = texts[index];
    return wanted === undefined ? [] : [[place, style, explode, kind, wanted]];
  }),
);

function operation(id: string, parameters: readonly Json[]): Json {
  return { operationId: id, parameters, responses: { "204": { description: "Done." } } };
}

let client: Generated;

beforeAll(async () => {
  const paths = rows.map((row, index) => {
    const [place, style, explode, kind] = row;
    const parameter = { in: place, name: "color", style, explode, schema: values[kind].schema };
    const path = place === "path" ? `/toys${index}/{color}/end` : `/toys${index}`;
    return [
      path,
      { get: operation(`call${index}`, [place === "path" ? { ...parameter, required: true } : parameter]) },
    ];
  });
  client = await generated(Object.fromEntries(paths));
}, 60_000);

afterAll(removeClients);

describe("a parameter", () => {
  test.each(rows.map((row, index) => [...row, index] as const))(
    "in %s, style %s, explode %s, holding one %s, is written %s",
    async (place, _style, _explode, kind, wanted, index) => {
      const { value } = values[kind];
      const args =
        place === "path" ? [value] : place === "query" ? [{ color: value }] : [{ [`${place}s`]: { color: value } }];
      const { sent } = await client.call(`call${index}`, args);
      const { target = "", headers } = sent[0] ?? {};
      const got: Readonly<Record<string, unknown>> = {
        path: target.replace(/^\/toys\d+\//, "").replace(/\/end$/, ""),
        query: target.split("?")[1],
        header: headers?.get("color"),
        cookie: headers?.get("cookie"),
      };
      expect(got[place]).toBe(wanted);
    },
  );
});
