// The movements on one account, day by day: the same again for the same seed, however far they are read. Amounts are whole
// cents, so that balances add up exactly.

import { Random } from "../../../world/random.js";
import { dayMs } from "./calendar.js";
import { draftsOf } from "./days.js";
import type { Entry, Ledger } from "./entry.js";
import { household } from "./household.js";

/** Card payments are booked at night. There is no night's work from Saturday to Sunday. */
const nightRunMs = 7_200_000;

/** Those that have happened by `until`, the oldest first. */
export function entriesOf(ledger: Ledger, until: number): readonly Entry[] {
  const { entries } = drawn(ledger, until);
  return entries.slice(
    0,
    countBy(entries, until, ({ at }) => at),
  );
}

/** How many have happened, or have been booked, by a moment. */
export function countOf(ledger: Ledger, until: number, by: "at" | "booked"): number {
  return countBy(drawn(ledger, until).entries, until, (entry) => entry[by]);
}

/** The balance of the account at a moment, without what is pending then. */
export function balanceOf(ledger: Ledger, moment: number): number {
  const { entries } = drawn(ledger, moment);
  return entries[countBy(entries, moment, ({ booked }) => booked) - 1]?.after ?? openingOf(ledger);
}

/** How many of them, which are in order, lie up to `until`. */
function countBy(entries: readonly Entry[], until: number, moment: (entry: Entry) => number): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (moment(entries[middle] as Entry) <= until) low = middle + 1;
    else high = middle;
  }
  return low;
}

interface Drawn {
  readonly entries: Entry[];
  /** The next day to draw. */
  next: number;
  balance: number;
  last: number;
}

/**
 * A cache of drawn movements, by ledger: drawn anew they would be the same. Without it each
 * page of transactions would draw all of them.
 */
const remembered = new Map<string, Drawn>();
const mostRemembered = 64;

function drawn(ledger: Ledger, until: number): Drawn {
  const { seed, kind, since } = ledger;
  const key = `${since} ${kind} ${seed}`;
  const found = remembered.get(key) ?? { entries: [], next: since, balance: openingOf(ledger), last: 0 };
  remembered.delete(key);
  remembered.set(key, found);
  if (remembered.size > mostRemembered) remembered.delete(remembered.keys().next().value as string);
  if (found.next <= until) drawOn(ledger, found, until);
  return found;
}

function drawOn(ledger: Ledger, found: Drawn, until: number): void {
  const home = household(ledger.seed);
  for (; found.next <= until; found.next += dayMs) {
    const midnight = found.next;
    const drafts = draftsOf(ledger, home, midnight, found.balance).sort((a, b) => a.second - b.second);
    for (const { second, purpose = null, ...draft } of drafts) {
      const at = Math.max(midnight + second * 1000, found.last + 1000);
      const booked = draft.kind === "BEA" ? nightAfter(at) : at;
      const isNextNight = booked - midnight <= dayMs + nightRunMs;
      found.last = at;
      found.balance += draft.cents;
      const bookDate = dateOf(isNextNight ? at : booked);
      found.entries.push({ ...draft, at, booked, bookDate, after: found.balance, purpose });
    }
  }
}

/** The balance of the account before its first movement. */
export function openingOf({ seed, kind }: Ledger): number {
  const random = new Random(`${seed} ${kind} opening`);
  const [low, high] = { current: [85_000, 240_000], savings: [450_000, 1_600_000], dollar: [20_000, 90_000] }[kind] as [
    number,
    number,
  ];
  return low + (random.word() % (high - low));
}

export function dateOf(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10);
}

function nightAfter(moment: number): number {
  let night = Math.floor((moment - nightRunMs) / dayMs) * dayMs + dayMs + nightRunMs;
  while (new Date(night).getUTCDay() === 0) night += dayMs;
  return night;
}
