/** Hides a secret of the URL in a platform's error: Deno and Bun quote the URL in theirs. */
export function hideText(secret: string): (error: unknown) => unknown {
  return (error) => (textOf(error).includes(secret) ? new Error("the platform gave no reason") : error);
}

/** Everything that an error and its causes print. */
function textOf(error: unknown, depth = 3): string {
  const { stack, cause } = error instanceof Error ? error : {};
  return `${error} ${stack} ${cause === undefined || depth === 0 ? "" : textOf(cause, depth - 1)}`;
}
