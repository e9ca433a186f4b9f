import { describe, expect, test } from "vitest";
import type { ApiPromise } from "../../src/api-promise.js";
import { call } from "../../src/call.js";
import { ApiError, SharewrightError } from "../../src/errors.js";
import { LifecycleError, type WaitOptions, WaitTimeoutError, waitUntil } from "../../src/waiter.js";
import { failure, json, network, readItem, shop } from "./shop.js";

interface Item {
  readonly status: string;
  readonly reason?: unknown;
}

const lifecycle = { resource: "Item", property: "status", terminal: ["sold", "failed"], reason: "reason" };
const sold = { until: ["sold"] };
const fast = { intervalMs: 1 };

const item = (status: string, rest: object = {}, headers: Readonly<Record<string, string>> = {}): Response =>
  json(200, { data: { status, ...rest } }, headers);

/** Looks at an item that is in these states in turn, the last one for good, and notes when. */
function looking(...answers: readonly (string | Response)[]) {
  const { fetch } = network(...answers.map((answer) => (typeof answer === "string" ? item(answer) : answer)));
  const transport = shop({ fetch, retry: false });
  const looks: number[] = [];
  const look = (): ApiPromise<Item> => {
    looks.push(performance.now());
    return call<Item, unknown>(transport, readItem, ["i1"], undefined);
  };
  const pauses = () => looks.slice(1).map((at, index) => at - (looks[index] ?? 0));
  return { look, looks, pauses };
}

const timers = () => process.getActiveResourcesInfo().filter((resource) => resource === "Timeout").length;

describe("a wait ends well", () => {
  test("with the resource, when it is in the state", async () => {
    const { look, looks } = looking("new", "offered", "sold");
    expect(await waitUntil(look, lifecycle, sold, fast)).toEqual({ status: "sold" });
    expect(looks).toHaveLength(3);
  });

  test("at the first look without any pause, when it is there already", async () => {
    const { look, looks } = looking("sold");
    await waitUntil(look, lifecycle, sold, { intervalMs: 60_000 });
    expect(looks).toHaveLength(1);
  });

  test("in any of several states, terminal or a stop or not", async () => {
    const states = { until: ["failed", "offered"], stop: ["offered"] };
    expect(await waitUntil(looking("new", "offered").look, lifecycle, states, fast)).toEqual({ status: "offered" });
    expect(await waitUntil(looking("new", "failed").look, lifecycle, states, fast)).toEqual({ status: "failed" });
  });

  test("and tells what each look found, the last included", async () => {
    const seen: string[] = [];
    const onProgress = ({ status }: Item) => void seen.push(status);
    await waitUntil(looking("new", "new", "sold").look, lifecycle, sold, { ...fast, onProgress });
    expect(seen).toEqual(["new", "new", "sold"]);
  });
});

describe("a wait ends at once", () => {
  test("in a terminal state that was not waited for, with the state, the reason and the resource", async () => {
    const { look, looks } = looking("new", item("failed", { reason: "out of stock" }));
    const error = await failure<LifecycleError<Item>>(waitUntil(look, lifecycle, sold, fast));
    expect(error).toBeInstanceOf(LifecycleError);
    expect(error).toBeInstanceOf(SharewrightError);
    expect(error.name).toBe("LifecycleError");
    expect(error.message).toBe("The Item is failed (out of stock) and will not become sold by waiting.");
    expect(error.state).toBe("failed");
    expect(error.reason).toBe("out of stock");
    expect(error.value).toEqual({ status: "failed", reason: "out of stock" });
    expect(looks).toHaveLength(2);
  });

  test.each([
    ["none", {}, lifecycle],
    ["null", { reason: null }, lifecycle],
    ["an unnamed one", { reason: "x" }, { resource: "Item", property: "status", terminal: ["failed"] }],
  ])("with no reason, when there is %s", async (_, rest, facts) => {
    const states = { until: ["sold", "offered"] };
    const error = await failure<LifecycleError>(waitUntil(looking(item("failed", rest)).look, facts, states, fast));
    expect(error.message).toBe("The Item is failed and will not become sold or offered by waiting.");
    expect(error.reason).toBeUndefined();
  });

  test("in a state from which waiting leads nowhere, though others can leave it", async () => {
    const { look, looks } = looking("new", "paused", "sold");
    const error = await failure<LifecycleError>(waitUntil(look, lifecycle, { ...sold, stop: ["paused"] }, fast));
    expect(error).toBeInstanceOf(LifecycleError);
    expect(error.state).toBe("paused");
    expect(looks).toHaveLength(2);
  });

  test("when a look fails, with the error of the look", async () => {
    const error = await failure(waitUntil(looking("new", json(404, {})).look, lifecycle, sold, fast));
    expect(error).toBeInstanceOf(ApiError);
  });

  test("when the caller's onProgress throws", async () => {
    const fault = new Error("mine");
    const onProgress = () => {
      throw fault;
    };
    expect(await failure(waitUntil(looking("new").look, lifecycle, sold, { onProgress }))).toBe(fault);
  });
});

describe("a wait that takes too long", () => {
  const impatient = (options: WaitOptions<Item>, ...answers: readonly (string | Response)[]) => {
    const watched = looking(...answers);
    return { ...watched, waiting: failure<WaitTimeoutError<Item>>(waitUntil(watched.look, lifecycle, sold, options)) };
  };

  test("ends with what was seen last", async () => {
    const { waiting } = impatient({ intervalMs: 5, timeoutMs: 60 }, "new", "offered");
    const error = await waiting;
    expect(error).toBeInstanceOf(WaitTimeoutError);
    expect(error).toBeInstanceOf(SharewrightError);
    expect(error.name).toBe("WaitTimeoutError");
    expect(error.message).toBe("The Item is still offered after 60 ms, not sold. Wait again, or raise `timeoutMs`.");
    expect(error.value).toEqual({ status: "offered" });
  });

  test("ends at its limit and not before, with a last look there", async () => {
    const start = performance.now();
    const { waiting, looks } = impatient({ intervalMs: 60_000, maxIntervalMs: 60_000, timeoutMs: 80 }, "new");
    await waiting;
    expect(performance.now() - start).toBeGreaterThanOrEqual(78);
    expect(looks.length).toBeGreaterThanOrEqual(2);
  });

  test("succeeds by the last look", async () => {
    const { look } = looking("new", "sold");
    expect(await waitUntil(look, lifecycle, sold, { intervalMs: 60_000, timeoutMs: 30 })).toEqual({ status: "sold" });
  });

  test("is one look, when there is no time at all", async () => {
    const { waiting, looks } = impatient({ timeoutMs: 0 }, "new");
    expect(await waiting).toBeInstanceOf(WaitTimeoutError);
    expect(looks).toHaveLength(1);
  });
});

describe("an abort", () => {
  test("ends the pause with the signal's reason, and leaves no timer", async () => {
    const before = timers();
    const controller = new AbortController();
    const { look, looks } = looking("new");
    let paused = (): void => {};
    const seen = new Promise<void>((resolve) => {
      paused = resolve;
    });
    const options = {
      intervalMs: 60_000,
      maxIntervalMs: 60_000,
      signal: controller.signal,
      onProgress: () => paused(),
    };
    const waiting = failure(waitUntil(look, lifecycle, sold, options));
    await seen;
    await new Promise((resolve) => setImmediate(resolve));
    expect(timers()).toBeGreaterThan(before);
    const reason = new Error("enough");
    controller.abort(reason);
    expect(await waiting).toBe(reason);
    expect(timers()).toBe(before);
    expect(looks).toHaveLength(1);
  });
});

describe("the pauses", () => {
  test("grow by half, a quarter up or down, to the longest", async () => {
    const { look, pauses } = looking("1", "2", "3", "4", "5", "6", "sold");
    await waitUntil(look, lifecycle, sold, { intervalMs: 40, maxIntervalMs: 100 });
    const least = [30, 45, 67.5, 75, 75, 75];
    const most = [50, 75, 100, 100, 100, 100];
    // A timer counts whole milliseconds, and may be late on a busy machine.
    pauses().forEach((pause, index) => {
      expect(pause).toBeGreaterThanOrEqual((least[index] ?? 0) - 2);
      expect(pause).toBeLessThan((most[index] ?? 0) + 60);
    });
    expect(pauses()).toHaveLength(6);
  });

  test("are never longer than the longest, the first included", async () => {
    const { look, pauses } = looking("new", "sold");
    await waitUntil(look, lifecycle, sold, { intervalMs: 60_000, maxIntervalMs: 20 });
    expect(pauses()[0]).toBeLessThan(5_000);
  });

  const budget = (remaining: string, reset: string) => ({ "ratelimit-remaining": remaining, "ratelimit-reset": reset });

  test("leave some of a small budget to others: what is left of the window is shared out", async () => {
    const { look, pauses } = looking(item("new", {}, budget("10", "2")), item("new", {}, budget("9", "1")), "sold");
    await waitUntil(look, lifecycle, sold, { intervalMs: 1, maxIntervalMs: 2 });
    expect(pauses()[0]).toBeGreaterThanOrEqual(2000 / 11 - 2);
    expect(pauses()[1]).toBeGreaterThanOrEqual(1000 / 10 - 2);
    expect(pauses()[1]).toBeLessThan(1000);
  });

  test("wait for the next window when nothing is left of this one", async () => {
    const { look, pauses } = looking(item("new", {}, budget("0", "1")), "sold");
    await waitUntil(look, lifecycle, sold, fast);
    expect(pauses()[0]).toBeGreaterThanOrEqual(998);
  });

  test.each([
    ["there is plenty", budget("11", "3600")],
    ["the end of the window is unknown", { "ratelimit-remaining": "0" }],
    ["no budget is named", {}],
  ])("are not spread when %s", async (_, headers) => {
    const { look, pauses } = looking(item("new", {}, headers), "sold");
    await waitUntil(look, lifecycle, sold, { ...fast, timeoutMs: 20_000 });
    expect(pauses()[0]).toBeLessThan(5_000);
  });
});
