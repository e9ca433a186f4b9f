// The receiver in Express, as applications mount it: with and without body parsers in front.

import { once } from "node:events";
import type { AddressInfo } from "node:net";
import express, { type ErrorRequestHandler, type RequestHandler } from "express";
import { afterEach, describe, expect, test } from "vitest";
import { parseEvent } from "../../../src/webhooks/events.js";
import { type NodeRequest, nodeWebhookHandler } from "../../../src/webhooks/node-handler.js";
import type { RawBody } from "../../../src/webhooks/raw-body.js";
import type { WebhookHandlerOptions } from "../../../src/webhooks/receive.js";
import { verifySignature } from "../../../src/webhooks/signature.js";
import { WebhookVerificationError } from "../../../src/webhooks/verification-error.js";
import { scheme, signed } from "./webhook-shop.js";

// Spaces that no parser would keep.
const body = '{ "id": "e1", "price": 1.0 }';

const event = { id: "e1", price: 1 };

type Options = Partial<WebhookHandlerOptions<unknown>>;

let close = async (): Promise<void> => {};

afterEach(() => close());

/** An application with what stands in front of the receiver; what was handled, and what the error handler saw. */
async function application(before: readonly RequestHandler[], options: Options = {}) {
  const handled: unknown[] = [];
  const errors: unknown[] = [];
  const app = express();
  for (const handler of before) app.use(handler);
  const verify = async (rawBody: RawBody, headers: NodeRequest["headers"] | Headers) => {
    await verifySignature(scheme, rawBody, headers, "wbhsec_1");
    return parseEvent("shop", rawBody);
  };
  app.post("/hook", nodeWebhookHandler({ verify, handle: (each) => void handled.push(each), ...options }));
  // Express knows an error handler by its four parameters.
  const report: ErrorRequestHandler = (error, _request, response, _next) => {
    errors.push(error);
    response.status(500).end();
  };
  app.use(report);
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  close = async () => {
    server.close();
    server.closeAllConnections();
    await once(server, "close");
  };
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  const deliver = async (headers: Record<string, string> = {}, sent = body) => {
    const init = {
      method: "POST",
      body: sent,
      headers: { "content-type": "application/json", ...(await signed(sent)), ...headers },
    };
    return (await fetch(url, init)).status;
  };
  return { deliver, handled, errors };
}

const json = { type: "application/json" };

describe("a signed delivery is handled", () => {
  test.each<[string, readonly RequestHandler[]]>([
    ["with no body parser", []],
    ["behind express.raw", [express.raw(json)]],
    ["behind express.text", [express.text(json)]],
    [
      "behind a parser for other bodies",
      [express.urlencoded({ extended: false }), express.raw({ type: "text/plain" })],
    ],
    [
      "behind express.json that keeps the bytes",
      [express.json({ verify: (request, _, bytes) => void Object.assign(request, { rawBody: bytes }) })],
    ],
    [
      "behind what leaves an empty body where it read none, as Express 4 does",
      [
        (request, _, next) => {
          request.body = {};
          next();
        },
      ],
    ],
  ])("%s", async (_, before) => {
    const { deliver, handled, errors } = await application(before);
    expect([await deliver(), await deliver({ "content-type": "application/json; charset=utf-8" })]).toEqual([204, 204]);
    expect(handled).toEqual([event, event]);
    expect(errors).toEqual([]);
  });
});

test("behind express.json it goes to the error handler with the cure, and nothing is handled", async () => {
  const { deliver, handled, errors } = await application([express.json()]);
  expect(await deliver()).toBe(500);
  expect(handled).toEqual([]);
  expect(errors).toEqual([expect.any(WebhookVerificationError)]);
  expect((errors[0] as Error).message).toContain(
    'Mount the receiver in front of the body parser, or use `express.raw({ type: "application/json" })` on this route.',
  );
});

test("a body that was read and kept nowhere is refused, and does not hang", async () => {
  const drain: RequestHandler = (request, _, next) => void request.resume().once("end", () => next());
  const { deliver, errors } = await application([drain]);
  expect(await deliver()).toBe(500);
  expect(errors).toEqual([expect.objectContaining({ refusal: "parsed" })]);
});

test("an event of a service that does not sign is read from what express.json made of it", async () => {
  const verify = (parsed: RawBody) => parseEvent("shop", parsed);
  for (const before of [[], [express.json()], [express.raw(json)]]) {
    const { deliver, handled } = await application(before, { verify });
    expect(await deliver()).toBe(204);
    expect(handled).toEqual([event]);
    await close();
  }
});

test("the error of handle goes to the error handler, and a refusal is answered", async () => {
  const fault = new Error("the database is down");
  const told: unknown[] = [];
  const { deliver, errors } = await application([], {
    handle: () => Promise.reject(fault),
    onError: (error) => told.push(error),
  });
  expect(await deliver()).toBe(500);
  expect(errors).toEqual([fault]);
  expect(told).toEqual([]);
  expect(await deliver({ "shop-signature": "" })).toBe(400);
  expect(errors).toEqual([fault]);
  expect(told).toEqual([expect.objectContaining({ refusal: "unsigned" })]);
});
