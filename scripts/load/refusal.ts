// A refused document: thrown where the reason is found, and shown with the other problems.

import type { Place, Problem } from "../problem/problem.js";

export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly problem: Problem;

  constructor(problem: Omit<Problem, "severity">) {
    super(problem.message);
    this.problem = { ...problem, severity: "error" };
  }
}

export function startOf(file: string): Place {
  return { file, line: 1, column: 1 };
}
