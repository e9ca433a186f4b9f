import { describe, expect, test } from "vitest";
import type { BodyShape } from "../../../src/operation.js";
import { renameMembers, wrapAttributes } from "../../../src/request/json-body.js";

const encodeBody = (shape: BodyShape, input: unknown) =>
  (shape.attributes ?? shape.meta) === undefined ? renameMembers(input, shape) : wrapAttributes(input, shape);

describe("a plain body", () => {
  const members = {
    sourceId: "source-id",
    lines: ["line-items", { unitPrice: "unit-price" }],
    same: "same",
  } satisfies BodyShape["members"];
  const encode = (input: unknown) => encodeBody({ members }, input);

  test("renames members to the wire's spelling, inside objects and lists too", () => {
    expect(encode({ sourceId: "s", lines: [{ unitPrice: 1 }, { unitPrice: 2 }] })).toEqual({
      "source-id": "s",
      "line-items": [{ "unit-price": 1 }, { "unit-price": 2 }],
    });
    expect(encode({ lines: { unitPrice: 1 } })).toEqual({ "line-items": { "unit-price": 1 } });
  });

  test("leaves members it does not know as they are, and what is in them", () => {
    expect(encode({ newMember: { innerName: 1 }, same: { unitPrice: 2 } })).toEqual({
      newMember: { innerName: 1 },
      same: { unitPrice: 2 },
    });
  });

  test("leaves undefined out and keeps null, false, zero and empty text", () => {
    expect(encode({ sourceId: undefined, lines: null, same: false, zero: 0, text: "" })).toStrictEqual({
      "line-items": null,
      same: false,
      zero: 0,
      text: "",
    });
    expect(encode({ lines: { unitPrice: undefined, other: null } })).toStrictEqual({ "line-items": { other: null } });
  });

  test("without names the input is the body", () => {
    const input = { anyName: 1 };
    expect(encodeBody({}, input)).toBe(input);
    expect(encode([{ sourceId: "s" }])).toEqual([{ "source-id": "s" }]);
    expect(encode("text")).toBe("text");
  });
});

describe("a JSON:API body", () => {
  const shape = {
    attributes: { sourceId: "source-id" },
    meta: { fieldMappings: ["field-mappings", { fromName: "from-name" }] },
  } satisfies BodyShape;

  test("puts members into data.attributes, and those of the meta table into meta", () => {
    expect(encodeBody(shape, { sourceId: "s", fieldMappings: [{ fromName: "a" }] })).toEqual({
      data: { attributes: { "source-id": "s" } },
      meta: { "field-mappings": [{ "from-name": "a" }] },
    });
  });

  test("leaves an empty side out, but not both", () => {
    expect(encodeBody(shape, { sourceId: "s" })).toEqual({ data: { attributes: { "source-id": "s" } } });
    expect(encodeBody(shape, { fieldMappings: [] })).toEqual({ meta: { "field-mappings": [] } });
    expect(encodeBody(shape, {})).toEqual({ data: { attributes: {} } });
    expect(encodeBody(shape, { fieldMappings: undefined })).toEqual({ data: { attributes: {} } });
    expect(encodeBody({ meta: shape.meta }, {})).toEqual({});
  });

  test("leaves what is a document already as it is", () => {
    const copied = { data: { attributes: { "source-id": "s" } }, meta: { "field-mappings": [] } };
    expect(encodeBody(shape, copied)).toBe(copied);
    expect(encodeBody(shape, { data: { id: "1" } })).toEqual({ data: { attributes: { data: { id: "1" } } } });
  });

  test("takes a member nobody knows for an attribute", () => {
    expect(encodeBody(shape, { brandNew: 1 })).toEqual({ data: { attributes: { brandNew: 1 } } });
    expect(encodeBody({ meta: shape.meta }, { brandNew: 1 })).toEqual({ data: { attributes: { brandNew: 1 } } });
  });

  test("keeps null and drops undefined", () => {
    expect(encodeBody(shape, { sourceId: null, gone: undefined })).toStrictEqual({
      data: { attributes: { "source-id": null } },
    });
  });
});

test("members named like those of every object are members, and no prototype is changed", () => {
  const input: unknown = JSON.parse('{"__proto__":{"admin":true},"constructor":1,"toString":2}');
  for (const shape of [{ members: {} }, { attributes: {} }, { attributes: {}, meta: { other: "other" } }]) {
    const written = JSON.stringify(encodeBody(shape, input));
    expect(written).toContain('{"__proto__":{"admin":true},"constructor":1,"toString":2}');
  }
  expect(({} as { admin?: unknown }).admin).toBeUndefined();
});
