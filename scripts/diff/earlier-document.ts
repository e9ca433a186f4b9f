// The earlier document of a comparison, where it comes from no git ref: a file, or one in an npm package.

import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { UsageError } from "../terminal/usage-error.js";

/** `npm:@acme/api@1.2.0`, and what of it is the document: `npm:@acme/api@1.2.0//dist/openapi.yaml`. */
const npmPattern = /^npm:(.+?)(?:\/\/(.+))?$/;

/** Whether the earlier state is a single document, and no git ref. */
export function isDocument(before: string, root: string): boolean {
  return npmPattern.test(before) || isFile(resolve(root, before)) || /\.(ya?ml|json)$/i.test(before);
}

/** @param scratch a folder for what is fetched. @returns the absolute path of the document. */
export function earlierDocument(before: string, root: string, current: string, scratch: string): string {
  const [, name, inside] = npmPattern.exec(before) ?? [];
  if (name !== undefined) return fromNpm(name, inside, root, current, scratch);
  const path = resolve(root, before);
  if (isFile(path)) return path;
  throw new UsageError(`There is no file ${before}. Name a document, a git ref, or npm:<package>@<version>.`);
}

function fromNpm(name: string, inside: string | undefined, root: string, current: string, scratch: string): string {
  const npm = (command: string, ...args: string[]) =>
    spawnSync(command, args, { cwd: root, encoding: "utf8", shell: process.platform === "win32" });
  // Not taken for an option, whatever it begins with.
  const packed = npm("npm", "pack", "--silent", "--ignore-scripts", "--pack-destination", scratch, "--", name);
  const tarball = readdirSync(scratch).find((file) => file.endsWith(".tgz"));
  if (packed.status !== 0 || tarball === undefined) {
    const reason = /npm error (?:code )?(.+)/.exec(packed.stderr)?.[1] ?? packed.stderr.trim();
    throw new UsageError(
      `npm does not give ${name}${reason === "" ? "" : ` (${reason})`}. Check its name and version, and the network.`,
    );
  }
  const unpacked = npm("tar", "-xzf", join(scratch, tarball), "-C", scratch);
  if (unpacked.status !== 0) throw new UsageError(`The package ${name} could not be unpacked: ${unpacked.stderr}`);
  const folder = join(scratch, "package");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => isFile(join(folder, file)));
  const found = inside === undefined ? named(files, current) : files.filter((file) => file === inside);
  const [only] = found;
  if (only !== undefined && found.length === 1) return join(folder, only);
  const some = files
    .filter((file) => /\.(ya?ml|json)$/i.test(file) && !/package(-lock)?\.json$/.test(file))
    .slice(0, 5);
  throw new UsageError(
    `${name} has ${found.length === 0 ? "no" : "more than one"} file ${inside ?? basename(current)}. Say which it is, as in npm:${name}//${some[0] ?? "openapi.yaml"}${some.length > 1 ? `; it has ${some.join(", ")}` : ""}.`,
  );
}

function named(files: readonly string[], current: string): readonly string[] {
  return files.filter((file) => basename(file) === basename(current));
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}
