// Failures apart from the verdict on a delivery: each is reported, and none keeps the service waiting.

import { afterEach, expect, test, vi } from "vitest";
import { redisSeenStore } from "../../../src/redis/index.js";
import { nodeWebhookHandler } from "../../../src/webhooks/node-handler.js";
import { unhandled } from "../shop.js";

afterEach(() => {
  vi.restoreAllMocks();
});

const delivery = { method: "POST", headers: {}, body: "{}", readableDidRead: true, async *[Symbol.asyncIterator]() {} };
const answered = () => ({
  statusCode: 0,
  ended: 0,
  setHeader() {},
  end() {
    this.ended += 1;
  },
});
const refuse = () => {
  throw new Error("the queue is down");
};

test("under node:http a failing `handle` without `onError` is written to the console", async () => {
  const written = vi.spyOn(console, "error").mockImplementation(() => {});
  const response = answered();
  await nodeWebhookHandler({ verify: () => ({ id: "e1" }), handle: refuse })(delivery, response);
  expect([response.statusCode, response.ended]).toEqual([500, 1]);
  expect(String(written.mock.calls[0]?.[0])).toBe("Error: the queue is down");
});

test.each([
  ["throws", refuse],
  ["rejects", async () => refuse()],
])("an `onError` that %s still leaves an answer, and no unhandled rejection", async (_, onError) => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  const response = answered();
  const reasons = await unhandled(() =>
    nodeWebhookHandler({ verify: () => ({ id: "e1" }), handle: refuse, onError })(delivery, response),
  );
  expect([response.statusCode, response.ended, reasons]).toEqual([500, 1, []]);
});

test("a seen store takes replies in Buffers, and refuses those it does not know", async () => {
  const store = (reply: unknown) => redisSeenStore({ eval: async () => reply });
  expect(await store(Buffer.from("handled")).claim("e1", "h", 1)).toBe("handled");
  await expect(store(null).claim("e1", "h", 1)).rejects.toThrow('Redis answered "null" to a claim');
});
