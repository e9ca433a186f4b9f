// The report of all fixtures.

import { type Difference, describeDifference } from "./compare/difference.js";

/** The parts of one operation that a fixture showed and that were compared. */
export interface Covered {
  readonly operationId: string;
  readonly status: number | undefined;
  readonly request: boolean;
  readonly response: boolean;
}

export interface FileReport {
  readonly file: string;
  readonly outcome: "pass" | "differs" | "skipped";
  /** Why it was skipped, or what was left out. */
  readonly notes: readonly string[];
  readonly differences: readonly Difference[];
  readonly covered: readonly Covered[];
}

export function skipped(file: string, why: string): FileReport {
  return { file, outcome: "skipped", notes: [why], differences: [], covered: [] };
}

/** A line for the file, and one for each difference. */
export function describeFile({ file, outcome, notes, differences }: FileReport): string {
  const why = [...new Set(notes)].join("; ");
  const head = `${outcome.padEnd(7)} ${file}${why === "" ? "" : `  (${why})`}`;
  const lines = differences.slice(0, 10).map((difference) => `        ${describeDifference(difference)}`);
  const more = differences.length > 10 ? [`        and ${differences.length - 10} more`] : [];
  return [head, ...lines, ...more].join("\n");
}
