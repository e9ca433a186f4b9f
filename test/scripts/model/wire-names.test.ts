import { describe, expect, test } from "vitest";
import { camelKeys } from "../../../src/response/inflection.js";
import { named, number, object, string, union } from "./nodes.js";
import { type Json, ref, spec, typeOf, typesIn } from "./spec.js";

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

describe("two names of a body that are spelled alike keep the spelling of the wire, in the type and on the way", () => {
  const text: Json = { type: "string" };
  const names = (schema: Json, schemas: Json = {}) =>
    typesIn(spec({ schemas }), { camel: true }).names(schema as never);
  const sent = (schema: Json, schemas: Json = {}) =>
    typeOf(schema, { camel: true, direction: "input", schemas: schemas as never });

  test("in two alternatives", () => {
    const code = holder(["grant-type", text], ["the-code", text]);
    const proof = holder(["grant_type", text], ["the_proof", text]);
    const body = { oneOf: [code, ref("Proof")] };

    expect(sent(body, { Proof: proof }).type).toEqual(
      union(
        object({ "grant-type?": string, "theCode?": string }),
        object({ "grant_type?": string, "theProof?": string }),
      ),
    );
    expect(names(body, { Proof: proof })).toEqual({
      theCode: { wire: "the-code", inner: {} },
      theProof: { wire: "the_proof", inner: {} },
    });
  });

  test("in one object, and in none of its neighbours", () => {
    const body = holder(["a_b", text], ["a-b", text], ["in_side", holder(["a_b", text])]);

    expect(sent(body).type).toEqual(object({ "a_b?": string, "a-b?": string, "inSide?": object({ "aB?": string }) }));
    expect(names(body)).toEqual({ inSide: { wire: "in_side", inner: { aB: { wire: "a_b", inner: {} } } } });
  });

  test("inside a member that both alternatives have", () => {
    const body = { anyOf: [holder(["in_side", holder(["a_b", text])]), ref("Other")] };
    const schemas = { Other: holder(["in_side", holder(["a-b", text])]) };

    expect(sent(body, schemas).type).toEqual(
      union(object({ "inSide?": object({ "a_b?": string }) }), object({ "inSide?": object({ "a-b?": string }) })),
    );
    expect(names(body, schemas)).toEqual({ inSide: { wire: "in_side", inner: {} } });
  });

  test("a component that meets nothing alike stays one by its name", () => {
    const body = { oneOf: [holder(["a_b", text], ["a-b", text]), ref("Other")] };

    expect(sent(body, { Other: holder(["the_size", text]) })).toEqual({
      type: union(object({ "a_b?": string, "a-b?": string }), named("Other")),
      declared: { Other: object({ "theSize?": string }) },
    });
  });
});

test("of two members of an answer that are spelled alike, the first to come has the name, and the other its own", () => {
  const both = holder(["a_b", { type: "string" }], ["a-b", { type: "number" }]);

  expect(typeOf({ ...both, required: ["a_b"] }, { camel: true }).type).toEqual(
    object({ aB: union(string, number), "a_b?": string, "a-b?": number }),
  );
  expect(camelKeys(JSON.parse('{"a_b":"x","a-b":1}'), [])).toEqual({ aB: "x", "a-b": 1 });
  expect(camelKeys(JSON.parse('{"a-b":1,"a_b":"x"}'), [])).toEqual({ aB: 1, a_b: "x" });
});
