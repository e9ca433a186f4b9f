// `@sharewright/cli` as `npm publish` would send it, built from a copy.

import { cpSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "./npm.js";
import { projectRoot } from "./pack.js";

/** The tarball, in a folder that the caller removes. */
export function packCli(): { readonly folder: string; readonly tarball: string } {
  const folder = mkdtempSync(join(tmpdir(), "sharewright-cli-"));
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
  const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz"));
  if (tarball === undefined) throw new Error(`npm packed nothing into ${folder}.`);
  return { folder, tarball: join(folder, tarball) };
}
