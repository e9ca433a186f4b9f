// The banks that consents are for, and the accounts that are found there.

import type { World } from "../../../service.js";
import { type Consent, held } from "../holdings.js";
import type { Ledger } from "../ledger/entry.js";
import { household } from "../ledger/household.js";
import { ibanOf } from "../ledger/iban.js";
import { uuid5 } from "../ledger/uuid5.js";

/** The letters that account numbers of a bank have, by its key. */
export const banks: Readonly<Record<string, string>> = {
  ABNANL2A: "ABNA",
  INGBNL2A: "INGB",
  RABONL2U: "RABO",
  SNSBNL2A: "SNSB",
  TRIONL2U: "TRIO",
};

/** Ids that accounts have from the start. */
export interface Given {
  readonly current?: string;
  readonly savings?: string;
  readonly dollar?: string;
}

/** The accounts behind a consent: those in `given`, else one to live from and one to save on. */
export function openAccounts(world: World, consent: Consent, given?: Given): void {
  const { store, ids } = world;
  // Somebody has the same accounts at a bank whenever they consent.
  const seed = `${consent.userId ?? consent.id} ${consent.providerKey}`;
  const from = historyBegins(consent.requested);
  const open = (kind: Ledger["kind"], id: string) => {
    const iban = ibanOf(`${seed} ${kind}`, banks[consent.providerKey] ?? "BANK");
    const providerAccountId = uuid5(`${seed} ${kind}`);
    const earlier = [...held({ store }, "account").values()].find(
      (account) => account.owner === consent.owner && account.providerAccountId === providerAccountId,
    );
    held({ store }, "account").add({
      ...{ id, type: "account", owner: consent.owner, consentId: consent.id },
      iban: kind === "savings" ? null : iban,
      bban: kind === "savings" ? `D ${iban.slice(9, 12)} ${iban.slice(12, 14)} ${iban.slice(14, 17)}` : null,
      accountHolder: household(seed).holder,
      providerAccountId,
      currency: kind === "dollar" ? "USD" : "EUR",
      ledger: earlier?.ledger ?? { seed, kind, since: from },
      from,
      categorizedUntil: null,
    });
  };
  const kinds = Object.entries(given ?? { current: ids.uuid(), savings: ids.uuid() });
  for (const [kind, id] of kinds) open(kind as Ledger["kind"], id);
}

/** Up to 18 months of history, from the day of the consent. */
function historyBegins(requested: number): number {
  const date = new Date(requested);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - 18, date.getUTCDate());
}
