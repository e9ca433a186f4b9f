// A share as it is kept, and as both apps see it.

import type { Presenter, World } from "../../../service.js";
import type { Stored } from "../../../world/state/store.js";
import type { AppCaller } from "../apps.js";

export interface Share extends Stored {
  readonly type: "share";
  /** Client id of the app that made it. */
  readonly owner: string;
  /** Client id of the app it was made to. */
  readonly clientId: string;
  readonly reference: string | null;
  expirationDateUtc: string;
  readonly consentIds: readonly string[];
  readonly accountIds: readonly string[];
  readonly analysisIds: readonly string[];
  /** The accounts that its consents had when it was made. */
  readonly accountsThen?: readonly string[];
}

/** What a share may hold. */
export const kinds = ["consentIds", "accountIds", "analysisIds"] as const;

export function isExpired({ expirationDateUtc }: Share, { clock }: World): boolean {
  return Date.parse(expirationDateUtc) <= clock.now();
}

/** All but who made it. */
export const presentShare: Presenter<AppCaller> = (share: Share, _, world) => shown(share, world);

export function shown(share: Share, world: World): Readonly<Record<string, unknown>> {
  const { id, clientId, reference, expirationDateUtc } = share;
  const isMissing = reference === null && world.assume<string>("share-nullability").startsWith("None;");
  const ids = kinds.map((kind) => [kind, share[kind].length === 0 && arraysMayBeNull(world) ? null : share[kind]]);
  return { id, clientId, ...(!isMissing && { reference }), expirationDateUtc, ...Object.fromEntries(ids) };
}

/** The document has arrays there: an answer with null cannot be held against it. */
export function arraysMayBeNull({ assume }: World): boolean {
  return assume("share-nullability") === "reference, and arrays of ids that are not used.";
}
