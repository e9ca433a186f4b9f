// A ledger, and what stands in it.

import type { Category } from "./categories.js";
import type { Counterpart } from "./household.js";

export interface Ledger {
  /** The household it belongs to: its accounts know of each other. */
  readonly seed: string;
  readonly kind: "current" | "savings" | "dollar";
  /** The first day, at midnight in UTC; milliseconds since 1970. */
  readonly since: number;
}

/** One movement. */
export interface Entry {
  /** When it happened; no two of an account at the same moment. */
  readonly at: number;
  /** When the bank booked it: before that it is pending. Never before that of the movement ahead of it. */
  readonly booked: number;
  readonly bookDate: string;
  readonly cents: number;
  /** The balance of the account after it. */
  readonly after: number;
  readonly category: Category;
  readonly description: string;
  readonly counterpart: Counterpart;
  /** The bank's kind of transaction. */
  readonly kind: "OV" | "IC" | "BEA";
  readonly purpose: string | null;
}
