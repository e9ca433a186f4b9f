// The three compilers of the design, side by side in node_modules, and the strictest reading of "strict".

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./npm.js";
import { projectRoot } from "./project-root.js";

export const compilers = [
  ["5.9", "typescript"],
  ["6", "typescript-6"],
  ["7", "typescript-7"],
] as const;

/** For what any of them finds alike. */
export const fastest = "typescript-7";

export const strictest = {
  target: "ES2022",
  lib: ["ES2022", "DOM", "DOM.Iterable"],
  types: [] as readonly string[],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  isolatedModules: true,
  skipLibCheck: false,
};

export interface Compilation {
  readonly compilerOptions: object;
  readonly include: readonly string[];
}

/** Compiles with one of {@link compilers}; throws with its findings. */
export function compile(folder: string, compiler: string, compilation: Compilation): void {
  const config = join(folder, `tsconfig.${compiler}.json`);
  writeFileSync(config, JSON.stringify(compilation));
  run(folder, process.execPath, [join(projectRoot, "node_modules", compiler, "bin/tsc"), "-p", config]);
}
