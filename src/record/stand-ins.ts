// Stand-ins for the values of a recording: of the same JSON type, within the limits of the spec, and the same
// whenever the value occurs again, so that values that belonged together still do.

import { type Schema, wordsOf } from "./document.js";
import { matches } from "./schemas.js";

export type Scalar = string | number | boolean;

/** A value for which nothing else fits what the spec says. */
export class NoStandIn extends Error {}

/**
 * Gives out stand-ins by number: the first value gets `redacted-1`, the second `redacted-2`. A hash of the value would
 * let whoever can guess it (a date of birth, a phone number) find out that they were right.
 */
export function createStandIns(): (value: Scalar, schemas: readonly Schema[]) => Scalar {
  const given = new Map<string, Scalar>();
  return (value, schemas) => {
    const word = wordFor(value, schemas);
    if (word !== undefined) return word;
    // Either truth stands for both, and nothing is hidden in an empty text.
    if (typeof value === "boolean") return false;
    if (value === "") return value;
    const limits: Schema = Object.assign({}, ...schemas.map(({ allOf: _, anyOf: __, oneOf: ___, ...own }) => own));
    const kind = typeof value === "number" ? "number" : kindOf(value, limits);
    const key = JSON.stringify([kind, value, ...bounds.map((bound) => limits[bound])]);
    const known = given.get(key);
    if (known !== undefined) return known;
    const number = given.size + 1;
    const standIn = typeof value === "number" ? numberFor(value, number, limits) : textFor(value, kind, number, limits);
    given.set(key, standIn);
    return standIn;
  };
}

/** The keywords that limit a text or a number: a stand-in of another place may break them. */
const bounds = [
  "pattern",
  "minLength",
  "maxLength",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
] as const;

/** One of the spec's own words says nothing about anybody. */
function wordFor(value: Scalar, schemas: readonly Schema[]): Scalar | undefined {
  const words = schemas.flatMap((schema) => wordsOf(schema)?.words ?? []);
  return words.find((word): word is Scalar => typeof word === typeof value);
}

function kindOf(text: string, { format, contentEncoding }: Schema): string {
  if (contentEncoding === "base64" || format === "byte") return "base64";
  if (format !== undefined && Object.hasOwn(kinds, format)) return format;
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return "date";
  if (/^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d/.test(text)) return "date-time";
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return "uuid";
  if (/^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(text)) return "email";
  return /^https?:\/\//i.test(text) ? "uri" : "text";
}

const dayMs = 86_400_000;
const start = Date.UTC(2000, 0, 1);
const uri = (number: number): string => `https://redacted.example/redacted-${number}`;
const email = (number: number): string => `redacted-${number}@example.com`;
const host = (number: number): string => `redacted-${number}.example`;

/** Names, addresses and numbers that the standards keep for examples (RFC 2606, RFC 5737, RFC 3849). */
const kinds: Readonly<Record<string, (number: number) => string>> = {
  text: (number) => `redacted-${number}`,
  date: (number) => new Date(start + (number % 36_500) * dayMs).toISOString().slice(0, 10),
  "date-time": (number) => new Date(start + number * 1000).toISOString(),
  time: (number) => new Date(start + (number % 86_400) * 1000).toISOString().slice(11, 19).concat("Z"),
  duration: (number) => `P${number}D`,
  uuid: (number) => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`,
  email,
  "idn-email": email,
  hostname: host,
  "idn-hostname": host,
  ipv4: (number) => `192.0.2.${number % 256}`,
  ipv6: (number) => `2001:db8::${(number % 65_536).toString(16)}`,
  uri,
  url: uri,
  iri: uri,
  "uri-reference": (number) => `/redacted-${number}`,
  "iri-reference": (number) => `/redacted-${number}`,
  base64: (number) => btoa(`redacted-${number}`),
};

function textFor(text: string, kind: string, number: number, limits: Schema): string {
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern } = limits;
  const plain = (kinds[kind] ?? kinds.text)?.(number) ?? "";
  const cut = plain.length > maxLength ? plain.slice(-maxLength) : plain.padStart(minLength, "x");
  const candidates = [plain, cut, disguised(text, number)];
  const fits = (each: string): boolean =>
    each.length >= minLength && each.length <= maxLength && (pattern === undefined || matches(pattern, each));
  const found = candidates.find((each) => each !== text && fits(each));
  if (found === undefined) throw new NoStandIn(`no text that stands in for another satisfies the pattern ${pattern}`);
  return found;
}

/** The same number of letters and digits in the same places, all others: `NL91 ABNA` → `AA11 AAAA`. */
function disguised(text: string, number: number): string {
  const digit = String(number % 10);
  return text
    .replace(/\p{Lu}/gu, "A")
    .replace(/\p{Ll}/gu, "a")
    .replace(/\d/g, digit);
}

function numberFor(value: number, number: number, limits: Schema): number {
  const { multipleOf: step = 1 } = limits;
  const low = limits.minimum ?? (limits.exclusiveMinimum === undefined ? undefined : limits.exclusiveMinimum + step);
  const high = limits.maximum ?? (limits.exclusiveMaximum === undefined ? undefined : limits.exclusiveMaximum - step);
  const first = Math.ceil((low ?? Math.min(0, high ?? 0)) / step);
  const last = high === undefined ? Number.POSITIVE_INFINITY : Math.floor(high / step);
  if (last < first) throw new NoStandIn("no number that stands in for another lies within the limits");
  const count = last - first + 1;
  const nth = (index: number): number => (first + (Number.isFinite(count) ? index % count : index)) * step;
  // Every second one, so that the next is free when the value itself was hit.
  return nth(2 * number) === value ? nth(2 * number + 1) : nth(2 * number);
}
