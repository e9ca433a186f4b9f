/**
 * A value of a document as text. `String` calls the `toString` that an object of the document may have as a member, and which
 * is no function there.
 */
export function stringify(value: unknown): string {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
}
