/** A mistake in the command line. The program ends with exit code 2. */
export class UsageError extends Error {
  override readonly name: string = "UsageError";
}
