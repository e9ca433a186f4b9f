import { expect, test } from "vitest";
import { type Json, ref, spec, typesIn } from "./spec.js";

function holder(...members: readonly [string, Json][]): Json {
  return { type: "object", properties: Object.fromEntries(members) };
}

test("a member that two choices spell alike has the names inside either", () => {
  const toy = holder(["in_side", holder(["the_size", { type: "string" }])]);
  const box = holder(["in_side", holder(["its_lid", { type: "string" }])]);

  expect(typesIn(spec(), { camel: true }).names({ oneOf: [toy, box] })).toEqual({
    inSide: {
      wire: "in_side",
      inner: { theSize: { wire: "the_size", inner: {} }, itsLid: { wire: "its_lid", inner: {} } },
    },
  });
});

test("what is sent holds twice what it holds: the outer members have their names, and that the inner have none is told", () => {
  const levels = Array.from({ length: 30 }, (_, n): [string, Json] => [
    `L${n}`,
    holder(["the_first", ref(`L${n + 1}`)], ["the_second", ref(`L${n + 1}`)]),
  ]);
  const types = typesIn(spec({ schemas: { ...Object.fromEntries(levels), L30: holder(["the_end", {}]) } }), {
    camel: true,
  });
  const names = types.names(ref("L0") as never);

  let at = names;
  let depth = 0;
  for (; at.theSecond !== undefined; at = at.theSecond.inner) depth += 1;
  expect(depth).toBeGreaterThan(10);
  expect(types.problems.map(({ code, remedy }) => [code, remedy])).toEqual([
    [
      "names-size",
      "Nothing, if the service takes both spellings. Otherwise leave out `x-key-inflection`, by an overlay.",
    ],
  ]);
});

test("an object of 100,000 members is no reason to leave names out", () => {
  const wide = holder(...Array.from({ length: 100_000 }, (_, n): [string, Json] => [`the_${n}`, { type: "string" }]));
  const types = typesIn(spec(), { camel: true });

  expect(Object.keys(types.names({ type: "object", properties: { all: wide } }).all?.inner ?? {}).length).toBe(100_000);
  expect(types.problems).toEqual([]);
});
