// Answers that are longer than a client may read, whatever their headers say of it.

import { gzipSync } from "node:zlib";
import { describe, expect, test, vi } from "vitest";
import { createEnableNow } from "../../../generated/enablenow/index.js";
import { DecodeError } from "../../../src/index.js";
import { call } from "../../../src/runtime/index.js";
import { loopback } from "../loopback.js";
import { failure, network, readItem, shop } from "../shop.js";

const once = { retry: false } as const;

describe("an answer that is too long", () => {
  const mebibyte = 2 ** 20;
  const limit = { maxResponseBytes: mebibyte, ...once };
  const told = "shop: items.retrieve got more than 1048576 bytes (`maxResponseBytes`).";

  /** The most memory that `act` took, in bytes. */
  async function memory(act: () => Promise<unknown>): Promise<number> {
    const used = () => process.memoryUsage().rss;
    const before = used();
    let most = before;
    const timer = setInterval(() => {
      most = Math.max(most, used());
    }, 1);
    await act();
    clearInterval(timer);
    return Math.max(most, used()) - before;
  }

  test.each([200, 500])(
    "is left after as much as is allowed, and the connection closed (status %i)",
    async (status) => {
      let written = 0;
      const chunk = Buffer.alloc(64 * 1024, " ");
      const server = await loopback(async (_, response) => {
        response.writeHead(status);
        for (; written < 100 * mebibyte && !response.destroyed; written += chunk.length) {
          if (!response.write(chunk)) await new Promise((go) => response.once("drain", go).once("close", go));
        }
        response.end();
      });
      const promise = call(shop({ baseUrl: server.url, ...limit }), readItem, ["i1"], undefined);
      const taken = await memory(async () =>
        expect((await failure(promise)).message).toBe(
          status === 200 ? told : "shop: items.retrieve got 500 (its body did not arrive).\nTry again later.",
        ),
      );
      // A server that is busy writing learns of it late.
      await vi.waitFor(() => expect(server.connections.size).toBe(0), { timeout: 10_000 });
      // What the sockets of both sides hold is written, but never read.
      expect(written).toBeLessThan(30 * mebibyte);
      expect(taken).toBeLessThan(50 * mebibyte);
    },
  );

  test("is not even begun when its length is told", async () => {
    let pulls = 0;
    const endless = new ReadableStream({ pull: (stream) => stream.enqueue(new Uint8Array(1000 + 0 * pulls++)) });
    const { fetch } = network(() => new Response(endless, { headers: { "content-length": "1048577" } }));
    expect((await failure(call(shop({ fetch, ...limit }), readItem, ["i1"], undefined))).message).toBe(told);
    expect(pulls).toBeLessThanOrEqual(1);
  });

  test("is noticed when its length is nonsense", async () => {
    const endless = () => new ReadableStream({ pull: (stream) => stream.enqueue(new Uint8Array(65536)) });
    const { fetch } = network(() => new Response(endless(), { headers: { "content-length": "5, 5" } }));
    expect((await failure(call(shop({ fetch, ...limit }), readItem, ["i1"], undefined))).message).toBe(told);
  });

  test.each(["gzip", "gzip, gzip"])("is noticed when it comes in a few bytes: %s", async (encoding) => {
    // 300 MiB of blanks.
    let bomb = gzipSync(Buffer.alloc(300 * mebibyte, " "), { level: 9 });
    if (encoding !== "gzip") bomb = gzipSync(bomb, { level: 9 });
    expect(bomb.length).toBeLessThan(mebibyte);
    const server = await loopback((_, response) => {
      response.writeHead(200, { "content-encoding": encoding, "content-length": bomb.length }).end(bomb);
    });
    const promise = call(shop({ baseUrl: server.url, ...limit }), readItem, ["i1"], undefined);
    const taken = await memory(async () => expect((await failure(promise)).message).toBe(told));
    expect(taken).toBeLessThan(100 * mebibyte);
  });

  test("is no longer than allowed: it is read whole, to the byte", async () => {
    const body = JSON.stringify({ data: "ä".repeat((mebibyte - 11) / 2) });
    const server = await loopback((_, response) => void response.write(body, () => response.end()));
    const read = (maxResponseBytes: number) =>
      call(shop({ baseUrl: server.url, ...once, maxResponseBytes }), readItem, ["i1"], undefined);
    const size = Buffer.byteLength(body);
    expect(JSON.stringify({ data: await read(size) })).toBe(body);
    expect(await failure(read(size - 1))).toBeInstanceOf(DecodeError);
  });

  test.each([1, 2, 3, 7])("is none in pieces of %i bytes either, cut in the middle of a character", async (length) => {
    const bytes = new TextEncoder().encode('\ufeff{"data":"ä€𝄞"}');
    const pieces = Array.from({ length: bytes.length / length + 1 }, (_, i) =>
      bytes.slice(i * length, (i + 1) * length),
    );
    const stream = new ReadableStream({
      start(controller) {
        for (const piece of pieces) if (piece.length > 0) controller.enqueue(piece);
        controller.close();
      },
    });
    const fetch = async () => new Response(stream);
    expect(await call(shop({ fetch, ...once }), readItem, ["i1"], undefined)).toBe("ä€𝄞");
  });

  test("of the token endpoint is left as well", async () => {
    const server = await loopback((_, response) => void response.end(" ".repeat(2 * mebibyte)));
    const client = createEnableNow({ clientId: "id", clientSecret: "s", baseUrl: server.url, ...limit });
    expect((await failure(client.shares.list())).message).toContain("`maxResponseBytes`");
  });
});
