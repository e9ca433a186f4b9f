// Parts of an operation that the client cannot carry: each is a warning, one a kind and operation, and none is dropped in
// silence.

import type { Problem } from "../problem/problem.js";
import type { PlacedOperation } from "./naming/place-operations.js";

export interface Losses {
  report(code: string, message: string, remedy: string): void;
}

/** For readers of an operation that do not report losses. */
export const noLosses: Losses = { report: () => {} };

/** Gathers the losses of one operation. */
export function lossesOf({ id, pointer }: Pick<PlacedOperation, "id" | "pointer">, problems: Problem[]): Losses {
  const reported = new Set<string>();
  return {
    report(code, message, remedy) {
      if (reported.has(code)) return;
      reported.add(code);
      problems.push({ code, severity: "warning", message, remedy, pointer, operationId: id });
    },
  };
}
