// The model of a list: how its pages follow each other, and what a page holds.

import type { TypeNode } from "./node.js";

export type Pager =
  | {
      readonly kind: "cursor";
      /** Paths in the query of the cursor parameters: `page[after]` is `["page", "after"]`. */
      readonly after: readonly string[];
      readonly before: readonly string[] | undefined;
      /** Paths in the body. */
      readonly items: readonly string[];
      readonly next: readonly string[];
      readonly previous: readonly string[] | undefined;
    }
  | {
      readonly kind: "number";
      readonly parameter: readonly string[];
      readonly items: readonly string[];
      readonly current: readonly string[];
      readonly pages: readonly string[];
      readonly total: readonly string[] | undefined;
      /** Path in the body of the number of items a page holds at most. */
      readonly size: readonly string[] | undefined;
    }
  | InferredPager;

/** A way of paging that a document shows without a word of ours. Paths as in the kinds above. */
export type InferredPager = {
  readonly items: readonly string[];
  /** Path in the body of what is false, or true, on the last page. */
  readonly more: readonly string[] | undefined;
  readonly last: readonly string[] | undefined;
} & (
  | {
      /** A value of the response is the parameter of the next page. */
      readonly kind: "token";
      readonly after: readonly string[];
      readonly before: readonly string[] | undefined;
      readonly next: readonly string[];
      readonly previous: readonly string[] | undefined;
      readonly inBody: boolean;
    }
  | {
      /** The last item's id is the parameter. */
      readonly kind: "item";
      readonly after: readonly string[];
      readonly before: readonly string[] | undefined;
      readonly id: readonly string[];
    }
  | ({ readonly kind: "offset" } & Numbers)
  | ({
      /** By page number; the request, not the body, says which page it is. */
      readonly kind: "counted";
      readonly pages: readonly string[] | undefined;
      /** Path in the body of the number of items a page holds at most. */
      readonly perPage: readonly string[] | undefined;
    } & Numbers)
  /** By `Link` header; `otherwise` where the document only lets us suppose that there is one. */
  | { readonly kind: "link"; readonly otherwise: InferredPager | undefined }
  | { readonly kind: "bodyLink"; readonly next: readonly string[]; readonly previous: readonly string[] | undefined }
);

/** Members of a page that are not about pages, and their paths in the body. */
export interface BesidePage {
  readonly type: TypeNode;
  readonly paths: readonly (readonly string[])[];
}

interface Numbers {
  readonly parameter: readonly string[];
  /** The first page's or item's number. */
  readonly first: number;
  /** Member with the number of items, and its maximum. */
  readonly size: readonly string[] | undefined;
  readonly maximum: number | undefined;
  readonly total: readonly string[] | undefined;
  readonly inBody: boolean;
}
