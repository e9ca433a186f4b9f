// Shares: who may see which data, until when, and who gets webhooks about it.

import type { operations } from "../../../../../generated/enablenow/schema.js";
import type { CreateShareRequest } from "../../../../../generated/enablenow/types/create-share-request.js";
import { Refusal, refuse } from "../../../answer/refusal.js";
import type { Call, Handlers, Presenter, World } from "../../../service.js";
import type { Stored } from "../../../world/store.js";
import type { App, AppCaller } from "../apps.js";
import { accountsOf, held } from "../holdings.js";
import { nothingShared } from "../problems.js";

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

type ShareCall<Id extends keyof operations> = Call<operations[Id], AppCaller>;

const dayMs = 86_400_000;
const kinds = ["consentIds", "accountIds", "analysisIds"] as const;
const collections = { consentIds: "consent", accountIds: "account", analysisIds: "analysis-job" } as const;

export const shares: Handlers<operations, AppCaller> = {
  listShares: ({ caller, query, clock, assume, store, page }) => {
    const scope = assume<string>("list-shares-scope");
    const isListed = ({ owner, clientId }: Share) =>
      (scope !== "Shares made to your app." && owner === caller.account) ||
      (scope !== "Shares your app made." && clientId === caller.account);
    const wanted = query.isExpired;
    const leavesOut = assume("list-shares-is-expired") === "true leaves expired shares out";
    const passes = (share: Share) => {
      if (wanted === undefined) return true;
      if (leavesOut) return !wanted || !isExpired(share, clock.now());
      return isExpired(share, clock.now()) === wanted;
    };
    const found = store.collection<Share>("share").newestFirst((share) => isListed(share) && passes(share));
    return { page: page(assume("list-shares-direction") === "oldest first" ? found.reverse() : found) };
  },

  createShare: (call) => {
    const { caller, assume, ids, store, announce } = call;
    // The schema's `anyOf` is more than its printed type can say.
    const body = call.body as CreateShareRequest;
    const app = store.collection<App>("app").get(body.clientId);
    const moment = expiration(call, body.expirationDateUtc, assume("create-share-expiration-required"));
    const faults = [
      ...(app === undefined ? [{ parameter: "clientId", detail: "No app has this client id." }] : []),
      ...(kinds.every((kind) => (body[kind] ?? []).length === 0)
        ? [{ parameter: "consentIds", detail: nothingShared }]
        : []),
      ...kinds.flatMap((kind) =>
        (body[kind] ?? []).flatMap((id, index) => notOwned(call, kind, id, `${kind}[${index}]`)),
      ),
      ...moment.faults,
    ];
    if (faults.length > 0) throw new Refusal(400, faults);
    const share = store.collection<Share>("share").add({
      id: ids.uuid(),
      type: "share",
      owner: caller.account,
      clientId: body.clientId,
      reference: body.reference ?? null,
      expirationDateUtc: moment.iso,
      consentIds: body.consentIds ?? [],
      accountIds: body.accountIds ?? [],
      analysisIds: body.analysisIds ?? [],
      accountsThen: (body.consentIds ?? []).flatMap((id) => accountsOf(call, id.toLowerCase()).map(({ id }) => id)),
    });
    announce("databridge.share.created", app?.side ?? "", {
      event: "databridge.share.created",
      data: { shareId: share.id },
    });
    const isCreated = assume("create-share-200") === 201 || assume("create-share-201") === true;
    return { status: isCreated ? 201 : 200, value: share.id };
  },

  getShare: (call) => {
    const { path, caller, clock, assume, store } = call;
    const share = store.collection<Share>("share").get(path.shareId.toLowerCase());
    if (share === undefined) throw unknown(call);
    if (share.owner === caller.account) return { record: share };
    if (share.clientId !== caller.account || assume("get-share-receiver") !== true) throw unknown(call);
    if (isExpired(share, clock.now())) {
      throw assume("receiver-after-expiry") === 403 ? refuse(403, "The share has ended.") : unknown(call);
    }
    return { record: share };
  },

  updateShare: (call) => {
    const { body, assume, store, announce } = call;
    const share = own(call);
    const moment = expiration(call, body.expirationDateUtc, assume("update-share-expiration-required"));
    if (moment.faults.length > 0) throw new Refusal(400, moment.faults);
    share.expirationDateUtc = moment.iso;
    const receiver = store.collection<App>("app").get(share.clientId)?.side ?? share.clientId;
    announce("databridge.share.updated", receiver, { event: "databridge.share.updated", data: { shareId: share.id } });
    return { status: assume("update-share-204") === 200 || assume("update-share-200") === true ? 200 : 204 };
  },

  deleteShare: (call) => {
    const { assume, store } = call;
    store.collection<Share>("share").remove(own(call).id);
    return { status: assume("delete-share-204") === 200 || assume("delete-share-200") === true ? 200 : 204 };
  },
};

/** A share as both sides see it: all but who made it. */
export const presentShare: Presenter<AppCaller> = (share: Share) => {
  const { id, clientId, reference, expirationDateUtc, consentIds, accountIds, analysisIds } = share;
  return { id, clientId, reference, expirationDateUtc, consentIds, accountIds, analysisIds };
};

/** The share in the path, if the caller made it. */
function own(call: ShareCall<"updateShare"> | ShareCall<"deleteShare">): Share {
  const share = call.store.collection<Share>("share").get(call.path.shareId.toLowerCase());
  if (share?.owner !== call.caller.account) throw unknown(call);
  return share;
}

function unknown({ assume }: World): Refusal {
  return refuse(assume<number>("not-found-status"));
}

function isExpired({ expirationDateUtc }: Share, now: number): boolean {
  return Date.parse(expirationDateUtc) <= now;
}

function notOwned(
  call: ShareCall<"createShare">,
  kind: (typeof kinds)[number],
  id: string,
  parameter: string,
): object[] {
  const { caller } = call;
  return held(call, collections[kind]).get(id.toLowerCase())?.owner === caller.account
    ? []
    : [{ parameter, detail: "Your app holds nothing with this id." }];
}

const written = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/i;

/** When a share ends: a day from now by default. A time without an offset is in UTC. */
function expiration({ clock }: World, given: string | null | undefined, required: boolean) {
  const fault = (detail: string) => ({ iso: "", faults: [{ parameter: "expirationDateUtc", detail }] });
  if (given === undefined || given === null) {
    return required ? fault("Is missing.") : { iso: plain(clock.now() + dayMs), faults: [] };
  }
  const hasOffset = /(Z|[+-]\d\d:?\d\d)$/i.test(given) || !given.includes("T");
  const moment = written.test(given) ? Date.parse(hasOffset ? given : `${given}Z`) : Number.NaN;
  if (Number.isNaN(moment)) return fault("Must be a date and time.");
  if (moment <= clock.now()) return fault("Must lie in the future.");
  return { iso: plain(moment), faults: [] };
}

/** Without fractions that are zero. */
function plain(moment: number): string {
  return new Date(moment).toISOString().replace(/\.000Z$/, "Z");
}
