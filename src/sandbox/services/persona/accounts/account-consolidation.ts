// Accounts that are gathered into one: by the clock, two seconds after the answer.

import { refuse } from "../../../answer/refusal.js";
import type { Answer, Call, World } from "../../../service.js";
import { findObject, ownObject } from "../objects/objects.js";
import type { PersonaObject } from "../objects/persona-object.js";
import { tellObject } from "../objects/tell-object.js";
import type { PersonaCaller } from "../organizations.js";
import { wrongState } from "../wrong-state.js";

const workMs = 2000;

interface Gathered {
  readonly into: string;
  readonly from: readonly string[];
}

export function consolidate(call: Call<never, PersonaCaller>, into: PersonaObject, from: readonly string[]): Answer {
  const sources = from.map((id) => {
    const account = id.startsWith("act_") ? ownObject(call, call.caller.account, id) : undefined;
    if (account === undefined) throw refuse(404, `There is no Account ${id}`);
    if (id === into.id) throw refuse(422, { title: "Record invalid", detail: "An Account cannot go into itself" });
    if (account.hidden.consolidated === true)
      throw wrongState(call, `The Account ${id} was consolidated before`, "account-consolidate-twice-status");
    return account;
  });
  for (const source of sources) source.hidden.consolidated = true;
  const due: Gathered = { into: into.id, from };
  call.clock.schedule(call.clock.now() + workMs, "accounts-consolidated", due, `account/${into.id}`);
  return { record: into };
}

export const accountTimers = {
  "accounts-consolidated": ({ into, from }: Gathered, world: World): void => {
    const target = findObject(world, into);
    if (target === undefined) return;
    for (const id of from) {
      const source = findObject(world, id);
      if (source === undefined) continue;
      hand(source, target, world);
      tellObject(source, "account.consolidated", world);
      tellObject(source, "account.archived", world);
      tellObject(target, "account.consolidated-with", world);
    }
  },
};

/** Makes what points at one Account point at another. */
function hand(source: PersonaObject, target: PersonaObject, { store, resources }: World): void {
  for (const type of resources.names) {
    for (const { account, resource } of store.collection<PersonaObject>(type).values()) {
      const to = resource?.relationships?.account;
      if (account !== source.account || to === undefined) continue;
      if ((to.data as { readonly id?: string } | null)?.id === source.id) to.data = { type: "account", id: target.id };
    }
  }
}
