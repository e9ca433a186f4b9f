// An answer on its way to the wire: re-cased, with the headers of the vendor, and judged by the spec.

import type { Caller, RawAnswer, Service, World } from "../service.js";
import type { SpecOperation } from "../spec.js";
import type { Verdict } from "../world/log.js";
import { type Inflection, inflect, inflectAttributes } from "./inflection.js";
import { type Refusal, refuse } from "./refusal.js";
import type { Validator } from "./validator.js";

export interface Reply {
  readonly id: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** `undefined` for none. */
  readonly body: string | undefined;
  readonly verdict: Verdict;
  readonly caller?: Caller | undefined;
  /** What was thrown, for the log alone. */
  readonly error?: string;
}

/** What is known of a call when it is answered. */
export interface Known {
  readonly id: string;
  /** None at an address without a spec. */
  readonly operation?: SpecOperation | undefined;
  readonly caller?: Caller | undefined;
  /** Default: the caller's. */
  readonly inflection?: Inflection | undefined;
  /** Headers of the limits. */
  readonly limits?: Readonly<Record<string, string>>;
}

export interface Replies {
  answer(answer: RawAnswer, known: Known): Reply;
  refusal(refusal: Refusal, known: Known): Reply;
  /** A failure that nobody foresaw: told to the log, never to the caller. */
  failure(error: unknown, known: Known): Reply;
}

const json = "application/json; charset=utf-8";

export function createReplies(service: Service, world: World, validator: Validator, judges: boolean): Replies {
  const verbatim = world.spec.inflection?.verbatim ?? [];
  const recase = service.recases?.(world) === "attributes" ? inflectAttributes : inflect;

  let alternatives: ReadonlySet<unknown> | undefined;
  /** Whether somebody chose this status for a question that no source answers: no operation need declare it. */
  const isAlternative = (status: number): boolean => {
    alternatives ??= new Set(
      [...world.spec.assumptions.values()].flatMap(({ name, assumed }) => {
        const chosen = world.assume(name);
        return chosen === assumed ? [] : [chosen];
      }),
    );
    return alternatives.has(status);
  };

  const judge = (operation: SpecOperation | undefined, { status, body, unconfirmed }: RawAnswer): Verdict => {
    if (operation === undefined) return { kind: "unjudged", reason: "no-spec" };
    if (unconfirmed === true) return { kind: "unjudged", reason: "unconfirmed" };
    if (!judges) return { kind: "unjudged", reason: "off" };
    if (!operation.responses.has(status) && isAlternative(status)) return { kind: "unjudged", reason: "unconfirmed" };
    const violations = validator.answer(operation, status, body);
    return violations.length === 0 ? conforms : { kind: "violates", violations };
  };

  const answer = (raw: RawAnswer, { id, operation, caller, inflection, limits }: Known): Reply => {
    const { status, headers, body } = raw;
    const casing = inflection ?? caller?.inflection ?? "kebab";
    return {
      id,
      status,
      headers: {
        ...(body !== undefined && { "Content-Type": json }),
        ...service.headers(id, caller, world),
        ...limits,
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(recase(body, casing, verbatim)),
      verdict: judge(operation, raw),
      caller,
    };
  };

  const refusal = (reason: Refusal, known: Known): Reply => {
    const raw = service.problem(reason, known.id, world);
    return answer({ ...raw, headers: { ...raw.headers, ...reason.headers } }, known);
  };

  return {
    answer,
    refusal,
    failure: (error, known) => ({
      ...refusal(refuse(500), known),
      verdict: { kind: "violates", violations: [] },
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }),
  };
}

const conforms: Verdict = { kind: "conforms" };
