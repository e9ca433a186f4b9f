import { equal, ok, rejects } from "node:assert/strict";
import { ApiError, type Decimal, sumByCurrency } from "../../../index.js";
import type { Stage } from "../stage.js";
import type { Step } from "../teller.js";

/** The accounts of a customer at Amstel Mortgages: a current account and a savings account. */
const consentId = "1b9e6d84-0c37-4f2a-8e55-a4d7730f9c21";
const october = { dateFrom: "2026-10-01", dateTo: "2026-11-01" };

export async function readTransactions({ sandbox, broker, partner }: Stage, step: Step): Promise<void> {
  const { clientId } = sandbox.credentials.enablenow.b;

  const shareId = await step(
    "Amstel Mortgages shares the consent once more",
    async () => {
      await rejects(partner.accounts.list({ consentId }), (error) => error instanceof ApiError && error.status === 403);
      return broker.shares.create({ clientId, consentIds: [consentId], reference: "dossier 11-03" });
    },
    () => "what had ended gave Veldkamp nothing",
  );

  const accountId = await step(
    "Veldkamp Lending lists the accounts behind it",
    async () => {
      const [share, accounts] = await Promise.all([
        partner.shares.retrieve(shareId),
        partner.accounts.list({ consentId }),
      ]);
      equal(share.consentIds?.[0], consentId);
      const current = accounts.items.find(({ iban }) => iban !== null);
      ok(current?.accountBalance);
      equal(current.currency, "EUR");
      return { id: current.id, balance: current.accountBalance.amount, count: accounts.items.length };
    },
    ({ balance, count }) => `${count} accounts, ${balance} euros on the one it asks about`,
  );

  await step(
    "It reads October, page by page, and it adds up to the cent",
    async () => {
      const found = [];
      const query = { accountId: accountId.id, ...october, orderDirection: "ASC", pageSize: 10 } as const;
      for await (const each of partner.transactions.list(query)) found.push(each);
      ok(found.length > 10);
      ok(found.every((each) => each.accountId === accountId.id));
      const sum = sumByCurrency(found, added).get("EUR")?.amount;
      const [first, last] = [found[0], found.at(-1)];
      ok(sum && first?.balanceAfterTransaction && last?.balanceAfterTransaction);
      // Before the first of them, the account held so much less.
      const before = cents(first.balanceAfterTransaction) - cents(first.amount);
      equal(cents(sum), cents(last.balanceAfterTransaction) - before);
      return { count: found.length, sum };
    },
    ({ count, sum }) => `${count} transactions, ${sum} euros in all, exactly`,
  );
}

/** The amounts of a bank have two digits: whole cents are exact. */
function cents(amount: Decimal): bigint {
  const [, sign, whole = "", part = ""] = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(amount) ?? [];
  const value = BigInt(whole) * 100n + BigInt(part.padEnd(2, "0"));
  return sign === "-" ? -value : value;
}

function added(a: Decimal, b: Decimal): string {
  const sum = cents(a) + cents(b);
  const digits = String(sum < 0n ? -sum : sum).padStart(3, "0");
  return `${sum < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
