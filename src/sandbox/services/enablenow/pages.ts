// Pages by number, under whichever names an operation has for them, and the order of lists.

import type { NumberedPage } from "../../answer/pagination.js";
import type { TypedRecord, World } from "../../service.js";

interface PageParameters {
  readonly page: string;
  readonly size: string;
  /** The assumption about the largest size, where the vendor does not name it. */
  readonly largest?: string;
}

const jobs: PageParameters = { page: "Page", size: "PageSize", largest: "list-categorization-jobs-page-size" };

/** By operation. */
export const numberedPages: Readonly<Record<string, PageParameters>> = {
  listShares: { page: "page", size: "pageSize", largest: "list-shares-page-size-maximum" },
  listConsentsV2: { page: "page", size: "pageSize" },
  listAccounts: { page: "Page", size: "Size", largest: "list-accounts-size-maximum" },
  listCategorizationJobs: jobs,
  listCategorizationJobsV2: jobs,
};

/** How many items a page may hold. */
export function largestPage(operation: string, { assume }: World): number {
  const name = numberedPages[operation]?.largest;
  return name !== undefined && /\b1000\b/.test(String(assume(name))) ? 1000 : 100;
}

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

/** Records with the newest first, in the order that an assumption gives their list. */
export function inListOrder<T>({ assume }: World, name: string, newestFirst: readonly T[]): readonly T[] {
  return /oldest first/.test(assume(name)) ? [...newestFirst].reverse() : newestFirst;
}
