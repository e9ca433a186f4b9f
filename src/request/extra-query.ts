import { ConfigurationError } from "../errors.js";
import { headerEntries } from "../transport/headers.js";
import type { ExtraQuery } from "../transport/options/options.js";
import { encode, list } from "./query.js";

/** Adds parameters that the spec does not know to a query string. Those that it has already are left out. */
export function addExtra(search: string, extra: ExtraQuery, operation: string): string {
  const sent = new URLSearchParams(search);
  try {
    const pairs = headerEntries(extra)
      .filter(([name, value]) => value !== null && !sent.has(name))
      .flatMap(([name, value]) => list(value).map((item) => `${encode(name)}=${encode(item)}`));
    return [search, ...pairs].filter(Boolean).join("&");
  } catch (cause) {
    throw new ConfigurationError(`${operation}: \`extraQuery\` cannot be written: ${(cause as Error).message}.`);
  }
}
