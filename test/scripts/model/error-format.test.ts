import { expect, test } from "vitest";
import { SpecDocument } from "../../../scripts/document/resolve.js";
import { errorFormatOf } from "../../../scripts/model/response/error-format.js";
import { answer, type Json, spec } from "./spec.js";

/** Of an operation that declares each of the schemas for a status of its own. */
function formatOf(...schemas: readonly Json[]) {
  const errors = schemas.map((schema, index) => [String(400 + index), answer(schema)]);
  const operation = { responses: { "200": answer(), ...Object.fromEntries(errors) } };
  return errorFormatOf(new SpecDocument(spec()), [operation]);
}

const objectOf = (...names: string[]) => ({
  type: "object",
  properties: Object.fromEntries(names.map((name) => [name, { type: "string" }])),
});
const errors = (items: Json) => ({ type: "object", properties: { errors: { type: "array", items } } });

test("errors are JSON:API's where a list of them has titles or details", () => {
  expect(formatOf(errors(objectOf("title", "code")))).toBe("jsonapi");
  expect(formatOf(errors(objectOf("detail")))).toBe("jsonapi");
});

test("errors are problem details where the body has a title and a status", () => {
  expect(formatOf(objectOf("title", "status"))).toBe("problem");
});

test("errors are read in any shape where a list of them holds anything else, and where none is declared", () => {
  expect(formatOf(errors({ type: "string" }))).toBe("any");
  expect(formatOf(errors(objectOf("resource", "field", "code")))).toBe("any");
  expect(formatOf()).toBe("any");
});

test("errors are read in any shape where one of them has another format, but for one that names no members", () => {
  const format = errors(objectOf("title"));
  expect(formatOf(format, objectOf("message"))).toBe("any");
  expect(formatOf(format, objectOf("title", "status"))).toBe("any");
  expect(formatOf(format, { type: "object" })).toBe("jsonapi");
});
