// What speaks for a pager: what a caller can ask for, and what comes back.

import type { InferredPager } from "../types/operation.js";
import type { Asked } from "./request-evidence.js";
import type { Answered, Leaf } from "./response-evidence.js";

/** What is known of an operation. */
export interface Evidence {
  readonly asked: readonly Asked[];
  readonly inBody: boolean;
  readonly answered: Answered;
  readonly common: Pick<InferredPager, "items" | "more" | "last">;
  /** Path in the answer, as the caller's value has it. */
  readonly pathOf: (leaf: Leaf | undefined) => readonly string[] | undefined;
}
