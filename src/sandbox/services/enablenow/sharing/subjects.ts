// Whose data a list asks for: a consent, a user by either id, or all that the app holds.

import { Refusal, refuse } from "../../../answer/refusal.js";
import type { World } from "../../../service.js";
import { type Account, accountsOf, type Consent, held, type User } from "../holdings.js";
import { type Claims, claimsOf, emptyOrRefused, isGranted, listsShared } from "./claims.js";

/** The filters that several lists have, under one spelling. */
export interface Filters {
  readonly consentId?: string | undefined;
  readonly userId?: string | undefined;
  readonly externalUserId?: string | undefined;
}

interface CallerWorld extends World {
  readonly caller: { readonly account: string };
}

/** A consent with those of its accounts that the caller may read. */
export interface Readable {
  readonly consent: Consent;
  readonly accounts: readonly Account[];
}

/** @throws {Refusal} for more than one of the filters, spelt as the call spells them. */
export function onlyOne(filters: Readonly<Record<string, unknown>>): void {
  const given = Object.keys(filters).filter((name) => filters[name] !== undefined);
  if (given.length <= 1) return;
  throw new Refusal(
    400,
    given.map((parameter) => ({ parameter, detail: "Give at most one of these filters." })),
  );
}

/** The same for a list, unless it combines them. */
export function onlyOneInList(filters: Readonly<Record<string, unknown>>, { assume }: World): void {
  if (assume("list-consents-several-filters") === 400) onlyOne(filters);
}

/** The consents that the filters select, the latest request first. */
export function requestedConsents(call: CallerWorld, filters: Filters): readonly Consent[] {
  const claims = claimsOf(call, call.caller.account);
  if (filters.consentId !== undefined) {
    const consent = held(call, "consent").get(filters.consentId.toLowerCase());
    const claim = consent === undefined ? "none" : claims.consent(consent);
    if (consent !== undefined && isGranted(claim)) return [consent].filter(isOfUser(call, filters));
    return emptyOrRefused(call, claim, "consent") ?? [];
  }
  return consentsOf(call, claims, filters) ?? [];
}

/**
 * The accounts that the filters select, by the consents they belong to. `kind` is what the caller wants of them: of a shared
 * account there may be a balance and no transactions.
 */
export function requestedAccounts(
  call: CallerWorld,
  filters: Filters,
  kind: "account" | "transactions",
): readonly Readable[] {
  const claims = claimsOf(call, call.caller.account);
  const readable = (consent: Consent): Readable => ({
    consent,
    accounts: accountsOf(call, consent.id).filter((account) => isGranted(claims[kind](account))),
  });
  if (filters.consentId !== undefined) {
    const consent = held(call, "consent").get(filters.consentId.toLowerCase());
    if (consent === undefined) return emptyOrRefused(call, "none", "consent") ?? [];
    if (!isOfUser(call, filters)(consent)) return [];
    const found = readable(consent);
    const claim = claims.consent(consent);
    // Whoever may read the consent, or one of its accounts, is answered; a consent may have no accounts yet.
    if (found.accounts.length > 0) return [found];
    if (consent.owner === call.caller.account) return [found];
    const all = accountsOf(call, consent.id).map((account) => claims[kind](account));
    return (
      emptyOrRefused(call, all.includes("ended") ? "ended" : claim === "ended" ? "ended" : "none", "consent") ?? []
    );
  }
  return (consentsOf(call, claims, filters, kind) ?? []).map(readable);
}

/** Whether a consent is of the user that the filters name beside it, if they name one. */
function isOfUser(call: CallerWorld, { userId, externalUserId }: Filters): (consent: Consent) => boolean {
  if (userId === undefined && externalUserId === undefined) return () => true;
  const user = userByIds(call, { userId, externalUserId });
  return (consent) => user !== undefined && consent.userId === user.id;
}

/** Those of a user, or all. */
function consentsOf(
  call: CallerWorld,
  claims: Claims,
  { userId, externalUserId }: Filters,
  kind: "consent" | "account" | "transactions" = "consent",
): readonly Consent[] | undefined {
  const client = call.caller.account;
  if (userId !== undefined || externalUserId !== undefined) {
    const user = userByIds(call, { userId, externalUserId });
    if (user === undefined) return emptyOrRefused(call, "none", "user");
    return newestFirst(call, (consent) => consent.owner === client && consent.userId === user.id);
  }
  const shared = (consent: Consent) =>
    listsShared(call) &&
    (kind === "consent"
      ? isGranted(claims.consent(consent))
      : accountsOf(call, consent.id).some((account) => isGranted(claims[kind](account))));
  return newestFirst(call, (consent) => consent.owner === client || shared(consent));
}

/** A user of the caller's, by either id; both must fit. */
export function userByIds(call: CallerWorld, { userId, externalUserId }: Filters): User | undefined {
  for (const user of held(call, "user").values()) {
    if (user.owner !== call.caller.account) continue;
    if (userId !== undefined && user.id !== userId.toLowerCase()) continue;
    if (externalUserId !== undefined && user.externalUserId.toLowerCase() !== externalUserId.toLowerCase()) continue;
    return user;
  }
  return undefined;
}

function newestFirst(world: World, passes: (consent: Consent) => boolean): readonly Consent[] {
  return held(world, "consent")
    .newestFirst(passes)
    .sort((a, b) => b.requested - a.requested);
}

/** A list without a filter, where one is needed. */
export function filterMissing(parameter: string, detail: string): Refusal {
  return refuse(400, { parameter, detail });
}
