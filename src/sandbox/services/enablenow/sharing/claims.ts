// The resources that an app may read: its own, and those that others share with it while the share lasts.

import { type Refusal, refuse } from "../../../answer/refusal.js";
import type { World } from "../../../service.js";
import { type Account, accountsOf, type Consent, held } from "../holdings.js";
import type { Share } from "./share.js";

/** Why an app may read something, or why not: `ended` was shared with it until a moment that is past. */
export type Claim = "own" | "shared" | "ended" | "none";

export interface Claims {
  consent(consent: Consent): Claim;
  /** To an account and its balance. */
  account(account: Account): Claim;
  /** To the transactions of an account. */
  transactions(account: Account): Claim;
  analysis(job: { readonly id: string; readonly owner: string }): Claim;
}

export function claimsOf(world: World, client: string): Claims {
  const { assume, clock, store } = world;
  const shares = [...store.collection<Share>("share").values()].filter(({ clientId }) => clientId === client);
  const claim = (owner: string, gives: (share: Share) => boolean): Claim => {
    if (owner === client) return "own";
    const found = shares.filter((share) => share.owner === owner && gives(share));
    if (found.some((share) => Date.parse(share.expirationDateUtc) > clock.now())) return "shared";
    return found.length > 0 ? "ended" : "none";
  };
  const has = (ids: readonly string[], id: string) => ids.some((each) => each.toLowerCase() === id);
  const byConsent = assume<string>("share-consent-covers");
  const byAccount = assume<string>("share-account-covers");
  const coversAccount = (share: Share, { id, consentId }: Account) =>
    has(share.consentIds, consentId) &&
    (byConsent !== "The accounts that it had when it was shared." || has(share.accountsThen ?? [], id));
  const isAnalysed = (share: Share, { id }: Account) =>
    assume("share-analysis-covers") === "The transactions behind it as well." &&
    share.analysisIds.some((job) => held(world, "analysis-job").get(job.toLowerCase())?.accountIds.includes(id));
  return {
    consent: ({ id, owner }) =>
      claim(
        owner,
        (share) =>
          has(share.consentIds, id) ||
          (byAccount === "The consent that it belongs to as well." &&
            accountsOf(world, id).some((account) => has(share.accountIds, account.id))),
      ),
    account: (account) =>
      claim(account.owner, (share) => has(share.accountIds, account.id) || coversAccount(share, account)),
    transactions: (account) =>
      claim(
        account.owner,
        (share) =>
          (has(share.accountIds, account.id) && byAccount !== "Its details and its balance alone.") ||
          (coversAccount(share, account) && byConsent !== "The consent and its accounts without transactions.") ||
          isAnalysed(share, account),
      ),
    analysis: ({ id, owner }) => claim(owner, (share) => has(share.analysisIds, id)),
  };
}

export function isGranted(claim: Claim): boolean {
  return claim === "own" || claim === "shared";
}

/** Whether lists without a filter hold what others share as well. */
export function listsShared({ assume }: World): boolean {
  return (
    assume("receiver-reads-shared-data") !==
    "It reads the share by the id in the webhook and uses the ids in it on the ordinary endpoints, with its own token."
  );
}

/** The answer to a request by an id that the caller may not read. */
export function noClaim(world: World, claim: Claim, what: string): Refusal {
  if (claim === "ended" && world.assume("receiver-after-expiry") === 403)
    return refuse(403, `No share gives your app access to this ${what} any longer.`);
  return unknown(world, what);
}

/** The same, of a list: some answers are empty rather than a refusal. @throws {Refusal} */
export function emptyOrRefused(world: World, claim: Claim, what: string): undefined {
  const answer = world.assume<string | number>(claim === "ended" ? "receiver-after-expiry" : "list-of-foreign-data");
  if (typeof answer === "string") return undefined;
  if (answer === 403) throw refuse(403, `No share gives your app access to this ${what}.`);
  throw notFound(answer, what);
}

/** The refusal of an id that does not exist, or is another app's. */
export function unknown({ assume }: World, what: string): Refusal {
  return notFound(assume<number>("not-found-status"), what);
}

function notFound(status: number, what: string): Refusal {
  return refuse(status, { title: "Not found.", detail: `Your app holds no ${what} with this id.` });
}
