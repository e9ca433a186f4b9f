import { describe, expect, test } from "vitest";
import { DecodeError, type Page } from "../../../src/index.js";
import {
  type BodyLinkPager,
  type ItemPager,
  type LinkPager,
  list,
  type NumberPager,
  type OffsetPager,
  type Operation,
  type Pager,
  prepareJson,
  readBodyLinkPage,
  readItemPage,
  readLinkPage,
  readNumberedPage,
  readOffsetPage,
  readTokenPage,
  type TokenPager,
} from "../../../src/runtime/index.js";
import { byRequest, json, shop } from "../shop.js";

const items = (body: unknown) => (body as { items: unknown }).items;
const whole = (body: unknown) => body;
const letters = ["a", "b", "c", "d", "e"];

const token = { read: readTokenPage, items, next: ["meta", "next"], after: ["cursor"] } satisfies TokenPager;
const item = { read: readItemPage, items, more: ["more"], after: ["after"], id: ["id"] } satisfies ItemPager;
const offset = { read: readOffsetPage, items, parameter: ["offset"] } satisfies OffsetPager;
const counted = { read: readNumberedPage, items: whole, parameter: ["page"] } satisfies NumberPager;
const link = { read: readLinkPage, items: whole } satisfies LinkPager;
const bodyLink = { read: readBodyLinkPage, items, next: ["next"] } satisfies BodyLinkPager;

const query = { cursor: "cursor", after: "after", offset: "offset", limit: "limit", page: "page", kind: "kind" };

/** Iterates over a list of five letters, two on a page, and tells what was asked for. */
async function walk(pager: Pager, answer: (url: URL, body: unknown) => Response, more: Partial<Operation> = {}) {
  const asked: string[] = [];
  const fetch = byRequest(async (request) => {
    const url = new URL(request.url);
    const text = await request.text();
    asked.push(text === "" ? url.search.slice(1) : text);
    if (asked.length > 9) throw new Error("without end");
    return answer(url, text === "" ? undefined : JSON.parse(text));
  });
  const operation: Operation = { name: "letters.list", method: "GET", path: "/letters", query, pager, ...more };
  const found: unknown[] = [];
  const transport = shop({ fetch, retry: false });
  for await (const each of list<unknown, unknown, Page<unknown>>(transport, operation, [], { kind: "x" })) {
    found.push(each);
  }
  return { found, asked };
}

const pageAt = (start: number) => letters.slice(start, start + 2);
const number = (url: URL, name: string, otherwise: number) => Number(url.searchParams.get(name) ?? otherwise);

describe("three pages are read to their end, and the caller's filter goes along", () => {
  test("by token", async () => {
    const { found, asked } = await walk(token, (url) => {
      const at = number(url, "cursor", 0);
      return json(200, { items: pageAt(at), meta: { next: at + 2 < 5 ? String(at + 2) : null } });
    });
    expect(found).toEqual(letters);
    expect(asked).toEqual(["kind=x", "kind=x&cursor=2", "kind=x&cursor=4"]);
  });

  test("by token in the body of a search", async () => {
    const pager = { ...token, inBody: true } satisfies TokenPager;
    const answer = (_: URL, body: unknown) => {
      const at = Number((body as { cursor?: string }).cursor ?? 0);
      return json(200, { items: pageAt(at), meta: { next: at + 2 < 5 ? at + 2 : "" } });
    };
    const { found, asked } = await walk(pager, answer, { method: "POST", body: {}, prepare: prepareJson });
    expect(found).toEqual(letters);
    expect(asked).toEqual(['{"kind":"x"}', '{"kind":"x","cursor":2}', '{"kind":"x","cursor":4}']);
  });

  test("by the last item", async () => {
    const { found, asked } = await walk(item, (url) => {
      const at = letters.indexOf(url.searchParams.get("after") ?? "") + 1;
      return json(200, { items: pageAt(at).map((id) => ({ id })), more: at + 2 < 5 });
    });
    expect(found).toEqual(letters.map((id) => ({ id })));
    expect(asked).toEqual(["kind=x", "kind=x&after=b", "kind=x&after=d"]);
  });

  test("by offset, until a page is empty", async () => {
    const { found, asked } = await walk(offset, (url) => json(200, { items: pageAt(number(url, "offset", 0)) }));
    expect(found).toEqual(letters);
    expect(asked).toEqual(["kind=x", "kind=x&offset=2", "kind=x&offset=4", "kind=x&offset=5"]);
  });

  test("by offset, until the total is reached", async () => {
    const pager = { ...offset, total: ["total"], first: 1 } satisfies OffsetPager;
    const { found, asked } = await walk(pager, (url) =>
      json(200, { items: pageAt(number(url, "offset", 1) - 1), total: 5 }),
    );
    expect(found).toEqual(letters);
    expect(asked).toEqual(["kind=x", "kind=x&offset=3", "kind=x&offset=5"]);
  });

  test("by number, until a page is empty", async () => {
    const { found, asked } = await walk(counted, (url) => json(200, pageAt((number(url, "page", 1) - 1) * 2)));
    expect(found).toEqual(letters);
    expect(asked).toEqual(["kind=x", "kind=x&page=2", "kind=x&page=3", "kind=x&page=4"]);
  });

  test("by number from zero, until the last", async () => {
    const pager = { ...counted, items, first: 0, pages: ["pages"] } satisfies NumberPager;
    const { found, asked } = await walk(pager, (url) =>
      json(200, { items: pageAt(number(url, "page", 0) * 2), pages: 3 }),
    );
    expect(found).toEqual(letters);
    expect(asked).toEqual(["kind=x", "kind=x&page=1", "kind=x&page=2"]);
  });

  test("by Link header, under the service's own address", async () => {
    const { found, asked } = await walk(link, (url) => {
      const at = number(url, "since", 0);
      const next = `<https://evil.test/letters?kind=y&since=${at + 2}&access_token=t>; rel="next"`;
      const links = at + 2 < 5 ? `</letters>; rel=first, ${next}` : '</letters>; rel="first"';
      return json(200, pageAt(at), { link: links });
    });
    expect(found).toEqual(letters);
    expect(asked).toEqual(["kind=x", "kind=x&since=2", "kind=x&since=4"]);
  });

  test("by number, where a supposed Link header is not there", async () => {
    const pager = { ...link, otherwise: counted } satisfies LinkPager;
    const { found, asked } = await walk(pager, (url) => json(200, pageAt((number(url, "page", 1) - 1) * 2)));
    expect(found).toEqual(letters);
    expect(asked).toHaveLength(4);
  });

  test("by a supposed Link header, which knows better than a total", () => {
    const otherwise = { ...counted, items, total: ["total"] } satisfies NumberPager;
    const operation: Operation = { name: "letters.list", method: "GET", path: "/letters", query };
    const read = (header: string) =>
      readLinkPage(
        { items: ["a"], total: 9 },
        { ...link, otherwise },
        { operation, parameters: {}, headers: new Headers({ link: header }) },
      );
    expect(read('</letters>; rel="first"')).toEqual({ items: ["a"], facts: { number: 1, totalCount: 9 } });
    expect(read('</about>; rel="help"')).toHaveProperty("next", [[["page"], 2]]);
    expect(read('</letters?page=4>; title="a, b"; rel="last next"')).toHaveProperty("next", [[["page"], "4"]]);
  });

  test("by the body's link", async () => {
    const { found, asked } = await walk(bodyLink, (url) => {
      const at = number(url, "page", 0);
      return json(200, { items: pageAt(at), next: at + 2 < 5 ? `https://shop.test/letters?page=${at + 2}` : null });
    });
    expect(found).toEqual(letters);
    expect(asked).toEqual(["kind=x", "kind=x&page=2", "kind=x&page=4"]);
  });
});

describe("an answer that leads nowhere ends in an error instead of going round", () => {
  test.each([
    ["a token that was just used", token, { items: ["a"], meta: { next: "1" } }],
    ["a link without a parameter", bodyLink, { items: ["a"], next: "/letters" }],
    ["an item that was the last before", item, { items: [{ id: "a" }], more: true }],
  ])("%s", async (_, pager, body) => {
    await expect(walk(pager, () => json(200, body))).rejects.toThrow(DecodeError);
    await expect(walk(pager, () => json(200, body))).rejects.toThrow(
      "shop: letters.list: the answer leads to the same page again, not to another.",
    );
  });
});

describe("a page ends the list when", () => {
  const headers = new Headers();
  const operation: Operation = { name: "letters.list", method: "GET", path: "/letters", query };
  const turn = (parameters: unknown) => ({ parameters, headers, operation });

  test("it is shorter than asked for, and the service gives as many", () => {
    const sized = { ...counted, size: ["limit"], maximum: 100 } satisfies NumberPager;
    expect(readNumberedPage(["a"], sized, turn({ limit: 2 }))).toEqual({ items: ["a"], facts: { number: 1 } });
    expect(readNumberedPage(["a", "b"], sized, turn({ limit: 2 }))).toHaveProperty("next");
    // More than the maximum: it may have been cut down to it.
    expect(readNumberedPage(["a"], sized, turn({ limit: 200 }))).toHaveProperty("next");
  });

  test("the total is reached by the page's own length", () => {
    const totalled = { ...counted, items, total: ["total"] } satisfies NumberPager;
    expect(readNumberedPage({ items: ["a", "b"], total: 4 }, totalled, turn({ page: 2 }))).toEqual({
      items: ["a", "b"],
      facts: { number: 2, totalCount: 4 },
      previous: [[["page"], 1]],
    });
    expect(readNumberedPage({ items: ["a", "b"], total: 5 }, totalled, turn({ page: 2 }))).toHaveProperty("next");
  });

  test("a flag says so", () => {
    const flagged = { ...offset, more: ["more"], last: ["last"] } satisfies OffsetPager;
    expect(readOffsetPage({ items: ["a"], more: false }, flagged, turn({}))).not.toHaveProperty("next");
    expect(readOffsetPage({ items: ["a"], last: true }, flagged, turn({}))).not.toHaveProperty("next");
    expect(readOffsetPage({ items: ["a"], more: true }, flagged, turn({}))).toHaveProperty("next", [[["offset"], 1]]);
  });

  test("its items are left out", () => {
    expect(readOffsetPage({}, offset, turn({}))).toEqual({ items: [], facts: { offset: 0 } });
    expect(() => readOffsetPage({ items: "a" }, offset, turn({}))).toThrow("The answer's items are not an array.");
  });
});
