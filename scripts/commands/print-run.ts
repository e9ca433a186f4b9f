// The result of a run of `generate`, for people and for programs.

import { printProblems } from "../problem/print-problems.js";
import { printable } from "../problem/printable.js";
import { hasErrors, type Problem } from "../problem/problem.js";
import { KEPT } from "../remote/address.js";
import type { Fetched } from "../remote/keeper.js";
import type { RunResult } from "../run/generate-apis.js";
import { addToJobSummary, markdownTable } from "../terminal/summary.js";

export interface RunPlace {
  /** How messages call what was written. */
  readonly folder: string;
  /** Whether it was compared, and not written. */
  readonly check: boolean;
  /** The command that writes it; undefined: the same without --check. */
  readonly again: string | undefined;
}

/** The report of `--json`. A member that is added here is no new version; one that changes or goes is. */
export interface RunReport {
  readonly version: 1;
  readonly ok: boolean;
  readonly seconds: number;
  readonly unchanged: readonly string[];
  readonly differences: RunResult["differences"];
  readonly problems: readonly Problem[];
  readonly fetched: RunResult["fetched"];
}

export function reportRun({ ok, unchanged, differences, problems, fetched }: RunResult, seconds: number): RunReport {
  return { version: 1, ok, seconds: Math.round(seconds * 1000) / 1000, unchanged, differences, problems, fetched };
}

/** The exit code. @param silent the report says it all. */
export function printRun(result: RunResult, place: RunPlace, seconds: number, silent = false): number {
  const lines = [...result.fetched.map((each) => fetchedLine(each, place)), ...sentences(result, place, seconds)];
  if (!silent) {
    printProblems(result.problems);
    for (const line of lines) console.log(line);
  }
  addToJobSummary("sharewright generate", [lines.join("\n\n"), problemTable(result.problems)].join("\n\n"));
  return result.ok ? 0 : 1;
}

function fetchedLine({ address, path, kind, sha256, before = "" }: Fetched, { check, again }: RunPlace): string {
  const from = printable(address);
  if (kind === "new") return `${from}: kept in ${path}, sha256 ${sha256}. Commit ${KEPT}/.`;
  if (kind === "same") return `${from}: as it is kept.`;
  const change = `${from} has changed: sha256 ${sha256}, and ${before} is kept.`;
  if (!check) return `${change} ${path} is the new one.`;
  return `${change} ${again === undefined ? "--update without --check" : `\`${again} --update\``} takes it.`;
}

/** How many of the files that were removed are named. */
const SHOWN = 20;

function sentences({ differences, ok, problems }: RunResult, place: RunPlace, seconds: number): readonly string[] {
  const { folder, check, again } = place;
  const time = `${seconds.toFixed(1)} s`;
  if (check && differences.length > 0) {
    const list = differences.map(({ kind, path }) => `  ${kind.padEnd(9)}  ${path}`);
    const onlyLineEnds = differences.every(({ kind }) => kind === "line ends");
    const remedy = onlyLineEnds
      ? "Only the line ends differ: Git checked the files out with CRLF. Add `* text=auto eol=lf` to .gitattributes, then `git add --renormalize .` and check out again."
      : `Run ${again === undefined ? "this without --check" : `\`${again}\``} and commit the result.`;
    return [`${folder} is not what the spec${again === undefined ? " gives" : "s give"}:`, ...list, remedy];
  }
  if (check && !ok && !hasErrors(problems)) return [`${folder} is what the kept documents give. (${time})`];
  if (!ok) return [folder === "" ? "Nothing was written." : `${folder} was left as it was. (${time})`];
  if (differences.length === 0) return [`${folder} is up to date. (${time})`];
  const count = (kind: string) => differences.filter((difference) => difference.kind === kind).length;
  const changed = count("differs");
  // By name, for somebody's own file may have been among them.
  const removed = differences.filter(({ kind }) => kind === "left over").map(({ path }) => `  removed  ${path}`);
  return [
    `${folder} written: ${changed} ${changed === 1 ? "file" : "files"} changed, ${count("missing")} new, ${removed.length} removed. (${time})`,
    ...removed.slice(0, SHOWN),
    ...(removed.length > SHOWN ? [`  and ${removed.length - SHOWN} more`] : []),
  ];
}

function problemTable(problems: readonly Problem[]): string {
  if (problems.length === 0) return "No findings.";
  const kinds = new Map<string, { first: Problem; count: number }>();
  for (const problem of problems) {
    const key = `${problem.severity} ${problem.code}`;
    const kind = kinds.get(key) ?? { first: problem, count: 0 };
    kinds.set(key, { ...kind, count: kind.count + 1 });
  }
  const rows = [...kinds.values()].map(({ first, count }) => [
    first.severity,
    first.code,
    String(count),
    first.place === undefined ? "" : `${first.place.file}:${first.place.line}`,
    first.message,
  ]);
  return markdownTable(["", "code", "found", "first at", "first message"], rows);
}
