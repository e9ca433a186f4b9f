// A call of an operation, step by step: who calls, may they, was it made before, is it valid, what happens. What one
// vendor decides otherwise than another is the service's; the order is here.

import { isObject } from "../../json.js";
import type { Answer, Call, Caller, Handler, Limits, Service, World } from "../service.js";
import type { SpecOperation } from "../spec.js";
import { type Fault, refusalOnDemand } from "../world/faults.js";
import { createCalls } from "./call.js";
import { createEncoder } from "./encode.js";
import { callPrint, IdempotencyKeys } from "./idempotency.js";
import { type Inflection, pointerAsSent, toSpecCase } from "./inflection.js";
import { parseQuery } from "./query.js";
import { RateLimiter } from "./rate-limit.js";
import { Refusal, refuse } from "./refusal.js";
import type { Known, Replies, Reply } from "./reply.js";
import type { Validator, Violation } from "./validator.js";

export interface Incoming {
  readonly operation: SpecOperation;
  readonly path: Readonly<Record<string, string>>;
  readonly headers: Headers;
  readonly search: URLSearchParams;
  /** Empty for none. */
  readonly text: string;
  readonly fault: Fault | undefined;
}

export interface OperateParts {
  readonly service: Service;
  readonly world: World;
  readonly validator: Validator;
  readonly replies: Replies;
  readonly limits: Limits | undefined;
  /** Whether calls count against the limits now. */
  readonly counts: () => boolean;
}

export type Operate = (incoming: Incoming) => Reply;

export function createOperate({ service, world, validator, replies, limits, counts }: OperateParts): Operate {
  const { spec } = world;
  const limiter = new RateLimiter(limits, spec.rateLimit ?? {}, world.store, world.clock.now, counts);
  const idempotency = service.idempotency?.(world);
  const keys = new IdempotencyKeys(world.store, world.clock, idempotency?.keepMs ?? 0);
  const clampsSize = service.cursors?.(world).sizeIsClamped ?? false;
  const verbatim = spec.inflection?.verbatim ?? [];
  const callOf = createCalls(service, world);
  const encode = createEncoder(service, world);

  /** Who calls, if they may call now. What is refused here is not remembered under an idempotency key. */
  const enter = (
    { headers, operation, fault }: Incoming,
    known: { -readonly [Name in keyof Known]: Known[Name] },
  ): Caller => {
    if (fault?.expiredToken === true) throw refuse(401);
    const caller = service.authenticate(headers, world);
    known.caller = caller;
    const { over, headers: told } = limiter.take(caller, operation);
    known.limits = told;
    if (over !== undefined) {
      throw refuse(429, {
        title: over === "rate" ? "Rate limit exceeded" : "Quota exceeded",
        detail: "More calls were made than are allowed in this time",
      });
    }
    if (fault?.status === 429) known.limits = { ...told, ...limiter.pretended() };
    if (fault?.status !== undefined) throw refusalOnDemand(fault.status);
    return caller;
  };

  /** The body as it was sent, and in the spelling of the spec. */
  const read = ({ operation, headers, text }: Incoming): { readonly sent: unknown; readonly body: unknown } => {
    if (operation.body === undefined || text === "") return { sent: undefined, body: undefined };
    const malformed = (message: string) =>
      service.invalid([{ in: "body", pointer: "", keyword: "syntax", message }], world);
    const type = headers.get("content-type");
    if (type !== null && !/^application\/([\w.+-]+\+)?json\b/i.test(type)) throw malformed("must be application/json");
    let sent: unknown;
    try {
      sent = JSON.parse(text);
    } catch {
      throw malformed("is not JSON");
    }
    if (isDeeper(sent, deepest)) throw malformed(`must nest at most ${deepest} levels`);
    return { sent, body: spec.inflection === undefined ? sent : toSpecCase(sent, verbatim) };
  };

  /** Everything that an idempotency key repeats: reading, checking, doing. */
  const perform = (incoming: Incoming, caller: Caller, known: Known): Reply => {
    const { operation, headers, path, search } = incoming;
    service.admit?.({ headers, caller, operation }, world);
    const { sent, body: plain } = read(incoming);
    const asked = { operation, caller, query: parseQuery(operation, search, clampsSize), body: plain };
    const { query, body } = service.understand?.(asked, world) ?? asked;
    const violations = validator.call(operation, { path, query, header: headersOf(operation, headers), body });
    if (violations.length > 0) throw service.invalid(spelledAs(sent, violations), world, { operation, body });
    const handler = service.operations[operation.id] as Handler | undefined;
    if (handler === undefined) throw refuse(501, `The sandbox does not do ${operation.id} yet.`);
    const call: Call = callOf({ operation, caller, path, query, body, headers, search });
    const inflection = (spec.inflection && headers.get(spec.inflection.header)) as Inflection | null | undefined;
    const answer = handled(() => handler(call), sent);
    return replies.answer(encode(answer, call, search), { ...known, inflection: inflection ?? undefined });
  };

  const attempted = (known: Known, attempt: () => Reply): Reply => {
    try {
      return attempt();
    } catch (error) {
      return error instanceof Refusal ? replies.refusal(error, known) : replies.failure(error, known);
    }
  };

  return (incoming) => {
    const { operation, path, headers, search, text } = incoming;
    const known: { -readonly [Name in keyof Known]: Known[Name] } = { id: service.callId(world), operation };
    return attempted(known, () => {
      const caller = enter(incoming, known);
      const key = spec.idempotency && headers.get(spec.idempotency.header);
      if (!key || idempotency?.honours(operation.method) !== true) return perform(incoming, caller, known);
      const print = callPrint(operation.method, `${operation.id} ${JSON.stringify(path)} ${search}`, text);
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

/** A body nests so many levels at most: what is kept must be written again, and that takes a stack as deep. */
const deepest = 100;

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}

function headersOf({ parameters }: SpecOperation, headers: Headers): Record<string, string> {
  const sent: Record<string, string> = {};
  for (const parameter of parameters) {
    const value = parameter.in === "header" ? headers.get(parameter.name) : null;
    if (value !== null) sent[parameter.name] = value;
  }
  return sent;
}

function spelledAs(body: unknown, violations: readonly Violation[]): readonly Violation[] {
  if (!isObject(body)) return violations;
  return violations.map((each) =>
    each.in === "body" ? { ...each, pointer: pointerAsSent(body, each.pointer) } : each,
  );
}

/** What a handler answers. It points into the body in the spec's spelling; its caller reads that of its own. */
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
