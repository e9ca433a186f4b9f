// The documentation of a name: the spec's prose, and its keywords as sentences.

import { isObject, type Json } from "../document/json.js";
import { type Schema, text } from "../document/resolve.js";
import type { Docs } from "./types/node.js";

export const noDocs: Docs = {
  summary: undefined,
  description: undefined,
  notes: [],
  deprecated: false,
  link: undefined,
};

export function docsOf(node: Json, more: Partial<Docs> = {}): Docs {
  const external = isObject(node.externalDocs) ? text(node.externalDocs.url) : undefined;
  return {
    summary: text(node.summary),
    description: text(node.description),
    notes: [],
    deprecated: node.deprecated === true,
    link: external,
    ...more,
  };
}

/** Docs of a property: its own words, else those of the schema it refers to; its limits, wherever they stand. */
export function schemaDocs(schema: Schema, target: Schema = schema): Docs {
  const merged: Schema = { ...target, ...schema };
  return docsOf(merged, { summary: undefined, notes: limitsOf(merged) });
}

const formats = new Map<unknown, string>([
  ["date-time", "ISO 8601 date and time."],
  ["date", "ISO 8601 date."],
  ["uuid", "UUID."],
  ["uri", "URI."],
  ["email", "Email address."],
  ["byte", "Base64."],
]);

function limitsOf(schema: Schema): string[] {
  const { minimum, maximum, minLength, maxLength, minItems, maxItems } = schema;
  return [
    formats.get(schema.format),
    range(minimum, maximum, ""),
    range(minLength, maxLength, " characters"),
    range(minItems, maxItems, " items"),
    alternatives(schema),
    schema.default !== undefined && schema.default !== null ? `Default: ${JSON.stringify(schema.default)}.` : undefined,
  ].filter((note) => note !== undefined);
}

function range(least: unknown, most: unknown, unit: string): string | undefined {
  const from = typeof least === "number" ? grouped(least) : undefined;
  const to = typeof most === "number" ? grouped(most) : undefined;
  if (from !== undefined && to !== undefined)
    return from === to ? `Exactly ${from}${unit}.` : `${from} to ${to}${unit}.`;
  if (from !== undefined) return `At least ${from}${unit}.`;
  return to === undefined ? undefined : `At most ${to}${unit}.`;
}

/** `1814400` → `1,814,400`, independent of the machine's locale. */
function grouped(value: number): string {
  return Number.isInteger(value) ? String(value).replace(/\B(?=(\d{3})+$)/g, ",") : String(value);
}

/** The choice of an `anyOf` that only lists required members. */
function alternatives(schema: Schema): string | undefined {
  const choices = (schema.anyOf ?? []).map((choice) => (isObject(choice) ? onlyRequired(choice) : undefined));
  if (choices.length === 0 || !choices.every((choice) => choice !== undefined)) return undefined;
  return `At least one of ${choices.map((choice) => `\`${choice}\``).join(", ")}.`;
}

function onlyRequired(schema: Json): string | undefined {
  const { required } = schema;
  return Object.keys(schema).length === 1 && Array.isArray(required) ? required.join("` and `") : undefined;
}

export function isRequirement(schema: unknown): boolean {
  return isObject(schema) && onlyRequired(schema) !== undefined;
}
