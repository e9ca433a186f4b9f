// The course of a consent: from the bank's page to accounts that are read again and again, until it ends. By the clock.

import type { World } from "../../../service.js";
import { type Cause, type Lifecycle, widened } from "../../../world/lifecycle.js";
import { addedBetween } from "../accounts/statements.js";
import { tellOfConsent, tellOfTransactions } from "../events.js";
import { accountsOf, type Consent, held } from "../holdings.js";
import { openAccounts } from "./banks.js";
import { removeConsent } from "./removal.js";

const secondMs = 1000;
const hourMs = 3600 * secondMs;
const dayMs = 24 * hourMs;

/** How long each step takes. */
const takes = { opening: 30 * secondMs, atTheBank: 60 * secondMs, starting: 5 * secondMs, reading: 15 * secondMs };
const timeLimitMs = 4 * hourMs;
const mostFailures = 20;
const keptInactiveMs = 365 * dayMs;

interface Due {
  readonly id: string;
  /** The state that the consent must still have for this to happen. */
  readonly from: string;
  readonly since: number;
  readonly to: string;
  readonly cause: Cause;
}

/** Timers of a consent. */
export const courseTimers = {
  consent: ({ id, from, since, to, cause }: Due, world: World): void => {
    const consent = held(world, "consent").get(id);
    if (consent?.status === from && consent.statusUpdated === since) moveConsent(world, consent, to, cause);
  },
  inactive: ({ id }: { id: string }, world: World): void => {
    const consent = held(world, "consent").get(id);
    if (consent === undefined) return;
    if (lastActive(consent) + keptInactiveMs <= world.clock.now()) removeConsent(world, consent);
    else watchInactivity(world, consent);
  },
};

/** Has a consent move at a moment, if it is still as it is now. */
function moveAt(moment: number, { clock }: World, consent: Consent, to: string, cause: Cause): void {
  const { id, status: from, statusUpdated: since } = consent;
  const due: Due = { id, from, since, to, cause };
  clock.schedule(Math.max(moment, clock.now()), "consent", due, `consent/${id}`);
}

/** Begins the refresh of a consent that a call requested. */
export function refresh(world: World, consent: Consent, cause: Cause): void {
  if (world.assume("refresh-consent-begins") === true) moveConsent(world, consent, "UPDATING", cause);
  else moveAt(world.clock.now() + takes.starting, world, consent, "UPDATING", cause);
}

/** Has the clock go on with a consent from the state it is in. */
export function follow(world: World, consent: Consent): void {
  const { assume } = world;
  const { status: from, statusUpdated: since } = consent;
  const later = (ms: number, to: string, cause: Cause = "vendor") => moveAt(since + ms, world, consent, to, cause);
  const ends = consent.requested + timeLimitMs - since;
  if (from === "INITIALIZED") {
    if (consent.endUser !== "stays away") later(takes.opening, "AUTHENTICATING");
    later(ends, "TIMEDOUT");
  } else if (from === "AUTHENTICATING") {
    later(takes.atTheBank, consent.endUser === "refuses" ? assume("consent-refused-status") : "AUTHENTICATED");
    later(ends, "TIMEDOUT");
  } else if (from === "AUTHENTICATED") later(takes.starting, "UPDATING");
  else if (from === "UPDATING") later(takes.reading, "UPDATED");
  else if (from === "UPDATED" || from === "FAILING") {
    if (consent.expires !== null) later(consent.expires - since, "INVALIDATED", { at: "dateExpire" });
    const intervalMs = assume("update-interval") === "Once a day." ? dayMs : 6 * hourMs;
    if (consent.isReadAgain) later(intervalMs, "UPDATING");
  }
}

/** Sees that a consent that nobody reads any more is removed in the end. */
export function watchInactivity({ clock }: World, consent: Consent): void {
  clock.schedule(lastActive(consent) + keptInactiveMs, "inactive", { id: consent.id }, `consent/${consent.id}`);
}

function lastActive({ read, requested }: Consent): number {
  return read ?? requested;
}

function moveConsent(world: World, consent: Consent, wanted: string, cause: Cause): void {
  const { clock, assume } = world;
  const now = clock.now();
  const wasUpdating = consent.status === "UPDATING";
  const to = wasUpdating && wanted === "UPDATED" ? outcomeOf(world, consent) : wanted;
  lifecycleOf(world).move(consent, to, cause);
  consent.statusUpdated = now;
  if (to === "AUTHENTICATED") consent.expires = now + assume<number>("consent-validity") * dayMs;
  const before = consent.read;
  if (to === "UPDATED") {
    Object.assign(consent, { read: now, failures: 0 });
    if (before === null) {
      openAccounts(world, consent);
      replaceEarlier(world, consent);
    }
  }
  tellOfConsent(world, consent, "consent.status.updated", { status: to });
  if (to === "UPDATED") {
    tellOfConsent(world, consent, "consent.accounts.updated");
    const count = addedBetween(world, consent, before);
    if (count > 0 || assume("transactions-fetched-none") === true) tellOfTransactions(world, consent, count);
  }
  follow(world, consent);
}

/** The lifecycle of the document, with the moves that assumptions add. */
export function lifecycleOf(world: World): Lifecycle {
  const { assume } = world;
  const refused = assume<string>("consent-refused-status");
  let lifecycle = widened(world.lifecycle("Consent"), "AUTHENTICATING", refused, "vendor");
  if (assume("consent-error-is-final") !== true)
    lifecycle = widened(lifecycle, "ERROR", "UPDATING", { by: "refreshConsent" });
  return lifecycle;
}

/** The state that an update ends in. It fails where a control says so, and for good the twentieth time in a row. */
function outcomeOf({ clock }: World, consent: Consent): string {
  if (consent.toFail === 0) return "UPDATED";
  consent.toFail -= 1;
  consent.failures += 1;
  const error = {
    date: new Date(clock.now()).toISOString().slice(0, -1),
    ...{ type: "PROVIDER", message: "The bank did not answer in time.", code: "PROVIDER_TIMEOUT" },
  };
  consent.errors = [error, ...consent.errors].slice(0, mostFailures);
  return consent.failures >= mostFailures ? "ERROR" : "FAILING";
}

/** An earlier consent of the same user at the same bank, whose accounts the new one covers, is revoked. */
function replaceEarlier(world: World, consent: Consent): void {
  if (consent.userId === null) return;
  const numbers = new Set(accountsOf(world, consent.id).map(({ providerAccountId }) => providerAccountId));
  for (const other of [...held(world, "consent").values()]) {
    if (other.id === consent.id || other.owner !== consent.owner || other.userId !== consent.userId) continue;
    if (other.providerKey !== consent.providerKey || !["UPDATED", "FAILING"].includes(other.status)) continue;
    if (accountsOf(world, other.id).every(({ providerAccountId }) => numbers.has(providerAccountId)))
      moveConsent(world, other, "INVALIDATED", "vendor");
  }
}
