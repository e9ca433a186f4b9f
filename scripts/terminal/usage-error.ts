/** A command line that cannot be meant. The program ends with 2. */
export class UsageError extends Error {
  override readonly name: string = "UsageError";
}
