import { ConfigurationError } from "../errors.js";
import { isObject } from "../json.js";
import type { HeaderInput, HeaderParameters, HeaderStyle } from "../operation.js";
import { headerEntries } from "../transport/headers.js";

/**
 * Headers and cookies that are more than text (OpenAPI 3.1, Parameter Object, "Style Values": `simple` and `form`). A
 * header's items are not encoded, for headers have no encoding; a cookie's are. A list in an exploded cookie gives the
 * cookie several times, as OpenAPI 3.2 writes it: the `&` of the older tables is no separator of cookies (RFC 6265).
 *
 * @throws {ConfigurationError} for a cookie the operation does not know, and for what a header cannot hold.
 */
export function writeHeaders(
  { headers = {}, cookies = {} }: HeaderInput,
  { headers: styles = {}, cookies: known = {} }: HeaderParameters,
  operation: string,
): Readonly<Record<string, unknown>> {
  const written: Record<string, unknown> = {};
  const pairs = Object.entries(cookies).flatMap(([member, value]) => {
    if (value === undefined || value === null) return [];
    const cookie = Object.hasOwn(known, member) ? known[member] : undefined;
    if (cookie === undefined) {
      const names = Object.keys(known).join(", ") || "none";
      throw new ConfigurationError(
        `${operation}: there is no cookie parameter ${JSON.stringify(member)}. Known: ${names}.`,
      );
    }
    return cookiePairs(cookie[0], value, cookie[1], operation);
  });
  if (pairs.length > 0) written.cookie = pairs.join("; ");
  // By their lower-case names: a caller may write them in any casing.
  const ways = new Map(Object.entries(styles).map(([name, style]) => [name.toLowerCase(), style]));
  for (const [name, value] of headerEntries(headers)) {
    const style = ways.get(name.toLowerCase());
    const given = value !== undefined && value !== null;
    if (!style || !given) written[name] = value;
    else {
      // A list or an object of nothing is undefined (RFC 6570, 2.3), and so is its header.
      const items = parts(value, style, String, `${operation}: the header ${name}`);
      written[name] = items.length === 0 ? undefined : items.join(",");
    }
  }
  return written;
}

function cookiePairs(wire: string, value: unknown, style: HeaderStyle, operation: string): readonly string[] {
  const what = `${operation}: the cookie ${wire}`;
  const encode = style === "raw" ? String : encodeURIComponent;
  const items = parts(value, style === "raw" ? "explode" : style, encode, what);
  const name = encode(wire);
  if (items.length === 0) return [];
  const result = style === "list" || style === "json" ? [`${name}=${items.join(",")}`] : exploded(name, value, items);
  // One cookie must not become two.
  if (result.some((pair) => /[;\r\n]/.test(pair))) throw new ConfigurationError(`${what} holds what no cookie may.`);
  return result;
}

function exploded(name: string, value: unknown, items: readonly string[]): readonly string[] {
  return isObject(value) ? items : items.map((item) => `${name}=${item}`);
}

/** The items of a value; of an object, its members. */
function parts(value: unknown, style: HeaderStyle, encode: (text: string) => string, what: string): readonly string[] {
  if (style === "json") return [encode(JSON.stringify(value))];
  const text = (item: unknown): string => {
    const plain = item instanceof Date ? item.toISOString() : item;
    if (!["string", "number", "boolean"].includes(typeof plain)) {
      throw new ConfigurationError(`${what} cannot be written: an item is no text or number.`);
    }
    return encode(String(plain));
  };
  if (Array.isArray(value)) return value.map(text);
  if (!isObject(value) || value instanceof Date) return [text(value)];
  return Object.entries(value)
    .filter(([, item]) => item !== undefined && item !== null)
    .flatMap(([key, item]) => (style === "explode" ? [`${encode(key)}=${text(item)}`] : [encode(key), text(item)]));
}
