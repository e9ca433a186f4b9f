import { known } from "../json.js";
import type { TransportAnswer, TransportCall } from "./call.js";
import { headerEntries, setHeaders } from "./headers.js";
import { safeUrl } from "./log/safe-url.js";
import type { Trace } from "./log/trace.js";
import type { Message } from "./message.js";
import { checkOptions } from "./options/check-options.js";
import type { ClientOptions } from "./options/options.js";
import { userAgent } from "./options/user-agent.js";
import { newBudget } from "./retry.js";
import type { Authentication, Authorize, Route, Server } from "./route.js";
import { send } from "./send.js";
import type { ChosenServer, ServerChoice, Service, Transport } from "./service.js";

/** Options of a service with several environments. */
interface TransportOptions extends ClientOptions, ServerChoice {}

export function createTransport(
  service: Service,
  options: TransportOptions,
  authentication: Authentication,
  headers: Readonly<Record<string, string | null | undefined>> = {},
): Transport {
  checkOptions(service.name, options);
  const { throttle, insecureHosts } = options;
  const { choose = onlyServer } = service;
  const chosen = options.baseUrl === undefined ? choose(service, options) : undefined;
  const url = safeUrl(options.baseUrl ?? chosen?.url ?? "", service.name, "baseUrl", insecureHosts);
  /** The parts that derived transports share. */
  const shared = {
    service,
    chosen,
    insecureHosts,
    baseUrl: url.replace(/(?<!\/)\/+$/, ""),
    throttle: throttle ? throttle(service.rateLimit) : undefined,
    budget: newBudget(),
  };
  let authorize: Authorize | undefined;
  const make = (own: ClientOptions): Transport => {
    const { timeoutMs = 60_000, totalTimeoutMs, maxResponseBytes = 2 ** 25, retry = {}, rateLimit } = own;
    const { fetch, logger, trace, onRequest, onResponse } = own;
    const server = {
      ...shared,
      limits: { timeoutMs, totalTimeoutMs, maxResponseBytes, retry, rateLimit },
      headers: Object.fromEntries(
        [userAgent(service.name), service.headers, headers, own.headers].reduce(setHeaders, new Headers()),
      ),
      fetch: (message, signal, fetchOptions) =>
        // Looked up with each call, so that a test may replace the global one. `message.body` may be a getter.
        (fetch ?? globalThis.fetch)(message.url, {
          ...own.fetchOptions,
          ...fetchOptions,
          ...message,
          // Another address must get neither the credentials nor the body.
          redirect: "manual",
          signal,
        } as RequestInit),
      logger,
      onRequest,
      onResponse,
    } satisfies Server;
    authorize ??= authentication(server);
    const route: Route = { ...server, authorize };
    return {
      ...server,
      validate: own.validate,
      send: (message, call) => (trace ? sendTraced(trace, route, message, call) : send(route, message, call)),
      withOptions: (more) => {
        checkOptions(service.name, more);
        const headers = [...headerEntries(own.headers), ...headerEntries(more.headers)] as [string, string][];
        return make({ ...own, ...known(more), headers });
      },
    };
  };
  return make(options);
}

/** Sends a message inside the caller's span. */
async function sendTraced(trace: Trace, route: Route, message: Message, call: TransportCall): Promise<TransportAnswer> {
  const { service, operation, template, otherOrigin: baseUrl = route.baseUrl } = call;
  const traced = { service, operation, method: message.method, template, baseUrl, attempts: 0 };
  let answer: TransportAnswer | undefined;
  const response = await trace(traced, async () => {
    answer = await send(route, message, call, traced);
    return answer.response;
  });
  if (answer?.response === response) return answer;
  // A trace may answer by itself, as a cache does.
  return { ...answer, response, text: undefined, attempts: traced.attempts, outcome: { mayBeDone: false } };
}

function onlyServer({ servers }: Service): ChosenServer {
  const [[environment, url] = ["", ""]] = Object.entries(servers);
  return { environment, url, variables: {} };
}
