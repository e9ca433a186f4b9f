// Everything that is wrong with a spec, in one shape and printed in one place. Redocly can print its own findings
// (`formatProblems`), but only those that carry its `Source` objects, and on its own: lint and model findings would come
// out as two lists in two layouts. So its findings become `Problem`s in load.ts and all are printed here, sorted by place.

import { styleText } from "node:util";
import { printable } from "./printable.js";

export interface Place {
  /** Relative to the project, with forward slashes. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface Problem {
  /** A rule of Redocly or of our plugin, or a code of the model. */
  readonly code: string;
  readonly severity: "error" | "warning";
  /** What is wrong, and with what. */
  readonly message: string;
  /** What to do about it. */
  readonly remedy?: string | undefined;
  /** JSON pointer into the bundled document; `LoadedService.locate` turns it into a place. */
  readonly pointer?: string | undefined;
  readonly operationId?: string | undefined;
  readonly place?: Place | undefined;
}

/** `color` for people on a terminal, `github` adds workflow commands that GitHub shows beside the changed lines. */
export type ProblemStyle = "plain" | "color" | "github";

export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === "error");
}

/** By place, then code; what is found twice (lint and bundler meet the same dangling $ref) is listed once. */
export function sortProblems(problems: readonly Problem[]): readonly Problem[] {
  const sorted = [...problems].sort(
    (a, b) =>
      compareText(a.place?.file ?? "", b.place?.file ?? "") ||
      (a.place?.line ?? 0) - (b.place?.line ?? 0) ||
      (a.place?.column ?? 0) - (b.place?.column ?? 0) ||
      compareText(a.code, b.code) ||
      compareText(a.message, b.message),
  );
  const key = (problem: Problem) => JSON.stringify([problem.place, problem.code, problem.message, problem.operationId]);
  const keys = sorted.map(key);
  return sorted.filter((_, index) => index === 0 || keys[index] !== keys[index - 1]);
}

export function formatProblems(problems: readonly Problem[], style: ProblemStyle): string {
  const sorted = sortProblems(problems);
  if (sorted.length === 0) return "";
  const { shown, more } = firstOfEach(sorted);
  const blocks = [...shown, ...more].map((problem) => block(problem, style === "color"));
  const annotations = style === "github" ? `${shown.map(annotation).join("\n")}\n\n` : "";
  return `${blocks.join("\n\n")}\n\n${annotations}${totals(sorted)}\n`;
}

/** So many of one kind are printed: the next thousand say nothing new. */
const printed = 20;

function firstOfEach(problems: readonly Problem[]): { shown: readonly Problem[]; more: readonly Problem[] } {
  const kinds = new Map<string, { readonly first: Problem; count: number }>();
  const shown = problems.filter((problem) => {
    const key = `${problem.severity} ${problem.code}`;
    const kind = kinds.get(key) ?? { first: problem, count: 0 };
    kinds.set(key, kind);
    kind.count += 1;
    return kind.count <= printed;
  });
  const more = [...kinds.values()].flatMap(({ first: { severity, code }, count }) =>
    count > printed ? [{ severity, code, message: `and ${count - printed} more` }] : [],
  );
  return { shown, more };
}

export function printProblems(
  problems: readonly Problem[],
  stream: NodeJS.WritableStream & { isTTY?: boolean } = process.stderr,
  env: NodeJS.ProcessEnv = process.env,
): void {
  const text = formatProblems(problems, problemStyle(stream, env));
  if (text !== "") stream.write(text);
}

/** CI wins over the terminal: runners of some vendors give their jobs a pseudo terminal. */
export function problemStyle(stream: { isTTY?: boolean }, env: NodeJS.ProcessEnv): ProblemStyle {
  if (inCi(env)) return "github";
  return stream.isTTY === true && (env.NO_COLOR ?? "") === "" ? "color" : "plain";
}

export function inCi(env: NodeJS.ProcessEnv): boolean {
  const set = (value: string | undefined) => value !== undefined && value !== "" && value !== "0" && value !== "false";
  return set(env.CI) || set(env.GITHUB_ACTIONS);
}

function block(problem: Problem, color: boolean): string {
  const paint = (format: Parameters<typeof styleText>[0], text: string) =>
    color ? styleText(format, text, { validateStream: false }) : text;
  const { place } = problem;
  const where =
    place === undefined ? "" : `${paint("cyan", `${printable(place.file)}:${place.line}:${place.column}`)}  `;
  const severity = paint(problem.severity === "error" ? "red" : "yellow", problem.severity);
  const operation = problem.operationId === undefined ? "" : `  in ${inert(problem.operationId)}`;
  const lines = [`${where}${severity}  ${paint("dim", problem.code)}${operation}`, indent(problem.message)];
  if (problem.remedy !== undefined) lines.push(indent(`-> ${problem.remedy}`));
  return lines.join("\n");
}

function totals(problems: readonly Problem[]): string {
  const errors = problems.filter((problem) => problem.severity === "error").length;
  const count = (n: number, word: string) => `${n} ${word}${n === 1 ? "" : "s"}`;
  return `${count(errors, "error")}, ${count(problems.length - errors, "warning")}`;
}

// https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
function annotation({ code, severity, message, remedy, place }: Problem): string {
  const data = (text: string) => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
  const property = (text: string) => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
  const where = place && `,file=${property(printable(place.file))},line=${place.line},col=${place.column}`;
  const text = remedy === undefined ? message : `${message}\n-> ${remedy}`;
  return `::${severity} title=${property(code)}${where ?? ""}::${data(printable(text))}`;
}

function indent(text: string): string {
  return inert(text).replace(/^/gm, "  ");
}

/** Messages quote the spec: its text must not move the cursor, and not be taken for a workflow command by the runner. */
function inert(text: string): string {
  return printable(text).replace(/^([^\S\n]*):(?=:)/gm, "$1: ");
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
