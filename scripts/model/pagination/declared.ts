// `x-pagination`, checked against the operation's own parameters and schemas.

import { isObject } from "../../document/json.js";
import { type Parameter, parameterPath, pathOf, type Schema, type SpecDocument } from "../../document/resolve.js";
import { identifier } from "../naming/names.js";
import { isArray } from "../response/envelope.js";
import type { Pager } from "../types/pager.js";
import type { PagerInput } from "./input.js";

export type Declared = Readonly<Record<string, string | undefined>>;

/** Reasons why a declaration does not fit the operation. */
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
  if (declared.items === undefined && !isArray(document, body)) faults.push("the answer is not an array");
  return faults;
}

function hasParameter(document: SpecDocument, parameters: readonly Parameter[], name: string): boolean {
  const [head = "", ...tail] = parameterPath(name);
  const parameter = parameters.find((each) => each.in === "query" && each.name === head);
  return (
    parameter !== undefined && (tail.length === 0 || document.schemaAt(parameter.schema ?? {}, tail) !== undefined)
  );
}

/** The schema of a parameter in the query, or of a member of one. */
function schemaOf({ document, parameters }: PagerInput, name: string): Schema {
  const [head = "", ...tail] = parameterPath(name);
  const parameter = parameters.find((each) => each.in === "query" && each.name === head);
  const schema = document.resolve(document.schemaAt(parameter?.schema ?? {}, tail));
  return isObject(schema) ? (schema as Schema) : {};
}

/** The pager of a declaration that fits. */
export function pagerFrom(declared: Declared, input: PagerInput): Pager {
  const { types } = input;
  const body = (pointer: string): readonly string[] => pathOf(pointer).map((name) => types.memberName(name));
  const query = (name: string): readonly string[] => {
    const [head = "", ...tail] = parameterPath(name);
    return [identifier(head), ...tail.map((part) => types.memberName(part))];
  };
  const parameterAt = (name: string): Schema => schemaOf(input, name);
  const {
    after,
    before,
    page,
    size,
    items = "",
    next = "",
    previous,
    current = "",
    pages = "",
    total,
    perPage,
  } = declared;
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
  const open = { items: body(items), more: undefined, last: undefined };
  if (declared.style === "single") return { kind: "link", ...open, otherwise: undefined };
  if (declared.style === "token") {
    return {
      kind: "token",
      ...open,
      after: query(after ?? ""),
      before: before === undefined ? undefined : query(before),
      next: body(next),
      previous: previous === undefined ? undefined : body(previous),
      inBody: false,
    };
  }
  if (declared.style === "counted") {
    const { default: start, minimum = start } = parameterAt(page ?? "");
    const maximum = size === undefined ? undefined : parameterAt(size).maximum;
    return {
      kind: "counted",
      ...open,
      parameter: query(page ?? ""),
      first: (start ?? minimum) === 0 ? 0 : 1,
      size: size === undefined ? undefined : query(size),
      maximum: typeof maximum === "number" ? maximum : undefined,
      pages: declared.pages === undefined ? undefined : body(pages),
      total: total === undefined ? undefined : body(total),
      perPage: undefined,
      inBody: false,
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
