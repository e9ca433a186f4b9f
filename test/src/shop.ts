// A made-up service for tests of the runtime: nothing in it comes from specs/.

import type { ClientOptions, Fetch, Transport } from "../../src/index.js";
import {
  type Authentication,
  anonymous,
  chooseServer,
  commaItems,
  createTransport,
  jsonApiIssues,
  type Operation,
  prepareJson,
  type Service,
  unwrapData,
  writeQuery,
} from "../../src/runtime/index.js";

/** A request as the network saw it. */
export interface Sent {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  body: string;
}

type Answer = Response | Error | ((request: Request, init?: RequestInit) => Response | Promise<Response>);

/** A network that answers in the given order, the last answer for good, and tells what it was asked. */
export function network(...answers: readonly Answer[]): { readonly fetch: Fetch; readonly sent: Sent[] } {
  const sent: Sent[] = [];
  const fetch = byRequest(async (request, init) => {
    const answer = answers[Math.min(sent.length, answers.length - 1)];
    const { method, url } = request;
    const seen: Sent = { method, url, headers: Object.fromEntries(request.headers), body: "" };
    sent.push(seen);
    seen.body = await request.clone().text();
    if (answer === undefined || answer instanceof Error) throw answer ?? new Error("the test has no answer");
    return typeof answer === "function" ? answer(request, init) : answer.clone();
  });
  return { fetch, sent };
}

/** A fetch that answers a Request. */
export function byRequest(answer: (request: Request, init?: RequestInit) => Promise<Response> | Response): Fetch {
  return async (url, init) => answer(new Request(url, init), init);
}

export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", ...headers } });
}

/** A fetch that never answers, and ends with the reason of its signal as the platform's does. */
export const silence = (_: unknown, init?: RequestInit): Promise<Response> =>
  new Promise((_, reject) => {
    const { signal } = init ?? {};
    signal?.addEventListener("abort", () => reject(signal.reason));
  });

/** A fetch that never answers, whatever its signal says. */
export const deaf = (): Promise<Response> => new Promise(() => {});

interface Shop extends ClientOptions {
  readonly environment?: string;
  readonly service?: Partial<Service>;
  readonly authentication?: Authentication;
  readonly extraHeaders?: Readonly<Record<string, string | undefined>>;
}

export function shop({ service, authentication = anonymous, extraHeaders, ...options }: Shop = {}): Transport {
  const whole: Service = {
    name: "shop",
    servers: { production: "https://shop.test/v1", staging: "https://staging.shop.test/v1" },
    choose: chooseServer,
    idempotency: { header: "Idempotency-Key", methods: ["POST"] },
    requestId: "Request-Id",
    rateLimit: { limit: "RateLimit-Limit", remaining: "RateLimit-Remaining", reset: "RateLimit-Reset" },
    issues: jsonApiIssues,
    ...service,
  };
  return createTransport(whole, options, authentication, extraHeaders);
}

export const readItem = {
  name: "items.retrieve",
  method: "GET",
  path: "/items/{item-id}",
  query: { expand: "expand" },
  write: writeQuery,
  decode: unwrapData,
  errors: [404],
} satisfies Operation;

export const createItem = {
  name: "items.create",
  method: "POST",
  path: "/items",
  query: { include: ["include", commaItems] },
  write: writeQuery,
  body: { required: true },
  prepare: prepareJson,
  errors: [422],
} satisfies Operation;

/** What a promise is rejected with; the test fails if it is not. */
export async function failure<E = Error>(promise: PromiseLike<unknown>): Promise<E> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: E) => ({ error }),
  );
  if ("error" in outcome) return outcome.error;
  throw new Error(`expected a rejection, got ${JSON.stringify(outcome.value)}`);
}

/** What `act` throws; the test fails if it does not. */
export function thrown<E = Error>(act: () => unknown): E {
  try {
    act();
  } catch (error) {
    return error as E;
  }
  throw new Error("expected it to throw");
}

/** The rejections that nobody handled while `act` ran and shortly after, kept from the test runner. */
export async function unhandled(act: () => Promise<unknown> | unknown): Promise<unknown[]> {
  const reasons: unknown[] = [];
  const others = process.listeners("unhandledRejection");
  process.removeAllListeners("unhandledRejection");
  process.on("unhandledRejection", (reason) => reasons.push(reason));
  try {
    await act();
    await new Promise((resolve) => setTimeout(resolve, 10));
  } finally {
    process.removeAllListeners("unhandledRejection");
    for (const listener of others) process.on("unhandledRejection", listener);
  }
  return reasons;
}
