// A value for a schema, the same again for the same seed. Libraries were tried first: over 1,157 answers of foreign
// documents json-schema-faker's values were valid 844 times and openapi-sampler's 1,001 times.

import { isObject, type JsonObject } from "../../../json.js";
import { boundedRegExp } from "../../document/bounded-regexp.js";
import { textMatching } from "./pattern.js";
import { type FlatSchema, isNullable, type Schemas, typesOf } from "./schemas.js";

export interface SampleOptions {
  readonly seed: string;
  /** Whether the examples of schemas are taken. */
  readonly examples: boolean;
  /** Whether members that need not be there are. */
  readonly optional: boolean;
  /** Which alternative is taken; one past the last is the first again. */
  readonly choice: number;
  /** The moment of now, as text. */
  readonly now: string;
  readonly direction: "request" | "answer";
}

/** Optional members stop here, and lists are empty. */
const deep = 5;
/** Nothing goes further: a schema may need itself without end. */
const deepest = 16;

export class Sampler {
  readonly #schemas: Schemas;
  readonly #options: SampleOptions;
  readonly #within: unknown[] = [];

  constructor(schemas: Schemas, options: SampleOptions) {
    this.#schemas = schemas;
    this.#options = options;
  }

  sample(schema: unknown, name = "", salt = 0): unknown {
    const flat = this.#schemas.flat(schema);
    if (flat.const !== undefined) return flat.const;
    const [given] = this.#given(flat);
    if (given !== undefined) return structuredClone(given);
    if (Array.isArray(flat.enum)) {
      const values = flat.enum.filter((value) => value !== null && fits(value, { ...flat, enum: undefined }));
      return values.length === 0 ? null : values[salt % values.length];
    }
    const choices = [flat.oneOf, flat.anyOf].find((each) => Array.isArray(each) && each.length > 0) as
      | unknown[]
      | undefined;
    if (choices !== undefined) return this.#chosen(flat, choices, name, salt);
    const types = typesOf(flat);
    const type = types.find((each) => each !== "null") ?? types[0];
    switch (type) {
      case "object":
        return this.#nested(flat, () => this.#object(flat)) ?? {};
      case "array":
        return this.#nested(flat, () => this.#array(flat, name)) ?? [];
      case "boolean":
        return true;
      case "integer":
      case "number":
        return numberFor(flat, type === "integer", salt);
      case "null":
        return null;
      case "string":
        return this.#text(flat, name, salt);
      default:
        return isObject(flat.properties) ? this.#object(flat) : this.#text(flat, name, salt);
    }
  }

  /** Values that the document gives. */
  #given({ example, examples, default: usual, ...flat }: FlatSchema): readonly unknown[] {
    if (!this.#options.examples) return [];
    const listed = Array.isArray(examples) ? examples : [];
    return [example, ...listed, usual].filter((value) => value !== undefined && fits(value, flat));
  }

  #chosen(flat: FlatSchema, choices: readonly unknown[], name: string, salt: number): unknown {
    const { oneOf: _, anyOf: __, ...own } = flat;
    const usable = choices.filter(
      (each) =>
        !typesOf(this.#schemas.flat(each)).every((type) => type === "null") ||
        typesOf(this.#schemas.flat(each)).length === 0,
    );
    const among = usable.length === 0 ? choices : usable;
    const finite = among.filter((each) => !this.#within.includes(this.#schemas.flat(each)));
    const from = finite.length > 0 ? finite : among;
    const index = this.#options.choice % from.length;
    const chosen = from[index];
    const value = this.sample({ allOf: [own, chosen] }, name, salt);
    return isObject(value) ? this.#marked(value, flat, chosen) : value;
  }

  /** The discriminator names the alternative that was taken. */
  #marked(value: JsonObject, { discriminator }: FlatSchema, chosen: unknown): JsonObject {
    if (!isObject(discriminator) || typeof discriminator.propertyName !== "string") return value;
    const name = this.#schemas.nameOf(chosen);
    if (name === undefined) return value;
    const mapping = isObject(discriminator.mapping) ? Object.entries(discriminator.mapping) : [];
    const [mapped] = mapping.find(([, target]) => target === name || String(target).endsWith(`/${name}`)) ?? [];
    const property = this.#schemas.flat(this.#schemas.properties(chosen).get(discriminator.propertyName));
    const mark = mapped ?? property.const ?? name;
    return fits(mark, property) ? { ...value, [discriminator.propertyName]: mark } : value;
  }

  #nested<T>(flat: FlatSchema, make: () => T): T | undefined {
    if (this.#within.length > deepest) return undefined;
    this.#within.push(flat);
    try {
      return make();
    } finally {
      this.#within.pop();
    }
  }

  #object(flat: FlatSchema): unknown {
    const { direction, optional } = this.#options;
    const required = new Set(Array.isArray(flat.required) ? (flat.required as string[]) : []);
    const result: Record<string, unknown> = {};
    const properties = isObject(flat.properties) ? flat.properties : {};
    for (const [name, property] of Object.entries(properties)) {
      const inner = this.#schemas.flat(property);
      const isRequired = required.has(name);
      if (inner.not !== undefined && Object.keys(inner).length === 1) continue;
      if (direction === "answer" ? inner.writeOnly === true : inner.readOnly === true) continue;
      if (!isRequired && (!optional || this.#within.length > deep || inner.deprecated === true)) continue;
      const isCircle = this.#within.includes(inner) || this.#within.includes(this.#schemas.flat(inner.items));
      if (isCircle && !isRequired) continue;
      put(result, name, isCircle && isNullable(inner) ? null : this.sample(property, name));
    }
    for (const name of required) {
      if (!Object.hasOwn(result, name) && !Object.hasOwn(properties, name)) put(result, name, this.#extra(flat, name));
    }
    const least = typeof flat.minProperties === "number" ? Math.min(flat.minProperties, 20) : 0;
    const isMap =
      Object.keys(properties).length === 0 &&
      isObject(flat.additionalProperties) &&
      optional &&
      this.#within.length < deep;
    for (let count = 0; Object.keys(result).length < Math.max(least, isMap ? 1 : 0) && count < 20; count += 1) {
      const name = count === 0 ? "key" : `key${count + 1}`;
      put(result, name, this.#extra(flat, name));
    }
    return result;
  }

  #extra({ additionalProperties, patternProperties }: FlatSchema, name: string): unknown {
    const patterns = isObject(patternProperties) ? Object.values(patternProperties) : [];
    return this.sample(
      isObject(additionalProperties) ? additionalProperties : (patterns[0] ?? { type: "string" }),
      name,
    );
  }

  #array(flat: FlatSchema, name: string): unknown {
    const first = Array.isArray(flat.prefixItems) ? flat.prefixItems : [];
    const least = typeof flat.minItems === "number" ? Math.min(flat.minItems, 100) : 0;
    const most = typeof flat.maxItems === "number" ? flat.maxItems : Number.POSITIVE_INFINITY;
    const inner = this.#schemas.flat(flat.items);
    const isCircle = this.#within.includes(inner);
    const wanted = this.#within.length > deep || isCircle || !this.#options.optional ? 0 : 1;
    const isFixed = flat.items === false || flat.unevaluatedItems === false;
    const count = isFixed ? first.length : Math.min(Math.max(least, wanted, first.length), most);
    return Array.from({ length: count }, (_, index) =>
      this.sample(first[index] ?? flat.items ?? flat.contains ?? {}, singular(name), index),
    );
  }

  #text(flat: FlatSchema, name: string, salt: number): string {
    const {
      pattern,
      format,
      minLength = 0,
      maxLength,
    } = flat as { pattern?: string; format?: string; minLength?: number; maxLength?: number };
    if (typeof pattern === "string") {
      const text = textMatching(pattern, minLength);
      if (text !== undefined) return text;
    }
    const formatted = format === undefined ? undefined : textOf(format, this.#options, `${name} ${salt}`);
    const plain = formatted ?? (salt === 0 ? wordsFor(name) : `${wordsFor(name)} ${salt + 1}`);
    const padded = plain.length < minLength ? plain.padEnd(Math.min(minLength, 10_000), "x") : plain;
    return maxLength !== undefined && padded.length > maxLength && formatted === undefined
      ? padded.slice(0, maxLength)
      : padded;
  }
}

/** A member by its name, as words: what somebody sees that it was made up. */
function wordsFor(name: string): string {
  const words = name
    .replace(/([a-z0-9])(?=[A-Z])/g, "$1 ")
    .replace(/[^A-Za-z0-9]+/g, " ")
    .trim()
    .toLowerCase();
  return words === "" ? "text" : words;
}

function singular(name: string): string {
  return name.replace(/ies$/, "y").replace(/s$/, "");
}

function textOf(format: string, { now, seed }: SampleOptions, salt: string): string | undefined {
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

function numberFor(flat: FlatSchema, isInteger: boolean, salt: number): number {
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

/** Whether a value is of a flat schema, as far as can be seen without its members' members. */
function fits(value: unknown, flat: FlatSchema): boolean {
  const types = typesOf(flat);
  if (types.length > 0 && !types.some((type) => isOfType(value, type))) return false;
  if (Array.isArray(flat.enum) && !flat.enum.includes(value)) return false;
  if (typeof value === "string") {
    const {
      minLength = 0,
      maxLength = Number.POSITIVE_INFINITY,
      format,
      pattern,
    } = flat as { minLength?: number; maxLength?: number; format?: string; pattern?: string };
    if (value.length < minLength || value.length > maxLength) return false;
    if (format === "date-time" && !/^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:?\d\d)$/.test(value))
      return false;
    if (format === "date" && !/^\d{4}-\d\d-\d\d$/.test(value)) return false;
    if (format === "uuid" && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)) return false;
    if ((format === "uri" || format === "url") && !URL.canParse(value)) return false;
    if (format === "email" && !/^[^\s@]+@[^\s@]+$/.test(value)) return false;
    if (typeof pattern === "string" && value.length < 500 && !isMatch(pattern, value)) return false;
  }
  if (typeof value === "number") {
    if (typeof flat.minimum === "number" && value < flat.minimum) return false;
    if (typeof flat.maximum === "number" && value > flat.maximum) return false;
  }
  if (
    isObject(value) &&
    Array.isArray(flat.required) &&
    !flat.required.every((name) => Object.hasOwn(value, name as string))
  )
    return false;
  return true;
}

function isMatch(pattern: string, text: string): boolean {
  try {
    return boundedRegExp(pattern, "u").test(text);
  } catch {
    return true;
  }
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case "null":
      return value === null;
    case "array":
      return Array.isArray(value);
    case "object":
      return isObject(value);
    case "integer":
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

function put(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}
