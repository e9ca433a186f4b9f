// A request while it is being spoilt: its parts as text, so that nothing sets them right again.

import type { Sandbox } from "../../../src/sandbox/index.js";

export interface Draft {
  method: string;
  /** Address of the service: `http://localhost/persona`. */
  readonly base: string;
  /** As it stands in the address, escapes and all. */
  path: string;
  /** The same, without the question mark. */
  query: string;
  headers: [name: string, value: string][];
  /** What the text is made of; `undefined` for no body. */
  body: unknown;
  /** What is sent in place of `body`. */
  text: string | Uint8Array | undefined;
}

/** The request of a draft; `undefined` if no client could send it. */
export function requestFrom(draft: Draft): Request | undefined {
  const { method, base, path, query, headers, body, text } = draft;
  const content = text ?? (body === undefined ? undefined : JSON.stringify(body));
  const mayHaveBody = !["GET", "HEAD"].includes(method.toUpperCase());
  try {
    const url = `${base}${path}${query === "" ? "" : `?${query}`}`;
    return new Request(url, {
      method,
      headers,
      ...(mayHaveBody && content !== undefined && { body: content as BodyInit }),
    });
  } catch {
    return undefined;
  }
}

/** What exists in the sandbox, by the name of the parameter or member that says it. */
export type Known = Readonly<Record<string, readonly string[]>>;

export function knownIn(sandbox: Sandbox): Known {
  const last = (collection: string, name = "id") =>
    sandbox
      .records(collection)
      .slice(-30)
      .map((record) => String(record[name]));
  const objects = ["inquiry", "account", "transaction"].flatMap((type) => last(`persona/${type}`));
  const tokens = last("persona/connect/share-token");
  const isOpen = ({ attributes }: Readonly<Record<string, unknown>>) =>
    (attributes as Record<string, unknown>)["redacted-at"] === null;
  const [ended, open] = [last("persona/case"), sandbox.records("persona/case").filter(isOpen).slice(-20)];
  const cases = [...ended.slice(-5), ...open.map(({ id }) => String(id))];
  const { source, destination } = sandbox.credentials.persona;
  const ids = Object.values(source.objects);
  return {
    "connection-id": last("persona/connect/connection").slice(-3),
    "share-token-id": tokens,
    "case-id": cases,
    "source-id": [...ids, ...ids, ...objects],
    "destination-id": [...Object.values(destination.objects), ...objects],
    "object-ids": [...ids, ...objects],
    "destination-organization-id": [source.organizationId, destination.organizationId],
    "case-template-id": last("persona/case-template"),
    "case-queue-id": last("persona/case-queue"),
    "creator-email-address": last("persona/user", "email"),
    "user-email-address": last("persona/user", "email"),
    "tag-id": last("persona/tag"),
    "tag-name": last("persona/tag", "name"),
    status: ["Open", "Approved", "Declined", "created", "pending", "active"],
    after: [...cases, ...tokens],
    before: [...cases, ...tokens],
    shareId: last("enablenow/share"),
    clientId: last("enablenow/app"),
    consentIds: last("enablenow/consent"),
    accountIds: last("enablenow/account"),
    analysisIds: last("enablenow/analysis-job"),
    attribute: ["status", "created_at", "fields.score", "fields.is_urgent", "assignee"],
    value: ["Open", "2026-11-01", "low"],
  };
}

/** A stream of choices that a generator made, over and over. */
export type Choose = (below: number) => number;

export function choicesOf(picks: readonly number[]): Choose {
  let at = 0;
  return (below) => {
    at += 1;
    return ((picks[at % picks.length] as number) + at) % below;
  };
}

/** Something that exists in place of most values that name something; else the value as it is. */
export function planted(name: string, value: string, known: Known, choose: Choose): string {
  const pool = known[name] ?? [];
  return pool.length === 0 || choose(8) === 0 ? value : (pool[choose(pool.length)] as string);
}

/** Fields that templates have. */
const fields = { priority: "high", score: 0.5, extra: { a: { b: 1 } }, list: [[], 1] };

/** The same for all text within a value. */
export function plantedIn(value: unknown, known: Known, choose: Choose, name = ""): unknown {
  if (typeof value === "string") return planted(name, value, known, choose);
  if (Array.isArray(value)) return value.map((item) => plantedIn(item, known, choose, name));
  if (typeof value !== "object" || value === null) return value;
  if (name === "fields" && choose(4) !== 0)
    return Object.fromEntries([Object.entries(fields)[choose(4)] as [string, unknown]]);
  const members = Object.entries(value).map(([key, inner]) => [key, plantedIn(inner, known, choose, key)]);
  return Object.fromEntries(members);
}
