// The result of an analysis: what came in and went out in a time, and from whom.

import type { Analysis } from "../../../../../generated/enablenow/types/analysis.js";
import type { World } from "../../../service.js";
import { entriesRead, euros } from "../accounts/statements.js";
import { type Account, type AnalysisJob, held } from "../holdings.js";
import type { Entry } from "../ledger/entry.js";
import { dateOf, openingOf } from "../ledger/ledger.js";

const mostCounterparties = 5;

export function analysed(world: World, job: AnalysisJob): Analysis {
  const { assume, clock } = world;
  const accounts = job.accountIds
    .map((id) => held(world, "account").get(id))
    .filter((account): account is Account => account !== undefined);
  const currency = assume("analysis-currency") === "EUR" ? "EUR" : accounts[0]?.currency;
  // All amounts are in one currency: what is in another cannot be added to them.
  const summed = accounts.filter((account) => account.currency === currency);
  const from = momentOf(job.dateFrom) ?? Math.min(clock.now(), ...accounts.map((account) => account.from));
  const to = endOf(job.dateTo, assume("analysis-job-dates") !== true) ?? clock.now();
  const inTime = ({ at, booked }: Entry) => at >= from && at < to && booked <= clock.now();
  const entries = summed.flatMap((account) => entriesRead(world, account).filter(inTime));
  const balances = (until: number) =>
    summed.reduce((sum, account) => {
      const before = entriesRead(world, account)
        .filter(({ at }) => at < until)
        .at(-1);
      return sum + (before?.after ?? openingAt(world, account));
    }, 0);
  const sum = (list: readonly Entry[]) => list.reduce((total, { cents }) => total + cents, 0);
  const outflow = sum(entries.filter(({ cents }) => cents < 0));
  const idName = assume<string>("analysed-account-id-name");
  const result = {
    generalInfo: {
      startDate: dateOf(from),
      endDate: dateOf(Math.max(from, to - 1)),
      startBalance: euros(balances(from)),
      endBalance: euros(balances(to)),
      accounts: accounts.map(({ id, iban, accountHolder }) => ({ iban, accountName: accountHolder, [idName]: id })),
      totalInflow: euros(sum(entries.filter(({ cents }) => cents > 0))),
      totalOutflow: euros(assume("analysis-outflow-sign") === true ? outflow : -outflow),
    },
    companyInfo: job.profile === "CORPORATE" ? { kvkNumber: job.metadata?.kvk_number } : null,
    topCounterparties: topCounterparties(entries, listsCounterparties(world)),
    clientProfile: [{ name: "income", value: entries.some(({ purpose }) => purpose === "SALA") ? "regular" : "none" }],
    ...{ flaggedTransactions: [], lowConfidenceTransactions: null, otherHighlightedTransactions: null },
    creditQualityMetrics: null,
  };
  // On the wire amounts are numbers; the client's type is that of what it makes of them.
  return result as never as Analysis;
}

/** Whether counterparties are a list, as the document has them. */
export function listsCounterparties({ assume }: World): boolean {
  return assume("analysis-top-counterparties") === "A list.";
}

/** The balance before anything that the consent shows. */
function openingAt(world: World, account: Account): number {
  const [first] = entriesRead(world, account);
  return first === undefined ? openingOf(account.ledger) : first.after - first.cents;
}

function topCounterparties(entries: readonly Entry[], isList: boolean): object {
  const totals = new Map<string, number>();
  for (const { counterpart, cents } of entries)
    totals.set(counterpart.name, (totals.get(counterpart.name) ?? 0) + cents);
  const top = [...totals].sort(([, a], [, b]) => Math.abs(b) - Math.abs(a)).slice(0, mostCounterparties);
  if (!isList) return Object.fromEntries(top.map(([name, cents]) => [name, euros(cents)]));
  return top.map(([name, cents]) => ({ name, total: euros(cents) }));
}

/** Where the analysed time ends; `isIncluded`: after the moment that the job names, not before it. */
function endOf(text: string | null, isIncluded: boolean): number | undefined {
  const moment = momentOf(text);
  return moment !== undefined && isIncluded ? moment + 1 : moment;
}

export function momentOf(text: string | null): number | undefined {
  if (text === null) return undefined;
  return Date.parse(/(Z|[+-]\d\d:?\d\d)$/i.test(text) || !text.includes("T") ? text : `${text}Z`);
}
