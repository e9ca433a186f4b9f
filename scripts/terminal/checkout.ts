// The place of this program: a clone of the project, whose npm scripts call it, or an installed package. Commands in messages
// have to work in that place.

import { existsSync } from "node:fs";
import { isAbsolute, join, relative, resolve, sep } from "node:path";

/** The clone's folder; undefined in an installation. Compiled scripts lie a folder deeper. */
export const checkout: string | undefined = ["..", "../..", "../../.."]
  .map((up) => resolve(import.meta.dirname, up))
  .find((folder) => existsSync(join(folder, "scripts", "cli.ts")));

/** Where npm scripts have other names than the commands behind them. */
const scriptNames: Readonly<Record<string, string>> = { lint: "lint:specs" };

/** The command line for a command in a folder: `npm run generate`, or `npx sharewright generate`. */
export function commandIn(folder: string, name: string, ...args: readonly string[]): string {
  const isHere = checkout !== undefined && isWithin(checkout, folder) && name !== "init";
  if (!isHere) return ["npx", "sharewright", name, ...args].join(" ");
  return ["npm", "run", scriptNames[name] ?? name, ...(args.length > 0 ? ["--", ...args] : [])].join(" ");
}

/** Whether `path` is `folder`, or lies in it. */
export function isWithin(folder: string, path: string): boolean {
  const inner = relative(folder, path);
  return inner !== ".." && !inner.startsWith(`..${sep}`) && !isAbsolute(inner);
}

/** npm runs scripts in the folder of package.json; paths on its command line are meant from where it was typed. */
export function workingFolder(): string {
  const { INIT_CWD, npm_lifecycle_event: script } = process.env;
  return checkout !== undefined && script !== undefined && INIT_CWD !== undefined && process.cwd() === checkout
    ? INIT_CWD
    : process.cwd();
}
