// The erasing of a resource from texts that showed it.

import { expect, test } from "vitest";
import type { LoggedRequest } from "../../src/sandbox/world/log.js";
import { erased, erasedFromLog } from "../../src/sandbox/world/state/erase.js";

const now = { type: "shelf", id: "shelf_1", attributes: { "shelf-name": null, fields: {} }, relationships: {} };
const other = { type: "shelf", id: "shelf_2", attributes: { shelfName: "Plays" } };

test("A resource shows the values of now, in the casing of the text, and what it no longer has is null.", () => {
  const then = {
    type: "shelf",
    id: "shelf_1",
    attributes: { shelfName: "Novels", fields: { author: "Austen" }, note: "Emma" },
    relationships: { books: { data: [{ type: "book", id: "book_1" }] } },
  };
  expect(JSON.parse(erased(JSON.stringify({ data: [other, then], links: { next: null } }), now))).toEqual({
    data: [
      other,
      {
        type: "shelf",
        id: "shelf_1",
        attributes: { shelfName: null, fields: {}, note: null },
        relationships: { books: null },
      },
    ],
    links: { next: null },
  });
});

test("A text without it stays as it is, and one that cannot be read goes.", () => {
  expect(erased('{"a":  "shelf_2"}', now)).toBe('{"a":  "shelf_2"}');
  expect(erased('{"id":"shelf_1","attributes":{"note":"Em…', now)).toBe("•••");
});

test("A call about it loses what was sent; other calls keep it.", () => {
  const logged = (address: string, responseBody = "") =>
    erasedFromLog({ address, requestBody: '{"note":"Emma"}', responseBody } as LoggedRequest, now).requestBody;
  expect([logged("/shelves/shelf_1/close"), logged("/shelves", '{"data":{"id":"shelf_1"}}')]).toEqual(["•••", "•••"]);
  expect(logged("/shelves/shelf_2/close")).toBe('{"note":"Emma"}');
});
