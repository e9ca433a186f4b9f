// A list that a document says how to keep in step with, and a page in the browser: as the generated client offers them.

import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { memorySyncStore } from "../../src/index.js";
import { type Generated, generated, type Json, removeClients } from "./client.js";

const entry = {
  type: "object",
  required: ["id", "at", "amount"],
  properties: {
    id: { type: "string" },
    at: { type: "string", format: "date-time" },
    booked: { type: ["string", "null"], format: "date" },
    amount: { type: "number", format: "decimal" },
  },
};
const query = (name: string): Json => ({ name, in: "query", schema: { type: "string" } });
const list = (sync: Json): Json => ({
  "/entries": {
    get: {
      operationId: "listEntries",
      "x-resource": "entries",
      "x-method": "list",
      "x-pagination": { style: "token", after: "PageToken", items: "/data", next: "/nextPageToken" },
      "x-sync": sync,
      parameters: ["Account", "From", "Order", "PageToken"].map(query),
      responses: {
        "200": {
          description: "A page.",
          content: {
            "application/json": {
              schema: {
                type: "object",
                required: ["data"],
                properties: {
                  data: { type: "array", items: { $ref: "#/components/schemas/Entry" } },
                  nextPageToken: { type: ["string", "null"] },
                },
              },
            },
          },
        },
      },
    },
  },
});
const sync = {
  since: "From",
  order: { Order: "ASC" },
  id: "/id",
  time: "/at",
  pending: { member: "/booked", value: null },
  match: ["/amount"],
  overlapDays: 7,
};
const root = {
  components: { schemas: { Entry: entry } },
  "x-browser-flow": {
    giftPage: {
      title: "the gift page",
      url: "https://gifts.toys.test/",
      redirect: "redirect_uri",
      parameters: [
        { name: "client", member: "clientId", required: true, description: "Your app." },
        { name: "redirect_uri", required: true, description: "Where to come back to." },
        { name: "sync_mode", values: ["full", "none"], description: "How much is read first." },
      ],
      returns: [{ name: "gift_id", required: true, description: "The gift." }],
    },
  },
};

let client: Generated;
beforeAll(async () => {
  client = await generated(list(sync), root);
});
afterAll(removeClients);

test("a list's `sync` reads its pages, the oldest first, and saves what is new with exact amounts", async () => {
  const { createToys } = await import(join(client.folder, "index.ts"));
  const pages = [
    '{"data":[{"id":"a","at":"2026-11-01T10:00:00Z","booked":"2026-11-01","amount":-5.10}],"nextPageToken":"two"}',
    '{"data":[{"id":"b","at":"2026-11-02T10:00:00Z","booked":null,"amount":7.00}],"nextPageToken":null}',
    '{"data":[{"id":"a","at":"2026-11-01T10:00:00Z","booked":"2026-11-01","amount":-5.10},{"id":"c","at":"2026-11-02T10:00:00Z","booked":"2026-11-03","amount":7.00}],"nextPageToken":null}',
  ];
  const urls: string[] = [];
  const fetch = async (url: string): Promise<Response> => {
    urls.push(url);
    return new Response(pages[urls.length - 1], { headers: { "content-type": "application/json" } });
  };
  const toys = createToys({ fetch });
  const store = memorySyncStore();
  expect(await toys.entries.sync({ account: "x", since: "2026-10-01", store })).toEqual({
    added: 1,
    pending: 1,
    booked: 0,
    removed: 0,
  });
  await toys.entries.sync({ account: "x", store });
  expect(store.changes).toEqual([
    { kind: "added", item: { id: "a", at: "2026-11-01T10:00:00Z", booked: "2026-11-01", amount: "-5.10" } },
    { kind: "pending", item: { id: "b", at: "2026-11-02T10:00:00Z", booked: null, amount: "7.00" } },
    {
      kind: "booked",
      item: { id: "c", at: "2026-11-02T10:00:00Z", booked: "2026-11-03", amount: "7.00" },
      pendingId: "b",
    },
  ]);
  expect(urls.map((url) => url.slice("https://toys.test/v1".length))).toEqual([
    "/entries?Account=x&Order=ASC&From=2026-10-01",
    "/entries?Account=x&Order=ASC&From=2026-10-01&PageToken=two",
    "/entries?Account=x&Order=ASC&From=2026-10-26T10%3A00%3A00.000Z",
  ]);
});

test("a declared page in the browser has a function that makes its URL, and one that reads the way back", async () => {
  const { giftPageUrl, readGiftPageReturn } = await import(join(client.folder, "index.ts"));
  expect(giftPageUrl({ clientId: "app", redirectUri: "https://shop.test/", syncMode: "none" })).toBe(
    "https://gifts.toys.test/?client=app&redirect_uri=https%3A%2F%2Fshop.test%2F&sync_mode=none",
  );
  expect(readGiftPageReturn("/?gift_id=g&mine=1")).toEqual({ giftId: "g", others: { mine: "1" } });
});

test("a sync that does not fit its list is refused, with what is wrong", async () => {
  const wrong: readonly (readonly [Json, string])[] = [
    [{ ...sync, since: "Since" }, "there is no query parameter `Since`"],
    [{ ...sync, id: "/number" }, "an entry has nothing at `/number`"],
    [{ ...sync, method: "list" }, "there is another operation `entries.list`"],
  ];
  for (const [given, fault] of wrong) {
    await expect(generated(list(given), root)).rejects.toThrow(`x-sync does not match the operation: ${fault}.`);
  }
});
