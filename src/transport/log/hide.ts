import { folded, replaceSpelled } from "../../response/issues/spellings.js";

/**
 * Replaces a platform's error that repeats a secret, in its words, its causes or its members: some quote the URL, and some
 * hold the whole request.
 */
export function hideSecrets(error: unknown, secrets: readonly string[]): unknown {
  let repeats = false;
  try {
    replaceSpelled(textOf(error), secrets.map(folded), () => {
      repeats = true;
      return "";
    });
  } catch {
    // It cannot be printed here, and could be elsewhere.
    repeats = true;
  }
  if (!repeats) return error;
  const { code, cause } = error as { readonly code?: unknown; readonly cause?: { readonly code?: unknown } };
  return Object.assign(new Error("the platform gave no reason"), { code: code ?? cause?.code });
}

/** What an error and its causes print of their own: of a stack that is its beginning, because files have names too. */
function textOf(error: unknown, depth = 3): string {
  const { stack = "", cause } = error instanceof Error ? error : {};
  const inner = cause === undefined || depth === 0 ? "" : textOf(cause, depth - 1);
  return `${error} ${stack.split("\n    at ", 1)} ${JSON.stringify(error)} ${inner}`;
}
