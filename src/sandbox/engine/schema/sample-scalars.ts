// Texts and numbers for a schema.

import type { FlatSchema } from "./schemas.js";

/** A member by its name, as words: what somebody sees that it was made up. */
export function wordsFor(name: string): string {
  const words = name
    .replace(/([a-z0-9])(?=[A-Z])/g, "$1 ")
    .replace(/[^A-Za-z0-9]+/g, " ")
    .trim()
    .toLowerCase();
  return words === "" ? "text" : words;
}

export function singular(name: string): string {
  return name.replace(/ies$/, "y").replace(/s$/, "");
}

export function textOf(
  format: string,
  { now, seed }: { readonly now: string; readonly seed: string },
  salt: string,
): string | undefined {
  switch (format) {
    case "date-time":
      return now;
    case "date":
      return now.slice(0, 10);
    case "time":
      return now.slice(11);
    case "duration":
      return "P1D";
    case "uuid": {
      const hex = digits(`${seed} ${salt}`, 32);
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
    }
    case "email":
    case "idn-email":
      return "ada@example.com";
    case "uri":
    case "url":
    case "iri":
      return "https://example.com/";
    case "uri-reference":
    case "iri-reference":
      return "/a";
    case "uri-template":
      return "https://example.com/{id}";
    case "hostname":
    case "idn-hostname":
      return "example.com";
    case "ipv4":
    case "ip":
      return "192.0.2.1";
    case "ipv6":
      return "2001:db8::1";
    case "byte":
      return "aGVsbG8=";
    case "json-pointer":
      return "/a";
    case "relative-json-pointer":
      return "0";
    case "regex":
      return "^a$";
    case "int64":
    case "int32":
      return "7";
    default:
      return undefined;
  }
}

/** Hexadecimal digits that look random. */
function digits(text: string, count: number): string {
  let result = "";
  for (let round = 0; result.length < count; round += 1) {
    let hash = 0x811c9dc5 ^ round;
    for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    result += ((hash ^ (hash >>> 13)) >>> 0).toString(16).padStart(8, "0");
  }
  return result.slice(0, count);
}

export function numberFor(flat: FlatSchema, isInteger: boolean, salt: number): number {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = flat as Record<
    string,
    number | undefined
  >;
  const step = multipleOf !== undefined && multipleOf > 0 ? multipleOf : isInteger ? 1 : 0;
  const low = exclusiveMinimum !== undefined ? exclusiveMinimum + (step || Number.EPSILON + 0.5) : minimum;
  const high = exclusiveMaximum !== undefined ? exclusiveMaximum - (step || 0.5) : maximum;
  let value = 1 + salt;
  if (low !== undefined && value < low) value = low + salt * (step || 1);
  if (high !== undefined && value > high) value = low === undefined ? high : Math.max(low, high);
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum)
    value = (exclusiveMinimum + (exclusiveMaximum ?? exclusiveMinimum + 2)) / 2;
  if (step > 0) value = Math.ceil(value / step) * step;
  if (high !== undefined && value > high && step > 0) value = Math.floor(high / step) * step;
  return isInteger ? Math.round(value) : value;
}
