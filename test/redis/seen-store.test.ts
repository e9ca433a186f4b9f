import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type RedisClient, runScript } from "../../src/redis/client.js";
import { redisSeenStore } from "../../src/redis/index.js";
import { fetchWebhookHandler } from "../../src/webhooks/fetch-handler.js";
import type { SeenStore } from "../../src/webhooks/seen-store.js";
import { connected, kinds } from "./clients.js";
import { type RedisServer, redisServer, skipped } from "./server.js";

let server: RedisServer;

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe.skipIf(skipped)(`against a real Redis${skipped ? ` (skipped: ${skipped})` : ""}`, () => {
  beforeAll(async () => {
    server = await redisServer();
  });

  afterAll(async () => {
    await server?.end();
  });

  describe.each(kinds)("with %s", (kind) => {
    let client: RedisClient;
    let end: () => void;
    let seen: SeenStore;

    beforeAll(async () => {
      ({ client, end } = await connected(kind, server.port, false));
    });

    afterAll(() => end?.());

    let id = "";
    beforeEach(({ task }) => {
      id = `${kind}:${task.id}`;
      seen = redisSeenStore(client);
    });

    /** Milliseconds that Redis will keep a key, -2 if it has none. */
    const ttl = async (name: string) => (await runScript(client, "return redis.call('PTTL', KEYS[1])", name)) as number;

    test("an event is claimed by one of many, for as long as is said, until it is given back", async () => {
      const claims = await Promise.all(Array.from({ length: 20 }, (_, index) => seen.claim(id, String(index), 60)));
      expect(claims.filter((claim) => claim === "claimed")).toHaveLength(1);
      expect(claims.filter((claim) => claim === "running")).toHaveLength(19);
      const left = await ttl(`sharewright:seen:${id}`);
      expect(left).toBeGreaterThan(58_000);
      expect(left).toBeLessThanOrEqual(60_000);
      await seen.release(id, String(claims.indexOf("claimed")));
      expect(await ttl(`sharewright:seen:${id}`)).toBe(-2);
      expect(await seen.claim(id, "another", 60)).toBe("claimed");
    });

    test("an event that was handled stays so for its time, whoever lets go of it", async () => {
      await seen.claim(id, "first", 60);
      await seen.confirm(id, 0.4);
      await seen.release(id, "first");
      expect(await seen.claim(id, "second", 60)).toBe("handled");
      await wait(450);
      expect(await seen.claim(id, "second", 60)).toBe("claimed");
    });

    test("a claim that has ended is another's, and its first holder cannot give that back", async () => {
      await seen.claim(id, "died", 0.2);
      expect(await seen.claim(id, "next", 60)).toBe("running");
      await wait(250);
      expect(await seen.claim(id, "next", 60)).toBe("claimed");
      await seen.release(id, "died");
      expect(await seen.claim(id, "third", 60)).toBe("running");
    });

    test("the time of a claim may be no time at all", async () => {
      expect(await seen.claim(id, "first", 0)).toBe("claimed");
      await wait(20);
      expect(await seen.claim(id, "second", 60)).toBe("claimed");
    });

    test("the keys begin as told, so that two receivers may each handle an event", async () => {
      await seen.claim(id, "first", 60);
      await seen.confirm(id, 60);
      expect(await redisSeenStore(client, { prefix: "mine" }).claim(id, "second", 60)).toBe("claimed");
      expect(await ttl(`mine:seen:${id}`)).toBeGreaterThan(0);
    });

    /** A receiver in another process, as far as Redis can see. */
    const receiver = (handle: (event: { id: string }) => Promise<void> | void, leaseSeconds = 60) => {
      const verify = (body: unknown) => JSON.parse(new TextDecoder().decode(body as Uint8Array)) as { id: string };
      const receive = fetchWebhookHandler({ verify, handle, seen: redisSeenStore(client), leaseSeconds });
      return async () =>
        (await receive(new Request("https://mine.test", { method: "POST", body: JSON.stringify({ id }) }))).status;
    };

    test("a delivery that comes to two processes is handled once", async () => {
      const handled: string[] = [];
      const [one, two] = [receiver((event) => void handled.push(event.id)), receiver(() => void handled.push("two"))];
      expect([await one(), await two(), handled]).toEqual([204, 204, [id]]);
    });

    test("while one process handles it another sends it away, and handles it when the first failed", async () => {
      let fail = (_: Error): void => {};
      let started = (): void => {};
      const handling = new Promise<void>((resolve) => {
        started = resolve;
      });
      const one = receiver(() => {
        started();
        return new Promise<void>((_, reject) => {
          fail = reject;
        });
      });
      const handled: string[] = [];
      const two = receiver((event) => void handled.push(event.id));
      const first = one();
      await handling;
      expect([await two(), handled]).toEqual([409, []]);
      fail(new Error("no"));
      await expect(first).rejects.toThrow("no");
      expect([await two(), handled]).toEqual([204, [id]]);
    });

    test("an event whose process died is handled when its claim has ended", async () => {
      const dying = receiver(() => new Promise(() => {}), 0.3);
      void dying();
      const handled: string[] = [];
      const other = receiver((event) => void handled.push(event.id));
      await expect.poll(() => ttl(`sharewright:seen:${id}`)).toBeGreaterThan(0);
      expect(await other()).toBe(409);
      await expect.poll(() => ttl(`sharewright:seen:${id}`)).toBe(-2);
      expect([await other(), handled]).toEqual([204, [id]]);
    });

    test("while Redis is away nothing is handled, and the service is made to come again", async () => {
      const handled: string[] = [];
      const receive = receiver((event) => void handled.push(event.id));
      await server.stop();
      try {
        await expect(receive()).rejects.toThrow();
      } finally {
        await server.start();
      }
      expect(handled).toEqual([]);
      await expect.poll(() => receive().catch(() => "away"), { timeout: 10_000, interval: 100 }).toBe(204);
      expect(handled).toEqual([id]);
    });
  });
});
