// Consents: created, listed in two versions, refreshed, deleted.

import type { operations } from "../../../../../generated/enablenow/schema.js";
import type { ConsentError } from "../../../../../generated/enablenow/types/consent-error.js";
import { type Fault, Refusal, refuse } from "../../../answer/refusal.js";
import type { Call, Handlers, World } from "../../../service.js";
import type { App, AppCaller } from "../apps.js";
import { type Consent, held, type User, written } from "../holdings.js";
import { inListOrder, pageOf } from "../pages.js";
import { dailyLimit } from "../problems.js";
import { claimsOf, noClaim, unknown } from "../sharing/claims.js";
import { filterMissing, onlyOneInList, requestedConsents, userByIds } from "../sharing/subjects.js";
import { banks } from "./banks.js";
import { follow, lifecycleOf, refresh, watchInactivity } from "./course.js";
import { refreshWait } from "./refresh-limit.js";
import { removeConsent } from "./removal.js";

export const consents: Handlers<operations, AppCaller> = {
  createConsent: (call) => {
    const { body, caller, ids, clock, store } = call;
    const app = store.collection<App>("app").get(caller.account) as App;
    const { user, faults } = userNamed(call, body);
    const refused = call.assume<string>("create-consent-refusals");
    const all: readonly Fault[] = [
      ...(Object.hasOwn(banks, body.providerKey) && /^nl$/i.test(body.countryCode ?? "NL")
        ? []
        : [{ parameter: "providerKey", detail: "No bank of this country has this key." }]),
      ...(isRegistered(app, body.redirectUrl) || !refused.includes("redirect URL")
        ? []
        : [{ parameter: "redirectUrl", detail: "It is not registered for your app." }]),
      ...faults,
    ];
    if (all.length > 0) throw new Refusal(400, all);
    const now = clock.now();
    const consent = held(call, "consent").add({
      ...{ id: ids.uuid(), type: "consent", owner: caller.account, userId: user?.id ?? null },
      ...{ providerKey: body.providerKey, endUser: app.endUser, requested: now, isReadAgain: true },
      ...{ status: "INITIALIZED", statusUpdated: now, expires: null, read: null },
      ...{ errors: [], failures: 0, toFail: 0, refreshes: [] },
    });
    follow(call, consent);
    watchInactivity(call, consent);
    const consentUrl = `https://app.enablenow.nl/consent/${consent.id}?key=${ids.prefixed("", 16)}`;
    return { body: { consentId: consent.id, consentUrl } };
  },

  listConsentsV1: (call) => {
    const { ConsentId: consentId, UserId: userId, ExternalUserId: externalUserId } = call.query ?? {};
    onlyOneInList({ ConsentId: consentId, UserId: userId, ExternalUserId: externalUserId }, call);
    const isBare = consentId === undefined && userId === undefined && externalUserId === undefined;
    if (isBare && call.assume("list-consents-v1-without-filter") !== true)
      throw filterMissing("ConsentId", "Give a consent or a user.");
    const found = inListOrder(
      call,
      "list-consents-v1-order",
      requestedConsents(call, { consentId, userId, externalUserId }),
    );
    return { body: found.map((consent) => presentConsent(consent, call)) };
  },

  listConsentsV2: (call) => {
    const { consentId, userId, externalUserId, fromDate, page, pageSize } = call.query ?? {};
    onlyOneInList({ consentId, userId, externalUserId }, call);
    const member = call.assume("list-consents-from-date") === "dateStatusUpdated" ? "statusUpdated" : "requested";
    const from = fromDate === undefined ? 0 : Date.parse(`${fromDate}T00:00:00Z`);
    const found = requestedConsents(call, { consentId, userId, externalUserId });
    return {
      page: pageOf(
        found.filter((consent) => consent[member] >= from),
        page,
        pageSize,
      ),
    };
  },

  deleteConsent: (call) => {
    const consent = writable(call, call.path.id, "It may refresh and delete it.");
    removeConsent(call, consent);
    return { status: call.assume("delete-consent-status") };
  },

  refreshConsent: (call) => {
    const { assume, clock } = call;
    const consent = writable(call, call.path.consentId, "It may refresh it.");
    const wait = refreshWait(consent, clock.now(), assume("refresh-consent-day"));
    if (wait !== undefined) {
      const minutes = Math.ceil(wait / 60_000);
      const waitText = `${Math.floor(minutes / 60)}h${String(minutes % 60).padStart(2, "0")}`;
      const detail = `Daily limit of 6 requests/consent reached. Try again in ${waitText}.`;
      const headers = { "Retry-After": String(Math.ceil(wait / 1000)) };
      throw new Refusal(
        429,
        [{ title: dailyLimit, detail }],
        assume("refresh-limit-retry-after") === true ? headers : {},
      );
    }
    const by = { by: call.operation.id };
    if (!lifecycleOf(call).allows(consent, "UPDATING", by)) {
      if (assume("refresh-consent-wrong-state") !== 400) return { status: 202 };
      throw refuse(400, `The consent is ${consent.status}: only one that is active can be refreshed.`);
    }
    consent.refreshes = [...consent.refreshes, clock.now()].slice(-6);
    refresh(call, consent, by);
    return { status: 202 };
  },
};

export function presentConsent(consent: Consent, world: World): object {
  const { id, status, statusUpdated, requested, expires, read, providerKey, errors } = consent;
  // Before the bank has agreed nobody knows when it ends; perhaps the vendor says something nonetheless.
  const mayBeNull = world.assume("consent-nullability") === true;
  const validity = world.assume<number>("consent-validity") * 86_400_000;
  return {
    ...{ id, status, dateStatusUpdated: written(statusUpdated), dateRequested: written(requested) },
    dateExpire: written(expires ?? (mayBeNull ? null : requested + validity)),
    dateTransactionsUpdated: written(read ?? (mayBeNull ? null : requested)),
    ...{ providerKey, errors: errors.map((error) => presentError(error, world)) },
  };
}

function presentError(error: ConsentError, { assume }: World): ConsentError {
  if (assume("consent-error-members") === "Texts that may be missing.") return error;
  const { type: _, code: __, ...rest } = error;
  return rest;
}

/** The consent in the path, if the caller may do more than read it. */
function writable(call: Call<unknown, AppCaller>, id: string, rule: string): Consent {
  const consent = held(call, "consent").get(id.toLowerCase());
  if (consent === undefined) throw unknown(call, "consent");
  const claim = claimsOf(call, call.caller.account).consent(consent);
  if (claim === "own") return consent;
  if (claim !== "shared") throw noClaim(call, claim, "consent");
  const allowed = call.assume<string | boolean>("receiver-changes-shared-data");
  if (allowed === "It may refresh and delete it." || allowed === rule) return consent;
  throw refuse(403, "This consent is shared with your app, which may only read it.");
}

interface Naming {
  readonly userId?: string | null;
  readonly userIdGuid?: string;
  readonly externalUserId?: string | null;
}

function userNamed(
  call: Call<unknown, AppCaller>,
  { userId, userIdGuid, externalUserId }: Naming,
): { readonly user: User | undefined; readonly faults: readonly Fault[] } {
  const byText =
    call.assume("create-consent-user-id") === "userId takes the external id." ? "externalUserId" : "userId";
  const ways = [
    ...(userIdGuid === undefined ? [] : [["userIdGuid", { userId: userIdGuid }] as const]),
    ...(userId === undefined || userId === null ? [] : [["userId", { [byText]: userId }] as const]),
    ...(externalUserId === undefined || externalUserId === null
      ? []
      : [["externalUserId", { externalUserId }] as const]),
  ];
  const [first] = ways;
  if (first === undefined) return { user: undefined, faults: [] };
  if (ways.length > 1 && (userIdGuid === undefined || call.assume("create-consent-several-users") === 400)) {
    return {
      user: undefined,
      faults: ways.map(([parameter]) => ({ parameter, detail: "Name the user in one way only." })),
    };
  }
  const user = userByIds(call, first[1]);
  return user === undefined
    ? { user, faults: [{ parameter: first[0], detail: "Your app has no such user." }] }
    : { user, faults: [] };
}

/** Query parameters of the app's own may be added to what is registered. */
function isRegistered({ redirectUrls }: App, url: string | undefined): boolean {
  // Only where an assumption lets a call do without.
  if (url === undefined) return true;
  return redirectUrls.includes(url.replace(/[?#].*$/, ""));
}
