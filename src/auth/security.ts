// Several authentication schemes in one service: each call takes the first combination that it has the credentials for.

import { ConfigurationError } from "../errors.js";
import { type Authentication, environment, type Secret } from "./auth.js";

/**
 * Makes something of a credential, if the caller passes it or the environment holds it.
 *
 * @param variable name of the environment variable.
 */
export function offered<T extends Secret, Made>(
  given: T | undefined,
  variable: string,
  make: (value: T | string) => Made,
): Made | undefined {
  const value = given ?? environment(variable);
  return value === undefined || value === "" ? undefined : make(value);
}

/** What a call may be sent with: alternatives, each the names of schemes that go together. `[]` stands for none at all. */
export type Security = readonly (readonly string[])[];

/** A scheme: what to pass for it, in words, and what it is once that is there. */
export type OfferedScheme = readonly [needs: string, authentication: Authentication | undefined];

/**
 * Sends with a call what its operation asks for, or else what the service does: the first alternative whose credentials
 * are all there. An operation that asks for none gets none.
 *
 * @param required no operation goes without: the client is refused at once if there is not one credential.
 */
export function anyOf(
  service: string,
  schemes: Readonly<Record<string, OfferedScheme>>,
  standard: Security,
  required = false,
): Authentication {
  const all = new Map(Object.entries(schemes));
  const missing = (what: string, security: Security): ConfigurationError => {
    const ways = security.map((names) => names.flatMap((name) => all.get(name)?.[0] ?? []).join(" and "));
    return new ConfigurationError(
      `${what} needs credentials: ${ways.join(", or ")}. Pass them to the client, or set the variables in the environment.`,
    );
  };
  if (required && ![...all.values()].some(([, authentication]) => authentication)) throw missing(service, standard);
  return (server) => {
    const ready = new Map([...all].flatMap(([name, [, scheme]]) => (scheme ? [[name, scheme(server)]] : [])));
    return async (request, refused, call) => {
      const { security = standard } = call;
      const chosen = security.find((names) => names.every((name) => ready.has(name)));
      // A caller may bring an `Authorization` of their own.
      if (!chosen && security.length > 0 && !request.headers.has("authorization")) throw missing(call.name, security);
      const tried = (chosen ?? []).map(async (name) => ready.get(name)?.(request, refused, call));
      return (await Promise.all(tried)).includes(true);
    };
  };
}
