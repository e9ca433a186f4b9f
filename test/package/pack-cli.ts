// `@sharewright/cli` as `npm publish` would send it, built from a copy.

import { cpSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { run } from "./npm.js";
import { packedOnce } from "./packed.js";
import { projectRoot } from "./project-root.js";

const inputs = ["scripts", "tsconfig.json", "package-lock.json", "test/package/pack-cli.ts"];

/** The tarball. */
export function packCli(): string {
  const [tarball] = packedOnce(inputs, pack);
  if (tarball === undefined) throw new Error("npm packed nothing.");
  return tarball;
}

function pack(folder: string): void {
  const copy = join(folder, "project");
  const source = join(projectRoot, "scripts");
  mkdirSync(copy);
  cpSync(source, join(copy, "scripts"), {
    recursive: true,
    filter: (path) => path !== join(source, "dist") && path !== join(source, "node_modules"),
  });
  cpSync(join(projectRoot, "tsconfig.json"), join(copy, "tsconfig.json"));
  symlinkSync(join(projectRoot, "node_modules"), join(copy, "node_modules"), "junction");
  run(copy, process.execPath, [join(projectRoot, "node_modules/typescript/bin/tsc"), "-p", "scripts/tsconfig.json"]);
  run(join(copy, "scripts"), "npm", ["pack", "--ignore-scripts", "--pack-destination", folder]);
  rmSync(copy, { recursive: true });
}
