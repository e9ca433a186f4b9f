// The outcome of a call, as its client reports it.

import { ApiError, ConnectionError, SharewrightError } from "../../../src/index.js";
import type { Ledger } from "./ledger.js";

export type Outcome<T> =
  | { readonly kind: "done"; readonly value: T }
  | { readonly kind: "refused"; readonly status: number }
  /** Not carried out, for no fault of the call. */
  | { readonly kind: "failed"; readonly error: unknown }
  | { readonly kind: "unknown"; readonly error: SharewrightError };

/** Statuses that only faults have here: no call of the test deserves one. */
const byFaults: ReadonlySet<number> = new Set([401, 429, 500, 503]);

export async function outcomeOf<T>(call: PromiseLike<T>): Promise<Outcome<T>> {
  try {
    return { kind: "done", value: await call };
  } catch (error) {
    if (!(error instanceof SharewrightError)) throw error;
    if (error.outcome === "unknown") return { kind: "unknown", error };
    if (error instanceof ApiError && !byFaults.has(error.status)) return { kind: "refused", status: error.status };
    if (error instanceof ApiError || error instanceof ConnectionError) return { kind: "failed", error };
    throw error;
  }
}

/** What a call deserves: `granted`, or the status that refuses it. */
export type Deserved = "granted" | number;

/**
 * Whether a call was carried out: as its client says, or, where that is unknown, as `hasHappened` finds.
 *
 * @throws if it came to anything but what it deserves.
 */
export function carriedOut<T>(
  outcome: Outcome<T>,
  deserved: Deserved,
  { stormy }: Ledger,
  hasHappened: () => boolean = () => false,
): boolean {
  const told = outcome.kind === "refused" ? outcome.status : outcome.kind === "done" ? "granted" : undefined;
  if (told !== undefined && told !== deserved) throw new Error(`The call deserves ${deserved}, and was told ${told}.`);
  if (told === undefined && !stormy) {
    throw new Error("The call failed in fair weather.", { cause: (outcome as { error: unknown }).error });
  }
  if (outcome.kind === "done") return true;
  if (outcome.kind !== "unknown" || !hasHappened()) return false;
  if (deserved !== "granted") throw new Error(`The call deserves ${deserved}, and was carried out.`);
  return true;
}
