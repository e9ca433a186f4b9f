// The state that the test expects of the sandbox, as plain data. It shares no code with the sandbox's own state.

import type { Sandbox } from "../../../src/sandbox/index.js";

export type Side = "source" | "destination";
export type App = "a" | "b";

export interface Connection {
  readonly id: string;
  status: string;
  /** Organizations by their ids. */
  readonly source: string;
  readonly destination: string;
}

export interface Token {
  readonly id: string;
  status: string;
  readonly connection: string;
  readonly source: string;
  readonly destination: string;
  /** The object that is shared. */
  readonly object: string;
  /** In milliseconds since 1970. */
  readonly endsAt: number;
  redeemedAt: number;
  /** The object that is hydrated; none for a clone. */
  into: string | undefined;
  /** How its import is to fail. */
  failure: string | null;
}

export interface Share {
  readonly id: string;
  /** Client ids. */
  readonly owner: string;
  readonly receiver: string;
  endsAt: number;
}

export interface Case {
  readonly id: string;
  readonly organization: string;
  status: string;
  assignee: string | null;
  tags: ReadonlySet<string>;
  redacted: boolean;
}

export interface Ledger {
  now: number;
  /** Whether faults are on: only then may a call fail for no fault of its own. */
  stormy: boolean;
  /** The reason that the next redemption fails for. */
  nextFailure: "source_not_found" | "source_redacted" | "import_failed" | "unrecoverable_error" | null;
  readonly connections: Map<string, Connection>;
  readonly tokens: Map<string, Token>;
  readonly shares: Map<string, Share>;
  readonly cases: Map<string, Case>;
  /** Names of tags by organization. */
  readonly tags: Map<string, Set<string>>;
}

// biome-ignore lint/suspicious/noExplicitAny: records are the sandbox's own, and a wrong one fails the comparison.
type Stored = any;

/** Begins with what is there from the start. */
export function openLedger(sandbox: Sandbox): Ledger {
  const read = <T extends { id: string }>(collection: string, as: (record: Stored) => T) =>
    new Map(sandbox.records(collection).map((record) => [String(record.id), as(record)]));
  const tagNames = new Map(sandbox.records("persona/tag").map(({ id, name }) => [id, String(name)]));
  const tags = new Map<string, Set<string>>();
  for (const { organizationId, name } of sandbox.records("persona/tag")) {
    const own = tags.get(String(organizationId)) ?? new Set();
    tags.set(String(organizationId), own.add(String(name)));
  }
  return {
    now: sandbox.now().getTime(),
    stormy: false,
    nextFailure: null,
    connections: read("persona/connect/connection", ({ id, attributes }) => ({
      ...{ id, status: attributes.status },
      source: attributes["source-organization-id"],
      destination: attributes["destination-organization-id"],
    })),
    tokens: read("persona/connect/share-token", (record) => ({
      ...{ id: record.id, status: record.attributes.status, connection: record.connectionId },
      ...{ source: record.sourceOrganizationId, destination: record.destinationOrganizationId },
      ...{ object: record.source.id, endsAt: record.endsAt },
      ...{ redeemedAt: 0, into: undefined, failure: null },
    })),
    shares: read("enablenow/share", ({ id, owner, clientId, expirationDateUtc }) => ({
      ...{ id, owner, receiver: clientId, endsAt: Date.parse(expirationDateUtc) },
    })),
    cases: read("persona/case", ({ id, organizationId, attributes, tagIds }) => ({
      ...{ id, organization: organizationId, status: attributes.status, assignee: attributes["assignee-id"] },
      tags: new Set((tagIds as string[]).map((tag) => tagNames.get(tag) as string)),
      redacted: attributes["redacted-at"] !== null,
    })),
    tags,
  };
}

/** One of the last that came in, so that what a run made is met more often than what was there. */
export function recent<T>(all: ReadonlyMap<string, T>, back: number): T {
  const list = [...all.values()];
  return list[list.length - 1 - (back % list.length)] as T;
}

/** Moves the clock: Share Tokens end, and imports too. How long an import takes is the sandbox's secret, below a minute. */
export function advance(ledger: Ledger, ms: number, hasSettled: (token: Token) => boolean): void {
  ledger.now += ms;
  for (const token of ledger.tokens.values()) {
    if (token.status === "created" && token.endsAt <= ledger.now) token.status = "expired";
    if (token.status !== "pending") continue;
    if (ledger.now - token.redeemedAt >= 60_000 || hasSettled(token)) {
      token.status = token.failure === null ? "redeemed" : "failed";
    }
  }
}
