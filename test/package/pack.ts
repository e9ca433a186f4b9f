// The package as `npm publish` would send it. It is built from a copy of the project, so that neither dist/ nor a test
// that runs beside this one is disturbed.

import { cpSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./npm.js";
import { packedOnce } from "./packed.js";
import { projectRoot } from "./project-root.js";

const folders = ["src", "generated"];
const bundler = "scripts/commands/bundle-package.ts";
const files = ["package.json", "tsconfig.json", "tsconfig.build.json", bundler, "README.md", "LICENSE", "CHANGELOG.md"];
const inputs = [...folders, ...files, "package-lock.json", "test/package/pack.ts"];

/** Everything the package needs at run time. They are packed too: an installation then has no need of a registry. */
const dependencies = ["openapi-fetch", "openapi-typescript-helpers"];

export interface Packed {
  readonly tarball: string;
  readonly dependencies: readonly string[];
}

export function packProject(): Packed {
  const tarballs = packedOnce(inputs, pack);
  const isOurs = (path: string) => /sharewright-[^/\\]*\.tgz$/.test(path);
  const tarball = tarballs.find(isOurs);
  if (tarball === undefined) throw new Error(`npm packed no sharewright: ${tarballs.join(", ")}.`);
  return { tarball, dependencies: tarballs.filter((path) => !isOurs(path)) };
}

/** Installs the package as the only dependency of a project in `folder`. */
export function installPackage(folder: string, manifest: object): void {
  const { tarball, dependencies } = packProject();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "consumer", private: true, ...manifest }));
  run(folder, "npm", ["install", "--offline", "--no-audit", "--no-fund", tarball, ...dependencies]);
}

function pack(target: string): void {
  const copy = join(target, "project");
  mkdirSync(copy);
  for (const name of folders) cpSync(join(projectRoot, name), join(copy, name), { recursive: true });
  for (const name of files) if (existsSync(join(projectRoot, name))) cpSync(join(projectRoot, name), join(copy, name));
  symlinkSync(join(projectRoot, "node_modules"), join(copy, "node_modules"), "junction");
  // Left over from an earlier build: it must not be published.
  mkdirSync(join(copy, "dist"));
  writeFileSync(join(copy, "dist", "left-over.js"), "export {};\n");
  run(copy, "npm", ["run", "build"]);
  run(copy, "npm", ["pack", "--ignore-scripts", "--pack-destination", target]);
  const installed = dependencies.map((name) => join(projectRoot, "node_modules", name));
  run(copy, "npm", ["pack", "--ignore-scripts", "--pack-destination", target, ...installed]);
  rmSync(copy, { recursive: true });
}
