// A value for any schema. Small and plain: it never looks at examples, for many of them are wrong.

import type { DescribedDocument, Node } from "./document.js";

/** The form in which a file is given. */
export const fileBytes = new TextEncoder().encode("%bytes\u0000\n");

export type Direction = "input" | "output";

/** Text that has to be encoded wherever it goes, and can go everywhere. */
const awkward = "a b&c=d/e";

const formats: Readonly<Record<string, string>> = {
  date: "2026-05-04",
  "date-time": "2026-05-04T03:02:01Z",
  time: "03:02:01Z",
  uuid: "5b0e8a3e-7f1c-4a53-9a0e-0d3f6a1c2b4d",
  uri: "https://example.com/a?b=c",
  url: "https://example.com/a?b=c",
  email: "ada@example.com",
  byte: "aGVsbG8=",
  ipv4: "192.0.2.1",
  ipv6: "2001:db8::1",
  hostname: "example.com",
};

export class Sampler {
  readonly #document: DescribedDocument;
  readonly #direction: Direction;

  constructor(document: DescribedDocument, direction: Direction) {
    this.#document = document;
    this.#direction = direction;
  }

  sample(schema: Node, depth = 0): unknown {
    const flat = this.flatten(schema);
    if (flat.const !== undefined) return flat.const;
    if (Array.isArray(flat.enum)) return flat.enum.find((each: unknown) => each !== null) ?? null;
    switch (kindOf(flat)) {
      case "object":
        return this.#object(flat, depth);
      case "array":
        return this.#array(flat, depth);
      case "boolean":
        return true;
      case "integer":
        return number(flat, 7);
      case "number":
        return number(flat, 7.5);
      case "null":
        return null;
      default:
        return text(flat);
    }
  }

  /** One schema in place of references, `allOf`, and the first of every choice. */
  flatten(schema: Node, depth = 0): Node {
    const target = this.#document.resolve(schema);
    if (typeof target !== "object" || target === null || depth > 20) return {};
    const { allOf = [], oneOf, anyOf, ...own } = target;
    const chosen = [oneOf, anyOf].flatMap((choices) => {
      if (!Array.isArray(choices)) return [];
      return [choices.find((each) => this.#document.resolve(each)?.type !== "null") ?? {}];
    });
    return [...allOf, ...chosen].reduce((all, part) => merged(all, this.flatten(part, depth + 1)), own);
  }

  #object(schema: Node, depth: number): unknown {
    const required = new Set<string>(Array.isArray(schema.required) ? schema.required : []);
    const result: Record<string, unknown> = {};
    if (depth > 12) return result;
    for (const [name, property] of Object.entries<Node>(schema.properties ?? {})) {
      if (depth > 3 && !required.has(name)) continue;
      const { readOnly, writeOnly } = this.flatten(property);
      if (this.#direction === "input" ? readOnly === true : writeOnly === true) continue;
      define(result, name, this.sample(property, depth + 1));
    }
    const rest = schema.additionalProperties;
    if (Object.keys(result).length === 0 && typeof rest === "object" && rest !== null && depth <= 3)
      result.anyKey = this.sample(rest, depth + 1);
    return result;
  }

  #array(schema: Node, depth: number): unknown {
    const first = Array.isArray(schema.prefixItems)
      ? schema.prefixItems
      : Array.isArray(schema.items)
        ? schema.items
        : [];
    if (first.length > 0) return first.map((each: Node) => this.sample(each, depth + 1));
    const least = schema.minItems ?? 0;
    const count = depth > 3 ? least : Math.max(least, Math.min(2, schema.maxItems ?? 2));
    return Array.from({ length: Math.min(count, 5) }, () => this.sample(schema.items ?? {}, depth + 1));
  }
}

/** Raw bytes: 3.0's `format: binary`, 3.1's content without an encoding. */
export function isFile(flat: Node): boolean {
  // `file` is Swagger's word, which many keep where it has no place.
  if (flat.format === "binary" || (flat.format === "file" && flat.properties === undefined)) return true;
  return flat.contentMediaType !== undefined && flat.contentEncoding === undefined && flat.type !== "object";
}

export function kindOf(flat: Node): string | undefined {
  const types = [flat.type ?? []].flat();
  const type = types.find((each) => each !== "null") ?? types[0];
  if (type !== undefined) return type;
  if (flat.properties !== undefined || flat.additionalProperties !== undefined) return "object";
  if (flat.items !== undefined || flat.prefixItems !== undefined) return "array";
  return undefined;
}

function merged(one: Node, other: Node): Node {
  const list = (node: Node): readonly string[] => (Array.isArray(node.required) ? node.required : []);
  return {
    ...other,
    ...one,
    ...(one.enum !== undefined &&
      other.enum !== undefined && { enum: one.enum.filter((each: unknown) => other.enum.includes(each)) }),
    ...((one.properties ?? other.properties) && { properties: { ...one.properties, ...other.properties } }),
    ...((one.required ?? other.required) && { required: [...list(one), ...list(other)] }),
  };
}

function number({ minimum, maximum, exclusiveMinimum, multipleOf }: Node, usual: number): number {
  let value = usual;
  const least =
    typeof exclusiveMinimum === "number" ? exclusiveMinimum + 1 : exclusiveMinimum === true ? minimum + 1 : minimum;
  if (typeof least === "number") value = Math.max(value, least);
  if (typeof maximum === "number") value = Math.min(value, maximum);
  return typeof multipleOf === "number" && multipleOf > 0 ? Math.ceil(value / multipleOf) * multipleOf : value;
}

function text({ format, pattern, minLength = 0, maxLength = Number.POSITIVE_INFINITY }: Node): string {
  if (isFile({ format })) return new TextDecoder().decode(fileBytes);
  const plain = formats[format] ?? (pattern === undefined ? awkward : "a1");
  return plain.padEnd(Math.min(minLength, 1000), "x").slice(0, maxLength);
}

/** Also `__proto__` is a name like any other. */
function define(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}
