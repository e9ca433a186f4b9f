// A receiver's calls of the store that remembers events, and the fate of an event when the store fails.

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { TimeoutError } from "../../../src/index.js";
import { fetchWebhookHandler } from "../../../src/webhooks/fetch-handler.js";
import type { Claim, SeenStore } from "../../../src/webhooks/seen-store.js";
import { failure } from "../shop.js";
import { failing, receiver, signed } from "./webhook-shop.js";

describe("the store", () => {
  const request = async (body: string) =>
    new Request("https://shop.test", { method: "POST", body, headers: await signed(body) });

  /** Writes down what it is asked, and fails where it is told to. */
  function recorder({ claim = "claimed", fails }: { claim?: Claim; fails?: keyof SeenStore } = {}) {
    const asked: unknown[][] = [];
    const fault = new Error("the store is down");
    const record = async (name: keyof SeenStore, ...all: unknown[]): Promise<Claim> => {
      asked.push([name, ...all]);
      if (name === fails) throw fault;
      return claim;
    };
    const seen: SeenStore = {
      claim: (...all) => record("claim", ...all),
      confirm: async (...all) => void (await record("confirm", ...all)),
      release: async (...all) => void (await record("release", ...all)),
    };
    return { asked, fault, seen };
  }

  test("lends an event for a minute and remembers it for three days, or as long as is said", async () => {
    const { asked, seen } = recorder();
    await fetchWebhookHandler(receiver({ seen }).options)(await request('{"id":"e1"}'));
    await fetchWebhookHandler(receiver({ seen, leaseSeconds: 9, seenSeconds: 5 }).options)(
      await request('{"id":"e2"}'),
    );
    expect(asked).toEqual([
      ["claim", "e1", expect.any(String), 60],
      ["confirm", "e1", 259_200],
      ["claim", "e2", expect.any(String), 9],
      ["confirm", "e2", 5],
    ]);
    expect(asked[0]?.[2]).not.toBe(asked[2]?.[2]);
  });

  test("gets a claim back from whom it gave it to", async () => {
    const { asked, seen } = recorder();
    const { handle } = failing(1);
    await failure(fetchWebhookHandler(receiver({ handle, seen }).options)(await request('{"id":"e1"}')));
    expect(asked).toEqual([
      ["claim", "e1", expect.any(String), 60],
      ["release", "e1", asked[0]?.[2]],
    ]);
  });

  test("never hears of what is not verified", async () => {
    const { asked, seen } = recorder();
    const unsigned = new Request("https://shop.test", { method: "POST", body: '{"id":"e1"}' });
    expect((await fetchWebhookHandler(receiver({ seen }).options)(unsigned)).status).toBe(400);
    expect(asked).toEqual([]);
  });

  test("that cannot say whether an event was handled leaves it unhandled, for the service to come again", async () => {
    const { fault, seen } = recorder({ fails: "claim" });
    const { events, options } = receiver({ seen });
    expect(await failure(fetchWebhookHandler(options)(await request('{"id":"e1"}')))).toBe(fault);
    expect(events).toEqual([]);
  });

  describe("that gives no answer", () => {
    beforeEach(() => {
      vi.useFakeTimers({ toFake: ["setTimeout"] });
    });
    afterEach(() => {
      vi.useRealTimers();
    });
    const never = () => new Promise<never>(() => {});

    test("to a claim leaves the event unhandled", async () => {
      const { seen } = recorder();
      const { events, options } = receiver({ seen: { ...seen, claim: never } });
      const answer = failure<TimeoutError>(fetchWebhookHandler(options)(await request('{"id":"e1"}')));
      await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1));
      await vi.advanceTimersByTimeAsync(4_000);
      expect(await answer).toMatchObject({ name: "TimeoutError", timeoutMs: 4_000 });
      expect(events).toEqual([]);
    });

    test("to a confirmation does not keep the answer back", async () => {
      const { seen } = recorder();
      const errors: unknown[] = [];
      const onError = (error: unknown) => void errors.push(error);
      const { events, options } = receiver({ seen: { ...seen, confirm: never }, onError });
      const answer = fetchWebhookHandler(options)(await request('{"id":"e1"}'));
      await vi.waitFor(() => expect(events).toHaveLength(1));
      await vi.advanceTimersByTimeAsync(4_000);
      expect((await answer).status).toBe(204);
      expect(errors).toMatchObject([{ name: "TimeoutError" }]);
    });
  });

  test("that cannot take a claim back does not hide why handling failed", async () => {
    const { fault: down, seen } = recorder({ fails: "release" });
    const { handle, fault } = failing(2);
    const errors: unknown[] = [];
    const handler = fetchWebhookHandler(receiver({ handle, seen, onError: (error) => errors.push(error) }).options);
    expect(await failure(handler(await request('{"id":"e1"}')))).toBe(fault);
    expect(errors).toEqual([down]);
    const quiet = fetchWebhookHandler(receiver({ handle, seen }).options);
    expect(await failure(quiet(await request('{"id":"e1"}')))).toBe(fault);
  });

  test("that cannot remember a handled event does not bring it again, and onError is told", async () => {
    const { fault, seen } = recorder({ fails: "confirm" });
    const errors: unknown[] = [];
    const { events, options } = receiver({ seen, onError: (error) => errors.push(error) });
    expect((await fetchWebhookHandler(options)(await request('{"id":"e1"}'))).status).toBe(204);
    expect(events).toEqual([{ id: "e1" }]);
    expect(errors).toEqual([fault]);
  });
});
