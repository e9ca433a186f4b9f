// Errors as problem details (RFC 9457), with what is wrong by the names of the fields.

import { type Fault, Refusal } from "../../answer/refusal.js";
import type { Violation } from "../../answer/validator.js";
import type { RawAnswer, World } from "../../service.js";

const kinds: Readonly<Record<number, readonly [section: string, title: string]>> = {
  400: ["rfc9110#section-15.5.1", "The request is not valid."],
  403: ["rfc9110#section-15.5.4", "Not allowed."],
  404: ["rfc9110#section-15.5.5", "There is no such share."],
  409: ["rfc9110#section-15.5.10", "Conflict."],
  405: ["rfc9110#section-15.5.6", "Not a method of this address."],
  413: ["rfc9110#section-15.5.14", "The body is too large."],
  422: ["rfc9110#section-15.5.21", "The request is not valid."],
  429: ["rfc6585#section-4", "Too many requests."],
  500: ["rfc9110#section-15.6.1", "Something went wrong."],
  501: ["rfc9110#section-15.6.2", "Not implemented."],
  503: ["rfc9110#section-15.6.4", "Not available."],
};

/** Every member that is not accepted, in one answer. */
export function invalid(violations: readonly Violation[]): Refusal {
  return new Refusal(
    400,
    violations.map(({ in: place, pointer, keyword, message }) => ({
      parameter: keyword === "anyOf" ? "consentIds" : fieldName(pointer),
      detail:
        keyword === "anyOf"
          ? nothingShared
          : `${capital(place === "body" && pointer === "" ? `the body ${message}` : message)}.`,
    })),
  );
}

/** Title of the problem that a refresh too many gets. */
export const dailyLimit = "Too Many Requests";

export const nothingShared = "Name at least one consent, account or analysis.";

export function problem({ status, faults }: Refusal, id: string, { assume }: World): RawAnswer {
  if (status === 401) return unauthorized(faults[0]?.detail, id, assume("unauthorized-answer"));
  if (status === 403 && assume("forbidden-answer") === "403 without a body") return { status, unconfirmed: true };
  const own = faults[0]?.title;
  const isDailyLimit = own === dailyLimit;
  // The daily limit of refreshes has words of its own, which are known.
  if (status === 429 && !isDailyLimit && assume("too-many-requests-body") === "Nothing.")
    return { status, unconfirmed: true };
  const named = faults.filter(({ parameter }) => parameter !== undefined);
  const sent = status === 400 && named.length > 0 ? assume<number>("bad-request-status") : status;
  const [section, usual] = kinds[sent] ?? [`rfc9110#section-15.${sent < 500 ? 5 : 6}`, "The call failed."];
  const hasDetail = named.length === 0 && (isDailyLimit || assume("problem-detail") === true);
  const detail = hasDetail ? faults[0]?.detail : undefined;
  // A failed validation has the member `errors`, even if no field can be named.
  const hasErrors = named.length > 0 || status === 400;
  const isList = hasErrors && assume("problem-errors") === "list of messages";
  const type = assume<string>("problem-media-type");
  return {
    status: sent,
    unconfirmed: isList,
    headers: { "Content-Type": type === "application/json" ? "application/json; charset=utf-8" : type },
    body: {
      type: `https://tools.ietf.org/html/${section}`,
      title: status === 404 || isDailyLimit ? (own ?? usual) : usual,
      status: sent,
      ...(detail !== undefined && { detail }),
      traceId: id,
      ...(hasErrors && { errors: isList ? messagesOf(named) : byField(named) }),
    },
  };
}

function messagesOf(faults: readonly Fault[]): readonly string[] {
  return faults.map(({ parameter, detail }) => `${parameter}: ${detail}`);
}

function byField(faults: readonly Fault[]): object {
  // Names are the caller's, `__proto__` among them.
  const errors = new Map<string, string[]>();
  for (const { parameter = "", detail: message = "" } of faults)
    errors.set(parameter, [...(errors.get(parameter) ?? []), message]);
  return Object.fromEntries(errors);
}

function unauthorized(error: string | undefined, id: string, answer: string): RawAnswer {
  const headers = { "WWW-Authenticate": error === undefined ? "Bearer" : `Bearer error="${error}"` };
  if (answer !== "401 with a problem as body") return { status: 401, headers };
  const type = "https://tools.ietf.org/html/rfc9110#section-15.5.2";
  const body = { type, title: "Not signed in.", status: 401, traceId: id };
  return { status: 401, headers, body, unconfirmed: true };
}

/** `/consentIds/0` → `consentIds[0]`; the body as a whole is `$`. */
function fieldName(pointer: string): string {
  const [, name, ...inner] = pointer.split("/");
  return name === undefined ? "$" : name + inner.map((step) => `[${step}]`).join("");
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
