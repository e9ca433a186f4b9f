// A new share: what it may hold, and what is refused.

import type { operations } from "../../../../../generated/enablenow/schema.js";
import type { CreateShareRequest } from "../../../../../generated/enablenow/types/create-share-request.js";
import { type Fault, Refusal, refuse } from "../../../answer/refusal.js";
import type { Answer, Call, World } from "../../../service.js";
import type { App, AppCaller } from "../apps.js";
import { accountsOf, held } from "../holdings.js";
import { nothingShared } from "../problems.js";
import { expiration, usualExpiration } from "./expiration.js";
import { kinds, type Share } from "./share.js";
import { tellOfShare } from "./share-events.js";

type Creating = Call<operations["createShare"], AppCaller>;

const collections = { consentIds: "consent", accountIds: "account", analysisIds: "analysis-job" } as const;
const mostIds = 100;
const mostCharacters = 256;

export function createShare(call: Creating): Answer {
  const { caller, assume, ids, store } = call;
  // The schema's `anyOf` is more than its printed type can say.
  const body = call.body as CreateShareRequest;
  const refused = assume<string>("create-share-refusals");
  const isKnown = store.collection<App>("app").get(body.clientId) !== undefined;
  const given = body.expirationDateUtc ?? undefined;
  const moment =
    given === undefined
      ? usualExpiration(call, assume("create-share-expiration-required"))
      : expiration(call, given, !refused.includes("a date in the past"));
  const foreign = kinds.flatMap((kind) =>
    (body[kind] ?? []).flatMap((id, index) => notOwned(call, kind, id, `${kind}[${index}]`)),
  );
  const faults: readonly Fault[] = [
    ...(isKnown || !/an unknown clientId/i.test(refused)
      ? []
      : [{ parameter: "clientId", detail: "No app has this client id." }]),
    ...(mayBeEmpty(call) || kinds.some((kind) => (body[kind] ?? []).length > 0)
      ? []
      : [{ parameter: "consentIds", detail: nothingShared }]),
    ...foreign,
    ...beyondLimits(call, body),
    ...moment.faults,
  ];
  if (foreign.length > 0 && refused.endsWith("are 403.")) throw refuse(403, ...foreign);
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
  tellOfShare(call, share, "created");
  const isCreated = assume("create-share-200") === 201 || assume("create-share-201") === true;
  const value = assume("create-share-answer") === true ? share.id : ids.uuid();
  return { status: isCreated ? 201 : 200, value };
}

/** Whether a share may have nothing in it. */
export function mayBeEmpty({ assume }: Pick<World, "assume">): boolean {
  return assume("create-share-without-ids") === "A share with nothing in it.";
}

function beyondLimits({ assume }: World, body: CreateShareRequest): readonly Fault[] {
  if (assume("create-share-limits") === "No limit is checked.") return [];
  const lists = kinds.map((kind) => [kind, body[kind] ?? []] as const);
  return [
    ...((body.reference ?? "").length > mostCharacters
      ? [{ parameter: "reference", detail: `Must have at most ${mostCharacters} characters.` }]
      : []),
    ...lists
      .filter(([, list]) => list.length > mostIds)
      .map(([parameter]) => ({ parameter, detail: `Must have at most ${mostIds} items.` })),
    ...lists
      .filter(([, list]) => new Set(list.map((id) => id.toLowerCase())).size < list.length)
      .map(([parameter]) => ({ parameter, detail: "Names an id twice." })),
  ];
}

function notOwned(call: Creating, kind: (typeof kinds)[number], id: string, parameter: string): readonly Fault[] {
  return held(call, collections[kind]).get(id.toLowerCase())?.owner === call.caller.account
    ? []
    : [{ parameter, detail: "Your app holds nothing with this id." }];
}
