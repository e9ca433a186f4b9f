import { ApiPromise } from "../call/api-promise.js";
import { type CallOptions, start } from "../call/call.js";
import { type Caller, captureCaller } from "../call/caller.js";
import { ConfigurationError, DecodeError } from "../errors.js";
import { isObject, valueAt } from "../json.js";
import type { Exchange, Operation, PageParts, QueryPatch } from "../operation.js";
import { writeQuery } from "../request/query.js";
import { checkOptions } from "../transport/options/check-options.js";
import type { Transport } from "../transport/service.js";
import { besideItems, readPage } from "./page-body.js";

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
  /** Fetches the page after this one. Rejects with a {@link ConfigurationError} on the last page: see `hasNext`. */
  next(): Promise<this>;
  /** Fetches the page before this one. Rejects with a {@link ConfigurationError} on the first page: see `hasPrevious`. */
  previous(): Promise<this>;
}

/** A page that names its neighbours by cursor. */
export interface CursorPage<T> extends Page<T> {
  /** Cursor of the page after this one. */
  readonly nextCursor?: string;
  /** Cursor of the page before this one. */
  readonly previousCursor?: string;
}

/** A page that has a number. */
export interface CountedPage<T> extends Page<T> {
  /** Number of this page, counted as the service counts. */
  readonly number: number;
  /** Number of pages in all. */
  readonly totalPages?: number;
  /** Items a page holds at most. */
  readonly size?: number;
  /** Number of items in all. */
  readonly totalCount?: number;
}

/** A page of a list that always states how many pages there are. */
export interface NumberedPage<T> extends CountedPage<T> {
  readonly totalPages: number;
}

/** A page by the position of its first item. */
export interface OffsetPage<T> extends Page<T> {
  /** Position of the first item, counted as the service counts. */
  readonly offset: number;
  /** Number of items in all. */
  readonly totalCount?: number;
}

/**
 * The promise of a list. Awaiting it gives the first page; iterating over it gives every item of every page, fetched as
 * they are needed; `pages()` gives the pages.
 */
export class ListPromise<T, Result = unknown, P extends Page<T> = Page<T>> extends ApiPromise<P, Result> {
  /** Every page from the first on. */
  async *pages(): AsyncGenerator<P, void, undefined> {
    let page: P = await this;
    yield page;
    while (page.hasNext) {
      page = await page.next();
      yield page;
    }
  }

  /** All items in an array, or the first `limit` of them. */
  async toArray(options: { readonly limit?: number | undefined } = {}): Promise<T[]> {
    checkOptions("toArray", options);
    const { limit = Number.POSITIVE_INFINITY } = options;
    const items: T[] = [];
    for await (const page of this.pages()) {
      // One by one: a call takes no more arguments than the stack holds.
      for (const item of page.items.slice(0, limit - items.length)) items.push(item);
      // Of a limit that is no whole number, the rest is no item.
      if (items.length > limit - 1) break;
    }
    return items;
  }

  /** Every item of every page. */
  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for await (const page of this.pages()) yield* page.items;
  }
}

/**
 * The way to a page, to notice cursors that lead round in a circle (Brent): one page is remembered, and another after each
 * doubling of the steps, so that a circle of any length comes upon it.
 */
interface Trail {
  readonly steps: number;
  readonly mark: string;
}

/** Calls an operation that answers in pages. */
export function list<T, Result, P extends Page<T>>(
  transport: Transport,
  operation: Operation,
  ids: readonly unknown[],
  input: unknown,
  options: CallOptions = {},
  /** Its further pages are fetched for the caller of the first one. */
  caller: Caller = captureCaller(),
  trail: Trail = { steps: 0, mark: "" },
): ListPromise<T, Result, P> {
  const { pager, query, body } = operation;
  const name = `${transport.service.name}: ${operation.name}`;
  const inQuery = body !== undefined && !pager?.inBody;
  const parameters = inQuery ? options.query : (input ?? options.query);
  const goTo = (patch: QueryPatch, isNext: boolean): ListPromise<T, Result, P> => {
    const target = JSON.stringify(patch);
    if (
      patch.every(([path, value]) => String(valueAt(parameters, path)) === String(value)) ||
      (isNext && target === trail.mark)
    ) {
      throw new DecodeError(`${name}: the answer leads to the same page again, not to another.`);
    }
    const steps = isNext ? trail.steps + 1 : 0;
    const further = { steps, mark: isNext && (steps & (steps - 1)) !== 0 ? trail.mark : target };
    // A link may hold a parameter that the spec does not know.
    const linked = Object.fromEntries(patch.map(([[member = ""]]) => [member, member]));
    const again: Operation = { ...operation, query: { ...linked, ...query } };
    // Under the key of the first page the service would repeat its first answer.
    const anew = { ...options, idempotencyKey: undefined };
    // The cursor goes where the service reads it from; a search is posted again with the same body.
    const moved = patched(parameters, patch);
    return list(
      transport,
      again,
      ids,
      inQuery ? without(input, patch) : moved,
      inQuery ? { ...anew, query: moved } : anew,
      caller,
      further,
    );
  };
  const decode = (body: unknown, headers: Headers): unknown =>
    new FetchedPage(
      readPage(pager, body, { operation, parameters, headers }),
      besideItems(body, pager?.beside),
      goTo,
      name,
    );
  // `writeQuery` is set here, because the paging parameters go into the query also where the spec declares none.
  const exchange: Exchange = start(transport, { ...operation, write: writeQuery, decode }, ids, input, options, caller);
  return new ListPromise<T, Result, P>(exchange);
}

class FetchedPage {
  readonly #go: (which: "next" | "previous") => Promise<unknown>;

  constructor(
    { items, facts, next, previous }: PageParts,
    beside: object,
    goTo: (patch: QueryPatch, isNext: boolean) => PromiseLike<unknown>,
    name: string,
  ) {
    const { included } = items;
    Object.assign(
      this,
      beside,
      included && { included },
      { items: included ? [...items] : items, hasNext: next !== undefined, hasPrevious: previous !== undefined },
      facts,
    );
    this.#go = async (which) => {
      const patch = which === "next" ? next : previous;
      if (patch !== undefined) return goTo(patch, which === "next");
      throw new ConfigurationError(`${name}: there is no ${which} page.`);
    };
  }

  next(): Promise<unknown> {
    return this.#go("next");
  }

  previous(): Promise<unknown> {
    return this.#go("previous");
  }
}

function patched(query: unknown, patch: QueryPatch): object {
  return patch.reduce<unknown>((tree, [path, value]) => put(tree, path, value, true), query) as object;
}

/** Takes the members that `patch` sets out of a body which may hold them too. */
function without(body: unknown, patch: QueryPatch): unknown {
  return patch.reduce<unknown>((tree, [path]) => put(tree, path, undefined, false), body);
}

function put(tree: unknown, [head = "", ...tail]: readonly string[], value: unknown, create: boolean): unknown {
  const members = isObject(tree) ? tree : {};
  if (!create && !(head in members)) return tree;
  return { ...members, [head]: tail.length === 0 ? value : put(members[head], tail, value, create) };
}
