// Values of a document as they come from its text.

/** An object that nobody changes. */
export type Json = { readonly [member: string]: unknown };

/** An object that a conversion changes in place. */
export type JsonObject = { [member: string]: unknown };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
