// `npm run diff -- <git ref>`: what changed in the specs since then, rated by the semver bump that it needs. Redocly's
// `diff` compares and rates; here its verdicts are put side by side for all services, and the exit code is set: 1 when a
// breaking change stands under the version of before.

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { Command } from "commander";
import type { ServiceEntry } from "../cache/hash.js";
import { readRegistry } from "../load.js";
import { hasErrors, printProblems } from "../problem/problem.js";

export interface ServiceDiff {
  readonly name: string;
  readonly kind: "new" | "removed" | "same" | "patch" | "minor" | "major";
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** `info.version` was not raised by as much as the changes need. */
  readonly unbumped: boolean;
  /** One line a change, the gravest first. */
  readonly changes: readonly string[];
}

/** A problem of the command line or of git: no such ref, no repository. */
export class DiffError extends Error {
  override readonly name = "DiffError";
}

export function diffSpecs(root: string, ref: string): readonly ServiceDiff[] {
  const before = mkdtempSync(join(tmpdir(), "sharewright-diff-"));
  try {
    extract(root, ref, before);
    const then = readRegistry(before);
    const now = readRegistry(root);
    if (hasErrors(now.problems)) {
      printProblems(now.problems);
      throw new DiffError("redocly.yaml cannot be read as it is; nothing was compared.");
    }
    const known = now.services.map((entry) => {
      const old = then.services.find((service) => service.name === entry.name);
      // An entry may have been there before its spec was.
      return old !== undefined && existsSync(join(before, old.root))
        ? compare(root, before, ref, old, entry)
        : { name: entry.name, kind: "new" as const, unbumped: false, changes: [] };
    });
    const gone = then.services.filter((old) => !now.services.some((entry) => entry.name === old.name));
    return [...known, ...gone.map(({ name }) => ({ name, kind: "removed" as const, unbumped: false, changes: [] }))];
  } finally {
    rmSync(before, { recursive: true, force: true });
  }
}

export function formatDiffs(diffs: readonly ServiceDiff[], ref: string): string {
  return diffs
    .flatMap((diff) => {
      const { name, from, to, changes } = diff;
      const version = from === to ? (to ?? "") : `${from} -> ${to}`;
      const head = {
        new: `${name}: new since ${ref}`,
        removed: `${name}: removed since ${ref}, which breaks whoever uses it`,
        same: `${name}: no change since ${ref} (${version})`,
        patch: `${name}: patch (${version})`,
        minor: `${name}: minor (${version})`,
        major: `${name}: major (${version})`,
      }[diff.kind];
      const advice = isBreach(diff)
        ? [`  Breaking changes under version ${to}: raise info.version to the next major version.`]
        : diff.unbumped
          ? [`  info.version is still to be raised by a ${diff.kind} version.`]
          : [];
      return [head, ...changes.map((change) => `  ${change}`), ...advice];
    })
    .join("\n");
}

/** What makes the command fail. Minor changes and corrections may gather under one version until it is released. */
export function isBreach({ kind, unbumped }: ServiceDiff): boolean {
  return kind === "major" && unbumped;
}

/** The whole tree of the ref: its references may leave specs/. */
function extract(root: string, ref: string, target: string): void {
  const git = (...args: string[]) => spawnSync("git", args, { cwd: root, maxBuffer: 1 << 30 });
  if (git("rev-parse", "--git-dir").status !== 0) throw new DiffError(`${root} is not in a git repository.`);
  // Not taken for an option, whatever it begins with.
  if (git("rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`).status !== 0) {
    throw new DiffError(
      `git does not know "${ref}". Name a branch, a tag or a commit, for example: npm run diff -- main`,
    );
  }
  const archive = git("archive", "--format=tar", ref);
  const tar = archive.status === 0 ? spawnSync("tar", ["-x", "-C", target], { input: archive.stdout }) : archive;
  if (tar.status !== 0) throw new DiffError(`The tree of ${ref} could not be read: ${String(tar.stderr ?? tar.error)}`);
}

interface RedoclyReport {
  readonly infoVersions: { readonly base?: string; readonly revision?: string };
  /** Absent when nothing changed. */
  readonly bump?: "major" | "minor" | "patch";
  readonly changes: readonly {
    readonly path: string;
    readonly kind: string;
    readonly impact: "major" | "minor" | "patch";
    readonly property?: string;
    readonly verdicts: readonly { readonly message: string }[];
    readonly base?: RedoclyPlace;
    readonly revision?: RedoclyPlace;
  }[];
}

interface RedoclyPlace {
  readonly file: string;
  readonly line: number;
}

const GRAVITY = ["major", "minor", "patch"];

function compare(root: string, before: string, ref: string, old: ServiceEntry, entry: ServiceEntry): ServiceDiff {
  const redocly = join(dirname(createRequire(import.meta.url).resolve("@redocly/cli/package.json")), "bin", "cli.js");
  const files = [join(before, old.root), join(resolve(root), entry.root)];
  // Run beside the old tree, where the project's configuration with its plugin in TypeScript is not picked up.
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [redocly, "diff", ...files, "--format", "json", "--fail-on", "none", "--check-version", "--lint-config", "off"],
    {
      cwd: tmpdir(),
      encoding: "utf8",
      maxBuffer: 1 << 30,
      env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
    },
  );
  let report: RedoclyReport;
  try {
    report = JSON.parse(stdout) as RedoclyReport;
  } catch {
    // On Node 20 it announces in a box that it will go on without it, and has no switch for that.
    const said = stderr.split("\n").filter((line) => !/^\s*[╔║╚]/.test(line));
    throw new DiffError(
      `${entry.name} could not be compared with ${ref}: ${said.join("\n").trim() || `exit code ${status}`}`,
    );
  }
  const place = ({ file, line }: RedoclyPlace) => {
    const path = resolve(tmpdir(), file);
    const old = relative(before, path);
    return old.startsWith("..") ? `${relative(resolve(root), path)}:${line}` : `${ref}:${old}:${line}`;
  };
  const { infoVersions, bump } = report;
  const changes = [...report.changes]
    .filter((change) => !(change.path === "#/info" && change.property === "version"))
    .sort((a, b) => GRAVITY.indexOf(a.impact) - GRAVITY.indexOf(b.impact))
    .map(({ path, kind, impact, property, verdicts, base, revision }) => {
      const said = verdicts.map(({ message }) => message).join(" ");
      const at = revision ?? base;
      const what = property === undefined ? path : `${path}/${property}`;
      return `${impact.padEnd(5)}  ${said || `${kind} ${what}`}${at === undefined ? "" : `  ${place(at)}`}`;
    });
  return {
    name: entry.name,
    kind: changes.length === 0 ? "same" : (bump ?? "same"),
    from: infoVersions.base,
    to: infoVersions.revision,
    unbumped: status !== 0,
    changes,
  };
}

if (process.argv[1] === import.meta.filename) {
  const [ref = ""] = new Command("npm run diff --")
    .description("Rate what changed in the specs since a git ref by the semver bump that it needs.")
    .argument("<ref>", "a branch, a tag or a commit")
    .addHelpText(
      "after",
      "\nFails when a breaking change stands under the info.version of before.\n\nExample:\n  npm run diff -- main\n",
    )
    .showHelpAfterError("Example: npm run diff -- main")
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
    .parse().args;
  try {
    const diffs = diffSpecs(process.cwd(), ref);
    console.log(formatDiffs(diffs, ref));
    process.exitCode = diffs.some(isBreach) ? 1 : 0;
  } catch (error) {
    if (!(error instanceof DiffError)) throw error;
    console.error(`error: ${error.message}`);
    process.exitCode = 2;
  }
}
