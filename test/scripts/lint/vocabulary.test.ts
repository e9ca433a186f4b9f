import { expect, test } from "vitest";
import { checkShape } from "../../../scripts/vocabulary/check.js";
import { vocabulary } from "../../../scripts/vocabulary/vocabulary.js";

const uses = vocabulary.flatMap(({ name, uses }) =>
  uses.flatMap(({ places }) => (places === "anywhere" ? ["info"] : places).map((place) => [name, place] as const)),
);

test.each(uses)("%s on %s has a schema that ajv accepts and a wrong value does not", (name, place) => {
  expect(checkShape(name, place, [[]])).not.toEqual([]);
});

test("no extension is listed twice", () => {
  const names = vocabulary.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)]);
});

test("what the vocabulary does not know has no shape to fail", () => {
  expect(checkShape("x-other", "root", [[]])).toEqual([]);
  expect(checkShape("x-envelope", "server", [[]])).toEqual([]);
});
