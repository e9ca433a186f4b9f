// An answer on its way to the wire: re-cased, with the headers of the vendor, and judged by the spec.

import { responseOf, type SpecOperation } from "../document/operation.js";
import type { Caller, CompleteService, RawAnswer, RawBody, World } from "../service.js";
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
  /** Bytes in place of it. */
  readonly bytes?: Uint8Array<ArrayBuffer>;
  readonly verdict: Verdict;
  readonly caller?: Caller | undefined;
  /** The exception, for the log alone. */
  readonly error?: string;
}

/** The facts of a call when it is answered. */
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
  /** An unexpected exception: it goes to the log, never to the caller. */
  failure(error: unknown, known: Known): Reply;
}

const json = "application/json; charset=utf-8";

export function createReplies(service: CompleteService, world: World, validator: Validator, judges: boolean): Replies {
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

  const judge = (operation: SpecOperation | undefined, { status, body, raw, unconfirmed }: RawAnswer): Verdict => {
    if (operation === undefined) return { kind: "unjudged", reason: "no-spec" };
    if (unconfirmed === true) return { kind: "unjudged", reason: "unconfirmed" };
    if (!judges) return { kind: "unjudged", reason: "off" };
    if (responseOf(operation, status) === undefined && isAlternative(status))
      return { kind: "unjudged", reason: "unconfirmed" };
    if (raw !== undefined) return judgeRaw(operation, status, raw);
    const violations = validator.answer(operation, status, body);
    return violations.length === 0 ? conforms : { kind: "violates", violations };
  };

  const answer = (raw: RawAnswer, { id, operation, caller, inflection, limits }: Known): Reply => {
    const { status, headers, body, raw: plain } = raw;
    const casing = inflection ?? caller?.inflection ?? "kebab";
    const isText = plain === undefined || typeof plain.content === "string";
    return {
      id,
      status,
      ...(!isText && { bytes: plain.content as Uint8Array<ArrayBuffer> }),
      headers: {
        ...(body !== undefined && { "Content-Type": json }),
        ...(plain !== undefined && { "Content-Type": plain.type }),
        ...service.headers(id, caller, world),
        ...limits,
        ...headers,
      },
      body:
        plain !== undefined
          ? textOf(plain)
          : body === undefined
            ? undefined
            : JSON.stringify(recase(body, casing, verbatim)),
      verdict: judge(operation, raw),
      caller,
    };
  };

  const refusal = (reason: Refusal, known: Known): Reply => {
    const raw = service.problem(reason, known.id, world, known.operation);
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

/** Of what is no JSON, the media type and the status are held to the document. */
function judgeRaw(operation: SpecOperation, status: number, { type }: RawBody): Verdict {
  const declared = responseOf(operation, status)?.content ?? [];
  if (declared.length > 0) return conforms;
  return {
    kind: "violates",
    violations: [{ in: "body", pointer: "", keyword: "content", message: `has no place as ${type}` }],
  };
}

function textOf({ content }: RawBody): string {
  return typeof content === "string" ? content : `${content.byteLength} bytes`;
}

const conforms: Verdict = { kind: "conforms" };
