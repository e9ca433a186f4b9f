import { ConfigurationError } from "../errors.js";
import { isObject } from "../json.js";
import type { PathStyle, PathStyles } from "../operation.js";
import { encodeSegment } from "./path.js";

/**
 * Fills a path template whose parameters are more than ids, by OpenAPI's styles (RFC 6570, sections 3.2.2, 3.2.5 and
 * 3.2.7). As with ids, nothing that is filled in climbs out of its segment.
 *
 * @throws {ConfigurationError} if a value is missing, empty, no text, number, truth value, list or object, or makes a dot
 * segment.
 */
export function fillStyles(
  template: string,
  ids: readonly unknown[],
  operation: string,
  styles: PathStyles = {},
): string {
  let index = 0;
  const fill = (segment: string): string => {
    let last = "";
    const filled = segment.replace(/\{([^{}]*)\}/g, (_, name: string) => {
      last = name;
      const style = Object.hasOwn(styles, name) ? styles[name] : undefined;
      const value = ids[index++];
      return style === undefined ? encodeSegment(value, name, operation) : expand(value, name, style, operation);
    });
    // A dot beside a value may make a dot segment of it.
    if (last !== "") encodeSegment(filled, last, operation);
    return filled;
  };
  return template.split("/").map(fill).join("/");
}

function expand(value: unknown, name: string, [style, explode]: PathStyle, operation: string): string {
  const fault = (reason: string): ConfigurationError => refused(operation, name, reason);
  const part = (item: unknown): string => {
    const plain = item instanceof Date ? item.toISOString() : item;
    if (!["string", "number", "boolean"].includes(typeof plain)) throw fault("holds what is no text or number");
    const text = String(plain);
    if (/\p{Surrogate}/u.test(text)) throw fault("holds half of a surrogate pair");
    return encodeURIComponent(text);
  };
  if (value === undefined || value === null) throw fault(`is ${value}`);
  if (style === "json") return part(JSON.stringify(value));
  const several = Array.isArray(value) || (isObject(value) && !(value instanceof Date));
  // Names and values of an object alternate, unless it is exploded.
  const items = Array.isArray(value)
    ? value.map(part)
    : several
      ? Object.entries(value as object)
          .filter(([, item]) => item !== undefined && item !== null)
          .flatMap(([key, item]) => (explode ? [`${part(key)}=${part(item)}`] : [part(key), part(item)]))
      : [part(value)];
  if (items.length === 0 || (style === "simple" && items.join("") === "")) throw fault("is empty");
  const isList = !several || Array.isArray(value);
  if (style === "label") return `.${items.join(explode ? "." : ",")}`;
  if (style === "simple") return items.join(",");
  const named = (text: string): string => (text === "" ? `;${part(name)}` : `;${part(name)}=${text}`);
  if (!explode) return named(items.join(","));
  return items.map((item) => (isList ? named(item) : `;${item}`)).join("");
}

function refused(operation: string, name: string, fault: string): ConfigurationError {
  return new ConfigurationError(`${operation}: the path parameter ${name} ${fault}. Pass what the path can hold.`);
}
