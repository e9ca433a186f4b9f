// Pages of a list by whatever the parameters of the operation and the members of its answer are called. A document with
// `x-pagination` says it itself.

import { cursorOf, cursorPage, describePage, numberedPageOf, UnknownCursor } from "../../answer/pagination.js";
import { refuse } from "../../answer/refusal.js";
import { responseOf, type SpecOperation } from "../../document/operation.js";
import type { Call } from "../../service.js";
import type { Pagination, Spec } from "../../spec.js";
import type { ResourceRecord } from "../records/record.js";
import type { Schemas } from "../schema/schemas.js";
import { describeBy, linkHeaders, type PageFacts } from "./page-facts.js";
import { memberOf, type PageParameters } from "./page-parameters.js";

export interface ListedPage {
  readonly items: readonly ResourceRecord[];
  /** Puts into the answer what callers must know of the page. */
  describe(body: unknown): void;
  readonly headers: Readonly<Record<string, string>>;
}

/** Lists that nobody pages are not endless either. */
const usualPageSize = 30;

export function listedPage(
  call: Call,
  records: readonly ResourceRecord[],
  parameters: PageParameters,
  address: string,
  schemas: Schemas,
): ListedPage {
  const declared = paginationOf(call.operation, call.spec);
  if (declared !== undefined && declared !== false && hasPagingParameter(declared, call.operation))
    return declaredPage(call, records, declared, address);
  const query = (name: string | undefined) => (name === undefined ? undefined : memberOf(call.query, name));
  const number = (name: string | undefined): number | undefined => {
    const value = Number(query(name) ?? Number.NaN);
    return Number.isFinite(value) && value >= 0 ? Math.floor(value) : undefined;
  };
  const { page, offset, after, before } = parameters;
  const pages = page !== undefined || offset !== undefined || after !== undefined || before !== undefined;
  const requested = number(parameters.size);
  const size =
    Math.max(requested ?? (pages ? usualPageSize : records.length), pages || requested !== undefined ? 1 : 0) ||
    records.length;
  let from = 0;
  if (query(page) !== undefined) from = (Math.max(number(page) ?? 1, 1) - 1) * size;
  else if (query(offset) !== undefined) from = number(offset) ?? 0;
  else if (query(after) !== undefined) from = positionAfter(String(query(after)), records, after);
  else if (query(before) !== undefined) {
    const end = records.findIndex(({ id }) => id === String(query(before)));
    from = Math.max((end === -1 ? records.length : end) - size, 0);
  }
  const items = records.slice(from, from + size);
  const known: PageFacts = {
    ...{ address, parameters, total: records.length, size, from, count: items.length },
    next: from + size < records.length ? from + size : undefined,
    previous: from > 0 ? Math.max(from - size, 0) : undefined,
    cursorAfter: items.at(-1)?.id,
    cursorBefore: items[0]?.id,
  };
  return {
    items,
    describe: (body) => describeBy(body, responseSchema(call.operation, schemas), known, schemas, 0),
    headers: linkHeaders(call.operation, known),
  };
}

function paginationOf(operation: SpecOperation, spec: Spec): Pagination | false | undefined {
  const own = spec.references.at(operation.pointer)?.node["x-pagination"];
  return (own ?? spec.pagination) as Pagination | false | undefined;
}

function hasPagingParameter(pagination: Pagination, { parameters }: SpecOperation): boolean {
  const name = pagination.style === "cursor" ? pagination.after : pagination.page;
  const outer = name.split("[")[0];
  return parameters.some((each) => each.in === "query" && (each.name === name || each.name === outer));
}

function declaredPage(
  call: Call,
  records: readonly ResourceRecord[],
  pagination: Pagination,
  address: string,
): ListedPage {
  const page =
    pagination.style === "page"
      ? numberedPageOf(pagination, call.query, records)
      : declaredCursor(call, records, pagination);
  return {
    items: page.items,
    describe: (body) => describePage(pagination, page, address, body as Record<string, unknown>),
    headers: {},
  };
}

/** By the service's rules where the operation pages as the whole document does. */
function declaredCursor(call: Call, records: readonly ResourceRecord[], pagination: Pagination & { style: "cursor" }) {
  try {
    return pagination === call.spec.pagination
      ? call.page(records)
      : cursorPage(records, cursorOf(pagination, call.query));
  } catch (error) {
    if (error instanceof UnknownCursor) throw refuse(400, error.message);
    throw error;
  }
}

function positionAfter(cursor: string, records: readonly ResourceRecord[], name: string | undefined): number {
  const at = records.findIndex(({ id }) => id === cursor);
  if (at !== -1) return at + 1;
  throw refuse(400, { detail: `${name} names nothing in this list`, ...(name !== undefined && { parameter: name }) });
}

function responseSchema(operation: SpecOperation, schemas: Schemas): unknown {
  return schemas.at(responseOf(operation, operation.success)?.schema);
}
