// Shares: who may see which data, until when, and who gets webhooks about it.

import type { operations } from "../../../../../generated/enablenow/schema.js";
import { Refusal, refuse } from "../../../answer/refusal.js";
import type { Call, Handlers, World } from "../../../service.js";
import type { Stored } from "../../../world/state/store.js";
import type { AppCaller } from "../apps.js";
import { inListOrder } from "../pages.js";
import { createShare } from "./create-share.js";
import { expiration, usualExpiration } from "./expiration.js";
import { arraysMayBeNull, isExpired, type Share } from "./share.js";
import { tellOfShare } from "./share-events.js";

/** What is remembered of a share that was deleted. */
interface DeletedShare extends Stored {
  readonly owner: string;
}

type ShareCall<Id extends keyof operations> = Call<operations[Id], AppCaller>;

export const shares: Handlers<operations, AppCaller> = {
  listShares: (call) => {
    const { caller, query, assume, store, page } = call;
    const scope = assume<string>("list-shares-scope");
    const isListed = ({ owner, clientId }: Share) =>
      (scope !== "Shares made to your app." && owner === caller.account) ||
      (scope !== "Shares your app made." && clientId === caller.account);
    const wanted = query.isExpired;
    const leavesOut = assume("list-shares-is-expired") === "true leaves expired shares out";
    const passes = (share: Share) => {
      if (wanted === undefined) return true;
      if (leavesOut) return !wanted || !isExpired(share, call);
      return isExpired(share, call) === wanted;
    };
    const found = store.collection<Share>("share").newestFirst((share) => isListed(share) && passes(share));
    const listed = page(inListOrder(call, "list-shares-direction", found));
    const isPastEnd = listed.items.length === 0 && (query.page ?? 1) > 1;
    if (isPastEnd && assume("list-shares-page-past-end") === "400")
      throw refuse(400, { parameter: "page", detail: "There is no such page." });
    return { page: listed, undeclared: arraysMayBeNull(call) };
  },

  createShare,

  getShare: (call) => {
    const { path, caller, assume, store } = call;
    const share = store.collection<Share>("share").get(path.shareId.toLowerCase());
    if (share === undefined) throw unknown(call);
    const isOver = isExpired(share, call);
    if (share.owner === caller.account) {
      if (isOver && assume("get-share-expired") !== true) throw unknown(call);
    } else {
      if (share.clientId !== caller.account || assume("get-share-receiver") !== true) throw unknown(call);
      if (isOver) throw assume("receiver-after-expiry") === 403 ? refuse(403, "The share has ended.") : unknown(call);
    }
    return { record: share, undeclared: arraysMayBeNull(call) };
  },

  updateShare: (call) => {
    const { body, assume } = call;
    const share = own(call);
    if (isExpired(share, call) && assume("update-share-expired") !== true)
      throw refuse(400, { parameter: "expirationDateUtc", detail: "The share has ended." });
    const given = body.expirationDateUtc ?? undefined;
    const moment =
      given === undefined ? usualExpiration(call, assume("update-share-expiration-required")) : expiration(call, given);
    if (moment.faults.length > 0) throw new Refusal(400, moment.faults);
    if (given !== undefined || assume("update-share-without-date") === "The share ends one day from now.")
      share.expirationDateUtc = moment.iso;
    tellOfShare(call, share, "updated");
    return { status: assume("update-share-204") === 200 || assume("update-share-200") === true ? 200 : 204 };
  },

  deleteShare: (call) => {
    const { assume, store, caller } = call;
    const done = { status: assume("delete-share-204") === 200 || assume("delete-share-200") === true ? 200 : 204 };
    const deleted = store.collection<DeletedShare>("deleted-share");
    const isRepeated = deleted.get(call.path.shareId.toLowerCase())?.owner === caller.account;
    if (isRepeated && assume("delete-share-twice") === "As the first time.") return done;
    const share = own(call);
    store.collection<Share>("share").remove(share.id);
    deleted.add({ id: share.id, owner: share.owner });
    if (assume("delete-share-webhook") === true) tellOfShare(call, share, "deleted");
    return done;
  },
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
