import { valueAt } from "../json.js";
import type { QueryPatch, Turn } from "../operation.js";

/** Names under which a link asks for a page, though the spec may not know them. Never a credential's. */
const turner = /page|cursor|after|before|since|offset|start|skip|marker|continu/i;

/**
 * What a link to another page changes in the caller's query. Nothing is ever sent to the link itself: credentials stay with
 * the service, and what the caller asked for stays as it was written, but for what asks for a page.
 */
export function linkPatch(link: string, { operation: { query = {} }, asked }: Turn): QueryPatch {
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
    const plain = own ? typeof own[2] === "string" : outer ? inner.length > 0 : turner.test(wire) && !(wire in query);
    const path = own ? [own[1]] : outer ? [outer[1], ...inner] : [wire];
    const before = valueAt(asked, path);
    if (!plain || others.length > 0 || String(before) === value) return [];
    return before === undefined || turner.test(wire) ? [[path, value]] : [];
  });
}
