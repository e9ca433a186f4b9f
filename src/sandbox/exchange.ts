// One call from its request to its answer: who calls, may they, was it made before, is it valid, what happens, and how
// it is told. What a vendor decides differently from the other is the service's; the order of the steps is here.

import { isObject } from "../json.js";
import { createEncoder } from "./encode.js";
import { brokenConnection, cutBody, type Fault, type Faults, faultHeader, latency } from "./faults.js";
import { callPrint, IdempotencyKeys } from "./idempotency.js";
import { type Inflection, inflect, pointerAsSent, toSpecCase } from "./inflection.js";
import { type Log, type LoggedRequest, maskedBody, maskedHeaders, type Verdict } from "./log.js";
import { cursorOf, cursorPage, numberedPageOf, UnknownCursor } from "./pagination.js";
import { parseQuery } from "./query.js";
import { RateLimiter } from "./rate-limit.js";
import { Refusal, refuse } from "./refusal.js";
import type { Call, Caller, Endpoint, Handler, Limits, RawAnswer, Service, World } from "./service.js";
import type { SpecOperation } from "./spec.js";
import type { Validator, Violation } from "./validator.js";

export interface ExchangeParts {
  readonly service: Service;
  readonly world: World;
  readonly validator: Validator;
  readonly faults: Faults;
  readonly log: Log<LoggedRequest>;
  readonly limits: Limits | undefined;
  readonly judgesAnswers: boolean;
  /** Counts all calls of the sandbox. */
  readonly count: () => number;
  /** Called before a call and after it; `changed` if it may have changed something. */
  readonly onCall: (changed: boolean) => void;
}

/** What a call leads to: an operation, an endpoint without a spec, or nothing. */
export type Target =
  | { readonly kind: "operation"; readonly operation: SpecOperation; readonly path: Readonly<Record<string, string>> }
  | { readonly kind: "endpoint"; readonly endpoint: Endpoint }
  | { readonly kind: "none"; readonly allowed: readonly string[] };

export type Exchange = (request: Request, target: Target) => Promise<Response>;

/** An answer before it is a `Response`. */
interface Reply {
  readonly id: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly verdict: Verdict;
  readonly caller?: Caller | undefined;
  readonly error?: string;
}

/** Bodies beyond this, in characters, are not read. */
const largestBody = 30_000_000;

const jsonType = "application/json; charset=utf-8";

export function createExchange(parts: ExchangeParts): Exchange {
  const { service, world, faults, validator } = parts;
  const { spec } = world;
  const limiter = new RateLimiter(parts.limits, spec.rateLimit ?? {}, () => world.clock.now());
  const idempotency = service.idempotency?.(world);
  const keys = new IdempotencyKeys(world.store, world.clock, idempotency?.keepMs ?? 0);
  const encode = createEncoder(service, world);
  const verbatim = spec.inflection?.verbatim ?? [];
  const cursors = service.cursors?.(world);

  const judge = (operation: SpecOperation | undefined, status: number, body: unknown): Verdict => {
    if (operation === undefined) return { kind: "unjudged", reason: "no-spec" };
    if (!parts.judgesAnswers) return { kind: "unjudged", reason: "off" };
    const violations = validator.answer(operation, status, body);
    return violations.length === 0 ? { kind: "conforms" } : { kind: "violates", violations };
  };

  /** The answer in the form of the wire. */
  const reply = (
    id: string,
    { status, headers, body, unconfirmed }: RawAnswer,
    more: { operation?: SpecOperation; caller?: Caller | undefined; inflection?: Inflection; limited?: object } = {},
  ): Reply => {
    const { operation, caller, inflection = caller?.inflection ?? "kebab", limited } = more;
    return {
      id,
      status,
      headers: {
        ...(body !== undefined && { "Content-Type": jsonType }),
        ...service.headers(id, caller as never, world),
        ...limited,
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(inflect(body, inflection, verbatim)),
      verdict: unconfirmed === true ? { kind: "unjudged", reason: "unconfirmed" } : judge(operation, status, body),
      caller,
    };
  };

  const problem = (refusal: Refusal, id: string): RawAnswer => {
    const answer = service.problem(refusal, id, world);
    return { ...answer, headers: { ...answer.headers, ...refusal.headers } };
  };

  /** A failure that nobody foresaw: told to the log, never to the caller. */
  const failure = (error: unknown, id: string, more: Parameters<typeof reply>[2]): Reply => ({
    ...reply(id, problem(refuse(500), id), more),
    verdict: { kind: "violates", violations: [] },
    error: error instanceof Error ? (error.stack ?? error.message) : String(error),
  });

  const callOf = (
    operation: SpecOperation,
    caller: Caller,
    path: Readonly<Record<string, string>>,
    query: Record<string, unknown>,
    body: unknown,
    headers: Headers,
  ): Call => ({
    ...world,
    operation,
    caller,
    path,
    query,
    body,
    headers,
    refuse,
    page: (records, cursor) => {
      const { pagination } = spec;
      if (pagination === undefined) throw new Error(`${service.name}: the document has no x-pagination.`);
      if (pagination.style === "page") return numberedPageOf(pagination, query, records);
      const chosen = cursor ?? cursorOf(pagination, query);
      if (chosen.after !== undefined && chosen.before !== undefined && cursors !== undefined) throw cursors.both();
      try {
        return cursorPage(records, chosen);
      } catch (error) {
        if (error instanceof UnknownCursor && cursors !== undefined) throw cursors.unknown(error.cursor);
        throw error;
      }
    },
    present: (record) => service.presenters[record.type]?.(record as never, caller, world),
  });

  const read = (operation: SpecOperation, request: Request, text: string): { sent: unknown; body: unknown } => {
    if (operation.body === undefined || text === "") return { sent: undefined, body: undefined };
    const type = request.headers.get("content-type");
    const malformed = (message: string) =>
      service.invalid([{ in: "body", pointer: "", keyword: "syntax", message }], world);
    if (type !== null && !/^application\/([\w.+-]+\+)?json\b/i.test(type)) throw malformed("must be application/json");
    try {
      const sent: unknown = JSON.parse(text);
      return { sent, body: spec.inflection === undefined ? sent : toSpecCase(sent, verbatim) };
    } catch {
      throw malformed("is not JSON");
    }
  };

  /** Everything that an idempotency key repeats: reading, checking, doing. */
  const perform = (
    operation: SpecOperation,
    path: Readonly<Record<string, string>>,
    request: Request,
    text: string,
    caller: Caller,
    search: URLSearchParams,
  ): { answer: RawAnswer; inflection: Inflection } => {
    service.admit?.({ headers: request.headers, caller, operation }, world);
    const { sent, body } = read(operation, request, text);
    const query = parseQuery(operation, search, cursors?.sizeIsClamped);
    const header = headersOf(operation, request.headers);
    const violations = validator.call(operation, { path, query, header, body });
    if (violations.length > 0)
      throw service.invalid(
        violations.map((each) => asSent(each, sent)),
        world,
      );
    const handler = service.operations[operation.id] as Handler | undefined;
    if (handler === undefined) throw refuse(501, `The sandbox does not do ${operation.id} yet.`);
    const call = callOf(operation, caller, path, query, body, request.headers);
    const chosen = spec.inflection && request.headers.get(spec.inflection.header);
    return {
      answer: encode(handler(call), call, search),
      inflection: (chosen ?? caller.inflection ?? "kebab") as Inflection,
    };
  };

  const operate = (
    { operation, path }: Target & { kind: "operation" },
    request: Request,
    text: string,
    fault: Fault | undefined,
  ): Reply => {
    const id = service.callId(world);
    let caller: Caller | undefined;
    let limited: object = {};
    const refused = (refusal: Refusal) => reply(id, problem(refusal, id), { operation, caller, limited });
    try {
      if (fault?.expiredToken === true) throw refuse(401);
      caller = service.authenticate(request.headers, world);
      const taken = limiter.take(caller, operation);
      limited = taken.headers;
      if (taken.over !== undefined) {
        throw refuse(429, { title: taken.over === "rate" ? "Rate limit exceeded" : "Quota exceeded" });
      }
      if (fault?.status !== undefined) {
        if (fault.status === 429) limited = { ...limited, ...limiter.pretended() };
        throw refuse(fault.status);
      }
    } catch (error) {
      if (error instanceof Refusal) return refused(error);
      return failure(error, id, { operation, caller, limited });
    }

    const search = searchOf(request.url);
    const key = spec.idempotency && request.headers.get(spec.idempotency.header);
    const print =
      key && idempotency?.honours(operation.method) === true
        ? callPrint(operation.method, `${operation.id} ${JSON.stringify(path)} ${search}`, text)
        : undefined;
    if (key && print !== undefined && idempotency !== undefined) {
      const found = keys.find(caller, key, print);
      if (found === "other-call") return refused(idempotency.reused());
      if (found !== undefined) {
        const { status, headers, body, verdict } = found;
        return {
          id,
          status,
          headers: { ...headers, ...limited, ...idempotency.replayHeaders(id) },
          body,
          verdict,
          caller,
        };
      }
    }

    let outcome: Reply;
    try {
      const { answer, inflection } = perform(operation, path, request, text, caller, search);
      outcome = reply(id, answer, { operation, caller, inflection, limited });
    } catch (error) {
      outcome = error instanceof Refusal ? refused(error) : failure(error, id, { operation, caller, limited });
    }
    if (key && print !== undefined) {
      const { status, headers, body, verdict } = outcome;
      keys.keep(caller, key, print, { status, headers, body, verdict });
    }
    return outcome;
  };

  const answer = (target: Target, request: Request, text: string, fault: Fault | undefined): Reply => {
    if (target.kind === "operation") return operate(target, request, text, fault);
    const id = service.callId(world);
    try {
      if (fault?.status !== undefined) return reply(id, problem(refuse(fault.status), id));
      if (target.kind === "endpoint")
        return reply(id, target.endpoint({ headers: request.headers, body: text }, world));
      const { allowed } = target;
      const refusal =
        allowed.length === 0
          ? refuse(404, "There is nothing at this address")
          : new Refusal(405, [{ detail: `This address takes ${allowed.join(", ")}` }], { Allow: allowed.join(", ") });
      return reply(id, problem(refusal, id));
    } catch (error) {
      return error instanceof Refusal ? reply(id, problem(error, id)) : failure(error, id, {});
    }
  };

  return async (request, target) => {
    const startedAt = performance.now();
    const operation = target.kind === "operation" ? target.operation : undefined;
    let fault: Fault | undefined;
    let misused: string | undefined;
    try {
      fault = faults.strike(service.name, operation?.id, request.headers.get(faultHeader));
    } catch (error) {
      misused = (error as Error).message;
    }
    if (fault?.latencyMs !== undefined) await latency(fault.latencyMs, request.signal);
    const text = request.body === null || isTooLarge(request) ? "" : await request.text();
    parts.onCall(false);
    const dropped = fault?.drop === "before";
    const done = dropped ? undefined : answered();
    record(done);
    parts.onCall(!dropped && request.method !== "GET" && request.method !== "HEAD");
    if (done === undefined || fault?.drop !== undefined) throw brokenConnection();
    const headers = new Headers(done.headers);
    if (done.body === undefined) return new Response(null, { status: done.status, headers });
    return new Response(fault?.cut === true ? cutBody(done.body) : done.body, { status: done.status, headers });

    function answered(): Reply {
      const refused = misused !== undefined ? refuse(400, misused) : isTooLarge(request) ? refuse(413) : undefined;
      if (refused === undefined) return answer(target, request, text, fault);
      const id = service.callId(world);
      return reply(id, problem(refused, id));
    }

    function record(done: Reply | undefined): void {
      const number = parts.count();
      parts.log.put({
        id: done?.id ?? `call_${number}`,
        number,
        at: world.clock.iso(),
        tookMs: performance.now() - startedAt,
        service: service.name,
        operation: operation?.id,
        side: done?.caller?.side,
        method: request.method,
        address: addressOf(request.url),
        requestHeaders: maskedHeaders(request.headers),
        requestBody: maskedBody(text),
        status: done?.status,
        responseHeaders: done?.headers ?? {},
        responseBody: maskedBody(done?.body ?? ""),
        verdict:
          done === undefined || fault?.status !== undefined ? { kind: "unjudged", reason: "fault" } : done.verdict,
        fault: fault === undefined ? undefined : nameOf(fault),
        error: done?.error,
      });
    }
  };
}

function isTooLarge({ headers }: Request): boolean {
  return Number(headers.get("content-length") ?? 0) > largestBody;
}

function headersOf({ parameters }: SpecOperation, headers: Headers): Record<string, string> {
  const sent: Record<string, string> = {};
  for (const parameter of parameters) {
    if (parameter.in !== "header") continue;
    const value = headers.get(parameter.name);
    if (value !== null) sent[parameter.name] = value;
  }
  return sent;
}

function asSent(violation: Violation, body: unknown): Violation {
  if (violation.in !== "body" || !isObject(body)) return violation;
  return { ...violation, pointer: pointerAsSent(body, violation.pointer) };
}

function searchOf(url: string): URLSearchParams {
  const at = url.indexOf("?");
  return new URLSearchParams(at === -1 ? "" : url.slice(at).replace(/#.*/, ""));
}

function addressOf(url: string): string {
  return url.replace(/^\w+:\/\/[^/?#]*/, "");
}

function nameOf({ latencyMs, drop, status, cut, expiredToken }: Fault): string {
  const parts = [
    latencyMs !== undefined && `latency=${latencyMs}`,
    drop !== undefined && `drop=${drop}`,
    status !== undefined && `status=${status}`,
    cut === true && "cut",
    expiredToken === true && "expired-token",
  ];
  return parts.filter((part) => part !== false).join(", ");
}
