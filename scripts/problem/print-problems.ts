// Problems as text: for people on a terminal, for a file, and for GitHub. Redocly can print its own findings
// (`formatProblems`), but only those that carry its `Source` objects: lint and model would come out as two lists in two
// layouts.

import { styleText } from "node:util";
import { firstOfEach, groupProblems, type ProblemGroup, whereElse } from "./group.js";
import { printable } from "./printable.js";
import { type Problem, sortProblems } from "./problem.js";

/** `color` is for a terminal; `github` adds workflow commands that GitHub shows beside the changed lines. */
export type ProblemStyle = "plain" | "color" | "github";

/** For GitHub each problem is one line, which it shows in the log and beside the code. */
export function formatProblems(problems: readonly Problem[], style: ProblemStyle): string {
  const sorted = sortProblems(problems);
  if (sorted.length === 0) return "";
  const { shown, more } = firstOfEach(groupProblems(sorted));
  if (style === "github") return `${[...shown.map(annotation), ...more.map(lineOf)].join("\n")}\n\n${totals(sorted)}\n`;
  const blocks = [...shown, ...more].map((group) => block(group, style === "color"));
  return `${blocks.join("\n\n")}\n\n${totals(sorted)}\n`;
}

export function printProblems(
  problems: readonly Problem[],
  stream: NodeJS.WritableStream & { isTTY?: boolean } = process.stdout,
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

function block(group: ProblemGroup, color: boolean): string {
  const { first: problem } = group;
  const paint = (format: Parameters<typeof styleText>[0], text: string) =>
    color ? styleText(format, text, { validateStream: false }) : text;
  const { place } = problem;
  const where =
    place === undefined ? "" : `${paint("cyan", `${printable(place.file)}:${place.line}:${place.column}`)}  `;
  const severity = paint(problem.severity === "error" ? "red" : "yellow", problem.severity);
  const single = group.all.length === 1;
  const operation = problem.operationId === undefined || !single ? "" : `  in ${inert(problem.operationId)}`;
  const lines = [`${where}${severity}  ${paint("dim", problem.code)}${operation}`, indent(problem.message)];
  if (problem.remedy !== undefined) lines.push(indent(`-> ${problem.remedy}`));
  if (!single) lines.push(indent(whereElse(group)));
  return lines.join("\n");
}

function lineOf({ first: { severity, code, message } }: ProblemGroup): string {
  return inert(`${severity}  ${code}: ${message}`);
}

function totals(problems: readonly Problem[]): string {
  const errors = problems.filter((problem) => problem.severity === "error").length;
  const count = (n: number, word: string) => `${n} ${word}${n === 1 ? "" : "s"}`;
  return `${count(errors, "error")}, ${count(problems.length - errors, "warning")}`;
}

// https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
function annotation(group: ProblemGroup): string {
  const { code, severity, message, remedy, place } = group.first;
  const data = (text: string) => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
  const property = (text: string) => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
  const where = place && `,file=${property(printable(place.file))},line=${place.line},col=${place.column}`;
  // The log shows the text alone.
  const start = place === undefined ? "" : `${place.file}:${place.line}:${place.column} `;
  const elsewhere = group.all.length === 1 ? [] : [whereElse(group)];
  const text = [`${start}${message}`, ...(remedy === undefined ? [] : [`-> ${remedy}`]), ...elsewhere].join("\n");
  return `::${severity} title=${property(code)}${where ?? ""}::${data(printable(text))}`;
}

function indent(text: string): string {
  return inert(text).replace(/^/gm, "  ");
}

/** Messages quote the spec: its text must not move the cursor, and not be taken for a workflow command by the runner. */
function inert(text: string): string {
  return printable(text).replace(/^([^\S\n]*):(?=:)/gm, "$1: ");
}
