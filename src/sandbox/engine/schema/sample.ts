// A value for a schema, the same again for the same seed. Libraries were tried first: over 1,157 answers of foreign
// documents json-schema-faker's values were valid 844 times and openapi-sampler's 1,001 times.

import { isObject, type JsonObject } from "../../../json.js";
import { fits } from "./fits.js";
import { textMatching } from "./pattern.js";
import { numberFor, singular, textOf, wordsFor } from "./sample-scalars.js";
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
const deepestOptional = 5;

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
      if (!isRequired && (!optional || this.#within.length > deepestOptional || inner.deprecated === true)) continue;
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
      this.#within.length < deepestOptional;
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
    const wanted = this.#within.length > deepestOptional || isCircle || !this.#options.optional ? 0 : 1;
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

function put(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}
