// Searching by POST: a query, an order and a page in the body.

import type { Answer, Call } from "../../../service.js";
import type { Stored } from "../../../world/state/store.js";
import type { PersonaCaller } from "../organizations.js";
import { finds, inOrder, type Query, refusedSearch, type Searchable, type Sort } from "./search-query.js";

interface PageRequest {
  readonly after?: string;
  readonly before?: string;
  readonly size?: number;
}

type SearchCall = Omit<Call<unknown, PersonaCaller>, "body" | "query"> & {
  readonly query: { readonly page?: PageRequest };
  readonly body: { readonly query?: Query; readonly sort?: Sort; readonly page?: PageRequest };
};

interface Searched<T> {
  /** All that the caller's organization has, the newest first. */
  readonly all: readonly T[];
  readonly by: Searchable<T>;
  /** The assumption that says which page counts when the query string and the body both give one. */
  readonly precedence: string;
  /** Whether it can be found at all. */
  readonly isIndexed: (record: T) => boolean;
}

export function search<T extends Stored & { readonly type: string }>(
  call: SearchCall,
  { all, by, precedence, isIndexed }: Searched<T>,
): Answer {
  const { query, sort } = call.body;
  const refused = refusedSearch(call.body, by, call);
  if (refused !== undefined) throw refused;
  const isFound = (record: T) => isIndexed(record) && (query === undefined || finds(query, record, by));
  return { page: call.page(inOrder(all, sort, by), chosenPage(call, precedence), isFound) };
}

/** The page of the query string or of the body, member by member. */
function chosenPage({ query, body, search: sent, assume }: SearchCall, precedence: string) {
  const isGiven = (name: string) => sent.has(`page[${name}]`);
  const inQuery = isGiven("after") || isGiven("before") ? query.page : undefined;
  const inBody = body.page?.after !== undefined || body.page?.before !== undefined ? body.page : undefined;
  const size = isGiven("size") ? query.page?.size : undefined;
  const prefersBody = assume<string>(precedence) === "body";
  const { after, before } = (prefersBody ? (inBody ?? inQuery) : (inQuery ?? inBody)) ?? {};
  return { after, before, size: (prefersBody ? (body.page?.size ?? size) : (size ?? body.page?.size)) ?? 10 };
}
