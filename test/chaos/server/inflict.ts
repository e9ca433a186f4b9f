// How each fault is done on the wire.

import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { type Answer, type Emulator, json, parseObject } from "./emulator.js";
import type { FaultKind } from "./faults.js";

/** A request that meets a fault. */
export interface Victim {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly emulator: Emulator;
  /** Lets the service carry the request out. */
  readonly process: () => Answer;
  readonly random: () => number;
}

/** Time between two pieces of a body, in milliseconds. */
const pauseMs = 15;

export const inflict: Readonly<Record<FaultKind, (victim: Victim) => void | Promise<void>>> = {
  "drop-before": ({ request }) => {
    request.socket.destroy();
  },
  "drop-after": ({ request, process }) => {
    process();
    request.socket.destroy();
  },
  "reset-body": async ({ request, response, process }) => {
    await sendHalf(response, process(), "length");
    // A reset throws away what the other side has not read yet: let the first half arrive.
    await sleep(5);
    request.socket.resetAndDestroy();
  },
  "cut-length": async ({ request, response, process }) => {
    await sendHalf(response, process(), "length");
    request.socket.destroySoon();
  },
  "cut-chunked": async ({ request, response, process }) => {
    await sendHalf(response, process(), "chunked");
    request.socket.destroySoon();
  },
  "cut-close": async ({ request, response, process }) => {
    await sendHalf(response, process(), "close");
    request.socket.destroySoon();
  },
  "hang-before": () => {},
  "hang-after": ({ process }) => {
    process();
  },
  "page-before": ({ response, random }) => {
    send(response, page(pick([500, 502, 503], random)));
  },
  "page-after": ({ response, process }) => {
    process();
    send(response, page(502));
  },
  "busy-retry-after": ({ response, emulator, random }) => {
    send(response, emulator.busy({ "retry-after": seconds(random) }));
  },
  "busy-rate-limit": ({ response, emulator, random }) => {
    const headers = { "ratelimit-limit": "300", "ratelimit-remaining": "0", "ratelimit-reset": seconds(random) };
    send(response, emulator.busy(headers));
  },
  "busy-bare": ({ response, emulator }) => {
    send(response, emulator.busy({}));
  },
  "expired-token": ({ response, emulator }) => {
    send(response, emulator.unauthorized());
  },
  "slow-body": async ({ response, process }) => {
    const answer = process();
    response.writeHead(answer.status, { ...answer.headers, "content-length": Buffer.byteLength(answer.body) });
    const size = Math.ceil(answer.body.length / 4);
    for (let at = 0; at < answer.body.length; at += size) {
      await sleep(pauseMs);
      if (response.destroyed) return;
      response.write(answer.body.slice(at, at + size));
    }
    response.end();
  },
  "redirect-before": ({ response }) => {
    send(response, { status: 308, headers: { location: "/elsewhere" }, body: "" });
  },
  "redirect-after": ({ response, process, random }) => {
    process();
    send(response, { status: random() < 0.5 ? 302 : 303, headers: { location: "/elsewhere" }, body: "" });
  },
  "refused-cut": async ({ request, response, emulator }) => {
    await sendHalf(response, { ...emulator.busy({}), status: 422 }, "length");
    request.socket.destroySoon();
  },
  "busy-odd": ({ response, emulator, random }) => {
    const second = Date.now() + 1000;
    const texts = [String(Math.floor(second / 1000)), "-1", "0, 0", new Date(second - 60_000).toUTCString(), "soon"];
    send(response, emulator.busy({ "retry-after": pick(texts, random) }));
  },
  "odd-rate-limit": ({ response, process, random }) => {
    const answer = process();
    const resets = [String(Math.floor(Date.now() / 1000) + 1), String(Date.now() + 1000), "-1", "never"];
    const budget = { "ratelimit-limit": "300", "ratelimit-remaining": "0", "ratelimit-reset": pick(resets, random) };
    send(response, { ...answer, headers: { ...answer.headers, ...budget } });
  },
  "odd-token": ({ response, process, random }) => {
    const answer = process();
    const token = parseObject(answer.body);
    const odd = [
      { access_token: "" },
      { access_token: null },
      { access_token: ` ${token.access_token}\n` },
      { expires_in: "3600" },
      { expires_in: -1 },
      { expires_in: "soon" },
    ];
    send(response, json(200, { ...token, ...pick(odd, random) }));
  },
};

export function send(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, { ...answer.headers, "content-length": Buffer.byteLength(answer.body) });
  response.end(answer.body);
}

/** Head and half a body. `framing` is how the other side is told where the body ends. */
async function sendHalf(
  response: ServerResponse,
  answer: Answer,
  framing: "length" | "chunked" | "close",
): Promise<void> {
  const { status, headers, body } = answer;
  if (framing === "close") {
    response.shouldKeepAlive = false;
    response.useChunkedEncodingByDefault = false;
  }
  response.writeHead(status, {
    ...headers,
    ...(framing === "length" && { "content-length": Buffer.byteLength(body) }),
  });
  await new Promise<void>((resolve) => {
    response.write(body.slice(0, body.length >> 1), () => resolve());
  });
}

/** Mostly at once, now and then a second: the waiting is to be met, the run is to stay short. */
function seconds(random: () => number): string {
  return random() < 0.1 ? "1" : "0";
}

function pick<T>(from: readonly T[], random: () => number): T {
  return from[Math.floor(random() * from.length)] as T;
}

function page(status: number): Answer {
  const body = `<html>\r\n<head><title>${status}</title></head>\r\n<body><center><h1>${status}</h1></center></body>\r\n</html>\r\n`;
  return { status, headers: { "content-type": "text/html" }, body };
}
