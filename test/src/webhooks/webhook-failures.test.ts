// Failures apart from the verdict on a delivery: each is reported, and none keeps the service waiting.

import { afterEach, describe, expect, test, vi } from "vitest";
import { redisSeenStore } from "../../../src/redis/index.js";
import { fetchWebhookHandler } from "../../../src/webhooks/fetch-handler.js";
import { nodeWebhookHandler } from "../../../src/webhooks/node-handler.js";
import { memorySeenStore, type SeenStore } from "../../../src/webhooks/seen-store.js";
import { createSignature } from "../../../src/webhooks/signature.js";
import { thrown, unhandled } from "../shop.js";
import { scheme, verify } from "./webhook-shop.js";

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

describe("a seen store's reply", () => {
  const deliver = async (seen: SeenStore) => {
    const handled: unknown[] = [];
    const errors: unknown[] = [];
    const response = answered();
    const handle = (event: unknown): void => void handled.push(event);
    const onError = (error: unknown): void => void errors.push(error);
    await nodeWebhookHandler({ verify: () => ({ id: "e1" }), handle, onError, seen })(delivery, response);
    return { status: response.statusCode, handled: handled.length, errors };
  };
  const own = (reply: unknown): SeenStore => ({ claim: () => reply as never, confirm() {}, release() {} });
  const redis = (reply: unknown): SeenStore => redisSeenStore({ eval: async () => reply });

  test.each([
    ["a store of one's own", own],
    ["Redis", redis],
  ])("may be a Buffer: of %s", async (_, store) => {
    expect(await deliver(store(Buffer.from("handled")))).toEqual({ status: 204, handled: 0, errors: [] });
    expect(await deliver(store(Buffer.from("claimed")))).toMatchObject({ status: 204, handled: 1 });
  });

  test.each(
    [null, undefined, "OK", "CLAIMED", false, true, 0n, 1, {}].flatMap((reply) => [
      ["a store of one's own", own, reply] as const,
      ["Redis", redis, reply] as const,
    ]),
  )("that it does not know is refused, for the service to come again: of %s, %o, %s", async (_, store, reply) => {
    const { status, handled, errors } = await deliver(store(reply));
    expect([status, handled]).toEqual([500, 0]);
    expect(String(errors[0])).toBe(
      `ConfigurationError: \`seen\` answered ${JSON.stringify(String(reply))} to a claim: it has to be "claimed", "running" or "handled".`,
    );
  });
});

describe("a key", () => {
  const handledOf = async (key: (event: { readonly id: string }) => unknown) => {
    const handled: string[] = [];
    const seen = memorySeenStore();
    const responses = ["e1", "e2", "e1"].map((id) => [id, answered()] as const);
    for (const [id, response] of responses) {
      const handle = (event: { readonly id: string }): void => void handled.push(event.id);
      const options = { verify: () => ({ id }), handle, seen, key: key as never, onError: () => {} };
      await nodeWebhookHandler(options)(delivery, response);
    }
    return [handled, responses.map(([, { statusCode }]) => statusCode)];
  };

  test.each([null, undefined, ""])("of %j is none: events that have none are not the same", async (none) => {
    expect(await handledOf(() => none)).toEqual([
      ["e1", "e2", "e1"],
      [204, 204, 204],
    ]);
  });

  test("may be a number, and no object: all of those look the same to a store", async () => {
    expect(await handledOf(({ id }) => Number(id.slice(1)))).toEqual([
      ["e1", "e2"],
      [204, 204, 204],
    ]);
    expect(await handledOf((event) => event)).toEqual([[], [500, 500, 500]]);
  });
});

test.each([
  ["leaseSeconds", Number.NaN, "a number from 0 on"],
  ["seenSeconds", "60", "a number from 0 on"],
  ["maxBytes", Number.NaN, "a number from 0 on"],
  ["handle", "later", "a function"],
  ["onError", 5, "a function"],
])("an option that is not what it has to be is refused when the handler is made: `%s`", (option, value, wanted) => {
  const options = { verify: () => ({ id: "e1" }), handle: () => {}, [option]: value };
  for (const [name, make] of Object.entries({ nodeWebhookHandler, fetchWebhookHandler })) {
    expect(thrown(() => make(options)).message).toBe(`${name}: \`${option}\` has to be ${wanted}, not ${value}.`);
  }
});

test.each([0, -1, Number.NaN])("a store that would remember nothing is refused: %j", (capacity) => {
  expect(thrown(() => memorySeenStore(capacity)).message).toBe(
    `memorySeenStore: \`capacity\` has to be a number from 1 on, not ${capacity}.`,
  );
});

test("under node:http two signature headers, which it joins by a comma, are two signatures", async () => {
  const body = '{"id":"e1"}';
  const [good = "", other = ""] = await Promise.all(
    ["wbhsec_1", "wbhsec_2"].map((secret) => createSignature(scheme, body, secret)),
  );
  for (const value of [`${good}, ${other}`, `${other}, ${good}`]) {
    const response = answered();
    await nodeWebhookHandler({ verify, handle: () => {} })(
      { ...delivery, headers: { "shop-signature": value }, body },
      response,
    );
    expect(response.statusCode).toBe(204);
  }
});
