// Pages by number, under whichever names an operation has for them.

import type { NumberedPage } from "../../answer/pagination.js";
import type { TypedRecord } from "../../service.js";

export function pageOf<T extends TypedRecord>(
  records: readonly T[],
  page: number | undefined,
  size: number | undefined,
): NumberedPage<T> {
  const [at, most] = [page ?? 1, size ?? 50];
  return {
    kind: "number",
    items: records.slice((at - 1) * most, at * most),
    page: at,
    size: most,
    total: records.length,
  };
}
