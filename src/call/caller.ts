import { SharewrightError } from "../errors.js";

/** Where a call was made: the stack of an error that is never thrown. Engines format it only when somebody reads it. */
export type Caller = { readonly stack?: string };

export function captureCaller(): Caller {
  return new Error();
}

/** Adds the line where a call was made to an error of its own, whose stack begins where the answer arrived. */
export function addCaller(error: unknown, { stack = "" }: Caller): void {
  if (error instanceof SharewrightError && !named.has(error)) {
    named.add(error);
    error.stack += `\n${stack.replace(/^.*\n/, "")}`;
  }
}

/** Errors that name their caller: a list's error passes through several promises. */
const named = new WeakSet<object>();
