import { describe, expect, test } from "vitest";
import { DecodeError } from "../../../src/index.js";
import { flattenEvent, parseEvent } from "../../../src/runtime/index.js";
import { thrown } from "../shop.js";

const parse = (body: unknown) => parseEvent("shop", body, (event) => flattenEvent(event, ["payload"]));
const event = { data: { type: "event", id: "e1", attributes: { name: "order.created" } } };

test("an event is read from text, from bytes and from what was parsed already", () => {
  const value = { type: "event", id: "e1", name: "order.created" };
  expect(parse(JSON.stringify(event))).toEqual(value);
  expect(parse(`\ufeff${JSON.stringify(event)}`)).toEqual(value);
  expect(parse(event)).toEqual(value);
  const bytes = new TextEncoder().encode(`\ufeff${JSON.stringify(event)}`);
  expect(parse(bytes)).toEqual(value);
  expect(parse(bytes.buffer)).toEqual(value);
});

test("without a form of its own, an event is its body", () => {
  expect(parseEvent("shop", '{"event":"order.created","data":{"a":1}}')).toEqual({
    event: "order.created",
    data: { a: 1 },
  });
});

describe("what is none", () => {
  test.each([
    ["<html>Maria</html>", "It is not JSON."],
    ["", "It is not JSON."],
    ["{", "It is not JSON."],
    ["{}", "The answer has no `data`."],
    [undefined, "The answer has no `data`."],
    ['{"data":null}', "The `data` is not a resource."],
  ])("%j is refused with the reason", (body, reason) => {
    const error = thrown(() => parse(body));
    expect(error).toBeInstanceOf(DecodeError);
    expect(error.message).toBe(`shop: this is not a webhook event. ${reason}`);
  });

  test.each([["null"], ["3"], ['"text"'], ["[]"], [undefined], [null], [[]]])("%j is no object", (body) => {
    expect(() => parseEvent("shop", body)).toThrow("shop: this is not a webhook event. It is not an object.");
  });

  test("is not quoted", () => {
    const error = thrown(() => parse("Maria"));
    expect(`${error.message}${error.cause}`).not.toContain("Maria");
  });
});
