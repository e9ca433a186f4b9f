// Listeners on a caller's AbortSignal after calls whose bodies are left to the caller.

import { getEventListeners } from "node:events";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { beforeEach, describe, expect, test } from "vitest";
import type { BinaryBody, DownloadedFile, EventStream } from "../../../src/index.js";
import { binaryAnswer, call, download, jsonLines, openAnswer, textEvents } from "../../../src/runtime/index.js";
import { loopback } from "../loopback.js";
import { failure, readItem, shop, silence } from "../shop.js";

const file = { ...readItem, open: binaryAnswer, readValue: openAnswer };
const events = { ...readItem, open: textEvents, readValue: openAnswer };
const lines = { ...readItem, open: jsonLines, readValue: openAnswer };

/** A fetch whose answers have two chunks. */
const twoChunks = async () => new Response(new Blob(["data: 1\n\n", "data: 2\n\n"]).stream());

const many = Array.from({ length: 50 });

let controller: AbortController;
beforeEach(() => {
  controller = new AbortController();
});
const listeners = () => getEventListeners(controller.signal, "abort").length;
const opened = <T>(operation: object, options: object = {}) =>
  call<T, unknown>(shop({ fetch: twoChunks, ...options }), { ...readItem, ...operation }, ["i1"], undefined, {
    signal: controller.signal,
  });

describe("no listener stays on the caller's signal after many calls", () => {
  test.each<[string, (kept: unknown[]) => Promise<unknown>]>([
    ["raw() that is read", async () => (await opened({}).raw()).text()],
    ["raw() that is read in a total time", async () => (await opened({}, { totalTimeoutMs: 5_000 }).raw()).text()],
    ["raw() that is cancelled", async () => (await opened({}).raw()).body?.cancel()],
    [
      "raw() and the value",
      async () => {
        const promise = opened({ parse: (text: string) => text });
        return (await Promise.all([promise.raw(), promise]))[0].text();
      },
    ],
    [
      "raw() of what was being read",
      async () => {
        const promise = opened({ parse: (text: string) => text });
        await new Promise((resolve) => setTimeout(resolve, 1));
        return promise.raw();
      },
    ],
    ["a file that is read", async () => (await opened<BinaryBody>(file)).bytes()],
    ["a file that is cancelled", async () => (await opened<BinaryBody>(file)).cancel()],
    [
      "events that are read",
      async () => {
        for await (const _ of await opened<EventStream<string>>(events));
      },
    ],
    [
      "events whose loop is left",
      async () => {
        for await (const _ of await opened<EventStream<string>>(events)) break;
      },
    ],
    ["events that are cancelled", async () => (await opened<EventStream<string>>(events)).cancel()],
    [
      "lines that are no JSON",
      async () => {
        for await (const _ of await opened<AsyncIterable<unknown>>(lines));
      },
    ],
    ["a download that is read", async () => (await downloaded()).bytes()],
    ["a download that is cancelled", async () => (await downloaded()).cancel()],
  ])("%s", async (_, use) => {
    const kept: unknown[] = [];
    for (const _ of many) kept.push(await use(kept).catch(() => {}));
    await new Promise((resolve) => setImmediate(resolve));
    expect(listeners()).toBe(0);
    expect(kept).toHaveLength(many.length);
  });

  const downloaded = (): Promise<DownloadedFile> => {
    const facts = { name: "files.download", origin: "https://files.test", renewal: "Ask again." };
    const url = "https://files.test/a?signature=12345678";
    return download(shop({ fetch: twoChunks }), facts, url, { signal: controller.signal }).then((value) => value);
  };

  test("bodies that are dropped, and their connections are given back", async () => {
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    let cancelled = 0;
    const stream = () => new ReadableStream({ cancel: () => void cancelled++ });
    for (const _ of many) await opened({}, { fetch: async () => new Response(stream()) }).raw();
    expect(listeners()).toBeGreaterThan(0);
    await expect
      .poll(
        () => {
          collect();
          return [listeners(), cancelled];
        },
        { timeout: 5_000 },
      )
      .toEqual([0, many.length]);
  });
});

describe("an abort", () => {
  const enough = new Error("enough");

  test.each([{}, { totalTimeoutMs: 60_000 }])("ends a body that is being read, with its reason: %j", async (limits) => {
    let ended = false;
    const { url } = await loopback((_, response) => {
      response.on("close", () => {
        ended = true;
      });
      response.write("first");
    });
    const response = await opened({}, { fetch: undefined, baseUrl: url, ...limits }).raw();
    expect(response.url).toBe(`${url}/items/i1`);
    const reader = response.body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe("first");
    const reading = failure((reader as ReadableStreamDefaultReader).read());
    controller.abort(enough);
    expect(await reading).toBe(enough);
    expect(listeners()).toBe(0);
    await expect.poll(() => ended).toBe(true);
  });

  test("ends a body that is not being read yet", async () => {
    const response = await opened({}).raw();
    controller.abort(enough);
    expect(await failure(response.text())).toBe(enough);
    expect(listeners()).toBe(0);
  });
});

test("a call without a signal gives the response of fetch itself", async () => {
  const own = new Response("own");
  expect(await call(shop({ fetch: async () => own }), readItem, ["i1"], undefined).raw()).toBe(own);
});

test("any number of calls at once with one signal are no leak to Node", async () => {
  const warnings: Error[] = [];
  const keep = (warning: Error): void => void warnings.push(warning);
  process.on("warning", keep);
  try {
    const transport = shop({ fetch: silence, totalTimeoutMs: 5_000 });
    const { signal } = controller;
    const calls = many.map(() => failure(call(transport, readItem, ["i1"], undefined, { signal })));
    // Calls and warnings begin after a turn.
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(listeners()).toBeGreaterThan(10);
    controller.abort();
    await Promise.all(calls);
  } finally {
    process.off("warning", keep);
  }
  expect(warnings).toEqual([]);
});
