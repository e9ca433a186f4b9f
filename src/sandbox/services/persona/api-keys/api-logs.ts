// API logs: the sandbox's own log of calls, as the vendor shows it.

import type { operations } from "../../../../../generated/persona/schema.js";
import { isObject } from "../../../../json.js";
import { refuse } from "../../../answer/refusal.js";
import { basePath } from "../../../document/address.js";
import type { Call, Handlers, World } from "../../../service.js";
import type { LoggedRequest } from "../../../world/log.js";
import type { PersonaResource } from "../objects/persona-object.js";
import type { PersonaCaller } from "../organizations.js";
import { keys } from "./keys.js";

/** An entry as a record that a page can hold. */
interface Entry {
  readonly id: string;
  readonly type: "api-log";
  readonly resource: PersonaResource;
}

export const apiLogs: Handlers<operations, PersonaCaller> = {
  "list-all-api-logs": (call) => ({ page: call.page(entries(call).reverse()) }),
  "retrieve-an-api-log": (call) => {
    const id = call.path["api-log-id"];
    const record = entries(call).find((each) => each.id === id);
    if (record === undefined) throw refuse(404, `There is no API log ${id}`);
    return { record };
  },
};

/** Of the calls with keys of the caller's environment, the oldest first. */
function entries(call: Call<unknown, PersonaCaller>): Entry[] {
  const own = new Set([...keys(call)].flatMap((key) => (isOwn(key, call) ? [key.id] : [])));
  return call.requests().flatMap((logged) => {
    const { credential } = logged;
    return credential !== undefined && own.has(credential) ? [entryOf(logged, credential, call)] : [];
  });
}

function isOwn({ organizationId }: { readonly organizationId: string }, { caller }: Call<unknown, PersonaCaller>) {
  return organizationId === caller.organization.id;
}

const requestHeaders = ["Accept", "Authorization", "Host", "Persona-Version", "User-Agent"];
const responseHeaders = [
  ...["Persona-Host", "Cache-Control", "Pragma", "Expires", "Request-Id", "Content-Type", "Vary"],
  ...["RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "Quota-Limit", "Quota-Remaining", "Quota-Reset"],
];

function entryOf(logged: LoggedRequest, credential: string, { spec }: World): Entry {
  const { id, at, method, address, status } = logged;
  // The text that was sent as an address, which need not be one.
  const [pathname = "", query = ""] = address.replace(/#.*/s, "").split(/\?(.*)/s);
  const attributes = {
    request: {
      method,
      path: pathAt(pathname, basePath(spec)),
      headers: shown(requestHeaders, logged.requestHeaders),
      "get-params": Object.fromEntries(new URLSearchParams(query)),
      "post-params": paramsIn(logged.requestBody),
      "ip-address": "127.0.0.1",
    },
    response: { status: status ?? 0, headers: shown(responseHeaders, logged.responseHeaders) },
    "created-at": at,
    "redacted-at": null,
  };
  const relationships = { "api-key": { data: { type: "api-key", id: credential } } };
  return { id, type: "api-log", resource: { type: "api-log", id, attributes, relationships } };
}

/** The path as the vendor has it: the sandbox may have its services side by side, and leave out what all paths begin with. */
function pathAt(pathname: string, base: string): string {
  const own = pathname.replace(/^\/persona(?=\/)/, "");
  return own.startsWith("/api/") ? own : `${base}${own}`;
}

/** The headers of these names, in this spelling; numbers as such. */
function shown(names: readonly string[], headers: Readonly<Record<string, string>>): object {
  const sent = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = sent.get(name.toLowerCase());
      if (value === undefined) return [];
      return [[name, /^(RateLimit|Quota)-/.test(name) ? Number(value) : value]];
    }),
  );
}

/** A body that nests deeper was refused, and is not shown. */
const deepestLevel = 100;

function levelsOf(text: string): number {
  let [open, most] = [0, 0];
  for (const sign of text) {
    if (sign === "{" || sign === "[") open += 1;
    else if (sign === "}" || sign === "]") open -= 1;
    most = Math.max(most, open);
  }
  return most;
}

function paramsIn(body: string): object {
  if (levelsOf(body) > deepestLevel) return {};
  try {
    const params: unknown = JSON.parse(body);
    return isObject(params) ? params : {};
  } catch {
    return {};
  }
}
