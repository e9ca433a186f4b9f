// Handlers of MSW over a sandbox: it answers every call, and a handler of one operation answers in its place. MSW itself is
// handed in, so that nobody who has a sandbox needs it.

import { createSandbox } from "./sandbox.js";

/** `http` of MSW, as far as it is used. */
export interface MockHttp<Handler> {
  readonly all: (
    predicate: RegExp,
    resolver: (info: { readonly request: Request }) => Promise<Response | undefined>,
  ) => Handler;
}

/** Bodies of an operation on the wire, by status: what openapi-typescript prints of it. */
type Answers<Operation> = Operation extends { readonly responses: infer Responses }
  ? { readonly [Status in keyof Responses]: Body<Responses[Status]> }
  : never;

type Body<Answer> = Answer extends { readonly content: infer Content } ? Content[keyof Content] : undefined;

/** The answer: a body, or a function of the request that makes a body or a whole response. */
type Given<Value> = Value | ((request: Request) => Value | Response | Promise<Value | Response>);

export interface MockInit<Status> {
  readonly status: Status;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Makes the handler that answers one operation. */
export interface MockOperation<Operation, Success extends keyof Answers<Operation>, Handler> {
  (answer: Given<Answers<Operation>[Success]>, init?: Partial<MockInit<Success>>): Handler;
  <Status extends keyof Answers<Operation>>(
    answer: Given<Answers<Operation>[Status]>,
    init: MockInit<Extract<Status, number>>,
  ): Handler;
}

interface MockOptions<Handler> {
  readonly http: MockHttp<Handler>;
  readonly document: unknown;
  /** URLs, with `{variables}`. None of the service's own: calls to any host are answered. */
  readonly servers: readonly string[];
}

export interface Mocks<Handler> {
  /** Has the sandbox answer every call of the service. Its state lasts as long as the handlers. */
  handlers(sandbox?: { fetch(request: Request): Promise<Response> }): Handler[];
  operation<Operation, Success extends keyof Answers<Operation>>(
    method: string,
    path: string,
    success: Success,
    servers?: readonly string[],
  ): MockOperation<Operation, Success, Handler>;
}

export function createMocks<Handler>({ http, document, servers }: MockOptions<Handler>): Mocks<Handler> {
  return {
    handlers: (sandbox = createSandbox({ document })) => [
      http.all(urlOf(servers, "", "(?:/.*)?"), ({ request }) => sandbox.fetch(request)),
    ],
    operation: (method, path, success, own = servers) => {
      const url = urlOf(own, path, "");
      const mock = (answer: Given<unknown>, init: Partial<MockInit<unknown>> = {}): Handler =>
        http.all(url, async ({ request }) => {
          // The next handler looks at it then.
          if (request.method !== method) return undefined;
          const value = typeof answer === "function" ? await answer(request) : answer;
          return value instanceof Response ? value : responseOf(value, Number(init.status ?? success), init.headers);
        });
      return mock as never;
    },
  };
}

function responseOf(value: unknown, status: number, headers: Readonly<Record<string, string>> = {}): Response {
  if (value === undefined) return new Response(null, { status, headers });
  if (typeof value === "string" && Object.keys(headers).some((name) => name.toLowerCase() === "content-type"))
    return new Response(value, { status, headers });
  return Response.json(value, { status, headers });
}

/** A template with its parts in braces left open. */
function urlOf(servers: readonly string[], path: string, end: string): RegExp {
  const hosts = servers.map((server) => pattern(/^https?:/.test(server) ? server.replace(/\/+$/, "") : "{host}"));
  const start =
    hosts.length === 0
      ? "https?://[^/]+"
      : hosts.map((host) => host.replace(/^\[\^\/\]\+/, "https?://[^/]+")).join("|");
  return new RegExp(`^(?:${start})${pattern(path)}${end}$`);
}

function pattern(template: string): string {
  return template
    .split(/(\{[^{}]*\})/)
    .map((part) => (part.startsWith("{") ? "[^/]+" : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")))
    .join("");
}
