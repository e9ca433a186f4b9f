// Ways to spoil a request.

import fc from "fast-check";
import { replaced } from "../../../scripts/contract/spec/json.js";
import type { Draft } from "./draft.js";
import { header, hostile, hostileText } from "./hostile.js";

export type Mutation = (draft: Draft) => void;

/** The path of some node of a value, the root included. */
function somewhere(value: unknown, picks: readonly number[]): (string | number)[] {
  const path: (string | number)[] = [];
  let node = value;
  for (const pick of picks) {
    if (typeof node !== "object" || node === null || pick % 5 === 0) break;
    const keys = Array.isArray(node) ? [...node.keys()] : Object.keys(node);
    const key = keys[pick % keys.length];
    if (key === undefined) break;
    path.push(key);
    node = (node as Record<string | number, unknown>)[key];
  }
  return path;
}

const place = fc.array(fc.nat(1000), { minLength: 6, maxLength: 6 });
const memberName = fc.constantFrom(
  "__proto__",
  "constructor",
  "toString",
  "colour",
  "status",
  "data",
  "meta",
  "",
  "\u0000",
  "a/b~c",
  "fields",
);

const inBody: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(place, hostile).map(
    ([picks, value]): Mutation =>
      (draft) => {
        draft.body = replaced(draft.body, somewhere(draft.body, picks), value);
      },
  ),
  place.map(
    (picks): Mutation =>
      (draft) => {
        draft.body = replaced(draft.body, somewhere(draft.body, picks), undefined);
      },
  ),
  fc.tuple(place, memberName, hostile).map(
    ([picks, name, value]): Mutation =>
      (draft) => {
        draft.body = replaced(draft.body, [...somewhere(draft.body, picks), name], value);
      },
  ),
);

const text =
  (change: (text: string) => string | Uint8Array): Mutation =>
  (draft) => {
    draft.text = change(typeof draft.text === "string" ? draft.text : (JSON.stringify(draft.body) ?? ""));
  };

const inText: fc.Arbitrary<Mutation> = fc.oneof(
  fc.nat(400).map((at) => text((whole) => whole.slice(0, at))),
  fc.tuple(fc.nat(400), hostileText).map(([at, more]) => text((whole) => whole.slice(0, at) + more + whole.slice(at))),
  fc
    .constantFrom(
      "{",
      "[",
      '{"a":',
      "null",
      '""',
      "0",
      "[]",
      "1e999",
      "-",
      "nul",
      "{}{}",
      "\ufeff{}",
      '{"data":{},"data":1}',
    )
    .map((whole) => text(() => whole)),
  fc.constantFrom(100, 5000, 200_000).map((depth) => text(() => "[".repeat(depth) + "]".repeat(depth))),
  fc.constantFrom(100, 5000, 100_000).map((depth) => text(() => `${'{"data":'.repeat(depth)}1${"}".repeat(depth)}`)),
  fc
    .constantFrom(10, 3000, 50_000)
    .map((depth) =>
      text((whole) => whole.replace(/"fields":\{/, `$&"list":${"[".repeat(depth)}${"]".repeat(depth)},`)),
    ),
  fc
    .constantFrom("__proto__", "constructor")
    .map((name) => text((whole) => whole.replace("{", `{"${name}":{"polluted":true},`))),
  fc.uint8Array({ maxLength: 40 }).map((bytes) => text(() => bytes)),
  fc.constantFrom(1, 100).map((times) => text((whole) => whole.replace(/\d+/g, (digits) => digits.repeat(times)))),
);

const add =
  (more: string): Mutation =>
  (draft) => {
    draft.query += `${draft.query === "" ? "" : "&"}${more}`;
  };

const inQuery: fc.Arbitrary<Mutation> = fc.oneof(
  fc
    .constantFrom(
      ...[
        "page[size]=1e99",
        "page[size]=-1",
        "page[size]=0",
        "page[size]=9999999999999999999",
        "page[]=1",
        "page=1",
        "page[size]",
      ],
      ...[
        "page[after][x]=1",
        "page[after]=a&page[before]=b",
        "page[after]=%00",
        "filter=x",
        "filter[]=x",
        "filter[status][]=x",
      ],
      ...[
        "filter[__proto__]=1",
        "fields[__proto__]=x",
        "fields[case]=__proto__",
        "fields[case]=,,,",
        "fields=status",
        "fields[]=a",
      ],
      ...[
        "include=a.b.c.d",
        "include=",
        "include=,",
        "include=__proto__",
        "include=inquiries.account,inquiries",
        "include[]=x",
      ],
      ...[
        "peek-source-data=maybe",
        "peek-source-data[]=true",
        "%ZZ=%",
        "&&==&",
        "[]",
        "[",
        "]=[",
        "page[",
        "page]size[=1",
        "#x",
      ],
      ...[
        "page=%F0%9F",
        "pageSize=1e3",
        "pageSize=0",
        "page=1.5",
        "page=0x10",
        "isExpired=TRUE",
        "isExpired=1",
        "page=99999999999999999999",
      ],
    )
    .map(add),
  fc
    .tuple(hostileText, hostileText)
    .map(([name, value]) => add(`${encodeURI(wellFormed(name))}=${encodeURI(wellFormed(value))}`)),
  fc.constant<Mutation>((draft) => add(draft.query)(draft)),
  fc.constant<Mutation>((draft) => {
    draft.query = draft.query.replaceAll("%5B", "[").replaceAll("%5D", "]").replaceAll("=", "[]=");
  }),
);

function wellFormed(value: string): string {
  return value.replace(/[\ud800-\udfff]/g, "?");
}

const inPath: fc.Arbitrary<Mutation> = fc.oneof(
  fc
    .constantFrom(
      "/",
      "//",
      "/%2f",
      "/..",
      "/%2e%2e/",
      "/%00",
      "/%ZZ",
      "%",
      "/x",
      "/redeem",
      ".json",
      ";a=b",
      "%20",
      `/${"x".repeat(9000)}`,
    )
    .map(
      (more): Mutation =>
        (draft) => {
          draft.path += more;
        },
    ),
  fc.tuple(fc.nat(8), hostileText).map(
    ([index, value]): Mutation =>
      (draft) => {
        const segments = draft.path.split("/");
        segments[index % segments.length] = encodeURIComponent(wellFormed(value)).slice(0, 8000);
        draft.path = segments.join("/");
      },
  ),
  fc.constantFrom("toUpperCase", "toLowerCase").map(
    (how): Mutation =>
      (draft) => {
        draft.path = draft.path[how as "toUpperCase"]();
      },
  ),
  fc.constantFrom("", "/", "//", "/api", "/api/v1", "/api/v2/cases", "/outside").map(
    (whole): Mutation =>
      (draft) => {
        draft.path = whole;
      },
  ),
);

const inMethod: fc.Arbitrary<Mutation> = fc
  .constantFrom(
    "GET",
    "HEAD",
    "OPTIONS",
    "PUT",
    "PATCH",
    "POST",
    "DELETE",
    "FOO",
    "PROPFIND",
    "get",
    "patch",
    "M-SEARCH",
  )
  .map(
    (method): Mutation =>
      (draft) => {
        draft.method = method;
      },
  );

const inHeaders: fc.Arbitrary<Mutation> = fc.oneof(
  header.map(
    ([name, value]): Mutation =>
      (draft) => {
        draft.headers = [
          ...draft.headers.filter(([other]) => other.toLowerCase() !== name.toLowerCase()),
          [name, value],
        ];
      },
  ),
  fc.constantFrom("authorization", "content-type").map(
    (name): Mutation =>
      (draft) => {
        draft.headers = draft.headers.filter(([other]) => other.toLowerCase() !== name);
      },
  ),
);

export const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  { arbitrary: inBody, weight: 4 },
  { arbitrary: inText, weight: 2 },
  { arbitrary: inQuery, weight: 3 },
  { arbitrary: inHeaders, weight: 3 },
  { arbitrary: inPath, weight: 1 },
  { arbitrary: inMethod, weight: 1 },
);
