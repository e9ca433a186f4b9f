// A call of an operation, step by step: who calls, may they, was it made before, is it valid, what happens. What one
// vendor decides otherwise than another is the service's; the order is here.

import { isObject } from "../../json.js";
import { type Content, isJson, type SpecOperation } from "../document/operation.js";
import { segment } from "../document/pointer.js";
import type { Engine } from "../engine/engine.js";
import type { Answer, Call, Caller, CompleteService, Handler, World } from "../service.js";
import type { IdempotencyRules, Limits } from "../service-rules.js";
import { type Fault, refusalOnDemand } from "../world/faults.js";
import { declaredContent, formMembers, type SentBody, utf8 } from "./body.js";
import { createCalls } from "./call.js";
import { createEncoder } from "./encode.js";
import { callPrint, IdempotencyKeys } from "./idempotency.js";
import { inflections, pointerAsSent, toSpecCase } from "./inflection.js";
import { inDeclaredCase, parseCookies, parseHeaders, parsePath, parseQuery, plainPath } from "./query.js";
import { RateLimiter } from "./rate-limit.js";
import { Refusal, refuse } from "./refusal.js";
import type { Known, Replies, Reply } from "./reply.js";
import type { Validator, Violation } from "./validator.js";

interface Incoming {
  readonly operation: SpecOperation;
  readonly path: Readonly<Record<string, string>>;
  readonly headers: Headers;
  readonly search: URLSearchParams;
  readonly sent: SentBody;
  readonly fault: Fault | undefined;
}

export interface OperateParts {
  readonly service: CompleteService;
  readonly engine: Engine;
  readonly world: World;
  readonly validator: Validator;
  readonly replies: Replies;
  readonly limits: Limits | undefined;
  /** Whether calls count against the limits now. */
  readonly counts: () => boolean;
}

export type Operate = (incoming: Incoming) => Reply;

export function createOperate({ service, engine, world, validator, replies, limits, counts }: OperateParts): Operate {
  const { spec } = world;
  const limiter = new RateLimiter(limits, spec.rateLimit ?? {}, world.store, world.clock.now, counts);
  const idempotency = service.idempotency?.(world) ?? usualIdempotency(spec.idempotency?.methods);
  const keys = new IdempotencyKeys(world.store, world.clock, idempotency.keepMs);
  const clampsSize = service.cursors?.(world).sizeIsClamped ?? false;
  const verbatim = spec.inflection?.verbatim ?? [];
  const callOf = createCalls(service, world, engine);
  const { flat } = engine;
  const encode = createEncoder(service, world);
  /** Found at the first call, because an assumption about the document is looked up only when it is needed. */
  let isAnyCase: boolean | undefined;
  const readsAnyCase = (): boolean => {
    isAnyCase ??= service.readsNamesInAnyCase?.(world) ?? false;
    return isAnyCase;
  };

  /** The caller, if it may call now. A refusal here is not remembered under an idempotency key. */
  const enter = (
    { headers, operation, fault, search }: Incoming,
    known: { -readonly [Name in keyof Known]: Known[Name] },
  ): Caller => {
    if (fault?.expiredToken === true) throw refuse(401);
    const caller = service.authenticate(headers, world, operation, search);
    known.caller = caller;
    const { over, headers: limitHeaders } = limiter.take(caller, operation);
    known.limits = limitHeaders;
    if (over !== undefined) {
      throw refuse(429, {
        title: over === "rate" ? "Rate limit exceeded" : "Quota exceeded",
        detail: "More calls were made than are allowed in this time",
      });
    }
    if (fault?.status === 429) known.limits = { ...limitHeaders, ...limiter.pretended() };
    if (fault?.status !== undefined) throw refusalOnDemand(fault.status);
    return caller;
  };

  /** The body as it was sent, and in the spelling of the spec. */
  const read = ({ operation, headers, sent: { text, bytes, form } }: Incoming): Read => {
    if (operation.body === undefined || (text === "" && bytes === undefined)) return nothing;
    const malformed = (message: string) =>
      service.invalid([{ in: "body", pointer: "", keyword: "syntax", message }], world, { operation, body: undefined });
    const type = headers.get("content-type");
    const content = declaredContent(operation.body, type);
    if (content === undefined)
      throw malformed(`must be ${operation.body.content.map((each) => each.type).join(" or ")}`);
    if (form !== undefined) return asBody(formMembers(form, engine.at(content.schema), flat), content);
    if (/urlencoded/i.test(type ?? "")) {
      return asBody(formMembers(new URLSearchParams(text), engine.at(content.schema), flat), content);
    }
    // A body that is no JSON has no schema to be validated against.
    if (!isJson(content.type) || (content.type.includes("*") && type !== null && !isJson(type)))
      return { sent: undefined, body: bytes ?? text, content: { ...content, schema: undefined } };
    let sent: unknown;
    try {
      sent = JSON.parse(bytes === undefined ? text : utf8.decode(bytes));
    } catch {
      throw malformed("is not JSON in UTF-8");
    }
    if (isDeeper(sent, deepest)) throw malformed(`must nest at most ${deepest} levels`);
    return { sent, body: spec.inflection === undefined ? sent : toSpecCase(sent, verbatim), content };
  };
  const asBody = (sent: unknown, content: Content): Read => ({ sent, body: sent, content });

  /** Everything that an idempotency key repeats: reading, checking, doing. */
  const perform = (incoming: Incoming, caller: Caller, known: Known): Reply => {
    const { operation, headers, path } = incoming;
    const search = readsAnyCase() ? inDeclaredCase(operation, incoming.search) : incoming.search;
    service.admit?.({ headers, caller, operation, path }, world);
    const { sent, body: plain, content } = read(incoming);
    const received = { operation, caller, query: parseQuery(operation, search, clampsSize, flat), body: plain };
    const { query, body } = service.understand?.(received, world) ?? received;
    const parameters = {
      path: parsePath(operation, path, flat),
      query,
      header: parseHeaders(operation, headers, flat),
      cookie: parseCookies(operation, headers, flat),
    };
    const violations = validator
      .call(operation, { ...parameters, body, content })
      .filter((each) => !isOfDefault(each, operation, search))
      .filter((each) => service.permits?.(each, { operation, query }, world) !== true);
    if (violations.length > 0) throw service.invalid(spelledAs(sent, violations), world, { operation, body });
    const handler = (service.operations?.[operation.id] as Handler | undefined) ?? engine.handler(operation);
    const { files = noFiles } = incoming.sent;
    const call: Call = callOf({
      operation,
      caller,
      path: plainPath(operation, path),
      query,
      body,
      headers,
      search,
      files,
      limits: known.limits ?? {},
    });
    const wanted = spec.inflection && headers.get(spec.inflection.header);
    // An operation that does not declare the header takes any value, and heeds none that is no casing.
    const inflection = inflections.find((each) => each === wanted);
    const answer = handled(() => handler(call), sent);
    return replies.answer(encode(answer, call, search), { ...known, inflection });
  };

  const attempted = (known: Known, attempt: () => Reply): Reply => {
    try {
      return attempt();
    } catch (error) {
      return error instanceof Refusal ? replies.refusal(error, known) : replies.failure(error, known);
    }
  };

  return (incoming) => {
    const { operation, path, headers, search, sent } = incoming;
    const known: { -readonly [Name in keyof Known]: Known[Name] } = { id: service.callId(world), operation };
    return attempted(known, () => {
      const caller = enter(incoming, known);
      const key = spec.idempotency && headers.get(spec.idempotency.header);
      if (!key || idempotency.honours(operation.method) !== true) return perform(incoming, caller, known);
      const print = callPrint(operation.method, `${operation.id} ${JSON.stringify(path)} ${search}`, sent.text);
      const found = keys.find(caller, key, print);
      if (found === "other-call") throw idempotency.reused();
      if (found !== undefined) {
        const repeated = { ...found.headers, ...known.limits, ...idempotency.replayHeaders(known.id) };
        return { ...found, id: known.id, headers: repeated, caller };
      }
      const {
        status,
        headers: answered,
        body,
        verdict,
        ...rest
      } = attempted(known, () => perform(incoming, caller, known));
      keys.keep(caller, key, print, { status, headers: answered, body, verdict });
      return { ...rest, status, headers: answered, body, verdict };
    });
  };
}

const noFiles: Call["files"] = new Map();

/** A default that the document's own schema refuses is no fault of a caller who did not send it. */
function isOfDefault(
  { in: place, pointer }: Violation,
  { parameters }: SpecOperation,
  search: URLSearchParams,
): boolean {
  const [, name] = pointer.split("/");
  const parameter = parameters.find((each) => each.in === place && segment(each.name) === name);
  return place === "query" && parameter?.schema.default !== undefined && !search.has(parameter.name);
}

/** A body nests so many levels at most: what is kept must be written again, and that takes a stack as deep. */
const deepest = 100;

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}

interface Read {
  readonly sent: unknown;
  readonly body: unknown;
  readonly content: Content | undefined;
}

const nothing: Read = { sent: undefined, body: undefined, content: undefined };

function usualIdempotency(methods: readonly string[] = []): IdempotencyRules {
  const honoured = new Set(methods.map((method) => method.toUpperCase()));
  return {
    keepMs: 86_400_000,
    honours: (method) => honoured.has(method),
    reused: () => refuse(409, "The idempotency key was used for another call"),
    replayHeaders: () => ({}),
  };
}

function spelledAs(body: unknown, violations: readonly Violation[]): readonly Violation[] {
  if (!isObject(body)) return violations;
  return violations.map((each) =>
    each.in === "body" ? { ...each, pointer: pointerAsSent(body, each.pointer) } : each,
  );
}

/** The answer of a handler, or its refusal with pointers in the caller's spelling instead of the spec's. */
function handled(handle: () => Answer, sent: unknown): Answer {
  try {
    return handle();
  } catch (error) {
    if (!(error instanceof Refusal) || !isObject(sent)) throw error;
    const { status, faults, headers } = error;
    const spelled = faults.map(({ pointer, ...fault }) =>
      pointer === undefined ? fault : { ...fault, pointer: pointerAsSent(sent, pointer) },
    );
    throw new Refusal(status, spelled, headers);
  }
}
