import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { sleep } from "../../../src/transport/sleep.js";
import { failure } from "../shop.js";

const timers = () => process.getActiveResourcesInfo().filter((resource) => resource === "Timeout").length;

test.each([
  ["no signal", undefined],
  ["null for a signal", null],
])("it waits for the time, with %s", async (_, signal) => {
  const start = performance.now();
  await sleep(30, signal);
  expect(performance.now() - start).toBeGreaterThanOrEqual(28);
});

test("a signal that was aborted before rejects at once with its reason, and sets no timer", async () => {
  const before = timers();
  const reason = new Error("gone");
  const sleeping = failure(sleep(60_000, AbortSignal.abort(reason)));
  expect(timers()).toBe(before);
  expect(await sleeping).toBe(reason);
});

test("an abort rejects with the signal's reason, and leaves neither timer nor listener", async () => {
  const before = timers();
  const controller = new AbortController();
  const sleeping = failure(sleep(60_000, controller.signal));
  expect(timers()).toBe(before + 1);
  expect(getEventListeners(controller.signal, "abort")).toHaveLength(1);
  const reason = new Error("gone");
  controller.abort(reason);
  expect(await sleeping).toBe(reason);
  expect(timers()).toBe(before);
  expect(getEventListeners(controller.signal, "abort")).toHaveLength(0);
});

test("a sleep that is over leaves no listener", async () => {
  const { signal } = new AbortController();
  await sleep(1, signal);
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
});

test.each([2 ** 31, Number.POSITIVE_INFINITY])("%d ms, longer than a timer can be set to, are not none", async (ms) => {
  const controller = new AbortController();
  const sleeping = sleep(ms, controller.signal).then(
    () => "over",
    () => "aborted",
  );
  await new Promise((resolve) => setTimeout(resolve, 30));
  controller.abort();
  expect(await sleeping).toBe("aborted");
});
