import { ConfigurationError } from "../errors.js";

const placeholder = /\{[^{}]*\}/g;

/**
 * Fills a path template with ids. Each id stays one path segment: URLs treat `.`, `..` and their percent-encoded
 * spellings as steps (WHATWG URL, section 4.5), so an id that is one of these is refused instead of encoded.
 *
 * @throws {ConfigurationError} if an id is missing, empty, a dot segment or not well-formed text.
 */
export function fillPath(template: string, ids: readonly unknown[], operation: string): string {
  let index = 0;
  return template.replace(placeholder, (name) => encodeSegment(ids[index++], name.slice(1, -1), operation));
}

/** An id as one segment of a path, or as a part of one. */
export function encodeSegment(id: unknown, name: string, operation: string): string {
  const text = typeof id === "bigint" || Number.isFinite(id) ? String(id) : id;
  const fault = faultOf(text);
  if (fault === undefined) return encodeURIComponent(text as string);
  throw new ConfigurationError(`${operation}: the path parameter ${name} ${fault}. Pass the id of the resource.`);
}

function faultOf(text: unknown): string | undefined {
  if (typeof text !== "string") return `is ${text === null || typeof text === "number" ? text : typeof text}`;
  if (text === "") return "is empty";
  // Some servers and proxies decode once before they route, so what decodes to a dot segment is one.
  if (/^(\.|%2e){1,2}$/i.test(text)) return `is "${text}", which climbs out of the path`;
  return /\p{Surrogate}/u.test(text) ? "holds half of a surrogate pair" : undefined;
}
