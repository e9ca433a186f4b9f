// Folders of generated code → what a compiler finds in them, as strict as it can be.

import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { strictest } from "../package/compilers.js";
import { projectRoot } from "../package/project-root.js";

/** All in one program: the runtime and the compiler's own libraries are then read once. Empty when nothing is found. */
export function compileAll(folder: string, names: readonly string[], compiler: string, more: object = {}): string {
  const config = join(folder, "tsconfig.json");
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  const compilerOptions = {
    ...strictest,
    module: "NodeNext",
    moduleResolution: "NodeNext",
    verbatimModuleSyntax: true,
    // What a project may ask of all that it compiles, be it generated or not.
    noUnusedLocals: true,
    noUnusedParameters: true,
    noImplicitOverride: true,
    noImplicitReturns: true,
    noFallthroughCasesInSwitch: true,
    erasableSyntaxOnly: true,
    noEmit: true,
    ...more,
  };
  writeFileSync(config, JSON.stringify({ compilerOptions, include: names }));
  const tsc = join(projectRoot, "node_modules", compiler, "bin/tsc");
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--max-old-space-size=4096", tsc, "-p", config], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return status === 0 ? "" : stdout + stderr || `${compiler} ended without a word.`;
}
