// What `x-pagination` says, checked against the operation's own parameters and schemas.

import { type Parameter, parameterPath, pathOf, type SpecDocument } from "../../document/resolve.js";
import { identifier } from "../naming/names.js";
import { isArray } from "../response/envelope.js";
import type { Pager } from "../types/operation.js";
import type { PagerInput } from "./pager.js";

export type Declared = Readonly<Record<string, string | undefined>>;

/** Where a declaration does not fit the operation. */
export function mismatches(declared: Declared, { document, parameters, body }: PagerInput): string[] {
  if (body === undefined) return ["there is no success body to page through"];
  const faults: string[] = [];
  for (const role of ["after", "before", "page", "size"]) {
    const name = declared[role];
    if (name !== undefined && !hasParameter(document, parameters, name))
      faults.push(`there is no query parameter \`${name}\``);
  }
  for (const role of ["items", "next", "previous", "current", "pages", "total", "perPage"]) {
    const pointer = declared[role];
    if (pointer === undefined) continue;
    const schema = document.schemaAt(body, pathOf(pointer));
    if (schema === undefined) faults.push(`the answer has nothing at \`${pointer}\``);
    else if (role === "items" && !isArray(document, schema)) faults.push(`\`${pointer}\` is not an array`);
  }
  return faults;
}

function hasParameter(document: SpecDocument, parameters: readonly Parameter[], name: string): boolean {
  const [head = "", ...tail] = parameterPath(name);
  const parameter = parameters.find((each) => each.in === "query" && each.name === head);
  return (
    parameter !== undefined && (tail.length === 0 || document.schemaAt(parameter.schema ?? {}, tail) !== undefined)
  );
}

/** The pager of a declaration that fits. */
export function pagerFrom(declared: Declared, { types }: PagerInput): Pager {
  const body = (pointer: string): readonly string[] => pathOf(pointer).map((name) => types.memberName(name));
  const query = (name: string): readonly string[] => {
    const [head = "", ...tail] = parameterPath(name);
    return [identifier(head), ...tail.map((part) => types.memberName(part))];
  };
  const { after, before, page, items = "", next = "", previous, current = "", pages = "", total, perPage } = declared;
  if (declared.style === "page") {
    return {
      kind: "number",
      parameter: query(page ?? ""),
      items: body(items),
      current: body(current),
      pages: body(pages),
      total: total === undefined ? undefined : body(total),
      size: perPage === undefined ? undefined : body(perPage),
    };
  }
  return {
    kind: "cursor",
    after: query(after ?? ""),
    before: before === undefined ? undefined : query(before),
    items: body(items),
    next: body(next),
    previous: previous === undefined ? undefined : body(previous),
  };
}
