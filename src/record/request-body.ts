// The body of a request as a fixture holds it: JSON, or the fields of a form.

import type { RecordedOperation, Schema } from "./document.js";

export interface RequestBody {
  /** Undefined: the request has none. */
  readonly value: unknown;
  readonly schema: Schema | undefined;
  /** Names of the headers that describe the body. */
  readonly headers: readonly string[];
}

/** Reads the body that was sent; undefined if it is neither JSON nor a form without nested fields. */
export function readRequestBody(
  operation: RecordedOperation,
  { headers }: { readonly headers: Headers },
  text: string,
): RequestBody | undefined {
  if (text === "") return { value: undefined, schema: undefined, headers: [] };
  if (/^application\/x-www-form-urlencoded\b/i.test(headers.get("content-type") ?? "")) {
    const value = fieldsOf(text);
    return value && { value, schema: operation.form, headers: ["Content-Type"] };
  }
  try {
    return { value: JSON.parse(text), schema: operation.body, headers: [] };
  } catch {
    return undefined;
  }
}

/** A field that comes several times is a list; one with brackets in its name is part of an object, which is not read. */
function fieldsOf(text: string): Readonly<Record<string, string | readonly string[]>> | undefined {
  const pairs = new URLSearchParams(text);
  const names = [...new Set(pairs.keys())];
  if (names.some((name) => /[[\]]/.test(name))) return undefined;
  return Object.fromEntries(
    names.map((name) => {
      const values = pairs.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? "") : values];
    }),
  );
}
