// The transactions of an account on a day: monthly income and costs, and the purchases in between.

import { Random } from "../../../world/random.js";
import { dayMs, isDayOfMonth, isSalaryDay, isSavingDay } from "./calendar.js";
import type { Category } from "./categories.js";
import type { Entry, Ledger } from "./entry.js";
import type { Household } from "./household.js";
import { ibanOf } from "./iban.js";

export type Draft = Pick<Entry, "cents" | "category" | "description" | "counterpart" | "kind"> & {
  /** Seconds after midnight in UTC. */
  readonly second: number;
  readonly purpose?: string;
};

const hourSeconds = 3600;

/** The movements on an account on one day, in any order. */
export function draftsOf(ledger: Ledger, home: Household, midnight: number, balance: number): Draft[] {
  const random = new Random(`${ledger.seed} ${ledger.kind} ${midnight / dayMs}`);
  if (ledger.kind === "savings") return savingsDay(ledger.seed, home, midnight, balance);
  if (ledger.kind === "dollar") return dollarDay(random, midnight);
  return [...fixedDay(ledger.seed, home, midnight), ...spendingDay(random, midnight)];
}

/** Income and costs on the same days of each month. */
function fixedDay(seed: string, home: Household, midnight: number): Draft[] {
  const calendar = new Date(midnight);
  const date = calendar.getUTCDate();
  const month = months[calendar.getUTCMonth()] as string;
  const drafts: Draft[] = [];
  const add = (draft: Draft) => void drafts.push(draft);
  const pays = (name: string, cents: number, category: Category, second: number, description: string) =>
    add({ cents: -cents, category, second, description, counterpart: { name, iban: ibans(seed, name) }, kind: "IC" });
  if (isSalaryDay(midnight, date)) {
    const paid = { counterpart: home.employer, kind: "OV", purpose: "SALA" } as const;
    add({
      ...paid,
      cents: home.salary,
      category: "salary",
      second: 5.5 * hourSeconds,
      description: `Salaris ${month}`,
    });
    const extra = Math.round(home.salary * 0.7);
    if (calendar.getUTCMonth() === 4)
      add({
        ...paid,
        cents: extra,
        category: "holidayPay",
        second: 5.5 * hourSeconds + 1,
        description: "Vakantiegeld",
      });
  }
  if (isDayOfMonth(midnight, date, 1)) {
    const rent = { counterpart: home.landlord, kind: "IC", description: `Huur ${month}` } as const;
    add({ ...rent, cents: -home.rent, category: "rent", second: 6 * hourSeconds });
  }
  if (isDayOfMonth(midnight, date, 5))
    pays("Kijkhuis Streaming", 1_399, "media", 6 * hourSeconds + 120, "Abonnement Kijkhuis");
  if (isDayOfMonth(midnight, date, 15))
    pays("Stroomkracht", home.energy, "energy", 6 * hourSeconds + 60, `Termijn ${month}`);
  if (isDayOfMonth(midnight, date, 20)) {
    pays("Belmij", home.telecom, "telecom", 6 * hourSeconds + 30, "Mobiel en internet");
    if (home.benefit > 0) {
      const office = { name: "Belastingdienst Toeslagen", iban: ibans(seed, "Toeslagen") };
      const booking = { description: `Zorgtoeslag ${month}`, counterpart: office, kind: "OV" } as const;
      add({ ...booking, cents: home.benefit, category: "benefit", second: 5 * hourSeconds });
    }
  }
  if (isDayOfMonth(midnight, date, 26))
    pays("Zorgverzekeraar Veste", home.health, "health", 6 * hourSeconds + 90, "Premie zorgverzekering");
  if (isSavingDay(midnight, date)) {
    const own = {
      counterpart: { name: home.holder, iban: null },
      kind: "OV",
      description: "Naar spaarrekening",
    } as const;
    add({ ...own, cents: -home.saving, category: "saving", second: 7 * hourSeconds });
  }
  return drafts;
}

/** Chances by weekday, Sunday first, and what is spent, in cents. */
const habits: readonly {
  readonly category: Category;
  readonly chance: readonly number[];
  readonly from: number;
  readonly to: number;
  readonly shops: readonly string[];
}[] = [
  {
    category: "groceries",
    chance: [0, 0.35, 0.1, 0.4, 0.1, 0.6, 0.65],
    from: 1_150,
    to: 8_200,
    shops: ["Dekker Versmarkt", "Kruidenier Van Dam", "De Groene Mand"],
  },
  {
    category: "eatingOut",
    chance: [0.05, 0, 0, 0.05, 0.1, 0.3, 0.3],
    from: 1_200,
    to: 5_900,
    shops: ["Eetcafé De Kade", "Pizzeria Sole"],
  },
  {
    category: "transport",
    chance: [0.05, 0.3, 0.3, 0.25, 0.3, 0.2, 0.1],
    from: 280,
    to: 1_850,
    shops: ["Stadsvervoer", "Spoorlijn Noord"],
  },
  { category: "fuel", chance: [0, 0.05, 0, 0, 0.05, 0.05, 0.1], from: 4_200, to: 7_600, shops: ["Tankstation Ring"] },
  {
    category: "shopping",
    chance: [0.04, 0.08, 0.08, 0.1, 0.1, 0.12, 0.25],
    from: 890,
    to: 10_900,
    shops: ["Warenhuis Lelie", "Boekhandel Stam", "Doe-het-zelf Hamer"],
  },
];

function spendingDay(random: Random, midnight: number): Draft[] {
  const weekday = new Date(midnight).getUTCDay();
  return habits.flatMap(({ category, chance, from, to, shops }) => {
    if (random.fraction() >= (chance[weekday] ?? 0)) return [];
    const name = shops[random.word() % shops.length] as string;
    const cents = -(from + (random.word() % (to - from)));
    const second = 8 * hourSeconds + (random.word() % (12 * hourSeconds));
    const terminal = String(random.word() % 100_000).padStart(5, "0");
    return [
      {
        cents,
        category,
        second,
        description: `${name} pas 021 ${terminal}`,
        counterpart: { name, iban: null },
        kind: "BEA" as const,
      },
    ];
  });
}

function savingsDay(seed: string, home: Household, midnight: number, balance: number): Draft[] {
  const drafts: Draft[] = [];
  const calendar = new Date(midnight);
  const date = calendar.getUTCDate();
  if (isSavingDay(midnight, date)) {
    const own = { counterpart: { name: home.holder, iban: ibans(seed, "own") }, kind: "OV" } as const;
    drafts.push({
      ...own,
      cents: home.saving,
      category: "fromOwn",
      second: 7 * hourSeconds,
      description: "Naar spaarrekening",
    });
  }
  if (calendar.getUTCMonth() === 0 && date === 2) {
    const interest = {
      category: "interest",
      description: `Rente ${calendar.getUTCFullYear() - 1}`,
      kind: "OV",
    } as const;
    drafts.push({
      ...interest,
      cents: Math.round(balance * 0.012),
      second: 5 * hourSeconds,
      counterpart: { name: "Rente", iban: null },
    });
  }
  return drafts;
}

function dollarDay(random: Random, midnight: number): Draft[] {
  const drafts: Draft[] = [];
  const date = new Date(midnight).getUTCDate();
  if (isDayOfMonth(midnight, date, 10)) {
    const cents = 18_000 + (random.word() % 32_000);
    const client = { name: "Harrow & Finch LLC", iban: null };
    drafts.push({
      cents,
      category: "freelance",
      second: 6 * hourSeconds,
      description: "Invoice",
      counterpart: client,
      kind: "OV",
    });
  }
  if (isDayOfMonth(midnight, date, 12)) {
    const host = { name: "Cloudberry Hosting", iban: null };
    drafts.push({
      cents: -4_900,
      category: "media",
      second: 6 * hourSeconds,
      description: "Hosting",
      counterpart: host,
      kind: "IC",
    });
  }
  return drafts;
}

const months = [
  "januari",
  "februari",
  "maart",
  "april",
  "mei",
  "juni",
  "juli",
  "augustus",
  "september",
  "oktober",
  "november",
  "december",
];

function ibans(seed: string, name: string): string {
  return ibanOf(`${seed} ${name}`, "INGB");
}
