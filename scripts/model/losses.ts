// What of an operation the client cannot carry: reported, a warning a kind and operation, and never dropped in silence.

import type { Problem } from "../problem/problem.js";
import type { PlacedOperation } from "./naming/place-operations.js";

export interface Losses {
  report(code: string, message: string, remedy: string): void;
}

/** For readers that ask what an operation holds without wanting to know what is lost. */
export const noLosses: Losses = { report: () => {} };

/** Gathers what one operation loses. */
export function lossesOf({ id, pointer }: Pick<PlacedOperation, "id" | "pointer">, problems: Problem[]): Losses {
  const told = new Set<string>();
  return {
    report(code, message, remedy) {
      if (told.has(code)) return;
      told.add(code);
      problems.push({ code, severity: "warning", message, remedy, pointer, operationId: id });
    },
  };
}
