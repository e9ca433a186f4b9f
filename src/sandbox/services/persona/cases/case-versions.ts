// Calls in a version before 2025-10-27, or with a page size that an assumption brings within bounds, as calls of today.

import { isObject, type JsonObject } from "../../../../json.js";
import type { ReceivedCall, World } from "../../../service.js";
import type { PersonaCaller } from "../organizations.js";
import { keepsFieldNames } from "../versions.js";

type Understood = Pick<ReceivedCall<PersonaCaller>, "query" | "body">;

export function understandCase(call: ReceivedCall<PersonaCaller>, world: World): Understood {
  const { operation, query, body, caller } = call;
  if (operation.path.endsWith("/search")) return { query, body: withinBounds(body, world) };
  if (keepsFieldNames(caller)) return { query, body };
  const included = defaultIncluded(operation.id);
  return {
    query: included !== undefined && query.include === undefined ? { ...query, include: included } : query,
    body: inPresentForm(operation.id, body),
  };
}

const always = ["accounts", "inquiries", "reports"];

/** The relationships that are included by default; `undefined` for none. */
function defaultIncluded(operation: string): readonly string[] | undefined {
  if (operation === "retrieve-case") return [...always, "verifications", "case-comments"];
  if (operation === "update-a-case") return [...always, "case-comments"];
  return caseOperations.has(operation) ? always : undefined;
}

const caseOperations: ReadonlySet<string> = new Set([
  ...["list-all-cases", "create-a-case", "redact-a-case", "assign-a-case", "set-status-for-a-case"],
  ...["add-persona-objects", "remove-persona-objects", "add-tag", "remove-tag", "set-tags"],
]);

const attributesOf: Readonly<Record<string, readonly string[]>> = {
  "create-a-case": ["case-template-id", "creator-email-address", "case-queue-id", "fields"],
  "update-a-case": ["case-queue-id", "attachments", "fields"],
};

function inPresentForm(operation: string, body: unknown): unknown {
  if (!isObject(body) || !isObject(body.data) || !isObject(body.data.attributes)) return body;
  const { attributes, ...data } = body.data as JsonObject & { attributes: JsonObject };
  const own = attributesOf[operation];
  if (own !== undefined) {
    const entries = Object.entries(attributes);
    const custom = Object.fromEntries(entries.filter(([name]) => !own.includes(name)));
    const kept = Object.fromEntries(entries.filter(([name]) => own.includes(name)));
    if (Object.keys(custom).length === 0 || (kept.fields !== undefined && !isObject(kept.fields))) return body;
    return { ...body, data: { ...data, attributes: { ...kept, fields: { ...custom, ...(kept.fields ?? {}) } } } };
  }
  if (operation !== "set-status-for-a-case") return body;
  // `meta.status` counts if both are there.
  const meta = isObject(body.meta) ? body.meta : {};
  return { meta: { ...(attributes.status !== undefined && { status: attributes.status }), ...meta } };
}

function withinBounds(body: unknown, { assume }: World): unknown {
  if (assume("page-size-out-of-range-status") !== "clamped" || !isObject(body) || !isObject(body.page)) return body;
  const { size } = body.page;
  if (typeof size !== "number") return body;
  return { ...body, page: { ...body.page, size: Math.min(Math.max(size, 1), 100) } };
}
