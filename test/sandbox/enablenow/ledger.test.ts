// Transactions of accounts: months that look like somebody's, and sums that are right to the cent.

import { describe, expect, test } from "vitest";
import type { Transaction } from "../../../generated/enablenow/index.js";
import { accountId, consentId, desk, redirectUrl } from "./desk.js";

/** Exact cents of a decimal text. */
function cents(decimal: unknown): bigint {
  const [, sign = "", whole = "", part = ""] = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(String(decimal)) ?? [];
  const value = BigInt(whole) * 100n + BigInt(part.padEnd(2, "0"));
  return sign === "-" ? -value : value;
}

async function all(pages: PromiseLike<unknown> & AsyncIterable<Transaction>): Promise<Transaction[]> {
  const found: Transaction[] = [];
  for await (const each of pages) found.push(each);
  return found;
}

describe("an account", () => {
  test("has balances that add up, entry by entry, to the balance of the account", async () => {
    const { a } = desk();
    const { items: accounts } = await a.accounts.list({ consentId });
    expect(accounts.length).toBe(2);
    for (const account of accounts) {
      const entries = await all(a.transactions.list({ accountId: account.id, orderDirection: "ASC", pageSize: 37 }));
      expect(entries.length).toBeGreaterThan(15);
      for (const [index, entry] of entries.entries()) {
        const before = entries[index - 1];
        if (before !== undefined)
          expect(cents(entry.balanceAfterTransaction)).toBe(
            cents(before.balanceAfterTransaction) + cents(entry.amount),
          );
      }
      expect(cents(account.accountBalance?.amount)).toBe(cents(entries.at(-1)?.balanceAfterTransaction));
    }
  });

  test("shows eighteen months in which a salary comes and a rent goes once a month", async () => {
    const { a } = desk();
    const entries = await all(a.transactions.list({ accountId, pageSize: 1000 }));
    const monthsOf = (code: string) =>
      entries
        .filter(({ category }) => category?.code === code)
        .map(({ transactionDateTime }) => transactionDateTime.slice(0, 7));
    const wanted = Array.from({ length: 18 }, (_, index) =>
      new Date(Date.UTC(2026, 9 - index, 1)).toISOString().slice(0, 7),
    );
    for (const code of ["R010101", "R020101"]) {
      const months = monthsOf(code);
      expect([...new Set(months)].length).toBe(months.length);
      expect(wanted.slice(0, 17).filter((month) => !months.includes(month))).toEqual([]);
    }
    expect(monthsOf("R020301").length).toBeGreaterThan(80);
  });

  test("is the same for the same moment, in another sandbox and in other pages", async () => {
    const [first, second] = await Promise.all([
      all(desk().a.transactions.list({ consentId, pageSize: 1000 })),
      all(desk().a.transactions.list({ consentId, pageSize: 7 })),
    ]);
    expect(second).toEqual(first);
    expect(new Set(first.map(({ id }) => id)).size).toBe(first.length);
  });

  test("gets what has happened since by a refresh, and keeps what it had", async () => {
    const { sandbox, a } = desk();
    const before = await all(a.transactions.list({ consentId, pageSize: 1000 }));
    await sandbox.advance("10d");
    expect(await all(a.transactions.list({ consentId, pageSize: 1000 }))).toEqual(before);
    await a.consents.refresh(consentId);
    await sandbox.advance("1m");
    const after = await all(a.transactions.list({ consentId, pageSize: 1000 }));
    expect(after.length).toBeGreaterThan(before.length);
    const ids = new Set(after.map(({ id }) => id));
    expect(before.filter(({ id }) => !ids.has(id))).toEqual([]);
    const told = sandbox.webhooks.find(({ event }) => event === "transactions.fetched");
    expect(JSON.parse(told?.body ?? "").data.addedTransactionsCount).toBe(after.length - before.length);
  });
});

describe("a list of transactions", () => {
  test("passes what its filters say, bounds included", async () => {
    const { a } = desk();
    const everything = await all(a.transactions.list({ accountId, pageSize: 1000 }));
    const between = { dateFrom: "2026-09-01", dateTo: "2026-10-01" };
    const september = everything.filter(({ transactionDateTime }) => transactionDateTime.startsWith("2026-09"));
    expect(september.length).toBeGreaterThan(10);
    expect(await all(a.transactions.list({ accountId, ...between }))).toEqual(september);
    const [one] = september;
    const amount = one?.amount as never;
    expect((await all(a.transactions.list({ accountId, ...between, amount }))).map(({ id }) => id)).toContain(one?.id);
    const bounds = { minAmount: amount, maxAmount: amount };
    expect((await all(a.transactions.list({ accountId, ...between, ...bounds }))).map(({ id }) => id)).toContain(
      one?.id,
    );
    const rents = await all(a.transactions.list({ accountId, description: "HUUR" }));
    expect([rents.length > 15, rents.every(({ description }) => description?.startsWith("Huur "))]).toEqual([
      true,
      true,
    ]);
  });

  test("goes on from a token with the same filters, and from no other", async () => {
    const { a } = desk();
    const { raw } = { raw: await a.transactions.list({ accountId, pageSize: 2 }).raw() };
    const { nextPageToken: pageToken } = (await raw.json()) as { nextPageToken: string };
    const status = async (query: object) => (await a.transactions.list({ accountId, ...query }).asResult()).status;
    expect([
      await status({ pageToken, pageSize: 5 }),
      await status({ pageToken, currency: "EUR" }),
      await status({ pageToken: "aGFsZndlZzI" }),
    ]).toEqual([200, 400, 400]);
  });

  test("shows what is pending where that is assumed, and tells it from what is booked", async () => {
    // A Saturday's card payments are booked on Monday.
    const options = {
      now: "2026-11-22T21:00:00Z",
      assume: { "transaction-pending": "They are listed with a bookDate of null." },
    };
    const { sandbox, a } = desk(options);
    await a.consents.refresh("8c9ee205-2a3b-44f7-93e9-7252c734f873");
    await sandbox.advance("1m");
    const list = () =>
      all(a.transactions.list({ consentId: "8c9ee205-2a3b-44f7-93e9-7252c734f873", dateFrom: "2026-11-20" }));
    const pending = (await list()).filter(({ bookDate }) => bookDate === null);
    expect(pending.length).toBeGreaterThan(0);
    expect(pending.map(({ balanceAfterTransaction }) => balanceAfterTransaction)).toEqual(pending.map(() => null));
    await sandbox.advance("1d");
    await a.consents.refresh("8c9ee205-2a3b-44f7-93e9-7252c734f873");
    await sandbox.advance("1m");
    const later = await list();
    for (const { id, transactionDateTime } of pending) {
      const booked = later.find((each) => each.transactionDateTime === transactionDateTime);
      expect([booked?.bookDate, booked?.id === id]).toEqual(["2026-11-23", false]);
    }
  });
});

test("Somebody who consents again has the same accounts, and the earlier consent ends.", async () => {
  const { sandbox, a } = desk();
  const { externalUserId } = await a.users.create({ externalUserId: "again-1" });
  const consent = async () => {
    const { consentId: id } = await a.consents.create({ providerKey: "RABONL2U", redirectUrl, externalUserId });
    await sandbox.advance("10m");
    return id;
  };
  const first = await consent();
  const numbers = async (id: string) => (await a.accounts.list({ consentId: id })).items.map(({ iban }) => iban);
  const before = await numbers(first);
  const second = await consent();
  expect(await numbers(second)).toEqual(before);
  const { items } = await a.consents.list({ externalUserId });
  expect(items.map(({ id, status }) => [id, status])).toEqual([
    [second, "UPDATED"],
    [first, "INVALIDATED"],
  ]);
});
