// Headers that the document declares of an answer and that nothing else sets.

import { basePath } from "../document/address.js";
import { responseOf, type SpecOperation } from "../document/operation.js";
import { segment } from "../document/pointer.js";
import type { Handler } from "../service.js";
import type { EngineContext } from "./context.js";

/** Headers that other parts set, or that would send a client in circles if they were made up. */
const setElsewhere = /^(content-|etag$|link$|set-cookie$|retry-after$|(x-)?rate-?limit)|page|cursor|next|total|count/i;

/** `handler`, with a value for each header that its answer has to have, and somewhere to go for a redirect. */
export function withDeclaredHeaders(
  handler: Handler,
  operation: SpecOperation,
  { world, values }: EngineContext,
): Handler {
  const { references } = world.spec;
  const made = new Map<number, Readonly<Record<string, string>>>();
  const headersOf = (status: number): Readonly<Record<string, string>> => {
    const known = made.get(status);
    if (known !== undefined) return known;
    const response = responseOf(operation, status);
    const found: Record<string, string> = {};
    const isRedirect = status > 300 && status < 400 && status !== 304;
    if (isRedirect) found.Location = `${basePath(world.spec)}/`;
    for (const name of response?.headers ?? []) {
      if (setElsewhere.test(name) || !/^[\w-]+$/.test(name)) continue;
      const header = references.at(`${response?.pointer}/headers/${segment(name)}`)?.node;
      if (header === undefined || (header.required !== true && !(isRedirect && /^location$/i.test(name)))) continue;
      const value = header.example ?? values.free(header.schema ?? {}, name);
      if (isRedirect && /^location$/i.test(name)) delete found.Location;
      found[name] = written(value);
    }
    made.set(status, found);
    return found;
  };
  return (call) => {
    const answer = handler(call);
    const more = headersOf(answer.status ?? operation.success);
    if (Object.keys(more).length === 0) return answer;
    const own = new Set(Object.keys(answer.headers ?? {}).map((name) => name.toLowerCase()));
    const missing = Object.entries(more).filter(([name]) => !own.has(name.toLowerCase()));
    return { ...answer, headers: { ...answer.headers, ...Object.fromEntries(missing) } };
  };
}

/** As the style `simple` has it, in the characters that a header may hold. */
function written(value: unknown): string {
  const text = Array.isArray(value)
    ? value.join(",")
    : typeof value === "object"
      ? JSON.stringify(value)
      : String(value);
  return text.replace(/[^\x20-\x7e]/g, "?");
}
