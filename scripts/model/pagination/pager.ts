// The pager of a list: by `x-pagination`, else by evidence in its parameters and its response.

import { isObject } from "../../document/json.js";
import { stringify } from "../../document/stringify.js";
import type { Problem } from "../../problem/problem.js";
import type { Pager } from "../types/pager.js";
import { type Declared, mismatches, pagerFrom } from "./declared.js";
import { inferPager } from "./inferred.js";
import type { PagerInput } from "./input.js";

/**
 * The pager of an operation. Its own `x-pagination` must fit; the document's applies wherever it does, so that an
 * operation that does not page needs no extension. Evidence counts in a document without any `x-pagination`.
 */
export function pagerOf(input: PagerInput): {
  readonly pager: Pager | undefined;
  readonly problems: readonly Problem[];
} {
  const own = input.operation["x-pagination"];
  if (own === false) return { pager: undefined, problems: [] };
  const declared = own ?? input.document.root["x-pagination"];
  if (declared === undefined) return { pager: inferPager(input), problems: [] };
  if (!isObject(declared)) return { pager: undefined, problems: [] };
  const faults = mismatches(declared as Declared, input);
  if (faults.length === 0) return { pager: pagerFrom(declared as Declared, input), problems: [] };
  if (own === undefined) return { pager: undefined, problems: [] };
  return {
    pager: undefined,
    problems: faults.map((fault) => ({
      code: "pager-mismatch",
      severity: "error",
      message: `x-pagination does not match the operation: ${fault}.`,
      remedy:
        "Correct x-pagination, or the parameter or schema it names; `x-pagination: false` says that it does not page.",
      pointer: `${input.pointer}/x-pagination`,
      operationId: stringify(input.operation.operationId),
    })),
  };
}
