import { ConfigurationError } from "../errors.js";
import type { Member, Members, QueryParameter, QueryParameters } from "../operation.js";

/**
 * Writes a query string (without `?`) by OpenAPI's parameter styles. `undefined` and `null` are left out: a query has
 * no null; and so is a list without items (RFC 6570, section 2.3), but inside a
 * `deepObject`, where JSON:API's `fields[order]=` asks for none.
 *
 * @throws {ConfigurationError} if `input` has a member the operation does not know (a mistyped filter that is silently
 * dropped would widen the answer), or a value that no query can hold.
 */
export function writeQuery(parameters: QueryParameters = {}, input: object, operation: string): string {
  const pairs: string[] = [];
  for (const [member, value] of Object.entries(input)) {
    if (value === undefined || value === null) continue;
    const parameter = Object.hasOwn(parameters, member) ? parameters[member] : undefined;
    if (parameter === undefined) throw unknownParameter(operation, member, parameters);
    try {
      writeParameter(pairs, typeof parameter === "string" ? [parameter] : parameter, value);
    } catch (cause) {
      const { message } = cause as Error;
      throw new ConfigurationError(`${operation}: the query parameter ${member} cannot be written: ${message}.`);
    }
  }
  return pairs.join("&");
}

/** Adds the pairs of one parameter. */
export function writeParameter(pairs: string[], parameter: Exclude<QueryParameter, string>, value: unknown): void {
  const [wire, style] = parameter;
  if (style) pairs.push(...style(parameter, value));
  else for (const item of list(value)) pairs.push(`${encode(wire)}=${encode(item)}`);
}

/** The wire's spelling of a member, and the names inside it. */
export function wireName(members: Members | undefined, member: string): readonly [string, Members?] {
  const found: Member = members !== undefined && Object.hasOwn(members, member) ? (members[member] ?? member) : member;
  return typeof found === "string" ? [found] : found;
}

/** A single value as a list. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

/** A text, number, truth value or date, as a URL holds it. */
export function encode(value: unknown): string {
  const plain = value instanceof Date ? value.toISOString() : value;
  // NaN and Infinity are what a calculation that went wrong gives.
  const isPlain = /^(string|boolean|bigint)$/.test(typeof plain) || Number.isFinite(plain);
  if (!isPlain) throw new TypeError("an item is no text or number");
  return encodeURIComponent(String(plain));
}

function unknownParameter(operation: string, member: string, parameters: QueryParameters): ConfigurationError {
  const known = Object.keys(parameters).join(", ") || "none";
  return new ConfigurationError(
    `${operation}: there is no query parameter ${JSON.stringify(member)}. Known: ${known}.`,
  );
}
