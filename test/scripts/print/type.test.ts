import { expect, test } from "vitest";
import type { TypeNode } from "../../../scripts/model/types/node.js";
import { Imports } from "../../../scripts/print/typescript/imports.js";
import { TypePrinter } from "../../../scripts/print/typescript/type.js";
import {
  array,
  intersection,
  lit,
  members,
  named,
  never,
  nothing,
  number,
  object,
  open,
  reference,
  string,
  tuple,
  union,
  unknown,
  voidNode,
} from "../model/nodes.js";

function printed(type: TypeNode, input = false): string {
  const imports = new Imports("index", new Map([["Toy", "types/toy"]]), "../../src/index");
  return new TypePrinter(imports).text(type, input);
}

test.each<[string, TypeNode]>([
  ["string", string],
  ["null", nothing],
  ["unknown", unknown],
  ["never", never],
  ["void", voidNode],
  ['"a\\"b"', lit('a"b')],
  ["-1", lit(-1)],
  ["false", lit(false)],
  ['"a" | "b" | (string & {})', open("a", "b")],
  ["Toy", named("Toy")],
  ["Toy[]", array(named("Toy"))],
  ["string[][]", array(array(string))],
  ["(string | null)[]", array(union(string, nothing))],
  ['("a" | (string & {}))[]', array(open("a"))],
  ["(Toy & { a: string })[]", array(intersection(named("Toy"), object({ a: string })))],
  ["[string, number]", tuple([string, number])],
  ["[string, ...number[]]", tuple([string], number)],
  ["[string, ...(number | null)[]]", tuple([string], union(number, nothing))],
  ["Record<string, never>", object({})],
  ['{ a: string; "b-c"?: number }', object({ a: string, "b-c?": number })],
  ["{ [key: string]: unknown }", object({}, unknown)],
  ["{ a: string; [key: string]: unknown }", object({ a: string }, unknown)],
  ["{ a?: string; [key: string]: number | string | undefined }", object({ "a?": string }, number)],
  ["string | null", union(string, nothing)],
  ['"a" | (string & {}) | null', union(open("a"), nothing)],
  ["Toy & { a: string }", intersection(named("Toy"), object({ a: string }))],
  ["(Toy & { a: string }) | null", union(intersection(named("Toy"), object({ a: string })), nothing)],
  ["(string | null) & Toy", intersection(union(string, nothing), named("Toy"))],
  ['Reference<"toy">', reference(lit("toy"))],
  ['Reference<"toy", Toy> | null', union(reference(lit("toy"), named("Toy")), nothing)],
])("%s", (text, type) => {
  expect(printed(type)).toBe(text);
});

test("an optional member of an input takes undefined as well", () => {
  const type = object({ "a?": open("x"), "b?": unknown, c: object({ "d?": string }) });
  expect(printed(type, true)).toBe(
    '{ a?: "x" | (string & {}) | undefined; b?: unknown; c: { d?: string | undefined } }',
  );
});

test("an optional member of an input may be the one that every object inherits", () => {
  const type = object({ "constructor?": string, "toString?": unknown, valueOf: string });
  expect(printed(type, true)).toBe(
    '{ constructor?: string | Object["constructor"] | undefined; toString?: unknown; valueOf: string }',
  );
  expect(printed(type)).toBe("{ constructor?: string; toString?: unknown; valueOf: string }");
  expect(printed(object({ "constructor?": string }, number), true)).toBe(
    '{ constructor?: string | Object["constructor"] | undefined; [key: string]: number | string | Object["constructor"] | undefined }',
  );
});

test("alternatives and parts stand there once each", () => {
  expect(printed(union(string, union(number, string), named("Toy"), number))).toBe("string | number | Toy");
  expect(printed(array(union(string, string)))).toBe("string[]");
  expect(printed(object({ "a?": string }, string))).toBe("{ a?: string; [key: string]: string | undefined }");
  expect(printed(intersection(named("Toy"), named("Toy")))).toBe("Toy");
});

test("an object in a line is broken when it has members to tell of, and tells of them", () => {
  const told = (description: string): TypeNode => ({
    kind: "object",
    rest: undefined,
    members: members({ a: string, b: string }, { a: { description } }),
  });
  expect(printed(told(""))).toBe("{ a: string; b: string }");
  expect(printed(told("Told."))).toBe("{\n/** Told. */\na: string;\nb: string;\n}");
  expect(printed(array(told("One.\n\nTwo.")))).toBe("{\n/**\n * One.\n *\n * Two.\n */\na: string;\nb: string;\n}[]");
});

test("items of a tuple that may be missing are marked", () => {
  const type = { kind: "tuple", items: [string, union(string, nothing)], rest: undefined, optional: 1 } as const;
  expect(printed(type)).toBe("[string, (string | null)?]");
});

test("a name that no file declares is a mistake of the model", () => {
  expect(() => printed(named("Ghost"))).toThrow("No file declares the type Ghost.");
});
