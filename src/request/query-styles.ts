import { isObject } from "../json.js";
import type { Members, QueryParameter } from "../operation.js";
import { renamed } from "./json-body.js";
import { encode, list, wireName, writeParameter } from "./query.js";

// Ways to write a query parameter that few operations need: each is named by those that do (OpenAPI 3.1, Parameter
// Object, "Style Values"; RFC 6570, section 3.2.8). All of them take a single value and a list too, for a schema may allow
// several kinds. `undefined` and `null` are left out, as members as well.

type Styled = Exclude<QueryParameter, string>;

/** `form`, not exploded, of what is no object: `include=accounts,inquiries`. */
export function commaItems([wire]: Styled, value: unknown): readonly string[] {
  return delimited(encode(wire), list(value).map(encode), ",");
}

/** The same where the parameter may be empty: an empty list is `include=`, which asks for nothing. */
export function commaItemsOrNone(parameter: Styled, value: unknown): readonly string[] {
  return Array.isArray(value) && value.length === 0 ? [`${encode(parameter[0])}=`] : commaItems(parameter, value);
}

/** `deepObject`: `filter[status]=open`. A list inside is `filter[tags]=a,b`. */
export function deepMembers([wire, , members]: Styled, value: unknown): readonly string[] {
  const pairs: string[] = [];
  writeDeep(pairs, encode(wire), value, members);
  return pairs;
}

function writeDeep(pairs: string[], prefix: string, value: unknown, members: Members | undefined): void {
  if (value === undefined || value === null) return;
  if (typeof value !== "object" || value instanceof Date) {
    pairs.push(`${prefix}=${encode(value)}`);
  } else if (Array.isArray(value)) {
    pairs.push(`${prefix}=${value.map(encode).join(",")}`);
  } else {
    for (const [key, inner] of Object.entries(value)) {
      const [wire, names] = wireName(members, key);
      writeDeep(pairs, `${prefix}%5B${encode(wire)}%5D`, inner, names);
    }
  }
}

/** `form`, exploded: the members of an object are parameters of their own, `R=100&G=200`. A list repeats its name. */
export function memberPairs([wire, , members]: Styled, value: unknown): readonly string[] {
  if (!isPlain(value)) return each(value).map((item) => `${encode(wire)}=${encode(item)}`);
  return entries(value, members).flatMap(([name, inner]) => each(inner).map((item) => `${name}=${encode(item)}`));
}

/** `form`, not exploded: `color=R,100,G,200`. */
export function commaMembers([wire, , members]: Styled, value: unknown): readonly string[] {
  return joined(wire, value, members, ",");
}

/** `spaceDelimited`: `color=R%20100%20G%20200`. */
export function spaceMembers([wire, , members]: Styled, value: unknown): readonly string[] {
  return joined(wire, value, members, "%20");
}

/** `pipeDelimited`: `color=R%7C100%7CG%7C200`. */
export function pipeMembers([wire, , members]: Styled, value: unknown): readonly string[] {
  return joined(wire, value, members, "%7C");
}

/** Swagger's `tsv`: `color=R%09100%09G%09200`. */
export function tabMembers([wire, , members]: Styled, value: unknown): readonly string[] {
  return joined(wire, value, members, "%09");
}

/** `content: application/json`: the value as JSON. */
export function jsonPair([wire, , members]: Styled, value: unknown): readonly string[] {
  return [`${encode(wire)}=${encode(JSON.stringify(renamed(value, members)))}`];
}

/** `in: querystring` of another media type than a form's: the whole query is the value, as JSON unless it is text. */
export function wholeQuery([, , members]: Styled, value: unknown): readonly string[] {
  return [encode(typeof value === "string" ? value : JSON.stringify(renamed(value, members)))];
}

/**
 * Brackets at every level, lists by number: `items[0][price]=p1`. OpenAPI leaves lists in a `deepObject` open; this is how
 * the services write them that take forms of this kind.
 */
export function bracketPairs([wire, , members]: Styled, value: unknown): readonly string[] {
  const pairs: string[] = [];
  const visit = (prefix: string, value: unknown, members: Members | undefined): void => {
    if (value === undefined || value === null) return;
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) visit(`${prefix}%5B${index}%5D`, item, members);
    } else if (isPlain(value)) {
      for (const [key, inner] of Object.entries(value)) {
        const [name, names] = wireName(members, key);
        visit(`${prefix}%5B${encode(name)}%5D`, inner, names);
      }
    } else {
      pairs.push(`${prefix}=${encode(value)}`);
    }
  };
  visit(encode(wire), value, members);
  return pairs;
}

/**
 * `allowReserved`: what a query may hold as it is stays so, and so does what is percent-encoded already (RFC 6570, section
 * 3.2.3). `&`, `+`, `#` and brackets are encoded all the same: they would mean something else (OpenAPI 3.1.1, 4.8.12.2).
 */
export function reserved([wire, , members, inner]: Styled, value: unknown): readonly string[] {
  const pairs: string[] = [];
  writeParameter(pairs, [wire, inner, members], value);
  return pairs.map((pair) => {
    const start = pair.indexOf("=") + 1;
    return pair.slice(0, start) + pair.slice(start).replace(kept, decodeURIComponent);
  });
}

/** A percent sign before two hexadecimal digits, and `: / ? @ $ , ; =`. */
const kept = /%(25(?=[\dA-F]{2})|3A|2F|3F|40|24|2C|3B|3D)/gi;

function joined(wire: string, value: unknown, members: Members | undefined, separator: string): readonly string[] {
  const items = isPlain(value)
    ? entries(value, members).flatMap(([name, inner]) => [name, encode(inner)])
    : each(value).map(encode);
  return delimited(encode(wire), items, separator);
}

/** A list or an object without members is undefined (RFC 6570, section 2.3): nothing is written. */
function delimited(name: string, items: readonly string[], separator: string): readonly string[] {
  return items.length === 0 ? [] : [`${name}=${items.join(separator)}`];
}

/** The members that have a value, under their encoded names. */
function entries(value: object, members: Members | undefined): readonly (readonly [string, unknown])[] {
  return Object.entries(value).flatMap(([member, inner]) =>
    inner === undefined || inner === null ? [] : [[encode(wireName(members, member)[0]), inner] as const],
  );
}

function each(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function isPlain(value: unknown): value is object {
  return isObject(value) && !(value instanceof Date);
}
