// End users of an app.

import type { operations } from "../../../../generated/enablenow/schema.js";
import { refuse } from "../../answer/refusal.js";
import type { Answer, Call, Handlers, World } from "../../service.js";
import type { App, AppCaller } from "./apps.js";
import { presentConsent } from "./consents/consents.js";
import { removeUser } from "./consents/removal.js";
import { held, type User, written } from "./holdings.js";
import { unknown } from "./sharing/claims.js";
import { userByIds } from "./sharing/subjects.js";

const mostCharacters = 256;

export const users: Handlers<operations, AppCaller> = {
  createUser: (call) => {
    const { body, caller, assume, ids, clock } = call;
    const { externalUserId } = body;
    if (externalUserId.length > mostCharacters && assume("create-user-id-length") === "At most 256 characters.")
      throw refuse(400, { parameter: "externalUserId", detail: `Must have at most ${mostCharacters} characters.` });
    const status = assume<number>("create-user-status");
    const there = userByIds(call, { externalUserId });
    if (there !== undefined) {
      const rule = assume<number | string>("create-user-twice");
      if (typeof rule === "string") return { status, body: bothIds(there) };
      throw refuse(rule, { title: "Conflict.", detail: "A user with this externalUserId exists already." });
    }
    const user: User = { id: ids.uuid(), type: "user", owner: caller.account, externalUserId, created: clock.now() };
    return { status, body: bothIds(held(call, "user").add(user)) };
  },

  getUser: (call) => {
    const user = userNamed(call, call.path.Id);
    if (user === undefined) throw unknown(call, "user");
    return { body: presentUser(user, call), undeclared: call.assume("user-consents") === "Their ids alone." };
  },

  deleteUser: (call) => {
    const { UserId: userId, ExternalUserId: externalUserId } = call.query ?? {};
    // Only where the path is assumed to name the user.
    const { Id } = call.path as { readonly Id?: string };
    if (Id !== undefined) return removed(call, userNamed(call, Id));
    if ((userId === undefined) === (externalUserId === undefined)) {
      const rule = call.assume<number | string>("delete-user-without-id");
      if (typeof rule === "string") return { status: 204 };
      throw refuse(rule, { title: "Not found.", parameter: "UserId", detail: "Give either UserId or ExternalUserId." });
    }
    return removed(call, userByIds(call, { userId, externalUserId }));
  },
};

type Calling = Call<unknown, AppCaller>;

/** The user with an id, of EnableNow's or of the app's own. */
function userNamed(call: Calling, id: string): User | undefined {
  return userByIds(call, { externalUserId: id }) ?? userByIds(call, { userId: id });
}

function removed(call: Calling, user: User | undefined): Answer {
  if (user === undefined) throw unknown(call, "user");
  removeUser(call, user);
  return { status: call.assume("delete-user-status") };
}

function bothIds({ id, externalUserId }: User): object {
  return { id, externalUserId };
}

function presentUser({ id, owner, externalUserId, created }: User, world: World): object {
  const consents = held(world, "consent")
    .newestFirst(({ userId }) => userId === id)
    .sort((a, b) => b.requested - a.requested);
  const inFull = world.assume("user-consents") !== "Their ids alone.";
  return {
    ...{ id, appId: world.store.collection<App>("app").get(owner)?.number, externalUserId },
    consents: consents.map((consent) => (inFull ? presentConsent(consent, world) : consent.id)),
    created: written(created),
  };
}
