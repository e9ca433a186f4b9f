// The stack of an error names the line where the call was made.

import { expect, test } from "vitest";
import { call, list, type Operation, readTokenPage, type TokenPager, waitUntil } from "../../../src/runtime/index.js";
import { failure, json, network, readItem, shop } from "../shop.js";

const refused = () => shop({ fetch: network(json(404, {})).fetch });

async function loadCustomer(): Promise<unknown> {
  return await call(refused(), readItem, ["i1"], undefined);
}

test("of a call", async () => {
  const error = await failure(loadCustomer());
  expect(error.stack).toMatch(/^ApiError: shop: items\.retrieve got 404/);
  expect(error.stack).toMatch(/at loadCustomer .*caller\.test\.ts/);
});

test("of a call that got no answer, and of one whose response was asked for", async () => {
  const transport = shop({ fetch: network(new Error("down")).fetch, retry: false });
  const lost = () => call(transport, readItem, ["i1"], undefined);
  expect((await failure(lost())).stack).toMatch(/at lost .*caller\.test\.ts/);
  expect((await failure(lost().raw())).stack).toMatch(/at lost .*caller\.test\.ts/);
});

test("of a list, also when a later page fails", async () => {
  const items = (body: unknown) => (body as { items: unknown }).items;
  const pager = { read: readTokenPage, items, next: ["next"], after: ["cursor"] } satisfies TokenPager;
  const operation: Operation = {
    name: "items.list",
    method: "GET",
    path: "/items",
    query: { cursor: "cursor" },
    pager,
  };
  const { fetch } = network(json(200, { items: [1], next: "a" }), json(403, {}));
  const collectAll = async (): Promise<void> => {
    for await (const _ of list(shop({ fetch }), operation, [], undefined));
  };
  expect((await failure(collectAll())).stack).toMatch(/at collectAll .*caller\.test\.ts/);
});

test("of a wait", async () => {
  const states = { until: ["done"] };
  const waitForIt = () => waitUntil(refused(), readItem, ["i1"], { resource: "Item", property: "status" }, states);
  expect((await failure(waitForIt())).stack).toMatch(/at waitForIt .*caller\.test\.ts/);
});

test("of a wait whose second look fails", async () => {
  const { fetch } = network(json(200, { id: "i1", status: "open" }), json(404, {}));
  const waitForIt = () =>
    waitUntil(
      shop({ fetch }),
      readItem,
      ["i1"],
      { resource: "Item", property: "status" },
      { until: ["done"] },
      { intervalMs: 1 },
    );
  expect((await failure(waitForIt())).stack).toMatch(/at waitForIt .*caller\.test\.ts/);
});

test("once, however often the promise is awaited", async () => {
  const made = call(refused(), readItem, ["i1"], undefined);
  const first = (await failure(made)).stack;
  expect((await failure(made)).stack).toBe(first);
});
