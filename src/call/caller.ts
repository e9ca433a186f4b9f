import { SharewrightError } from "../errors.js";

/** Where a call was made: the stack of an error that is never thrown. Engines format it only when somebody reads it. */
export type Caller = { readonly stack?: string };

export function captureCaller(): Caller {
  return new Error();
}

/**
 * Adds the line where a call was made to an error of its own, whose stack begins where the answer arrived. The first caller
 * stays, because a list's error passes through several promises; a wait, which makes calls itself, takes their place.
 */
export function addCaller(error: unknown, { stack = "" }: Caller, takesPlace = false): void {
  if (!(error instanceof SharewrightError)) return;
  const known = ownStacks.get(error);
  if (known !== undefined && !takesPlace) return;
  const own = known ?? error.stack ?? "";
  ownStacks.set(error, own);
  error.stack = `${own}\n${stack.replace(/^.*\n/, "")}`;
}

/** The stacks of errors that name their caller, without it. */
const ownStacks = new WeakMap<object, string>();
