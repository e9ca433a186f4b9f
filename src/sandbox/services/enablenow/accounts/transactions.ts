// Transactions, filtered, sorted and in pages that a token leads through.

import { createHash } from "node:crypto";
import type { operations } from "../../../../../generated/enablenow/schema.js";
import { refuse } from "../../../answer/refusal.js";
import type { Call, Handlers } from "../../../service.js";
import type { AppCaller } from "../apps.js";
import { type Account, held } from "../holdings.js";
import { withNulls } from "../null-members.js";
import { claimsOf, emptyOrRefused, isGranted } from "../sharing/claims.js";
import { filterMissing, requestedAccounts } from "../sharing/subjects.js";
import { type Shown, transactionsOf } from "./statements.js";

type Query = NonNullable<operations["listTransactions"]["parameters"]["query"]>;
type Listing = Call<operations["listTransactions"], AppCaller>;

export const transactions: Handlers<operations, AppCaller> = {
  listTransactions: (call) => {
    const query: Query = call.query ?? {};
    requireFilter(call, query);
    const passes = filterOf(call, query);
    const order = orderOf(query);
    const all = accountsWanted(call, query)
      .flatMap((account) => transactionsOf(call, account))
      .filter(passes)
      .sort(order.compare);
    const { PageToken = "", PageSize = 100 } = query;
    const print = printOf(query);
    const after = PageToken === "" ? undefined : placeOf(call, PageToken, print);
    const rest = after === undefined ? all : all.filter((each) => order.isAfter(each, after));
    const listed = rest.slice(0, PageSize);
    const last = listed.at(-1);
    const data = listed.map((each) => withNulls(call, "transaction-nullability", each));
    const nextPageToken =
      rest.length > data.length && last !== undefined ? tokenOf(print, order.placed(last), call.clock.now()) : null;
    return { body: { data, nextPageToken } };
  },
};

function requireFilter({ assume }: Listing, { ConsentId, UserId, ExternalUserId, AccountId }: Query): void {
  const rule = assume<string>("list-transactions-required-filter");
  if (rule === "None.") return;
  const others = [AccountId, UserId, ExternalUserId].some((each) => each !== undefined);
  if (ConsentId !== undefined || (others && rule !== "A consent.")) return;
  throw filterMissing("ConsentId", rule === "A consent." ? "Give a consent." : "Give a consent, a user or an account.");
}

/** Accounts that all of the filters name. */
function accountsWanted(call: Listing, query: Query): readonly Account[] {
  const { ConsentId: consentId, UserId: userId, ExternalUserId: externalUserId, AccountId } = query;
  const lists: (readonly Account[])[] = [];
  const ask = (filters: object) =>
    void lists.push(requestedAccounts(call, filters, "transactions").flatMap(({ accounts }) => accounts));
  if (AccountId !== undefined) {
    const account = held(call, "account").get(AccountId.toLowerCase());
    const claim = account === undefined ? "none" : claimsOf(call, call.caller.account).transactions(account);
    lists.push(account !== undefined && isGranted(claim) ? [account] : (emptyOrRefused(call, claim, "account") ?? []));
  }
  if (consentId !== undefined) ask({ consentId });
  if (userId !== undefined) ask({ userId });
  if (externalUserId !== undefined) ask({ externalUserId });
  if (lists.length === 0) ask({});
  const [first = [], ...others] = lists;
  const common = first.filter((account) => others.every((list) => list.includes(account)));
  if (common.length === 0 && lists.length > 1 && call.assume("list-transactions-several-filters") === "400") {
    throw refuse(400, { parameter: "AccountId", detail: "The filters contradict each other." });
  }
  return common;
}

function filterOf({ assume }: Listing, query: Query): (transaction: Shown) => boolean {
  const { Currency, Description, Amount, MinAmount, MaxAmount } = query;
  const from = momentOf("DateFrom", query.DateFrom) ?? Number.NEGATIVE_INFINITY;
  const to = momentOf("DateTo", query.DateTo) ?? Number.POSITIVE_INFINITY;
  const folded = (text: string) => (assume("list-transactions-description-case") === true ? text : text.toLowerCase());
  const includesBounds = assume("list-transactions-amount-bounds") === true;
  const reaches = (amount: number, bound: number | undefined, sign: 1 | -1) =>
    bound === undefined || (amount - bound) * sign > 0 || (includesBounds && amount === bound);
  return ({ transactionDateTime, currency, description, amount }) => {
    const at = Date.parse(transactionDateTime);
    return (
      at >= from &&
      at < to &&
      (Currency === undefined || Currency.toUpperCase() === currency) &&
      (Description === undefined || folded(description ?? "").includes(folded(Description))) &&
      (Amount === undefined || Number(Amount) === amount) &&
      reaches(amount, numberOf(MinAmount), 1) &&
      reaches(amount, numberOf(MaxAmount), -1)
    );
  };
}

function numberOf(value: unknown): number | undefined {
  return value === undefined ? undefined : Number(value);
}

/** A date, or a time; without an offset it is UTC. */
function momentOf(parameter: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const isDate = /^\d{4}-\d\d-\d\d$/.test(text);
  const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/i.test(text);
  const hasOffset = isDate || /(Z|[+-]\d\d:?\d\d)$/i.test(text);
  const moment = isDate || isTime ? Date.parse(hasOffset ? text : `${text}Z`) : Number.NaN;
  if (Number.isNaN(moment)) throw refuse(400, { parameter, detail: "Must be a date, or a time in UTC." });
  return moment;
}

const sortable = [
  ...["id", "accountNumber", "description", "transactionDateTime", "amount", "currency"],
  ...["counterpartDescription", "counterpartAccountNumber"],
];

/** Where a transaction stands in a list: what it is sorted by, and its id. */
type Place = readonly [key: string | number, id: string];

interface Order {
  compare(a: Shown, b: Shown): number;
  placed(transaction: Shown): Place;
  isAfter(transaction: Shown, place: Place): boolean;
}

function orderOf({ OrderBy = "transactionDateTime", OrderDirection = "DESC" }: Query): Order {
  if (!sortable.includes(OrderBy))
    throw refuse(400, { parameter: "OrderBy", detail: `Must be one of ${sortable.join(", ")}.` });
  const sign = OrderDirection === "ASC" ? 1 : -1;
  const placed = (transaction: Shown): Place => {
    const value = transaction[OrderBy as keyof Shown] as string | number | null;
    return [OrderBy === "transactionDateTime" ? Date.parse(String(value)) : (value ?? ""), transaction.id];
  };
  const compare = (a: Place, b: Place) => sign * (ordered(a[0], b[0]) || ordered(a[1], b[1]));
  return {
    compare: (a, b) => compare(placed(a), placed(b)),
    placed,
    isAfter: (transaction, place) => compare(placed(transaction), place) > 0,
  };
}

function ordered(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The part of a query that a token is bound to: filters and order. The size of a page may change. */
function printOf({ PageToken: _, PageSize: __, ...query }: Query): string {
  const sorted = Object.entries(query).sort(([a], [b]) => ordered(a, b));
  return hashed(JSON.stringify(sorted));
}

function hashed(text: string): string {
  return createHash("sha1").update(text).digest("base64url").slice(0, 12);
}

function tokenOf(print: string, place: Place, now: number): string {
  const rest = [now, ...place];
  return Buffer.from(JSON.stringify([print, hashed(print + JSON.stringify(rest)), ...rest])).toString("base64url");
}

/** Where the page before ended; `undefined` to begin anew, where a token that is none is answered so. */
function placeOf({ assume, clock }: Listing, token: string, print: string): Place | undefined {
  const place = placeIn(token, print, assume("list-transactions-page-token-lifetime") === "An hour." ? clock.now() : 0);
  if (place !== undefined || assume("list-transactions-page-token") !== 400) return place;
  throw refuse(400, {
    parameter: "PageToken",
    detail: "Must be the nextPageToken of the page before, with the same filters.",
  });
}

const hourMs = 3_600_000;

function placeIn(token: string, print: string, now: number): Place | undefined {
  try {
    const [made, check, at, key, id] = JSON.parse(Buffer.from(token, "base64url").toString()) as [
      string,
      string,
      number,
      ...Place,
    ];
    const isOurs = made === print && check === hashed(print + JSON.stringify([at, key, id]));
    return isOurs && at + hourMs > now ? [key, id] : undefined;
  } catch {
    return undefined;
  }
}
