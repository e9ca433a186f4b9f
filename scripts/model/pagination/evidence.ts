// Evidence for a pager: the parameters of the request, and the fields of the response.

import type { InferredPager } from "../types/pager.js";
import type { PagingParameter } from "./request-evidence.js";
import type { ListResponse, ResponseField } from "./response-evidence.js";

/** Facts of an operation. */
export interface Evidence {
  readonly parameters: readonly PagingParameter[];
  readonly inBody: boolean;
  readonly response: ListResponse;
  readonly common: Pick<InferredPager, "items" | "more" | "last">;
  /** Path in the response, as the caller's value has it. */
  readonly pathOf: (field: ResponseField | undefined) => readonly string[] | undefined;
}
