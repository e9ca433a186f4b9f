// Holds the values of calls against validators. It is imported by those who validate, and by nobody else.

import { DecodeError } from "../errors.js";
import { isObject } from "../json.js";
import type { AnsweredCall, Validate } from "../transport/options/options.js";
import type { StandardIssue, StandardValidator } from "./standard-schema.js";

/** Validators of values by operation: `{ "items.list": listItemsAnswer }`. */
export interface AnswerValidators {
  readonly [operation: string]: StandardValidator;
}

/** The effect of a value that does not fit its type: a `warn`ing in the client's logger, or else on the console, or an error. */
export type ValidateMode = "warn" | "throw";

/**
 * Makes the option `validate` of a client: each value that a call gives is held against the validator of its operation. With
 * `throw` one that does not fit is a {@link DecodeError}. What is named is where it does not fit and what is wanted there,
 * and never the value.
 */
export function validateAnswers(validators: AnswerValidators, mode: ValidateMode): Validate {
  const report = (value: unknown, call: AnsweredCall, issues: readonly StandardIssue[] = []): void => {
    if (issues.length === 0) return;
    const { service, operation, attempts: attempt, logger = console } = call;
    const message = `${service}: ${operation} gave a value that does not fit its type.${describe(issues, value)}`;
    if (mode === "throw") throw new DecodeError(message, undefined, call.outcome);
    logger.warn?.({ service, operation, attempt }, message);
  };
  return (value, call) => {
    if (!Object.hasOwn(validators, call.operation)) return undefined;
    // A sparse fieldset of JSON:API: the caller requested fewer members than the type has.
    if ((call.query as { readonly fields?: unknown } | undefined)?.fields !== undefined) return undefined;
    const result = validators[call.operation]?.["~standard"].validate(value);
    if (result instanceof Promise) return result.then(({ issues }) => report(value, call, issues));
    return report(value, call, result?.issues);
  };
}

/** So many are named. */
const mostIssues = 5;

function describe(issues: readonly StandardIssue[], value: unknown): string {
  const lines = issues.slice(0, mostIssues).map((issue) => {
    const path = (issue.path ?? []).map((step) => (typeof step === "object" ? step.key : step));
    // The message of a library may repeat the value. What Valibot expects stands beside it.
    const { expected } = issue as { readonly expected?: unknown };
    const wanted = typeof expected === "string" ? `expected ${expected}, ` : "";
    return `\n  at ${path.map((step) => `/${String(step)}`).join("") || "/"}: ${wanted}got ${kindOf(valueIn(value, path))}`;
  });
  const more = issues.length - lines.length;
  return lines.join("") + (more > 0 ? `\n  and ${more} more` : "");
}

function valueIn(value: unknown, path: readonly PropertyKey[]): unknown {
  let at = value;
  for (const key of path)
    at = isObject(at) || Array.isArray(at) ? (at as Record<PropertyKey, unknown>)[key] : undefined;
  return at;
}

function kindOf(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  return Array.isArray(value) ? "an array" : value === Object(value) ? "an object" : `a ${typeof value}`;
}
