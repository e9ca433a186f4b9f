// How a figure is taken: contenders take turns, so that a slow minute of the machine falls on all of them, and the median
// stands for many runs.

import { spawnSync } from "node:child_process";

export interface Figure {
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
}

/** One line of the table: ours against a rival's figure, or against a fixed size. */
export interface Row {
  readonly work: string;
  readonly ours: Figure;
  readonly rival?: Figure;
  readonly unit: string;
  /** Of the rival's median; of nothing, in `unit`, when there is no rival. */
  readonly bar?: number;
  /** More is better: the bar is the least. */
  readonly least?: true;
}

export function figure(values: readonly number[]): Figure {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1] ?? Number.NaN, sorted[sorted.length >> 1] ?? Number.NaN];
  return { median: (low + high) / 2, lowest: sorted[0] ?? Number.NaN, highest: sorted.at(-1) ?? Number.NaN };
}

/** Runs every contender once a round, and gives back what each measured. */
export function inTurns<Name extends string>(
  rounds: number,
  contenders: Readonly<Record<Name, () => number>>,
): Record<Name, Figure> {
  const names = Object.keys(contenders) as Name[];
  const values = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) values.get(name)?.push(contenders[name]());
  }
  return Object.fromEntries([...values].map(([name, taken]) => [name, figure(taken)])) as Record<Name, Figure>;
}

/** Seconds from start to end of a Node process; throws if it ends with another status than those in `expected`. */
export function timeNode(cwd: string, args: readonly string[], expected: readonly number[] = [0]): number {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: "utf8" });
  const seconds = (performance.now() - started) / 1000;
  if (!expected.includes(status ?? -1)) {
    throw new Error(`node ${args.join(" ")} ended with ${status}:\n${stdout}${stderr}`);
  }
  return seconds;
}

/** The most memory that a Node process held at once, in MB; throws if it fails. */
export function memoryOfNode(cwd: string, args: readonly string[]): number {
  const told = String.raw`process.on("exit", () => console.error("\npeak=" + process.resourceUsage().maxRSS));`;
  const watched = ["--import", `data:text/javascript,${encodeURIComponent(told)}`, ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, watched, { cwd, encoding: "utf8" });
  const kilobytes = /peak=(\d+)/.exec(stderr)?.[1];
  if (status !== 0 || kilobytes === undefined)
    throw new Error(`node ${args.join(" ")} ended with ${status}:\n${stdout}${stderr}`);
  return Number(kilobytes) / 1000;
}

const columns = [74, 8, 8, 8, 0];

export function printHead(): void {
  printLine(["", "ratio", "bar", "", "median (lowest to highest)"]);
}

export function printRow({ work, ours, rival, unit, bar, least }: Row): void {
  const ratio = ours.median / (rival?.median ?? 1);
  const [sign, before, after] = rival === undefined ? [` ${unit}`, "", ""] : ["x", "against ", describe(rival, unit)];
  printLine([
    work,
    // Of what the rival does not do at all there is no ratio.
    rival === undefined || rival.median === 0 ? "" : `${ratio.toFixed(2)}x`,
    bar === undefined ? "" : `${least ? ">=" : ""}${bar}${sign}`,
    bar === undefined ? "" : (least ? ratio >= bar : ratio <= bar) ? "met" : "MISSED",
    `${describe(ours, unit)} ${before}${after}`.trimEnd(),
  ]);
}

function printLine(cells: readonly string[]): void {
  console.log(
    cells
      .map((cell, index) => cell.padEnd(columns[index] ?? 0))
      .join("")
      .trimEnd(),
  );
}

function describe({ median, lowest, highest }: Figure, unit: string): string {
  const spread = lowest === highest ? "" : ` (${round(lowest)} to ${round(highest)})`;
  return `${round(median)} ${unit}`.trimEnd() + spread;
}

function round(value: number): string {
  return value >= 1000 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}
