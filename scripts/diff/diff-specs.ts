// Changes of the documents since a ref, rated by the semver bump that they need. Redocly's `diff` compares and rates; here its
// verdicts are put side by side for all services.

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import type { Job } from "../job/job.js";
import { selectJobs } from "../job/select-jobs.js";
import { readRegistry } from "../load/registry.js";
import { soundRegistry } from "../load/sound-registry.js";
import { commandIn } from "../terminal/checkout.js";
import { redoclyEnvironment, redoclyProgram } from "../terminal/redocly.js";
import { UsageError } from "../terminal/usage-error.js";
import type { ModelChange } from "./compare-models.js";
import { earlierDocument } from "./earlier-document.js";
import { modelChanges } from "./models.js";
import { type Bump, isRaised } from "./version-bump.js";

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
export class DiffError extends UsageError {
  override readonly name = "DiffError";
}

export async function diffSpecs(root: string, ref: string): Promise<readonly ServiceDiff[]> {
  redoclyProgram(root, "diff");
  const before = mkdtempSync(join(tmpdir(), "sharewright-diff-"));
  try {
    extract(root, ref, before);
    const then = readRegistry(before);
    const now = soundRegistry(root, "compared");
    const known: ServiceDiff[] = [];
    for (const entry of now) {
      const old = then.jobs.find((job) => job.name === entry.name);
      // An entry may have been there before its spec was.
      known.push(
        old !== undefined && existsSync(old.spec)
          ? withModel(compare(root, before, ref, old, entry), await modelChanges(old, entry))
          : { name: entry.name ?? "", kind: "new", unbumped: false, changes: [] },
      );
    }
    const gone = then.jobs.filter((old) => !now.some((entry) => entry.name === old.name));
    return [
      ...known,
      ...gone.map(({ name = "" }) => ({ name, kind: "removed" as const, unbumped: false, changes: [] })),
    ];
  } finally {
    rmSync(before, { recursive: true, force: true });
  }
}

/** One service against a document of before: a file, or one of an npm package. */
export async function diffDocument(root: string, before: string, service?: string): Promise<readonly ServiceDiff[]> {
  redoclyProgram(root, "diff");
  const [entry, ...others] = selectJobs(soundRegistry(root, "compared"), service === undefined ? [] : [service]);
  if (entry === undefined || others.length > 0) {
    const names = [entry, ...others].flatMap((each) => each?.name ?? []);
    throw new DiffError(`${before} is one document. Name the service to compare it with: ${names.join(", ")}.`);
  }
  const scratch = mkdtempSync(join(tmpdir(), "sharewright-diff-"));
  try {
    const spec = earlierDocument(before, root, entry.spec, scratch);
    const folder = dirname(spec);
    const old: Job = { ...entry, spec, root: folder, base: folder, overlays: [] };
    return [
      withModel(
        compare(root, folder, before, old, entry),
        await modelChanges({ ...old, overlays: entry.overlays }, entry),
      ),
    ];
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** The verdict about the wire, with the changes for callers beside it. */
function withModel(wire: ServiceDiff, found: readonly ModelChange[]): ServiceDiff {
  if (found.length === 0) return wire;
  const bump = [...found.map(({ impact }) => impact), wire.kind].sort(
    (a, b) => rank(a) - rank(b),
  )[0] as ServiceDiff["kind"];
  const changes = [...wire.changes, ...found.map(({ impact, message }) => `${impact.padEnd(5)}  ${message}`)];
  return {
    ...wire,
    kind: bump,
    unbumped: wire.unbumped || !isRaised(wire.from, wire.to, bump as Bump),
    changes: changes.sort((a, b) => rank(a.split(" ")[0] ?? "") - rank(b.split(" ")[0] ?? "")),
  };
}

function rank(impact: string): number {
  const index = GRAVITY.indexOf(impact);
  return index < 0 ? GRAVITY.length : index;
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

/** Whether the command fails. Minor changes and corrections may gather under one version until it is released. */
export function isBreach({ kind, unbumped }: ServiceDiff): boolean {
  return kind === "major" && unbumped;
}

/** The whole tree of the ref: its references may leave specs/. */
function extract(root: string, ref: string, target: string): void {
  const git = (...args: string[]) => spawnSync("git", args, { cwd: root, maxBuffer: 1 << 30 });
  if (git("rev-parse", "--git-dir").status !== 0) throw new DiffError(`${root} is not in a git repository.`);
  // `--` keeps a ref from being read as an option.
  if (git("rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`).status !== 0) {
    throw new DiffError(
      `git does not know "${ref}". Name a branch, a tag or a commit, for example: ${commandIn(root, "diff", "main")}`,
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

function compare(root: string, before: string, ref: string, old: Job, entry: Job): ServiceDiff {
  const redocly = redoclyProgram(root, "diff");
  const files = [old.spec, entry.spec];
  // Run beside the old tree, where the project's configuration with its plugin in TypeScript is not picked up.
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [redocly, "diff", ...files, "--format", "json", "--fail-on", "none", "--check-version", "--lint-config", "off"],
    {
      cwd: tmpdir(),
      encoding: "utf8",
      maxBuffer: 1 << 30,
      env: { ...process.env, ...redoclyEnvironment },
    },
  );
  let report: RedoclyReport;
  try {
    report = JSON.parse(stdout) as RedoclyReport;
  } catch {
    // On Node 20 Redocly announces in a box that it runs without it, and has no switch for that.
    const lines = stderr.split("\n").filter((line) => !/^\s*[╔║╚]/.test(line));
    throw new DiffError(
      `${entry.name} could not be compared with ${ref}: ${lines.join("\n").trim() || `exit code ${status}`}`,
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
      const messages = verdicts.map(({ message }) => message).join(" ");
      const at = revision ?? base;
      const what = property === undefined ? path : `${path}/${property}`;
      return `${impact.padEnd(5)}  ${messages || `${kind} ${what}`}${at === undefined ? "" : `  ${place(at)}`}`;
    });
  return {
    name: entry.name ?? "",
    kind: changes.length === 0 ? "same" : (bump ?? "same"),
    from: infoVersions.base,
    to: infoVersions.revision,
    unbumped: status !== 0,
    changes,
  };
}
