import { describe, expect, test } from "vitest";
import { ConfigurationError, DecodeError } from "../../../src/errors.js";
import { fetchWebhookHandler } from "../../../src/webhooks/fetch-handler.js";
import { nodeWebhookHandler } from "../../../src/webhooks/node-handler.js";
import { memorySeenStore } from "../../../src/webhooks/seen-store.js";
import { createSignature, verifySignature } from "../../../src/webhooks/signature.js";
import { type WebhookRefusal, WebhookVerificationError } from "../../../src/webhooks/verification-error.js";
import { served } from "../loopback.js";
import { failure } from "../shop.js";
import { type Ask, doors, failing, receiver, scheme, signed } from "./webhook-shop.js";

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
    const bodies: unknown[] = [];
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
    expect(bodies).toEqual([bytes]);
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
    const most = `{"a":"${"x".repeat(1_048_568)}"}`;
    expect((await post(ask, most)).status).toBe(204);
  });

  test.each<[string, string, Record<string, string> | undefined, WebhookRefusal | undefined]>([
    ["is unsigned", "{}", {}, "unsigned"],
    ["has a malformed signature", "{}", { "shop-signature": "t=1" }, "malformed"],
    ["has another's signature", "{}", { "shop-signature": `t=1,v1=${"ab".repeat(32)}` }, "mismatch"],
    ["is signed but not an event", "<html>", undefined, undefined],
    ["is empty", "", {}, "unsigned"],
  ])("answers 400 without details to what %s, and tells them to onError", async (_, body, headers, refusal) => {
    const errors: unknown[] = [];
    const { events, options } = receiver({ onError: (error) => errors.push(error) });
    const answer = await post(await open(options), body, headers);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toBe("refused");
    expect(events).toEqual([]);
    expect(errors).toEqual([expect.any(refusal === undefined ? DecodeError : WebhookVerificationError)]);
    expect((errors[0] as { refusal?: WebhookRefusal }).refusal).toBe(refusal);
    expect((await post(await open(receiver().options), body, headers)).status).toBe(400);
  });

  test("answers 400 to what is too old", async () => {
    const header = await createSignature(scheme, "{}", "wbhsec_1", Math.floor(Date.now() / 1000) - 301);
    expect((await post(await open(receiver().options), "{}", { "shop-signature": header })).status).toBe(400);
  });

  test.each<WebhookRefusal>(["parsed", "reprinted", "padded-secret"])(
    "answers 500 to a refusal that is the receiver's own fault: %s",
    async (refusal) => {
      const fails = (): never => {
        throw new WebhookVerificationError(refusal, "Ours.");
      };
      expect((await post(await open(receiver({ verify: fails }).options), "{}")).status).toBe(500);
    },
  );

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

  test("handles every delivery without a store", async () => {
    const { events, options } = receiver();
    const ask = await open(options);
    await post(ask, '{"id":"e1"}');
    await post(ask, '{"id":"e1"}');
    expect(events).toHaveLength(2);
  });

  test("remembers an event by the key it is told, and handles those without one each time", async () => {
    const { events, options } = receiver({ seen: memorySeenStore(), key: ({ name }) => name });
    const ask = await open(options);
    for (const body of ['{"name":"n"}', '{"name":"n","id":"2"}', '{"id":"3"}', '{"id":"3"}']) {
      expect((await post(ask, body)).status).toBe(204);
    }
    expect(events).toEqual([{ name: "n" }, { id: "3" }, { id: "3" }]);
  });

  test.each(["{}", '{"id":7}', '{"id":""}'])("answers 500 to %s, which has no id to remember it by", async (body) => {
    const { events, options } = receiver({ seen: memorySeenStore() });
    expect((await post(await open(options), body)).status).toBe(500);
    expect(events).toEqual([]);
  });

  test("handles an event again after handling it failed", async () => {
    const { handle, calls } = failing(1);
    const ask = await open(receiver({ handle, seen: memorySeenStore() }).options);
    const statuses = [];
    for (let turn = 0; turn < 3; turn++) statuses.push((await post(ask, '{"id":"e1"}')).status);
    expect(statuses).toEqual([500, 204, 204]);
    expect(calls()).toBe(2);
  });

  test.each([
    ["goes well", 204, 204, 1],
    ["fails", 500, 204, 2],
  ])(
    "sends a delivery away while another is in the works: if that %s, nothing is lost",
    async (how, first, last, calls) => {
      let called = 0;
      let end = (): void => {};
      const started = new Promise<void>((resolve) => {
        end = resolve;
      });
      const gate = { resolve: (): void => {}, reject: (_: Error): void => {} };
      const work = new Promise<void>((resolve, reject) => Object.assign(gate, { resolve, reject }));
      const handle = () => {
        called += 1;
        if (called > 1) return;
        end();
        return work;
      };
      const ask = await open(receiver({ handle, seen: memorySeenStore(), leaseSeconds: 45 }).options);
      const running = post(ask, '{"id":"e1"}');
      await started;
      const repeated = await post(ask, '{"id":"e1"}');
      expect(repeated.status).toBe(409);
      expect(repeated.headers.get("retry-after")).toBe("45");
      if (how === "fails") gate.reject(new Error("no"));
      else gate.resolve();
      expect((await running).status).toBe(first);
      expect((await post(ask, '{"id":"e1"}')).status).toBe(last);
      expect(called).toBe(calls);
    },
  );

  test("handles an event whose process died, once its claim has ended", async () => {
    const seen = memorySeenStore();
    seen.claim("e1", "a process that died", 0.2);
    const { events, options } = receiver({ seen });
    const ask = await open(options);
    expect((await post(ask, '{"id":"e1"}')).status).toBe(409);
    expect(events).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 220));
    expect((await post(ask, '{"id":"e1"}')).status).toBe(204);
    expect(events).toEqual([{ id: "e1" }]);
  });
});

describe("the Fetch handler alone", () => {
  test("rejects with the error of handle, for the platform to report", async () => {
    const { handle, fault } = failing(1);
    const request = new Request("https://shop.test", { method: "POST", body: "{}", headers: await signed("{}") });
    expect(await failure(fetchWebhookHandler(receiver({ handle }).options)(request))).toBe(fault);
  });

  test("rejects with what to do when an event has no id to remember it by", async () => {
    const request = new Request("https://shop.test", { method: "POST", body: "{}", headers: await signed("{}") });
    const error = await failure(fetchWebhookHandler(receiver({ seen: memorySeenStore() }).options)(request));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toBe(
      "This event has no `id` to remember it by. Pass `key`, which says what to remember an event by, or leave out `seen`.",
    );
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

test("the node:http handler alone tells onError what nobody else reports", async () => {
  const errors: unknown[] = [];
  const { handle, fault } = failing(2);
  const url = await served(nodeWebhookHandler(receiver({ handle, onError: (error) => errors.push(error) }).options));
  const init = { method: "POST", body: "{}", headers: await signed("{}") };
  expect((await fetch(url, init)).status).toBe(500);
  expect(errors).toEqual([fault]);
  const quiet = await served(nodeWebhookHandler(receiver({ handle }).options));
  expect((await fetch(quiet, init)).status).toBe(500);
});
