// Bank accounts and consents on the page: what stands on an account and how it came to that, as far as its consent has read.

import type { AnySandbox, Card, Tone } from "../../../page/board.js";
import type { Entries } from "../../../page/views/entries.js";
import type { Series } from "../../../page/views/series.js";
import type { Account, Consent } from "../holdings.js";
import { balanceOf, entriesOf } from "../ledger/ledger.js";

/** So many steps has the picture, and so many lines the statement. */
const steps = 180;
const lines = 8;

export function accountCard(account: Account, sandbox: AnySandbox): Card {
  const { id, iban, bban, accountHolder, currency, ledger, consentId } = account;
  const consent = consentsOf(sandbox).find((each) => each.id === consentId);
  const read = consent?.read ?? null;
  return {
    id,
    name: accountHolder,
    state: ledger.kind === "savings" ? "savings" : "current",
    tone: read === null ? "open" : "good",
    ...(read !== null && {
      figure: moneyIn(currency)(balanceOf(ledger, read)),
      series: balances(account, read),
      entries: newest(account, read),
    }),
    facts: [
      { label: iban === null ? "BBAN" : "IBAN", value: iban ?? bban ?? "none" },
      ...(consent === undefined ? [] : [{ label: "Bank", value: consent.providerKey }]),
      ...(read === null ? [] : [{ label: "Read", value: new Date(read).toISOString(), isMoment: true }]),
    ],
  };
}

function balances({ ledger, currency, from }: Account, read: number): Series {
  const step = (read - from) / steps;
  const moments = Array.from({ length: steps + 1 }, (_, index) => Math.round(from + index * step));
  return {
    label: "Balance",
    points: moments.map((at) => ({ at, value: balanceOf(ledger, at) })),
    written: moneyIn(currency),
  };
}

function newest({ ledger, currency, from }: Account, read: number): Entries {
  const entries = entriesOf(ledger, read).filter(({ at }) => at >= from);
  const written = moneyIn(currency);
  return {
    title: "Transactions",
    count: entries.length,
    newest: entries
      .slice(-lines)
      .reverse()
      .map(({ at, booked, cents, after, counterpart }) => ({
        at: new Date(at).toISOString(),
        what: counterpart.name,
        ...(booked > read
          ? { mark: "pending", after: "Not booked yet" }
          : { after: `${written(after)} on the account after it` }),
        amount: written(cents),
        isIncome: cents > 0,
      })),
  };
}

/** Cents as people write an amount of money. */
function moneyIn(currency: string): (cents: number) => string {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return (cents) => format.format(cents / 100);
}

const tones: Readonly<Record<string, Tone>> = {
  UPDATED: "good",
  FAILING: "bad",
  ERROR: "bad",
  TIMEDOUT: "over",
  INVALIDATED: "over",
  INITIALIZED: "open",
};

/** `owner`: the app by its name. */
export function consentCard(consent: Consent, sandbox: AnySandbox, owner: string): Card {
  const { id, status, providerKey, userId, requested, read, expires } = consent;
  const accounts = sandbox.records("enablenow/account").filter(({ consentId }) => consentId === id).length;
  const moment = (label: string, at: number | null) =>
    at === null ? [] : [{ label, value: new Date(at).toISOString(), isMoment: true }];
  return {
    id,
    name: providerKey,
    from: owner,
    state: status,
    tone: tones[status] ?? "busy",
    facts: [
      { label: "Accounts", value: String(accounts) },
      ...(userId === null ? [] : [{ label: "User", value: userId }]),
      ...(read === null ? moment("Requested", requested) : moment("Read", read)),
      ...moment("Expires", expires),
    ],
  };
}

function consentsOf(sandbox: AnySandbox): readonly Consent[] {
  return sandbox.records<Consent>("enablenow/consent");
}
