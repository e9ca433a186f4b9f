import { describe, expect, expectTypeOf, test } from "vitest";
import type { CallOptions } from "../../../src/call/call.js";
import {
  ConfigurationError,
  type CursorPage,
  DecodeError,
  ListPromise,
  type NumberedPage,
  type Page,
} from "../../../src/index.js";
import {
  type CursorPager,
  commaItems,
  deepMembers,
  flattenItems,
  list,
  type NumberPager,
  type Operation,
  prepareJson,
  readCursorPage,
  readNumberedPage,
  unwrapData,
} from "../../../src/runtime/index.js";
import { byRequest, failure, json, type Sent, shop } from "../shop.js";

const cursorPager = {
  read: readCursorPage,
  items: unwrapData,
  next: ["links", "next"],
  previous: ["links", "prev"],
  after: ["page", "after"],
  before: ["page", "before"],
} satisfies CursorPager;

const numberPager = {
  read: readNumberedPage,
  items: unwrapData,
  current: ["paging", "page"],
  pages: ["paging", "pages"],
  parameter: ["page"],
} satisfies NumberPager;

const listItems = {
  name: "items.list",
  method: "GET",
  path: "/shelves/{shelf}/items",
  query: { page: ["page", deepMembers], filter: ["filter", deepMembers] },
  pager: cursorPager,
} satisfies Operation;

const searchItems = {
  name: "items.search",
  method: "POST",
  path: "/shelves/{shelf}/search",
  query: { page: ["page", deepMembers], include: ["include", commaItems] },
  body: { required: true },
  prepare: prepareJson,
  pager: cursorPager,
} satisfies Operation;

const listByNumber = {
  ...listItems,
  query: { page: "page", size: "page-size" },
  pager: numberPager,
} satisfies Operation;

/** A service with the items a1, a2, b1, b2, c1 on three pages: by cursor, or by number. */
function shelf(change: (body: Record<string, unknown>, request: Request) => unknown = (body) => body) {
  const pages = [["a1", "a2"], ["b1", "b2"], ["c1"]];
  const sent: Sent[] = [];
  const fetch = byRequest(async (request) => {
    sent.push({
      method: request.method,
      url: request.url,
      headers: Object.fromEntries(request.headers),
      body: await request.text(),
    });
    const { searchParams } = new URL(request.url);
    const cursor = searchParams.get("page[after]") ?? searchParams.get("page[before]") ?? "0";
    const index = Number(searchParams.get("page") ?? Number(cursor) + 1) - 1;
    const body = {
      data: pages[index],
      links: {
        next: index < 2 ? `/elsewhere?page[after]=${index + 1}` : null,
        prev: index > 0 ? `/elsewhere?page[before]=${index - 1}` : null,
      },
      paging: { page: index + 1, pages: 3 },
    };
    return json(200, change(body, request));
  });
  const call = <P extends Page<string> = CursorPage<string>>(
    operation: Operation,
    input?: unknown,
    options?: CallOptions,
  ) => list<string, unknown, P>(shop({ fetch, retry: false }), operation, ["s/1"], input, options);
  return { sent, call };
}

async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of source) all.push(one);
  return all;
}

const all = ["a1", "a2", "b1", "b2", "c1"];
const queries = (sent: readonly Sent[]) => sent.map(({ url }) => decodeURIComponent(new URL(url).search));

describe("a list by cursor", () => {
  test("awaited is its first page", async () => {
    const { sent, call } = shelf();
    const promise = call(listItems);
    expect(promise).toBeInstanceOf(ListPromise);
    const page = await promise;
    expectTypeOf(page).toEqualTypeOf<CursorPage<string>>();
    expect(page).toMatchObject({ items: ["a1", "a2"], hasNext: true, hasPrevious: false, nextCursor: "1" });
    expect(page).not.toHaveProperty("previousCursor");
    expect(sent).toHaveLength(1);
  });

  test("iterated gives every item, fetched as needed", async () => {
    const { sent, call } = shelf();
    const items = call(listItems);
    for await (const item of items) {
      expectTypeOf(item).toEqualTypeOf<string>();
      if (item === "b2") break;
      expect(sent).toHaveLength(item.startsWith("a") ? 1 : 2);
    }
    expect(sent).toHaveLength(2);
    expect(await collect(items)).toEqual(all);
  });

  test("gives its pages too", async () => {
    const pages = await collect(shelf().call(listItems).pages());
    expect(pages.map(({ items, hasNext, hasPrevious }) => [items.length, hasNext, hasPrevious])).toEqual([
      [2, true, false],
      [2, true, true],
      [1, false, true],
    ]);
  });

  test("leaving early fetches no more", async () => {
    const { sent, call } = shelf();
    for await (const _ of call(listItems)) break;
    for await (const _ of call(listItems).pages()) break;
    expect(sent).toHaveLength(2);
  });

  test("keeps ids, filters and page size from page to page, and only one cursor", async () => {
    const { sent, call } = shelf();
    const first = await call(listItems, { filter: { status: "open" }, page: { size: 2 } });
    const third = await (await first.next()).next();
    await third.previous();
    expect(queries(sent)).toEqual([
      "?filter[status]=open&page[size]=2",
      "?filter[status]=open&page[size]=2&page[after]=1",
      "?filter[status]=open&page[size]=2&page[after]=2",
      "?filter[status]=open&page[size]=2&page[before]=1",
    ]);
    expect(new Set(sent.map(({ url }) => url.split("?")[0]))).toEqual(
      new Set(["https://shop.test/v1/shelves/s%2F1/items"]),
    );
  });

  test("keeps headers from page to page", async () => {
    const { sent, call } = shelf();
    await collect(call(listItems, {}, { headers: { "x-mine": "1" } }));
    expect(sent.map(({ headers }) => headers["x-mine"])).toEqual(["1", "1", "1"]);
  });

  test("never changes the caller's input", async () => {
    const input = { page: { size: 2 } };
    await collect(shelf().call(listItems, input));
    expect(input).toEqual({ page: { size: 2 } });
  });

  test("a link to another origin is not followed, only its cursor is taken", async () => {
    const { sent, call } = shelf((body) => {
      const links = body.links as { next: string | null };
      return { ...body, links: { next: links.next && `https://evil.test${links.next}&filter[status]=all` } };
    });
    expect(await collect(call(listItems))).toEqual(all);
    expect(new Set(sent.map(({ url }) => new URL(url).origin))).toEqual(new Set(["https://shop.test"]));
    expect(queries(sent)).toEqual(["", "?page[after]=1", "?page[after]=2"]);
  });

  test("a next link without a cursor is an error that names the operation", async () => {
    const { call } = shelf((body) => ({ ...body, links: { next: "/elsewhere" } }));
    const error = await failure(call(listItems));
    expect(error).toBeInstanceOf(DecodeError);
    expect(error.message).toContain("shop: items.list: The link to the next page has no `page[after]`");
  });

  test("an answer without its items is an error", async () => {
    expect(await failure(shelf(() => ({})).call(listItems))).toBeInstanceOf(DecodeError);
  });
});

describe("beyond the ends", () => {
  test("next and previous are refused, and nothing is sent", async () => {
    const { sent, call } = shelf();
    const first = await call(listItems);
    const error = await failure(first.previous());
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toBe("shop: items.list: there is no previous page.");
    const last = await (await first.next()).next();
    expect((await failure(last.next())).message).toBe("shop: items.list: there is no next page.");
    expect(sent).toHaveLength(3);
  });
});

describe("a list by number", () => {
  test("tells its numbers and goes both ways", async () => {
    const { sent, call } = shelf();
    const first = await call<NumberedPage<string>>(listByNumber, { size: 2 });
    expectTypeOf(first).toEqualTypeOf<NumberedPage<string>>();
    expect(first).toMatchObject({ number: 1, totalPages: 3, hasNext: true, hasPrevious: false });
    const second = await first.next();
    expect(second).toMatchObject({ number: 2, items: ["b1", "b2"], hasPrevious: true });
    expect(await second.previous()).toMatchObject({ number: 1 });
    expect(queries(sent)).toEqual(["?page-size=2", "?page-size=2&page=2", "?page-size=2&page=1"]);
  });

  test("begins where it is asked to, and is iterated to the end", async () => {
    expect(await collect(shelf().call(listByNumber))).toEqual(all);
    expect(await collect(shelf().call(listByNumber, { page: 2 }))).toEqual(["b1", "b2", "c1"]);
  });

  test("an answer whose items are no list is an error", async () => {
    const { call } = shelf((body) => ({ ...body, data: null }));
    const error = await failure(call(listByNumber));
    expect(error).toBeInstanceOf(DecodeError);
    expect(error.message).toBe("shop: items.list: The answer's items are not an array.");
  });
});

describe("a search", () => {
  test("posts the same body again, with the cursor in the query", async () => {
    const { sent, call } = shelf();
    const input = { query: { status: "open" } };
    expect(await collect(call(searchItems, input, { query: { include: ["x"] } }))).toEqual(all);
    expect(sent.map(({ method, body }) => [method, body])).toEqual(
      Array(3).fill(["POST", '{"query":{"status":"open"}}']),
    );
    expect(queries(sent)).toEqual(["?include=x", "?include=x&page[after]=1", "?include=x&page[after]=2"]);
  });

  test("takes a cursor out of the body that the caller put there", async () => {
    const { sent, call } = shelf();
    await (await call(searchItems, { query: {}, page: { size: 2, after: "0" } })).next();
    expect(sent.map(({ body }) => JSON.parse(body))).toEqual([
      { query: {}, page: { size: 2, after: "0" } },
      { query: {}, page: { size: 2 } },
    ]);
    expect(queries(sent)).toEqual(["", "?page[after]=1"]);
  });

  test("is another call for each page: under one idempotency key the service would repeat the first", async () => {
    const { sent, call } = shelf();
    await collect(call(searchItems, {}, { idempotencyKey: "mine" }));
    const keys = sent.map(({ headers }) => headers["idempotency-key"]);
    expect(keys[0]).toBe("mine");
    expect(new Set(keys).size).toBe(3);
  });
});

test("a page of JSON:API keeps what came along and no item leads to", async () => {
  const [ann, bob] = ["ann", "bob"].map((id) => ({ type: "person", id }));
  const data = [{ type: "order", id: "o1", relationships: { buyer: { data: ann } } }];
  const fetch = async () => json(200, { data, included: [ann, bob], links: {} });
  const operation = { ...listItems, pager: { ...cursorPager, items: flattenItems } };
  const page = await list(shop({ fetch, retry: false }), operation, ["s/1"], undefined);
  expect(page).toMatchObject({ items: [{ id: "o1", buyer: { resource: ann } }], included: [bob] });
  expect(page.items).not.toHaveProperty("included");
});

test("the signal ends the list wherever it is", async () => {
  const controller = new AbortController();
  const { sent, call } = shelf();
  const error = failure(
    (async () => {
      for await (const item of call(listItems, {}, { signal: controller.signal })) {
        if (item === "a2") controller.abort(new Error("enough"));
      }
    })(),
  );
  expect((await error).message).toBe("enough");
  expect(sent).toHaveLength(1);
});
