// The last stage: the formatter of the project that the files are for lays them out, so that it would change nothing in the
// committed files.

import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";

/** In the order in which `auto` looks for them. */
const formatters = ["biome", "prettier", "oxfmt", "dprint"] as const;

type Formatter = (typeof formatters)[number];

/** `auto` takes the first that is installed, and none if none is. */
export type Format = Formatter | "auto" | "none";

export const formats: readonly Format[] = ["auto", ...formatters, "none"];

export function isFormat(value: unknown): value is Format {
  return formats.some((format) => format === value);
}

/** Its npm package, and its arguments for the files of the working directory. */
const commands: Readonly<Record<Formatter, readonly [name: string, ...args: string[]]>> = {
  // The folder is new and may be ignored by Git, and documents can be large.
  biome: [
    "@biomejs/biome",
    ...["check", "--write", "--linter-enabled=false", "--vcs-enabled=false", "--files-max-size=1000000000"],
    ...["--no-errors-on-unmatched", "--log-level=error", "."],
  ],
  prettier: ["prettier", "--write", "--log-level=warn", "--ignore-path=.no-such-file", "."],
  oxfmt: ["oxfmt", "--no-error-on-unmatched-pattern", "."],
  dprint: ["dprint", "fmt", "--allow-no-files", "**/*"],
};

/** A formatter that is not installed, or that failed. */
export class FormatError extends Error {
  override readonly name = "FormatError";
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.remedy = remedy;
  }
}

/**
 * The files as the formatter leaves them. It runs in a folder beside the one they are for, where it finds the settings of the
 * project.
 *
 * @param where the folder they are for: `name` in `folder`.
 */
export async function formatFiles(
  files: ReadonlyMap<string, string>,
  how: Format,
  { folder, name }: { readonly folder: string; readonly name: string },
): Promise<ReadonlyMap<string, string>> {
  const program = how === "none" ? undefined : programOf(how, folder);
  if (program === undefined || files.size === 0) return files;
  // The name of a staging folder: should this process be killed, the next run removes it.
  const mark = `${process.pid}-${Math.random().toString(36).slice(2, 10)}`;
  const staging = join(folder, `.${name}-new-${mark}`);
  try {
    for (const inside of new Set([...files.keys()].map((path) => dirname(path)))) {
      mkdirSync(join(staging, inside), { recursive: true });
    }
    for (const [path, text] of files) writeFileSync(join(staging, path), text);
    await run(program, staging);
    return new Map([...files.keys()].map((path) => [path, readFileSync(join(staging, path), "utf8")]));
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

interface Program {
  readonly formatter: Formatter;
  readonly script: string;
}

async function run({ formatter, script }: Program, cwd: string): Promise<void> {
  const [, ...args] = commands[formatter];
  try {
    await promisify(execFile)(process.execPath, [script, ...args], { cwd, maxBuffer: 100_000_000 });
  } catch (error) {
    const { stdout = "", stderr = "", message } = error as Error & { stdout?: string; stderr?: string };
    const output = `${stdout}${stderr}`.trim() || message;
    throw new FormatError(
      `${formatter} could not format the generated files: ${output}`,
      "Run with --format none to leave them as they are printed.",
    );
  }
}

function programOf(how: Formatter | "auto", folder: string): Program | undefined {
  const wanted = how === "auto" ? formatters : [how];
  for (const formatter of wanted) {
    const script = scriptOf(formatter, folder);
    if (script !== undefined) return { formatter, script };
  }
  if (how === "auto") return undefined;
  throw new FormatError(
    `${how} is not installed: no folder above the output has it in node_modules.`,
    `Install it, npm install --save-dev ${commands[how][0]}, or choose another --format.`,
  );
}

/** The program of a package in the nearest `node_modules`, as Node looks for it. */
function scriptOf(formatter: Formatter, folder: string): string | undefined {
  const [name] = commands[formatter];
  for (let at = resolve(folder); ; at = dirname(at)) {
    const home = join(at, "node_modules", name);
    if (existsSync(join(home, "package.json"))) {
      const { bin } = JSON.parse(readFileSync(join(home, "package.json"), "utf8")) as Package;
      const script = typeof bin === "string" ? bin : bin?.[formatter];
      if (script !== undefined) return join(home, script);
    }
    if (at === dirname(at)) return undefined;
  }
}

interface Package {
  readonly bin?: string | Readonly<Record<string, string>>;
}
