import { ApiPromise, type Exchange } from "../call/api-promise.js";
import { type CallOptions, start } from "../call/call.js";
import { ConfigurationError, DecodeError } from "../errors.js";
import { isObject, valueAt } from "../json.js";
import type { Operation, PageParts, Pager, QueryPatch, Turn } from "../operation.js";
import { writeQuery } from "../request/query.js";
import type { Transport } from "../transport/transport.js";

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

/** A page that knows its number. */
export interface NumberedPage<T> extends Page<T> {
  /** Number of this page, from 1. */
  readonly number: number;
  /** Number of pages in all. */
  readonly totalPages: number;
  /** Items a page holds at most. */
  readonly size?: number;
  /** Number of items in all. */
  readonly totalCount?: number;
}

/** A page asked for by its number, of a list that need not know how many there are. */
export interface CountedPage<T> extends Page<T> {
  /** Number of this page, counted as the service counts. */
  readonly number: number;
  /** Number of pages in all. */
  readonly totalPages?: number;
  /** Number of items in all. */
  readonly totalCount?: number;
}

/** A page asked for by the place of its first item. */
export interface OffsetPage<T> extends Page<T> {
  /** Place of the first item, counted as the service counts. */
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

  /** Every item of every page. */
  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for await (const page of this.pages()) yield* page.items;
  }
}

/** Calls an operation that answers in pages. */
export function list<T, Result, P extends Page<T>>(
  transport: Transport,
  operation: Operation,
  ids: readonly unknown[],
  input: unknown,
  options: CallOptions = {},
): ListPromise<T, Result, P> {
  const { pager, query, body } = operation;
  const name = `${transport.service.name}: ${operation.name}`;
  const beside = body !== undefined && !pager?.inBody;
  const asked = beside ? options.query : (input ?? options.query);
  const turn = (patch: QueryPatch): ListPromise<T, Result, P> => {
    if (patch.every(([path, value]) => String(valueAt(asked, path)) === String(value))) {
      throw new DecodeError(`${name}: the answer leads to the page that was asked for, not to another.`);
    }
    // A link may hold a parameter that the spec does not know.
    const linked = Object.fromEntries(patch.map(([[member = ""]]) => [member, member]));
    const again: Operation = { ...operation, query: { ...linked, ...query } };
    // Under the key of the first page the service would repeat its first answer.
    const anew = { ...options, idempotencyKey: undefined };
    // The cursor goes where the service reads it from; a search is posted again with the same body.
    return beside
      ? list(transport, again, ids, without(input, patch), { ...anew, query: patched(asked, patch) })
      : list(transport, again, ids, patched(asked, patch), anew);
  };
  const decode = (body: unknown, headers: Headers): unknown =>
    new FetchedPage(read(pager, body, { operation, asked, headers }), turn, name);
  // Not by the facts: whatever those declare, another page is asked for in the query.
  const exchange: Exchange = start(transport, { ...operation, write: writeQuery, decode }, ids, input, options);
  return new ListPromise<T, Result, P>(exchange);
}

/** Reads a page as its pager does. */
export function read(pager: Pager | undefined, body: unknown, turn: Turn): PageParts {
  return (pager as { read(body: unknown, pager: unknown, turn: Turn): PageParts }).read(body, pager, turn);
}

class FetchedPage {
  readonly #go: (which: "next" | "previous") => Promise<unknown>;

  constructor(
    { items, facts, next, previous }: PageParts,
    turn: (patch: QueryPatch) => PromiseLike<unknown>,
    name: string,
  ) {
    Object.assign(this, { items, hasNext: next !== undefined, hasPrevious: previous !== undefined }, facts);
    this.#go = async (which) => {
      const patch = which === "next" ? next : previous;
      if (patch !== undefined) return turn(patch);
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
