// Removal for good: consents and users with everything that belongs to them, and its effect on shares.

import type { World } from "../../../service.js";
import { tellOfConsent } from "../events.js";
import { accountsOf, type Consent, held, type User } from "../holdings.js";
import type { Share } from "../sharing/share.js";

export function removeConsent(world: World, consent: Consent): void {
  const gone = [consent.id];
  for (const account of accountsOf(world, consent.id)) {
    held(world, "account").remove(account.id);
    gone.push(account.id);
  }
  held(world, "consent").remove(consent.id);
  unshare(world, gone);
  if (world.assume("delete-consent-webhook") === true)
    tellOfConsent(world, consent, "consent.status.updated", { status: "INVALIDATED" });
}

export function removeUser(world: World, user: User): void {
  for (const consent of [...held(world, "consent").values()])
    if (consent.userId === user.id) removeConsent(world, consent);
  held(world, "user").remove(user.id);
}

function unshare({ assume, store }: World, gone: readonly string[]): void {
  const rule = assume<string>("share-after-data-removal");
  const shares = store.collection<Share>("share");
  const kept = (ids: readonly string[]) => ids.filter((id) => !gone.includes(id.toLowerCase()));
  for (const share of [...shares.values()]) {
    if (![...share.consentIds, ...share.accountIds].some((id) => gone.includes(id.toLowerCase()))) continue;
    if (rule === "The share is deleted.") shares.remove(share.id);
    else if (rule === "The share stays without the id of what was deleted.")
      shares.add({ ...share, consentIds: kept(share.consentIds), accountIds: kept(share.accountIds) });
  }
}
