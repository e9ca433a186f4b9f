import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { DecodeError } from "../../src/errors.js";
import {
  fetchWebhookHandler,
  memorySeenStore,
  type NodeRequest,
  nodeWebhookHandler,
  type SeenStore,
  type WebhookHandlerOptions,
} from "../../src/webhook-handler.js";
import { createSignature, verifySignature, WebhookVerificationError } from "../../src/webhook-signature.js";
import { failure } from "./shop.js";

interface Event {
  readonly id?: string;
  readonly name?: string;
}

const scheme = {
  header: "Shop-Signature",
  format: "t={timestamp},v1={signature}",
  separator: " ",
  signedPayload: "{timestamp}.{body}",
  toleranceSeconds: 300,
};

const verify: WebhookHandlerOptions<Event>["verify"] = async (rawBody, headers) => {
  await verifySignature(scheme, rawBody, headers, "wbhsec_1");
  try {
    return JSON.parse(rawBody);
  } catch {
    throw new DecodeError("It is not JSON.");
  }
};

const signed = async (body: string | Uint8Array) => ({
  "shop-signature": await createSignature(scheme, body, "wbhsec_1"),
});

type Options = Partial<WebhookHandlerOptions<Event>>;

/** What was handled, and how. */
function receiver(options: Options = {}) {
  const events: Event[] = [];
  const handle = (event: Event): void => void events.push(event);
  return { events, options: { verify, handle, ...options } };
}

/** A handler that fails as often as it is told to, and counts how often it was called. */
function failing(times: number) {
  let calls = 0;
  const fault = new Error("the database is down");
  const handle = (): void => {
    calls += 1;
    if (calls <= times) throw fault;
  };
  return { handle, fault, calls: () => calls };
}

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function listening(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, "close");
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

type Ask = (init: RequestInit) => Promise<Response>;

const doors: [string, (options: WebhookHandlerOptions<Event>) => Promise<Ask>][] = [
  [
    "the Fetch handler",
    async (options) => {
      const handler = fetchWebhookHandler(options);
      const safe = (init: RequestInit) => handler(new Request("https://shop.test/hook", init));
      return (init) => safe(init).catch(() => new Response(null, { status: 500 }));
    },
  ],
  [
    "the node:http handler",
    async (options) => {
      const url = await listening(nodeWebhookHandler(options));
      return (init) => fetch(url, init);
    },
  ],
];

describe.each(doors)("%s", (_, open) => {
  const post = async (ask: Ask, body: string | Uint8Array<ArrayBuffer>, headers?: Record<string, string>) =>
    ask({ method: "POST", body, headers: headers ?? (await signed(body)) });

  test("hands a signed event over and answers 204 with nothing", async () => {
    const { events, options } = receiver();
    const answer = await post(await open(options), '{"id":"e1","name":"Zoë"}');
    expect(answer.status).toBe(204);
    expect(await answer.text()).toBe("");
    expect(events).toEqual([{ id: "e1", name: "Zoë" }]);
  });

  test("verifies the bytes as they came, in however many pieces and with a byte order mark", async () => {
    const bodies: string[] = [];
    const { options } = receiver({
      verify: async (body, headers) => {
        await verifySignature(scheme, body, headers, "wbhsec_1");
        bodies.push(body);
        return {};
      },
    });
    const ask = await open(options);
    const text = `\ufeff{"name":"${"Zoë 🎉".repeat(20_000)}"}`;
    const bytes = new TextEncoder().encode(text);
    const pieces = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let at = 0; at < bytes.length; at += 1021) controller.enqueue(bytes.slice(at, at + 1021));
        controller.close();
      },
    });
    const init = { method: "POST", body: pieces, duplex: "half", headers: await signed(bytes) };
    expect((await ask(init)).status).toBe(204);
    expect(bodies).toEqual([text]);
  });

  test.each(["GET", "PUT", "DELETE"])("answers %s with 405 and the method that is allowed", async (method) => {
    const { events, options } = receiver();
    const answer = await (await open(options))({ method });
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toBe("POST");
    expect(events).toEqual([]);
  });

  test("answers a body that is too large with 413, and one of just the limit with 204", async () => {
    const { events, options } = receiver({ maxBytes: 20 });
    const ask = await open(options);
    expect((await post(ask, `{"id":"${"x".repeat(12)}"}`)).status).toBe(413);
    expect((await post(ask, `{"id":"${"x".repeat(11)}"}`)).status).toBe(204);
    expect((await post(ask, `{"id":"éé${"x".repeat(8)}"}`)).status).toBe(413);
    expect(events).toEqual([{ id: "xxxxxxxxxxx" }]);
  });

  test("answers 413 also to a body of many pieces, and by default from a mebibyte on", async () => {
    const ask = await open(receiver().options);
    expect((await post(ask, "x".repeat(3_000_000))).status).toBe(413);
    expect((await post(ask, "x".repeat(1_048_577))).status).toBe(413);
    const most = `"${"x".repeat(1_048_574)}"`;
    expect((await post(ask, most)).status).toBe(204);
  });

  test.each<[string, string, Record<string, string> | undefined]>([
    ["is unsigned", "{}", {}],
    ["has a malformed signature", "{}", { "shop-signature": "t=1" }],
    ["has another's signature", "{}", { "shop-signature": `t=1,v1=${"ab".repeat(32)}` }],
    ["is signed but not an event", "<html>", undefined],
    ["is empty", "", {}],
  ])("answers 400 without details to what %s", async (_, body, headers) => {
    const { events, options } = receiver();
    const answer = await post(await open(options), body, headers);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toBe("refused");
    expect(events).toEqual([]);
  });

  test("answers 500 when handling or verifying fails, without a word of why", async () => {
    const fails = (): never => {
      throw new TypeError("secret");
    };
    for (const options of [receiver({ handle: fails }).options, receiver({ verify: fails }).options]) {
      const answer = await post(await open(options), "{}");
      expect(answer.status).toBe(500);
      expect(await answer.text()).toBe("");
    }
  });

  test("handles an event once that is delivered twice, and answers 204 both times", async () => {
    const { events, options } = receiver({ seen: memorySeenStore() });
    const ask = await open(options);
    const statuses = [];
    for (const id of ["e1", "e1", "e2"]) statuses.push((await post(ask, JSON.stringify({ id }))).status);
    expect(statuses).toEqual([204, 204, 204]);
    expect(events).toEqual([{ id: "e1" }, { id: "e2" }]);
  });

  test("handles every delivery without a store, and every event without an id", async () => {
    const without = receiver();
    const ask = await open(without.options);
    await post(ask, '{"id":"e1"}');
    await post(ask, '{"id":"e1"}');
    expect(without.events).toHaveLength(2);
    const nameless = receiver({ seen: memorySeenStore() });
    const askNameless = await open(nameless.options);
    await post(askNameless, '{"id":7}');
    await post(askNameless, '{"id":7}');
    expect(nameless.events).toHaveLength(2);
  });

  test("handles an event again after handling it failed", async () => {
    const { handle, calls } = failing(1);
    const ask = await open(receiver({ handle, seen: memorySeenStore() }).options);
    const statuses = [];
    for (let turn = 0; turn < 3; turn++) statuses.push((await post(ask, '{"id":"e1"}')).status);
    expect(statuses).toEqual([500, 204, 204]);
    expect(calls()).toBe(2);
  });

  test("answers a repetition of what is under way as that ends, so that nothing is lost", async () => {
    for (const [outcome, status] of [
      ["resolve", 204],
      ["reject", 500],
    ] as const) {
      let calls = 0;
      let end = { resolve: (): void => {}, reject: (): void => {} };
      const gate = new Promise<void>((resolve, reject) => {
        end = { resolve, reject: () => reject(new Error("no")) };
      });
      const handle = () => {
        calls += 1;
        return gate;
      };
      const store = memorySeenStore();
      let claims = 0;
      let repeated = (): void => {};
      const second = new Promise<void>((resolve) => {
        repeated = resolve;
      });
      const seen: SeenStore = {
        claim(id, ttl) {
          claims += 1;
          if (claims === 2) repeated();
          return store.claim(id, ttl);
        },
        release: store.release,
      };
      const ask = await open(receiver({ handle, seen }).options);
      const both = [post(ask, '{"id":"e1"}'), post(ask, '{"id":"e1"}')];
      await second;
      end[outcome]();
      expect((await Promise.all(both)).map((answer) => answer.status)).toEqual([status, status]);
      expect(calls).toBe(1);
    }
  });
});

describe("the store", () => {
  const request = async (body: string) =>
    new Request("https://shop.test", { method: "POST", body, headers: await signed(body) });

  test("is asked to remember for three days, or as long as is said", async () => {
    const asked: unknown[] = [];
    const seen: SeenStore = { claim: async (...all) => asked.push(all) > 0, release: () => {} };
    await fetchWebhookHandler(receiver({ seen }).options)(await request('{"id":"e1"}'));
    await fetchWebhookHandler(receiver({ seen, seenSeconds: 5 }).options)(await request('{"id":"e2"}'));
    expect(asked).toEqual([
      ["e1", 259_200],
      ["e2", 5],
    ]);
  });

  test("never hears of what is not verified", async () => {
    let asked = 0;
    const seen: SeenStore = { claim: () => ++asked > 0, release: () => {} };
    const { options } = receiver({ seen });
    await fetchWebhookHandler(options)(new Request("https://shop.test", { method: "POST", body: '{"id":"e1"}' }));
    expect(asked).toBe(0);
  });

  test("that cannot give an id back does not hide why handling failed", async () => {
    const { handle, fault } = failing(1);
    const release = () => Promise.reject(new Error("the store is down"));
    const handler = fetchWebhookHandler(receiver({ handle, seen: { claim: () => true, release } }).options);
    expect(await failure(handler(await request('{"id":"e1"}')))).toBe(fault);
  });
});

describe("the Fetch handler alone", () => {
  test("rejects with the error of handle, for the platform to report", async () => {
    const { handle, fault } = failing(1);
    const request = new Request("https://shop.test", { method: "POST", body: "{}", headers: await signed("{}") });
    expect(await failure(fetchWebhookHandler(receiver({ handle }).options)(request))).toBe(fault);
  });

  test("stops reading a body that is too large, and refuses one that is not there", async () => {
    let cancelled = false;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(1000)),
      cancel: () => {
        cancelled = true;
      },
    });
    const init: RequestInit = { method: "POST", body: endless, duplex: "half" } as RequestInit;
    const handler = fetchWebhookHandler(receiver({ maxBytes: 5000 }).options);
    expect((await handler(new Request("https://shop.test", init))).status).toBe(413);
    expect(cancelled).toBe(true);
    expect((await handler(new Request("https://shop.test", { method: "POST" }))).status).toBe(400);
  });
});

describe("behind Express", () => {
  /** A request after a body parser, and the response it gets. */
  async function served(body: unknown, options: Options = {}, next?: (error: unknown) => void) {
    const { events, options: whole } = receiver(options);
    const headers = await signed('{"id":"e1"}');
    const request: NodeRequest = {
      method: "POST",
      headers,
      body,
      // biome-ignore lint/correctness/useYield: the parser has read all there was.
      async *[Symbol.asyncIterator]() {
        throw new Error("the stream was read twice");
      },
    };
    const response = { statusCode: 0, ended: false, text: undefined as string | undefined };
    await nodeWebhookHandler(whole)(
      request,
      Object.assign(response, {
        setHeader: () => {},
        end: (text?: string) => Object.assign(response, { ended: true, text }),
      }),
      next,
    );
    return { events, ...response };
  }

  test.each([
    ["bytes, as express.raw leaves them", Buffer.from('{"id":"e1"}')],
    ["text, as express.text leaves it", '{"id":"e1"}'],
  ])("takes %s", async (_, body) => {
    const { statusCode, events } = await served(body);
    expect(statusCode).toBe(204);
    expect(events).toEqual([{ id: "e1" }]);
  });

  test("tells next that a body parser was there first, or answers 500", async () => {
    const errors: unknown[] = [];
    const { ended, events } = await served({ id: "e1" }, {}, (error) => errors.push(error));
    expect(ended).toBe(false);
    expect(events).toEqual([]);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toBeInstanceOf(WebhookVerificationError);
    expect((errors[0] as Error).message).toBe(
      'A body parser has read this delivery already. Mount the handler before it, or use `express.raw({ type: "application/json" })` on this route.',
    );
    const alone = await served({ id: "e1" });
    expect([alone.statusCode, alone.text]).toEqual([500, undefined]);
  });

  test("hands the error of handle to next, and answers a refusal itself", async () => {
    const errors: unknown[] = [];
    const { handle, fault } = failing(1);
    await served('{"id":"e1"}', { handle }, (error) => errors.push(error));
    expect(errors).toEqual([fault]);
    const { statusCode, text } = await served('{"id":"e2"}', {}, (error) => errors.push(error));
    expect([statusCode, text]).toEqual([400, "refused"]);
    expect(errors).toHaveLength(1);
  });
});

describe("memorySeenStore", () => {
  test("gives an id once, until it is released", () => {
    const store = memorySeenStore();
    expect([store.claim("a", 60), store.claim("a", 60), store.claim("b", 60)]).toEqual([true, false, true]);
    store.release("a");
    expect([store.claim("a", 60), store.claim("b", 60)]).toEqual([true, false]);
  });

  test("forgets an id when its time is over", async () => {
    const store = memorySeenStore();
    store.claim("a", 0.02);
    store.claim("b", 60);
    expect(store.claim("a", 60)).toBe(false);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect([store.claim("a", 60), store.claim("a", 60), store.claim("b", 60)]).toEqual([true, false, false]);
  });

  test("holds so many and forgets the oldest first", () => {
    const store = memorySeenStore(2);
    for (const id of ["a", "b", "c"]) store.claim(id, 60);
    expect([store.claim("b", 60), store.claim("c", 60), store.claim("a", 60)]).toEqual([false, false, true]);
    expect(store.claim("b", 60)).toBe(true);
  });
});
