// Bank accounts with their balances.

import type { operations } from "../../../../../generated/enablenow/schema.js";
import type { Handlers, World } from "../../../service.js";
import type { AppCaller } from "../apps.js";
import { type Account, held, written } from "../holdings.js";
import { balanceOf } from "../ledger/ledger.js";
import { inListOrder, pageOf } from "../pages.js";
import { filterMissing, onlyOneInList, requestedAccounts } from "../sharing/subjects.js";
import { euros } from "./statements.js";

export const accounts: Handlers<operations, AppCaller> = {
  listAccounts: (call) => {
    const { ConsentId, UserId, ExternalUserId, Page, Size } = call.query ?? {};
    onlyOneInList({ ConsentId, UserId, ExternalUserId }, call);
    const isBare = ConsentId === undefined && UserId === undefined && ExternalUserId === undefined;
    if (isBare && call.assume("list-accounts-without-filter") === "400")
      throw filterMissing("ConsentId", "Give a consent or a user.");
    const filters = { consentId: ConsentId, userId: UserId, externalUserId: ExternalUserId };
    const found = inListOrder(call, "list-accounts-order", requestedAccounts(call, filters, "account"));
    const page = pageOf(
      found.flatMap((each) => each.accounts),
      Page,
      Size ?? 10,
    );
    const envelope = call.assume<string>("list-accounts-envelope");
    if (envelope === "data and _pagination") return { page };
    const data = page.items.map((account) => presentAccount(account, call));
    return { body: envelope === "data alone" ? { data } : data, undeclared: true };
  },
};

export function presentAccount(account: Account, world: World): object {
  const { id, iban, accountHolder, bban, providerAccountId, currency, consentId } = account;
  const read = held(world, "consent").get(consentId)?.read ?? null;
  return {
    ...{ id, iban, accountHolder, bban, providerAccountId, currency },
    accountBalance:
      read === null ? null : { currency, date: written(read), amount: euros(balanceOf(account.ledger, read)) },
  };
}
