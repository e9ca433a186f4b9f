// Where the parts of the runtime are that generated files import.

import { isAbsolute } from "node:path";

/** A module beside the runtime's index: `record` of `../../src/index` is `../../src/record/index`. */
export function besideRuntime(runtime: string, module: string): string {
  if (runtime.startsWith(".")) return runtime.replace(/index(?:\.[jt]s)?$/, `${module}/index`);
  return isAbsolute(runtime) ? runtime.replace(/index(?=\.[jt]s$)/, `${module}/index`) : `${runtime}/${module}`;
}
