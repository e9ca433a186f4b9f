import { valueAt } from "../json.js";
import type { PageRequest, QueryPatch } from "../operation.js";

/** Names of parameters that ask for a page, also those that the spec does not name. None is a credential's. */
const pagingName = /page|cursor|after|before|since|offset|start|skip|marker|continu/i;

/**
 * The changes that a link to another page makes in the caller's query. Nothing is ever sent to the link itself: credentials
 * stay with the service, and only the members that ask for a page change.
 */
export function linkPatch(link: string, { operation: { query = {} }, parameters: given }: PageRequest): QueryPatch {
  // The base only makes relative links parse.
  const base = "http://localhost";
  if (!URL.canParse(link, base)) return [];
  const parameters = Object.entries(query).map(
    ([name, parameter]) => [typeof parameter === "string" ? parameter : parameter[0], name, parameter] as const,
  );
  const { searchParams } = new URL(link, base);
  return [...new Set(searchParams.keys())].flatMap((wire): QueryPatch => {
    const [value = "", ...others] = searchParams.getAll(wire);
    const [head = "", ...inner] = wire.split(/[[\]]+/).filter(Boolean);
    const own = parameters.find(([name]) => name === wire);
    const outer = parameters.find(([name]) => name === head);
    const plain = own
      ? typeof own[2] === "string"
      : outer
        ? inner.length > 0
        : pagingName.test(wire) && !(wire in query);
    const path = own ? [own[1]] : outer ? [outer[1], ...inner] : [wire];
    const before = valueAt(given, path);
    if (!plain || others.length > 0 || String(before) === value) return [];
    return before === undefined || pagingName.test(wire) ? [[path, value]] : [];
  });
}
