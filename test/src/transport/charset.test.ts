// Texts in the charset that their answer names.

import { expect, test } from "vitest";
import { call } from "../../../src/runtime/index.js";
import { network, readItem, shop } from "../shop.js";

const text = JSON.stringify({ data: { name: "Zoë" } });
const latin1 = Buffer.from(text, "latin1");

test.each([
  ["Latin-1", "application/json; charset=iso-8859-1", latin1],
  ["Latin-1 in quotes", 'application/json;CHARSET="ISO-8859-1"', latin1],
  ["UTF-8 that is called Latin-1", "application/json; charset=latin1", Buffer.from(text)],
  ["UTF-16 with its mark", "application/json; charset=utf-16", Buffer.from(`\ufeff${text}`, "utf16le")],
  ["UTF-16 without", "application/json; charset=UTF-16LE", Buffer.from(text, "utf16le")],
  ["UTF-16 the other way round", "application/json; charset=utf-16be", Buffer.from(text, "utf16le").swap16()],
  ["UTF-8 with a mark", "application/json; charset=utf8", Buffer.from(`\ufeff${text}`)],
  ["a charset that nobody knows", "application/json; charset=klingon", Buffer.from(text)],
])("%s is read as it is", async (_, type, bytes) => {
  for (const headers of [{ "content-type": type }, { "content-type": type, "content-length": String(bytes.length) }]) {
    const { fetch } = network(new Response(bytes, { headers }));
    expect(await call(shop({ fetch }), readItem, ["i1"], undefined)).toEqual({ name: "Zoë" });
  }
});
