// What speaks for a pager: what a caller can ask for, and what comes back.

import type { InferredPager } from "../types/operation.js";
import type { PagingParameter } from "./request-evidence.js";
import type { ListResponse, ResponseField } from "./response-evidence.js";

/** What is known of an operation. */
export interface Evidence {
  readonly asked: readonly PagingParameter[];
  readonly inBody: boolean;
  readonly answered: ListResponse;
  readonly common: Pick<InferredPager, "items" | "more" | "last">;
  /** Path in the answer, as the caller's value has it. */
  readonly pathOf: (leaf: ResponseField | undefined) => readonly string[] | undefined;
}
