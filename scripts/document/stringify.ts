/**
 * A value of a document as text. `String` would call the value's own member `toString`, which in a document is no function,
 * and fail.
 */
export function stringify(value: unknown): string {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
}
