// The Account that an Inquiry or a Report is for: the one that is named, or one that is made for it.

import { refuse } from "../../../answer/refusal.js";
import type { Call } from "../../../service.js";
import type { PersonaObject, PersonaResource } from "../objects/persona-object.js";
import { tellObject } from "../objects/tell-object.js";
import type { PersonaCaller } from "../organizations.js";

/** @throws a 404 if the Account that is named is none of the caller's. */
export function accountFor(
  call: Call<unknown, PersonaCaller>,
  attributes: { readonly "account-id"?: string | null; readonly "reference-id"?: string | null },
  meta: {
    readonly "auto-create-account"?: boolean;
    readonly "auto-create-account-reference-id"?: string;
    readonly "auto-create-account-type-id"?: string;
  },
): PersonaObject | undefined {
  const accounts = call.resources.of<PersonaResource>("account");
  const named = attributes["account-id"];
  if (typeof named === "string") {
    const account = accounts.get(named);
    if (account?.account !== call.caller.account) throw refuse(404, `There is no Account ${named}`);
    return account;
  }
  const reference = meta["auto-create-account-reference-id"] ?? attributes["reference-id"] ?? null;
  const companions = ["auto-create-account-type-id", "auto-create-account-reference-id"] as const;
  const companion = companions.find((name) => meta[name] !== undefined);
  if (meta["auto-create-account"] === false && companion !== undefined) {
    const detail = `${companion} is of no use beside auto-create-account: false`;
    throw refuse(call.assume<number>("inquiry-create-account-companions-status"), {
      detail,
      pointer: `/meta/${companion}`,
    });
  }
  if (meta["auto-create-account"] !== true) return undefined;
  for (const account of accounts.values()) {
    if (account.account === call.caller.account && reference !== null && referenceOf(account) === reference)
      return account;
  }
  const made = accounts.create(
    { attributes: { "reference-id": reference, tags: [], fields: {} } },
    { account: call.caller.account },
  );
  tellObject(made, "account.created", call);
  return made;
}

/** The organization's own id for an Account; null for none. */
export function referenceOf(account: PersonaObject | undefined): unknown {
  return account?.resource.attributes["reference-id"] ?? null;
}
