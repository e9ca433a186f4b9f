// Errors in Persona's form: a list, `details` with an s, and neither status nor code.

import { Refusal } from "../../answer/refusal.js";
import type { Violation } from "../../answer/validator.js";
import type { RawAnswer } from "../../service.js";

const titles: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Token is invalid",
  403: "Forbidden",
  404: "Record not found",
  405: "Method not allowed",
  408: "Request Timeout",
  409: "Conflict",
  413: "Payload too large",
  422: "Unprocessable entity",
  429: "Rate limit exceeded",
  500: "Internal server error",
  501: "Not implemented",
  502: "Bad gateway",
  503: "Service unavailable",
  504: "Gateway timeout",
};

/** A value that has the right kind and the wrong size makes a record invalid; all else makes a request malformed. */
const sizes: ReadonlySet<string> = new Set(["minimum", "maximum", "minItems", "maxItems", "maxLength"]);

export function invalid(violations: readonly Violation[]): Refusal {
  // Only a search has its page in the body, where it means what it means in a query.
  const isSize = ({ in: place, pointer, keyword }: Violation) =>
    place === "body" && sizes.has(keyword) && !pointer.startsWith("/page/");
  const malformed = violations.filter((violation) => !isSize(violation));
  if (malformed.length === 0) {
    return new Refusal(
      422,
      violations.map(({ pointer, message }) => ({ title: "Record invalid", detail: message, pointer })),
    );
  }
  return new Refusal(
    400,
    malformed.map(({ in: place, pointer, message }) => {
      const name = pointer.slice(1).replaceAll("/", ".").replaceAll("~1", "/").replaceAll("~0", "~");
      return { detail: `${name || "the body"} ${message}`, ...(place === "body" && pointer !== "" && { pointer }) };
    }),
  );
}

export function problem({ status, faults }: Refusal): RawAnswer {
  const reported = faults.length === 0 ? [{}] : faults;
  const errors = reported.map(({ title = titles[status] ?? "Error", detail, meta, pointer }) => ({
    title,
    ...(detail !== undefined && { details: detail }),
    ...(meta !== undefined && { meta }),
    ...(pointer !== undefined && { source: { pointer } }),
  }));
  return { status, body: { errors } };
}
