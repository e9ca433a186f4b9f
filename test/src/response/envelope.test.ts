import { describe, expect, test } from "vitest";
import { DecodeError } from "../../../src/index.js";
import { nothing, unwrapData } from "../../../src/runtime/index.js";

describe("unwrapData", () => {
  test.each([[{ id: "i1" }], [[1]], [null], ["text"], [0]])("takes %j out of its data", (data) => {
    expect(unwrapData({ data, more: 1 })).toBe(data);
  });

  test.each([[undefined], [null], ["text"], [[]], [{}], [{ error: 1 }]])("refuses %j, which has none", (body) => {
    expect(() => unwrapData(body)).toThrow(new DecodeError("The answer has no `data`."));
  });
});

test("nothing is undefined", () => {
  expect(nothing()).toBeUndefined();
});
