// Members of a page beside its items that are not about paging: the page keeps them.

import { isObject } from "../../document/json.js";
import type { Schema, SpecDocument } from "../../document/resolve.js";
import { memberNode } from "../schema/object.js";
import type { Types } from "../schema/types.js";
import type { MemberNode } from "../types/node.js";
import type { Pager } from "../types/pager.js";
import { scalarTypes } from "./response-evidence.js";
import * as words from "./words.js";

export interface BesideItems {
  readonly members: readonly MemberNode[];
  /** Their paths in the body, under the caller's names. */
  readonly paths: readonly (readonly string[])[];
  /** Names of the page's own members. */
  readonly taken: readonly string[];
}

/** Members of every page, and those that some pages have. */
const pageMembers = ["__proto__", "items", "hasNext", "hasPrevious", "next", "previous"];
const facts: Record<Pager["kind"], readonly string[]> = {
  cursor: ["nextCursor", "previousCursor"],
  token: ["nextCursor", "previousCursor"],
  item: ["nextCursor", "previousCursor"],
  number: ["number", "totalPages", "size", "totalCount"],
  counted: ["number", "totalPages", "totalCount"],
  offset: ["offset", "totalCount"],
  link: [],
  bodyLink: [],
};

const steps = new Set([
  ...[words.nextToken, words.previousToken, words.nextLink, words.previousLink, words.more, words.last].flatMap(
    (set) => [...set],
  ),
  ...["first", "self", "firstpageurl", "lastpageurl", "firstpage", "current", "selflink"],
]);

export function besideItems(
  document: SpecDocument,
  body: Schema,
  pager: Pager,
  envelope: string,
  types: Types,
): BesideItems {
  const read = pathsOf(pager).map((path) => JSON.stringify(path));
  const isRead = (path: readonly string[]): boolean => read.includes(JSON.stringify(path));
  const own = new Set([...pageMembers, ...factsOf(pager)]);
  const paths: (readonly string[])[] = [];
  const taken: string[] = [];

  /** Whether a member only leads to other pages. */
  const leads = (name: string, property: Schema, path: readonly string[]): boolean => {
    if (isRead(path)) return true;
    const word = words.bare(name);
    if (scalarTypes(document, property).size > 0) {
      const echo = (pager.kind === "counted" && words.pageNumber) || (pager.kind === "offset" && words.offset);
      return steps.has(word) || (echo !== false && echo.has(word)) || path[path.length - 2] === "links";
    }
    const inner = [...document.properties(property).properties];
    const isAside = words.aside.has(word) || read.some((each) => each.startsWith(JSON.stringify(path).slice(0, -1)));
    return (
      isAside && inner.length > 0 && inner.every(([wire, part]) => leads(wire, part, [...path, types.memberName(wire)]))
    );
  };

  const inside = (schema: Schema, path: readonly string[]): readonly MemberNode[] => {
    const { properties, required } = document.properties(schema);
    return [...properties].flatMap(([wire, property]): readonly MemberNode[] => {
      const at = [...path, types.memberName(wire)];
      const [name = ""] = at.slice(-1);
      const depth = at.length - 1;
      if (at.length === pager.items.length && at.every((part, index) => part === pager.items[index])) return [];
      if (envelope === "jsonapi" && ["data", "included", "links", "jsonapi", "errors"].includes(wire)) return [];
      if (pager.items[depth] === name && at.length < pager.items.length) {
        const held = inside(property, at);
        const object = memberNode(wire, property, required.has(wire), "output", types);
        return held.length === 0 ? [] : [{ ...object, type: { kind: "object", members: held, rest: undefined } }];
      }
      if (leads(wire, property, at)) return [];
      if (depth === 0 && own.has(name)) {
        taken.push(name);
        return [];
      }
      paths.push(at);
      return [memberNode(wire, property, required.has(wire), "output", types)];
    });
  };
  const target = document.resolve(body);
  const members = isObject(target) ? inside(body, []) : [];
  return { members, paths, taken };
}

function factsOf(pager: Pager): readonly string[] {
  return pager.kind === "link" && pager.otherwise !== undefined ? factsOf(pager.otherwise) : facts[pager.kind];
}

/** Paths in the body that a pager reads. */
function pathsOf(pager: Pager): readonly (readonly string[])[] {
  const { kind } = pager;
  const pagerPaths = new Set([
    "after",
    "before",
    "parameter",
    "id",
    ...(kind === "offset" || kind === "counted" ? ["size"] : []),
  ]);
  const own = Object.entries(pager).flatMap(([role, value]: [string, unknown]) =>
    Array.isArray(value) && !pagerPaths.has(role) ? [value as readonly string[]] : [],
  );
  return kind === "link" && pager.otherwise !== undefined ? [...own, ...pathsOf(pager.otherwise)] : own;
}
