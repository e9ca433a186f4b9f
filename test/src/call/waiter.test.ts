import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { LifecycleError, type WaitOptions, type WaitStates, waitUntil } from "../../../src/call/waiter.js";
import { ApiError, DecodeError, SharewrightError, TimeoutError } from "../../../src/errors.js";
import { failure, json, network, readItem, shop, silence } from "../shop.js";

interface Item {
  readonly status: string;
  readonly reason?: unknown;
}

const lifecycle = { resource: "Item", property: "status", reason: "reason" };
const sold = { until: ["sold"], stop: ["failed"] };
const fast = { intervalMs: 1 };

type Answer = string | Response | ((request: Request, init?: RequestInit) => Promise<Response>);

const item = (status: string, rest: object = {}, headers: Readonly<Record<string, string>> = {}): Response =>
  json(200, { data: { status, ...rest } }, headers);

/** Waits for an item that is in these states in turn, the last one for good, and notes when it was looked at. */
function watching(...answers: readonly Answer[]) {
  const { fetch, sent } = network(...answers.map((answer) => (typeof answer === "string" ? item(answer) : answer)));
  const looks: number[] = [];
  const transport = shop({
    retry: false,
    fetch: (request, init) => {
      looks.push(performance.now());
      return fetch(request, init);
    },
  });
  const wait = (options: WaitOptions<Item> & { query?: object } = fast, states: WaitStates = sold, facts = lifecycle) =>
    waitUntil<Item, Item>(transport, readItem, ["i1"], facts, states, options);
  const pauses = () => looks.slice(1).map((at, index) => at - (looks[index] ?? 0));
  return { wait, looks, pauses, sent };
}

const timers = () => process.getActiveResourcesInfo().filter((resource) => resource === "Timeout").length;

describe("a wait ends well", () => {
  test("with the resource, when it is in the state", async () => {
    const { wait, looks } = watching("new", "offered", "sold");
    expect(await wait()).toEqual({ status: "sold" });
    expect(looks).toHaveLength(3);
  });

  test("at the first look without any pause, when it is there already", async () => {
    const { wait, looks } = watching("sold");
    await wait({ intervalMs: 60_000 });
    expect(looks).toHaveLength(1);
  });

  test("in any of several states", async () => {
    const states = { until: ["failed", "offered"] };
    expect(await watching("new", "offered").wait(fast, states)).toEqual({ status: "offered" });
    expect(await watching("new", "failed").wait(fast, states)).toEqual({ status: "failed" });
  });

  test("after a state that nobody knew of", async () => {
    expect(await watching("new", "reserved", "sold").wait()).toEqual({ status: "sold" });
  });

  test("and tells what each look found, the last included", async () => {
    const seen: string[] = [];
    const onProgress = ({ status }: Item) => void seen.push(status);
    await watching("new", "new", "sold").wait({ ...fast, onProgress });
    expect(seen).toEqual(["new", "new", "sold"]);
  });

  test("and asks each time with the caller's query and headers", async () => {
    const { wait, sent } = watching("new", "sold");
    await wait({ ...fast, query: { expand: "owner" }, headers: { "x-trace": "t1" } });
    expect(sent.map(({ url, headers }) => [new URL(url).search, headers["x-trace"]])).toEqual([
      ["?expand=owner", "t1"],
      ["?expand=owner", "t1"],
    ]);
  });
});

describe("a wait ends at once", () => {
  test("in a state from which waiting leads nowhere, with the state, the reason and the resource", async () => {
    const { wait, looks } = watching("new", item("failed", { reason: "out of stock" }));
    const error = await failure<LifecycleError<Item>>(wait());
    expect(error).toBeInstanceOf(LifecycleError);
    expect(error).toBeInstanceOf(SharewrightError);
    expect(error.name).toBe("LifecycleError");
    expect(error.message).toBe("shop: the Item is failed (reason: out of stock) and will not become sold by waiting.");
    expect(error.state).toBe("failed");
    expect(error.reason).toBe("out of stock");
    expect(error.value).toEqual({ status: "failed", reason: "out of stock" });
    // A timer that fires a millisecond early leaves room for one more.
    expect([2, 3]).toContain(looks.length);
  });

  test.each([
    ["none", {}, lifecycle],
    ["null", { reason: null }, lifecycle],
    ["an unnamed one", { reason: "x" }, { resource: "Item", property: "status" }],
  ])("with no reason, when there is %s", async (_, rest, facts) => {
    const states = { until: ["sold", "offered"], stop: ["failed"] };
    const { wait } = watching(item("failed", rest));
    const error = await failure<LifecycleError>(wait(fast, states, facts as typeof lifecycle));
    expect(error.message).toBe("shop: the Item is failed and will not become sold or offered by waiting.");
    expect(error.reason).toBeUndefined();
  });

  test("and what it found stays out of whatever prints the error", async () => {
    const secret = item("failed", { owner: "Ada Lovelace" });
    const stuck = await failure<LifecycleError<Item>>(watching(secret).wait());
    expect(stuck.value).toMatchObject({ owner: "Ada Lovelace" });
    expect(inspect(stuck, { depth: 9, showHidden: true })).not.toContain("Lovelace");
    expect(JSON.stringify(stuck)).not.toContain("Lovelace");
  });

  test.each([
    ["is missing", {}],
    ["is null", { status: null }],
    ["is no text", { status: { name: "new" } }],
  ])("when the state %s: it would never come", async (_, data) => {
    const { wait, looks } = watching(json(200, { data }));
    const error = await failure(wait());
    expect(error).toBeInstanceOf(DecodeError);
    expect(error.message).toBe(
      "shop: the Item came without its status, so there is nothing to wait for. If the query names `fields`, let them include it.",
    );
    expect(looks).toHaveLength(1);
  });

  test("when there is no resource in the answer", async () => {
    expect(await failure(watching(json(200, { data: null })).wait())).toBeInstanceOf(DecodeError);
  });

  test.each(["timeoutMs", "intervalMs"])("when %s is no number, and does not look", async (option) => {
    const { wait, looks } = watching("new");
    const error = await failure(wait({ [option]: Number.NaN }));
    expect(error.message).toBe(`shop: the Item: \`${option}\` has to be a number from 0 on, not NaN.`);
    expect(looks).toEqual([]);
  });

  test("when a look fails, with the error of the look", async () => {
    expect(await failure(watching("new", json(404, {})).wait())).toBeInstanceOf(ApiError);
  });

  test("when the caller's onProgress throws, and leaves no timer", async () => {
    const before = timers();
    const fault = new Error("mine");
    const onProgress = () => {
      throw fault;
    };
    expect(await failure(watching("new").wait({ onProgress }))).toBe(fault);
    expect(timers()).toBe(before);
  });
});

describe("a wait that takes too long", () => {
  test("ends with what was seen last", async () => {
    const { wait } = watching("new", "offered");
    const error = await failure<TimeoutError>(wait({ intervalMs: 5, timeoutMs: 60 }));
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toBeInstanceOf(SharewrightError);
    expect(error.name).toBe("TimeoutError");
    expect(error.message).toBe(
      "shop: the Item is still offered after 60 ms, not sold.\nTry again, or allow more time.",
    );
    expect(error.timeoutMs).toBe(60);
  });

  test("ends at its limit and not before, with a last look there", async () => {
    const start = performance.now();
    const { wait, looks } = watching("new");
    await failure(wait({ intervalMs: 60_000, maxIntervalMs: 60_000, timeoutMs: 900 }));
    expect(performance.now() - start).toBeGreaterThanOrEqual(898);
    expect(performance.now() - start).toBeLessThan(5_000);
    expect(looks).toHaveLength(2);
  });

  test("succeeds by the last look", async () => {
    const { wait } = watching("new", "sold");
    expect(await wait({ intervalMs: 60_000, maxIntervalMs: 60_000, timeoutMs: 300 })).toEqual({ status: "sold" });
  });

  test("breaks off a look that hangs", async () => {
    const { wait } = watching(silence);
    const error = await failure<TimeoutError>(wait({ timeoutMs: 40 }));
    expect(error.message).toBe("shop: the Item was not seen after 40 ms, not sold.\nTry again, or allow more time.");
  });
});

describe("an abort", () => {
  test("ends the pause with the signal's reason, and leaves no timer", async () => {
    const before = timers();
    const controller = new AbortController();
    const { wait, looks } = watching("new");
    let paused = (): void => {};
    const seen = new Promise<void>((resolve) => {
      paused = resolve;
    });
    const pause = { intervalMs: 60_000, maxIntervalMs: 60_000 };
    const waiting = failure(wait({ ...pause, signal: controller.signal, onProgress: () => paused() }));
    await seen;
    await new Promise((resolve) => setImmediate(resolve));
    expect(timers()).toBeGreaterThan(before);
    const reason = new Error("enough");
    controller.abort(reason);
    expect(await waiting).toBe(reason);
    expect(timers()).toBe(before);
    expect(looks).toHaveLength(1);
  });

  test("ends a look that is under way", async () => {
    const controller = new AbortController();
    const waiting = failure(watching(silence).wait({ signal: controller.signal }));
    const reason = new Error("enough");
    setImmediate(() => controller.abort(reason));
    expect(await waiting).toBe(reason);
  });

  test("before the wait sends nothing", async () => {
    const { wait, looks } = watching("sold");
    const reason = new Error("never mind");
    expect(await failure(wait({ signal: AbortSignal.abort(reason) }))).toBe(reason);
    expect(looks).toHaveLength(0);
  });
});

describe("the pauses", () => {
  test("grow by half, a quarter up or down, to the longest", async () => {
    const { wait, pauses } = watching("1", "2", "3", "4", "5", "6", "sold");
    await wait({ intervalMs: 40, maxIntervalMs: 100 });
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
    const { wait, pauses } = watching("new", "sold");
    await wait({ intervalMs: 60_000, maxIntervalMs: 20 });
    expect(pauses()[0]).toBeLessThan(5_000);
  });

  const budget = (remaining: string, reset: string) => ({ "ratelimit-remaining": remaining, "ratelimit-reset": reset });

  test("leave some of a small budget to others: what is left of the window is shared out", async () => {
    const { wait, pauses } = watching(item("new", {}, budget("10", "2")), item("new", {}, budget("9", "1")), "sold");
    await wait({ intervalMs: 1, maxIntervalMs: 2 });
    expect(pauses()[0]).toBeGreaterThanOrEqual(2000 / 11 - 2);
    expect(pauses()[1]).toBeGreaterThanOrEqual(1000 / 10 - 2);
    expect(pauses()[1]).toBeLessThan(1000);
  });

  test("wait for the next window when nothing is left of this one", async () => {
    const { wait, pauses } = watching(item("new", {}, budget("0", "1")), "sold");
    await wait();
    expect(pauses()[0]).toBeGreaterThanOrEqual(998);
  });

  test("outlast the wait rather than look into a spent window", async () => {
    const { wait, looks } = watching(item("new", {}, budget("0", "60")), "sold");
    expect(await failure(wait({ ...fast, timeoutMs: 60 }))).toBeInstanceOf(TimeoutError);
    expect(looks).toHaveLength(1);
  });

  test.each([
    ["there is plenty", budget("11", "3600")],
    ["the end of the window is unknown", { "ratelimit-remaining": "0" }],
    ["no budget is named", {}],
  ])("are not spread when %s", async (_, headers) => {
    const { wait, pauses } = watching(item("new", {}, headers), "sold");
    await wait({ ...fast, timeoutMs: 20_000 });
    expect(pauses()[0]).toBeLessThan(5_000);
  });
});
