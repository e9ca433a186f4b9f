import { expect, test } from "vitest";
import { SpecDocument } from "../../../scripts/document/resolve.js";
import { mediaOf } from "../../../scripts/model/media.js";
import { type Json, spec } from "./spec.js";

const text = { type: "string" };
const object = { type: "object", properties: { name: text } };

function kindOf(name: string, schema: Json): string | undefined {
  return mediaOf(new SpecDocument(spec()), { [name]: { schema } })[0]?.kind;
}

test.each([
  ["application/json", text, "json"],
  ["application/vnd.toys.v2+json; charset=utf-8", object, "json"],
  ["multipart/form-data", object, "multipart"],
  // What many mean by it has parts and no media type of that name.
  ["multipart/x-www-form-urlencoded", object, "multipart"],
  // Only the caller can put together parts that have no names.
  ["multipart/mixed", object, "binary"],
  ["application/x-www-form-urlencoded", object, "form"],
  ["image/png", text, "binary"],
  ["image/svg+xml", text, "text"],
  ["image/svg+xml", { type: "string", format: "binary" }, "binary"],
  ["application/pdf", text, "binary"],
  ["application/toys", object, "json"],
  ["application/toys", text, "text"],
  ["application/x-ndjson", object, "lines"],
  ["text/event-stream", text, "events"],
])("%s of %j is %s", (name, schema, kind) => {
  expect(kindOf(name, schema)).toBe(kind);
});
