import { ConfigurationError } from "./errors.js";

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

function encodeSegment(id: unknown, name: string, operation: string): string {
  if (typeof id !== "string" && typeof id !== "number") {
    throw refusal(operation, name, `is ${id === null ? "null" : typeof id}`, "Pass a string.");
  }
  const text = String(id);
  if (text === "") throw refusal(operation, name, "is empty", "Pass the id of the resource you mean.");
  // Some servers and proxies decode once before they route, so what decodes to a dot segment is one.
  if (/^(\.|%2e){1,2}$/i.test(text)) {
    throw refusal(operation, name, `is ${JSON.stringify(text)}, which would climb out of the path`, "Pass an id.");
  }
  try {
    return encodeURIComponent(text);
  } catch {
    throw refusal(operation, name, "holds half of a surrogate pair", "Pass well-formed text.");
  }
}

function refusal(operation: string, name: string, fault: string, remedy: string): ConfigurationError {
  return new ConfigurationError(`${operation}: the path parameter ${name} ${fault}. ${remedy}`);
}
