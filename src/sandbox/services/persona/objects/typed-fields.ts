// Values of fields as callers give them, as the API shows them: with their types.

import type { FieldValue } from "./objects.js";

export function typedField(value: unknown): FieldValue {
  const type = typeof value === "number" ? "number" : typeof value === "boolean" ? "boolean" : "string";
  return { type, value: value === "" ? null : value };
}

export function typedFields(given: object): Readonly<Record<string, FieldValue>> {
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, typedField(value)]));
}
