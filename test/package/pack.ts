// The package as `npm publish` would send it. It is built from a copy of the project, so that neither dist/ nor a test
// that runs beside this one is disturbed, and kept under the hash of what went into it: whoever asks next, the runtimes
// and the benchmark included, gets the same tarball.

import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { hashTree } from "../../scripts/cache/record.js";
import { readTree } from "../../scripts/output/compare.js";
import { run } from "./npm.js";

export const projectRoot = resolve(import.meta.dirname, "../..");

const folders = ["src", "generated"];
const bundler = "scripts/commands/bundle-package.ts";
const files = ["package.json", "tsconfig.json", "tsconfig.build.json", bundler, "README.md", "LICENSE", "CHANGELOG.md"];

/** Everything the package needs at run time. They are packed too: an installation then has no need of a registry. */
const dependencies = ["openapi-fetch", "openapi-typescript-helpers"];

export interface Packed {
  readonly tarball: string;
  readonly dependencies: readonly string[];
}

export function packProject(): Packed {
  const packages = join(projectRoot, "node_modules", ".cache", "sharewright-package");
  const folder = join(packages, hashInputs());
  if (!existsSync(folder)) {
    mkdirSync(packages, { recursive: true });
    const draft = mkdtempSync(join(packages, "draft-"));
    try {
      pack(draft);
      // Two test files may pack at the same time; the second finds the place taken by the same bytes.
      if (!existsSync(folder)) renameSync(draft, folder);
    } catch (error) {
      if (!existsSync(folder)) throw error;
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
  }
  const tarballs = readdirSync(folder)
    .filter((name) => name.endsWith(".tgz"))
    .map((name) => join(folder, name));
  const isOurs = (path: string) => /sharewright-[^/\\]*\.tgz$/.test(path);
  const tarball = tarballs.find(isOurs);
  if (tarball === undefined) throw new Error(`There is no package in ${folder}. Remove that folder and try again.`);
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

function hashInputs(): string {
  const tree = new Map<string, Buffer>();
  for (const name of folders) {
    for (const [path, content] of readTree(join(projectRoot, name))) tree.set(`${name}/${path}`, Buffer.from(content));
  }
  for (const name of [...files, "package-lock.json", "test/package/pack.ts"]) {
    if (existsSync(join(projectRoot, name))) tree.set(name, readFileSync(join(projectRoot, name)));
  }
  return hashTree(tree).slice(0, 16);
}
