// Several authentication schemes in one service: each call takes the first combination that it has the credentials for.

import { ConfigurationError } from "../errors.js";
import type { Security } from "../transport/call.js";
import type { Authentication } from "../transport/route.js";

/** A scheme: the option and variable to pass for it, in words, and the scheme itself if its credential is there. */
export type OfferedScheme = readonly [needs: string, authentication: Authentication | undefined];

/**
 * Sends the credentials that the call's operation requires, or else those that the service does: the first alternative
 * with credentials for each of its schemes. An operation that requires none gets none.
 *
 * @param required every operation requires credentials: the client is refused at once if there is not one.
 */
export function anyOf(
  service: string,
  schemes: Readonly<Record<string, OfferedScheme>>,
  standard: Security,
  required = false,
): Authentication {
  const all = new Map(Object.entries(schemes));
  const missing = (subject: string, security: Security): ConfigurationError => {
    const ways = security.map((names) => names.flatMap((name) => all.get(name)?.[0] ?? []).join(" and "));
    return new ConfigurationError(
      `${subject} needs credentials: ${ways.join(", or ")}. Pass them to the client, or set the variables in the environment.`,
    );
  };
  if (required && ![...all.values()].some(([, authentication]) => authentication)) throw missing(service, standard);
  return (server) => {
    const ready = new Map([...all].flatMap(([name, [, scheme]]) => (scheme ? [[name, scheme(server)]] : [])));
    return (request, refused, call) => {
      const { security = standard } = call;
      const chosen = security.find((names) => names.every((name) => ready.has(name)));
      // A caller may bring an `Authorization` of their own.
      if (!chosen && security.length > 0 && !request.headers.has("authorization")) throw missing(call.name, security);
      const tried = (chosen ?? []).map((name) => ready.get(name)?.(request, refused, call));
      // Nothing is waited for unless a credential has to be fetched.
      return tried.some((done) => typeof done === "object")
        ? Promise.all(tried).then((all) => all.includes(true))
        : tried.includes(true);
    };
  };
}
