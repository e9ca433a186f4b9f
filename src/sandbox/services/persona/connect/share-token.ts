// The Share Token: its state, its two sides' views of it, and its end.

import type { Identifier } from "../../../engine/records/record.js";
import type { Presenter, Resource, TypedRecord, World } from "../../../service.js";
import { type Cause, type Lifecycle, widened } from "../../../world/lifecycle.js";
import type { Collection } from "../../../world/state/store.js";
import { tell } from "../events/events.js";
import type { Organization, PersonaCaller } from "../organizations.js";

export type FailureReason = "source_not_found" | "source_redacted" | "import_failed" | "unrecoverable_error";

export interface ShareToken extends TypedRecord {
  readonly type: "connect/share-token";
  readonly connectionId: string;
  /** The organization that shares. */
  readonly sourceOrganizationId: string;
  /** The organization that may redeem. */
  readonly destinationOrganizationId: string;
  readonly creator: Identifier;
  readonly source: Identifier;
  destination: Identifier | null;
  /** Made with a key of production, and redeemed with one. */
  readonly isProduction?: boolean;
  /** When it ends, in milliseconds since 1970, also where its attributes do not say. */
  readonly endsAt: number;
  readonly attributes: ShareTokenAttributes;
}

export interface ShareTokenAttributes {
  status: string;
  readonly "created-at": string;
  "updated-at": string;
  "pending-at": string | null;
  "redeemed-at": string | null;
  "expires-at": string | null;
  "failed-at": string | null;
  "failure-reason": FailureReason | null;
  "redeem-mode": "clone" | "hydrate" | null;
}

export function shareTokensOf({ store }: World): Collection<ShareToken> {
  return store.collection("connect/share-token");
}

/** The moves of a Share Token, and one more if a failed one is not beyond retry. */
export function shareTokenLifecycle({ lifecycle, assume }: World): Lifecycle {
  const declared = lifecycle("ShareToken");
  if (assume("share-token-failed-is-final") === true) return declared;
  return widened(declared, "failed", "pending", { by: "redeem-share-token" });
}

/** Attributes that are null in a new Share Token. */
export const untouched = {
  "pending-at": null,
  "redeemed-at": null,
  "failed-at": null,
  "failure-reason": null,
  "redeem-mode": null,
} as const;

/** Keeps a Share Token, and has it end when its time is up. */
export function addShareToken(world: World, token: ShareToken): ShareToken {
  shareTokensOf(world).add(token);
  if (shareTokenLifecycle(world).allows(token, "expired", byTheClock)) {
    world.clock.schedule(token.endsAt, "share-token-expiry", token.id, `${token.type}/${token.id}`);
  }
  return token;
}

/** The timer that ends a Share Token, unless it was redeemed or ended before. */
export function expireInTime(id: string, world: World): void {
  const token = shareTokensOf(world).get(id);
  if (token !== undefined && shareTokenLifecycle(world).allows(token, "expired", byTheClock)) {
    expire(world, token, byTheClock);
  }
}

const byTheClock = { at: "expires-at" } as const;

/** Ends a Share Token now. */
export function expire(world: World, token: ShareToken, cause: Cause): void {
  shareTokenLifecycle(world).move(token, "expired", cause);
  const at = world.clock.iso();
  Object.assign(token.attributes, { "expires-at": at, "updated-at": at });
}

/** The source sees whom it made and what it shares, the destination what it got for it. */
export const presentShareToken: Presenter<PersonaCaller> = (token: ShareToken, { organization }) =>
  seenBy(token, organization.id);

function seenBy(token: ShareToken, organizationId: string): Resource | undefined {
  const direction = directionFor(token, organizationId);
  if (direction === undefined) return undefined;
  const { type, id, attributes, connectionId, creator, source, destination } = token;
  const connection = { data: { type: "connect/connection", id: connectionId } };
  return {
    type,
    id,
    attributes: { ...attributes, direction },
    relationships:
      direction === "outbound"
        ? { connection, creator: { data: creator }, source: { data: source } }
        : { connection, destination: { data: destination } },
  };
}

/** How an organization sees a Share Token; `undefined` if it has no part in it. */
export function directionFor(token: ShareToken, organizationId: string): "outbound" | "inbound" | undefined {
  if (token.sourceOrganizationId === organizationId) return "outbound";
  return token.destinationOrganizationId === organizationId ? "inbound" : undefined;
}

/** Tells both organizations, each as it sees the Share Token. */
export function tellBoth(world: World, token: ShareToken, what: "created" | "redeemed"): void {
  for (const id of [token.sourceOrganizationId, token.destinationOrganizationId]) {
    const organization = world.store.collection<Organization>("organization").get(id);
    const resource = seenBy(token, id);
    if (organization === undefined || resource === undefined) continue;
    tell(organization, { name: `connect/share-token.${directionFor(token, id)}-${what}`, resource }, world);
  }
}
