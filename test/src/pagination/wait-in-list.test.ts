import { expect, test } from "vitest";
import { LifecycleError } from "../../../src/call/waiter.js";
import { DecodeError } from "../../../src/errors.js";
import type { Operation } from "../../../src/operation.js";
import { readTokenPage } from "../../../src/pagination/cursor-pager.js";
import { waitUntilInList } from "../../../src/pagination/wait-in-list.js";
import { unwrapData } from "../../../src/response/envelope.js";
import { json, network, shop } from "../shop.js";

interface Item {
  readonly status: string;
}

const items: Operation = {
  name: "items.list",
  method: "GET",
  path: "/items",
  query: { itemId: "item_id", token: "token" },
  pager: { read: readTokenPage, items: unwrapData, next: ["next"], after: ["token"] } as NonNullable<
    Operation["pager"]
  >,
};

/** Waits for the item in a list that holds these in turn. */
function watching(...lists: readonly (readonly Item[])[]) {
  const { fetch, sent } = network(...lists.map((data) => json(200, { data, next: null })));
  const wait = () =>
    waitUntilInList<Item, Item>(
      shop({ retry: false, fetch }),
      items,
      { itemId: "i 1" },
      { resource: "Item", property: "status" },
      { until: ["sold"], stop: ["broken"] },
      { intervalMs: 1 },
    );
  return { wait, sent };
}

test("the list is read with the id until the one in it is in the state", async () => {
  const { wait, sent } = watching([{ status: "new" }], [{ status: "sold" }]);
  expect(await wait()).toEqual({ status: "sold" });
  expect(sent.map(({ url }) => new URL(url).search)).toEqual(["?item_id=i%201", "?item_id=i%201"]);
});

test("a state that leads nowhere ends the wait at once", async () => {
  const { wait, sent } = watching([{ status: "broken" }]);
  await expect(wait()).rejects.toBeInstanceOf(LifecycleError);
  expect(sent).toHaveLength(1);
});

test("a list without the resource ends the wait, with what it is about", async () => {
  const error = await watching([])
    .wait()
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(DecodeError);
  expect((error as Error).message).toBe("shop: the Item is not in items.list, so there is nothing to wait for.");
});
