// The balance and the transactions of a bank account, as they were when its consent was last read.

import type { Transaction } from "../../../../../generated/enablenow/types/transaction.js";
import type { World } from "../../../service.js";
import { type Account, accountsOf, type Consent, held } from "../holdings.js";
import { categories } from "../ledger/categories.js";
import type { Entry } from "../ledger/entry.js";
import { countOf, entriesOf } from "../ledger/ledger.js";
import { uuid5 } from "../ledger/uuid5.js";

/** Movements that the consent has brought in, the oldest first. */
export function entriesRead(world: World, account: Account): readonly Entry[] {
  const read = held(world, "consent").get(account.consentId)?.read ?? null;
  return read === null ? [] : entriesAt(account, read);
}

function entriesAt({ ledger, from }: Account, read: number): readonly Entry[] {
  return entriesOf(ledger, read).filter(({ at }) => at >= from);
}

/** How many transactions came in between two readings. */
export function addedBetween(world: World, consent: Consent, before: number | null): number {
  const by = showsPending(world) ? "at" : "booked";
  return accountsOf(world, consent.id).reduce((sum, { ledger, from }) => {
    const seen = before === null ? countOf(ledger, from - 1, "at") : countOf(ledger, before, by);
    return sum + countOf(ledger, consent.read ?? 0, by) - seen;
  }, 0);
}

function showsPending({ assume }: World): boolean {
  return assume("transaction-pending") !== "They are not listed.";
}

/** The transactions of an account that are listed, the oldest first. */
export function transactionsOf(world: World, account: Account): readonly Shown[] {
  const consent = held(world, "consent").get(account.consentId);
  const read = consent?.read ?? 0;
  const pending = showsPending(world);
  return entriesRead(world, account)
    .filter(({ booked }) => pending || booked <= read)
    .map((entry) => shown(world, account, consent?.providerKey ?? "", entry, entry.booked > read));
}

/** On the wire an amount is a number; the client makes an exact text of it. */
export type Shown = Omit<Transaction, "amount" | "balanceAfterTransaction" | "providerProperties"> & {
  readonly amount: number;
  readonly balanceAfterTransaction: number | null;
  readonly providerProperties: object;
};

function shown(world: World, account: Account, providerKey: string, entry: Entry, isPending: boolean): Shown {
  const { at, cents, description, counterpart, kind, purpose, bookDate, after, category } = entry;
  const stays = world.assume("transaction-id-when-booked") === true;
  const name = `${account.id} ${at} ${cents} ${description}`;
  const balanceAfterTransaction = isPending ? null : euros(after);
  const isCategorized =
    account.categorizedUntil !== null &&
    (at <= account.categorizedUntil || world.assume("categorization-after-refresh") === true);
  return {
    id: uuid5(isPending && !stays ? `${name} pending` : name),
    accountNumber: account.iban ?? account.bban,
    accountId: account.id,
    description,
    bookDate: isPending ? null : bookDate,
    transactionDateTime: new Date(at).toISOString().replace(".000Z", "Z"),
    amount: euros(cents),
    balanceAfterTransaction,
    currency: account.currency,
    counterpartDescription: counterpart.name,
    counterpartAccountNumber: counterpart.iban,
    providerProperties: {
      ...{
        providerKey,
        transactionId: `${Math.floor(at / 86_400_000)}-${String((at / 1000) % 86_400).padStart(5, "0")}`,
      },
      ...{ transactionType: kind, transactionTypeName: kindNames[kind] },
      ...{ reasonCode: null, purposeCode: purpose, balanceAfterTransaction },
    },
    ...(isCategorized
      ? { category: categories[category] }
      : world.assume("transaction-uncategorized") === "null" && { category: null }),
  };
}

const kindNames = { OV: "Overschrijving", IC: "Incasso", BEA: "Betaalautomaat" } as const;

/** Cents as a decimal number: of whole cents, JSON writes the two digits and no more. */
export function euros(cents: number): number {
  return cents / 100;
}
