// Warnings of one kind are printed once, with their number and their places: a document of a hundred operations is
// outdated in one way.

import type { Problem } from "./problem.js";

export interface ProblemGroup {
  readonly first: Problem;
  readonly all: readonly Problem[];
}

/** Errors stay by themselves: each has to be mended at its place. */
export function groupProblems(problems: readonly Problem[]): readonly ProblemGroup[] {
  const groups = new Map<string, Problem[]>();
  for (const [index, problem] of problems.entries()) {
    const { severity, code, message, remedy } = problem;
    const key = severity === "error" ? String(index) : JSON.stringify([code, message, remedy]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [problem]);
    else group.push(problem);
  }
  return [...groups.values()].map((all) => ({ first: all[0] as Problem, all }));
}

/** The number of groups of one kind that are printed: the next thousand add nothing. */
const mostPrinted = 20;

/** The first groups of each kind, and the number of the others. */
export function firstOfEach(groups: readonly ProblemGroup[]): {
  readonly shown: readonly ProblemGroup[];
  readonly more: readonly ProblemGroup[];
} {
  const kinds = new Map<string, { readonly first: Problem; count: number }>();
  const shown = groups.filter(({ first }) => {
    const key = `${first.severity} ${first.code}`;
    const kind = kinds.get(key) ?? { first, count: 0 };
    kinds.set(key, kind);
    kind.count += 1;
    return kind.count <= mostPrinted;
  });
  const more = [...kinds.values()].flatMap(({ first: { severity, code }, count }) => {
    if (count <= mostPrinted) return [];
    const first: Problem = { severity, code, message: `and ${count - mostPrinted} more` };
    return [{ first, all: [first] }];
  });
  return { shown, more };
}

const mostNamed = 3;

/** "in 13 operations: a, b, c and 10 more", or the lines of a file. */
export function whereElse({ all }: ProblemGroup): string {
  const operations = [...new Set(all.flatMap(({ operationId }) => operationId ?? []))];
  const places = [...new Set(all.flatMap(({ place }) => (place === undefined ? [] : `${place.file}:${place.line}`)))];
  const [list, kind] = operations.length > 1 ? [operations, "operations"] : [places, "places"];
  if (list.length < 2) return `${all.length} times`;
  const more = list.length > mostNamed ? ` and ${list.length - mostNamed} more` : "";
  return `in ${list.length} ${kind}: ${list.slice(0, mostNamed).join(", ")}${more}`;
}
