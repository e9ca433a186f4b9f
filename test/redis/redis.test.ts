import { execFile } from "node:child_process";
import { createServer } from "node:http";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type RedisClient, redisRateLimitStore } from "../../src/redis/index.js";
import { type RateLimitStore, shareRateLimit } from "../../src/transport/limits/rate-limit-store.js";
import { connected, kinds } from "./clients.js";
import { type RedisServer, redisServer, skipped } from "./server.js";

let server: RedisServer;

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
    let store: RateLimitStore;

    beforeAll(async () => {
      ({ client, end } = await connected(kind, server.port, true));
    });

    afterAll(() => end?.());

    let key = "";
    beforeEach(({ task }) => {
      key = `${kind}:${task.id}`;
      store = redisRateLimitStore(client);
    });

    /** Asks Redis itself. */
    const lua = (script: string, name: string): Promise<unknown> =>
      "defineCommand" in client ? client.eval(script, 1, name) : client.eval(script, { keys: [name], arguments: [] });
    const ttl = async (name: string) => (await lua("return redis.call('PTTL', KEYS[1])", name)) as number;

    const take = (limit: number, windowMs: number) => store.take(key, { limit, windowMs });

    test("gives out a window's calls, then says how long it lasts", async () => {
      expect([await take(2, 60_000), await take(2, 60_000)]).toEqual([0, 0]);
      const ms = await take(2, 60_000);
      expect(ms).toBeGreaterThan(58_000);
      expect(ms).toBeLessThanOrEqual(60_000);
      expect(await ttl(`sharewright:rate-limit:${key}`)).toBeGreaterThan(58_000);
    });

    test("counts calls that come at once exactly", async () => {
      const waits = await Promise.all(Array.from({ length: 200 }, () => take(50, 60_000)));
      expect(waits.filter((ms) => ms === 0)).toHaveLength(50);
    });

    test("begins another window when one has ended, of whole seconds", async () => {
      expect(await take(1, 300)).toBe(0);
      const ms = await take(1, 300);
      expect(ms).toBeGreaterThan(300);
      await new Promise((resolve) => setTimeout(resolve, ms + 20));
      expect(await take(1, 300)).toBe(0);
    });

    test("keeps one count when the limit becomes known to be another", async () => {
      expect([await take(10, 60_000), await take(10, 60_000)]).toEqual([0, 0]);
      expect(await take(2, 60_000)).toBeGreaterThan(0);
      expect(await take(10, 60_000)).toBe(0);
    });

    test("a report raises the count and puts the end off, and never the other way", async () => {
      expect(await take(5, 10_000)).toBe(0);
      await store.report(key, { used: 5, resetMs: 9_000 });
      const ms = await take(5, 10_000);
      expect(ms).toBeGreaterThan(9_000);
      expect(ms).toBeLessThanOrEqual(10_000);
      await store.report(key, { used: 0, resetMs: 19_000 });
      expect(await take(5, 10_000)).toBeGreaterThan(18_000);
    });

    test("a report of another window, or of one that is over, changes nothing", async () => {
      expect(await take(5, 10_000)).toBe(0);
      await store.report(key, { used: 5, resetMs: 4_000 });
      await store.report(`${key}:new`, { used: 5, resetMs: 0 });
      expect(await take(5, 10_000)).toBe(0);
      expect(await ttl(`sharewright:rate-limit:${key}:new`)).toBe(-2);
    });

    test("a report may begin a window", async () => {
      await store.report(key, { used: 5, resetMs: 4_000 });
      const ms = await take(5, 10_000);
      expect(ms).toBeGreaterThan(2_000);
      expect(ms).toBeLessThanOrEqual(4_000);
    });

    test("the keys begin as told", async () => {
      await redisRateLimitStore(client, { prefix: "mine" }).take(key, { limit: 1, windowMs: 5000 });
      expect(await ttl(`mine:rate-limit:${key}`)).toBeGreaterThan(0);
    });

    test("a server that goes away fails no call, is told once, and is used again when it is back", async () => {
      const warnings: unknown[] = [];
      const throttle = shareRateLimit({
        store,
        key,
        limit: 3,
        timeoutMs: 300,
        retryMs: 200,
        onError: (error) => warnings.push(error),
      })();
      const call = async () => {
        await throttle.acquire({ name: "shop: items.list", rateLimit: "throw" });
        throttle.observe();
      };
      await call();
      await server.stop();
      for (let index = 0; index < 5; index++) await call();
      expect(warnings).toHaveLength(1);
      await server.start();
      // What was counted went with the server: three calls more.
      await expect
        .poll(
          () =>
            call().then(
              () => "went",
              (error: Error) => error.name,
            ),
          { timeout: 10_000, interval: 100 },
        )
        .toBe("RateLimitError");
      expect(warnings).toHaveLength(1);
    });
  });

  test("two processes share one budget: they never exceed it, and use nine tenths of it", async () => {
    const limit = 60;
    const windowMs = 4000;
    const windows: { start: number; served: number }[] = [];
    let refused = 0;
    const shop = createServer((_, response) => {
      const now = Date.now();
      let window = windows.at(-1);
      if (window === undefined || now >= window.start + windowMs) {
        window = { start: now, served: 0 };
        windows.push(window);
      }
      if (window.served < limit) window.served += 1;
      else {
        refused += 1;
        response.statusCode = 429;
      }
      response.setHeader("ratelimit-limit", limit);
      response.setHeader("ratelimit-remaining", limit - window.served);
      response.setHeader("ratelimit-reset", Math.ceil((window.start + windowMs - now) / 1000));
      response.end("{}");
    });
    await new Promise<void>((resolve) => shop.listen(0, "127.0.0.1", resolve));
    const { port } = shop.address() as { port: number };
    try {
      const until = Date.now() + 21_000;
      const run = async () => {
        const typescript = import.meta.resolve("tsx");
        const words = ["--import", typescript, join(import.meta.dirname, "worker.ts"), `http://127.0.0.1:${port}`];
        const numbers = [server.port, limit, windowMs, until].map(String);
        const { stdout } = await promisify(execFile)(process.execPath, [...words, ...numbers]);
        return JSON.parse(stdout) as { served: number; refused: number; warnings: string[] };
      };
      const workers = await Promise.all([run(), run()]);
      expect(workers.map(({ warnings }) => warnings)).toEqual([[], []]);
      expect([refused, ...workers.map((worker) => worker.refused)]).toEqual([0, 0, 0]);
      expect(Math.min(...workers.map(({ served }) => served))).toBeGreaterThan(limit / 4);
      expect(workers.reduce((sum, { served }) => sum + served, 0)).toBe(
        windows.reduce((sum, { served }) => sum + served, 0),
      );
      // The last window was cut off.
      const whole = windows.slice(0, -1);
      expect(whole.length).toBeGreaterThanOrEqual(3);
      expect(whole.reduce((sum, { served }) => sum + served, 0) / (limit * whole.length)).toBeGreaterThan(0.9);
    } finally {
      shop.close();
    }
  });
});
