import type { Answer } from "./call.js";
import { checkLimits } from "./check-limits.js";
import { setHeaders } from "./headers.js";
import type { ClientOptions } from "./options.js";
import { newBudget } from "./retry.js";
import type { Authentication, Route, Server } from "./route.js";
import { safeUrl } from "./safe-url.js";
import { send } from "./send.js";
import type { ChosenServer, ServerChoice, Service, Transport } from "./service.js";

/** Options of a service with several environments. */
interface TransportOptions extends ClientOptions, ServerChoice {}

export function createTransport(
  service: Service,
  options: TransportOptions,
  authentication: Authentication,
  headers: Readonly<Record<string, string | undefined>> = {},
): Transport {
  const { timeoutMs = 60_000, totalTimeoutMs, maxResponseBytes = 2 ** 25, retry = {}, rateLimit, throttle } = options;
  const { fetch, logger, trace } = options;
  const { choose = onlyServer } = service;
  checkLimits(service.name, options);
  const chosen = options.baseUrl === undefined ? choose(service, options) : undefined;
  const url = safeUrl(options.baseUrl ?? chosen?.url ?? "", service.name, "baseUrl");
  const baseUrl = url.replace(/(?<!\/)\/+$/, "");
  const server = {
    service,
    baseUrl,
    limits: { timeoutMs, totalTimeoutMs, maxResponseBytes, retry, rateLimit },
    fetch: (message, init, fetchOptions) =>
      // Looked up with each call, so that a test may replace the global one. `message.body` may be a getter.
      (fetch ?? globalThis.fetch)(message.url, {
        ...options.fetchOptions,
        ...fetchOptions,
        ...message,
        ...init,
      } as RequestInit),
    throttle: throttle ? throttle(service.rateLimit) : undefined,
    budget: newBudget(),
    logger,
  } satisfies Server;
  const route: Route = { ...server, authorize: authentication(server) };
  return {
    ...server,
    chosen,
    headers: Object.fromEntries([service.headers, headers, options.headers].reduce(setHeaders, new Headers())),
    send: async (message, call) => {
      if (!trace) return send(route, message, call);
      const { operation, template } = call;
      const base = call.otherOrigin ?? baseUrl;
      const traced = { service: service.name, operation, method: message.method, template, baseUrl: base, attempts: 0 };
      let answer: Answer | undefined;
      const response = await trace(traced, async () => {
        answer = await send(route, message, call, traced);
        return answer.response;
      });
      if (answer?.response === response) return answer;
      // A trace may answer by itself, as a cache does.
      return { ...answer, response, text: undefined, attempts: traced.attempts, outcome: { mayBeDone: false } };
    },
  };
}

function onlyServer({ servers }: Service): ChosenServer {
  const [[environment, url] = ["", ""]] = Object.entries(servers);
  return { environment, url, variables: {} };
}
