// The one shape of a problem: of Redocly's findings, of the model's, and of a run that fails.

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
  /** The mistake, and the thing that has it. */
  readonly message: string;
  /** The remedy. */
  readonly remedy?: string | undefined;
  /** JSON pointer into the bundled document; `LoadedService.locate` turns it into a place. */
  readonly pointer?: string | undefined;
  readonly operationId?: string | undefined;
  readonly place?: Place | undefined;
}

export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === "error");
}

/** By place, then code; a problem that is found twice (lint and bundler meet the same dangling $ref) is listed once. */
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

// https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
