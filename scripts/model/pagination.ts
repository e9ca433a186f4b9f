// How a list pages: what the spec says, checked against its own parameters and schemas.

import type { Problem } from "../problem.js";
import { said } from "../said.js";
import {
  isObject,
  type Json,
  type Parameter,
  parameterPath,
  pathOf,
  type Schema,
  type SpecDocument,
} from "./document.js";
import { isArray } from "./envelope.js";
import { identifier } from "./names.js";
import type { Types } from "./schema.js";
import type { Pager } from "./types.js";

type Declared = Readonly<Record<string, string | undefined>>;

export interface PagerInput {
  readonly document: SpecDocument;
  readonly operation: Json;
  readonly parameters: readonly Parameter[];
  readonly body: Schema | undefined;
  readonly types: Types;
  readonly pointer: string;
}

/**
 * The pager of an operation. Its own `x-pagination` must fit; the document's applies wherever it does, so that an
 * operation that does not page needs no word.
 */
export function pagerOf(input: PagerInput): {
  readonly pager: Pager | undefined;
  readonly problems: readonly Problem[];
} {
  const own = input.operation["x-pagination"];
  if (own === false) return { pager: undefined, problems: [] };
  const declared = own ?? input.document.root["x-pagination"];
  if (!isObject(declared)) return { pager: undefined, problems: [] };
  const faults = mismatches(declared as Declared, input);
  if (faults.length === 0) return { pager: pagerFrom(declared as Declared, input), problems: [] };
  if (own === undefined) return { pager: undefined, problems: [] };
  return {
    pager: undefined,
    problems: faults.map((fault) => ({
      code: "pager-mismatch",
      severity: "error",
      message: `x-pagination does not match the operation: ${fault}.`,
      remedy:
        "Correct x-pagination, or the parameter or schema it names; `x-pagination: false` says that it does not page.",
      pointer: `${input.pointer}/x-pagination`,
      operationId: said(input.operation.operationId),
    })),
  };
}

function mismatches(declared: Declared, { document, parameters, body }: PagerInput): string[] {
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

function pagerFrom(declared: Declared, { types }: PagerInput): Pager {
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
