// Values that a schema allows, as hostile as it lets them be.

import fc from "fast-check";
import { isObject, objectOf } from "../../scripts/contract/spec/json.js";
import type { Node, Spec } from "../../scripts/contract/spec/spec.js";

/** Text of any code points, whole surrogate pairs only; often made of what URLs and JSON give a meaning to. */
export const text: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.string({ unit: fc.constantFrom(..."/?#[]@!$&'()*+,;=:%. \\\"{}<>^`|~\n\tü😀"), maxLength: 12 }),
  fc.constantFrom("%2e%2e", "%", "+", "../..", "null", "true", "0", "__proto__", "constructor", "\u0000", "\u2028"),
);

/** Keys that plain objects have already, in one way or another. */
export const key: fc.Arbitrary<string> = fc.oneof(
  text,
  fc.constantFrom("__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", "prototype"),
);

/** From here on a value goes no deeper: a schema may lead back to itself. */
const deepest = 5;

export function valueFor(spec: Spec, schema: unknown, depth = 0): fc.Arbitrary<unknown> {
  const node = whole(spec, schema);
  const alternatives = (node.oneOf ?? node.anyOf) as readonly Node[] | undefined;
  if (alternatives !== undefined) {
    // Beside properties, an alternative only narrows: `anyOf: [{ required: [a] }, { required: [b] }]`.
    const { anyOf: _anyOf, oneOf: _oneOf, ...rest } = node;
    const whole = node.properties === undefined ? alternatives : alternatives.map((each) => merged(rest, each));
    return fc.oneof(...(depth > deepest ? whole.slice(0, 1) : whole).map((each) => valueFor(spec, each, depth)));
  }
  if ("const" in node) return fc.constant(node.const);
  if (Array.isArray(node.enum)) return fc.constantFrom(...node.enum);
  const types = node.type === undefined ? ["any"] : [node.type].flat();
  return fc.oneof(...types.map((type) => ofType(spec, node, String(type), depth)));
}

/** What all parts of an `allOf` say together. */
function whole(spec: Spec, schema: unknown): Node {
  const { allOf, ...own } = spec.schemaOf(schema);
  if (!Array.isArray(allOf)) return own;
  const parts = [...allOf.map((each) => whole(spec, each)), own];
  return {
    ...Object.assign({}, ...parts),
    properties: Object.assign({}, ...parts.map(({ properties }) => properties)),
    required: parts.flatMap(({ required }) => required ?? []),
  };
}

function merged(node: Node, alternative: Node): Node {
  return { ...node, required: [...((node.required ?? []) as []), ...((alternative.required ?? []) as [])] };
}

function ofType(spec: Spec, node: Node, type: string, depth: number): fc.Arbitrary<unknown> {
  switch (type) {
    case "null":
      return fc.constant(null);
    case "boolean":
      return fc.boolean();
    case "integer":
      return fc.integer(limits(node, 2 ** 31));
    case "number":
      // JSON has no negative zero.
      return fc.double({ ...limits(node, 1e9), noNaN: true }).map((value) => value + 0);
    case "string":
      return stringOf(node);
    case "array":
      return depth >= deepest ? fc.constant([]) : fc.array(valueFor(spec, node.items, depth + 1), { maxLength: 3 });
    case "object":
      return objectFrom(spec, node, depth);
    default:
      return fc.jsonValue({ maxDepth: 1 }).map(withoutNegativeZero);
  }
}

function withoutNegativeZero(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function limits({ minimum, maximum }: Node, bound: number): { readonly min: number; readonly max: number } {
  return { min: (minimum as number | undefined) ?? -bound, max: (maximum as number | undefined) ?? bound - 1 };
}

function stringOf(node: Node): fc.Arbitrary<string> {
  const known = node["x-extensible-enum"] as readonly string[] | undefined;
  if (typeof node.pattern === "string") {
    return known === undefined ? fc.stringMatching(new RegExp(node.pattern, "u")) : fc.constantFrom(...known);
  }
  if (Array.isArray(node.examples)) return fc.constantFrom(...(node.examples as string[]));
  if (node.format === "uuid") return fc.uuid();
  if (node.format === "date-time") {
    const years = { min: new Date("1970-01-01T00:00:00Z"), max: new Date("2200-01-01T00:00:00Z"), noInvalidDate: true };
    return fc.date(years).map((date) => date.toISOString());
  }
  return known === undefined ? text : fc.oneof(fc.constantFrom(...known), text);
}

function objectFrom(spec: Spec, node: Node, depth: number): fc.Arbitrary<object> {
  const properties = Object.entries(isObject(node.properties) ? node.properties : {});
  const required = (node.required ?? []) as readonly string[];
  const members = properties.map(([name, schema]) => {
    if (depth > deepest && !required.includes(name)) return fc.constant([]);
    const value = valueFor(spec, schema, depth + 1).map((inner): [string, unknown][] => [[name, inner]]);
    return required.includes(name) ? value : fc.oneof(fc.constant([]), value);
  });
  const open = node.additionalProperties;
  const others =
    open === undefined || open === false || depth > deepest
      ? fc.constant([])
      : fc.array(fc.tuple(key, valueFor(spec, open === true ? {} : open, depth + 1)), { maxLength: 3 });
  const names = properties.map(([name]) => name);
  return fc.tuple(fc.tuple(...members), others).map(([own, more]) => {
    const additional = more.filter(([name]) => !names.includes(name));
    return objectOf([...own.flat(), ...additional]);
  });
}
