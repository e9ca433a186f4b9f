// Whose money moves on an account: what somebody earns, pays and saves, made from a seed.

import { Random } from "../../../world/random.js";
import { ibanOf } from "./iban.js";

/** The other side of a transaction. */
export interface Counterpart {
  readonly name: string;
  /** Null for shops: a card payment names no account. */
  readonly iban: string | null;
}

export interface Household {
  readonly holder: string;
  /** All amounts are cents. */
  readonly salary: number;
  readonly rent: number;
  readonly health: number;
  readonly energy: number;
  readonly telecom: number;
  readonly saving: number;
  /** A benefit for those who earn less; 0 for the others. */
  readonly benefit: number;
  readonly employer: Counterpart;
  readonly landlord: Counterpart;
}

const initials = ["F.", "J.", "P.", "M.", "S.", "A.", "L.", "R."];
const surnames = ["Verhoeven", "Zijlstra", "Bos", "Van der Wal", "Kuiper", "Hendriks", "Aydin", "De Ruiter", "Postma"];
const employers = [
  "Lindegroep Logistiek",
  "Noorderzon Techniek BV",
  "Zorggroep Waterland",
  "Atelier Vos",
  "Havenbedrijf Oost",
];
const landlords = ["Woonstichting De Gracht", "Wonen aan de Amstel", "Vastgoed Lindenhof"];

/** So much goes every month to shops, and to what else is not the same each month. */
const usualSpendingCents = 78_500;

export function household(seed: string): Household {
  const random = new Random(`${seed} household`);
  const among = <T>(list: readonly T[]): T => list[random.word() % list.length] as T;
  const between = (low: number, high: number) => low + (random.word() % (high - low));
  const holder = `${among(initials)} ${among(surnames)}`;
  const salary = between(255_000, 395_000);
  const rent = Math.round((salary * between(27, 33)) / 1000) * 10;
  const [health, energy, telecom] = [between(13_800, 15_600), between(11_000, 17_500), between(2_900, 5_500)];
  const left = salary - rent - health - energy - telecom - usualSpendingCents;
  const bank = (name: string) => ({ name, iban: ibanOf(`${seed} ${name}`, "RABO") });
  return {
    ...{ holder, salary, rent, health, energy, telecom },
    saving: Math.max(Math.floor(left / 5000) * 5000, 2500),
    benefit: salary < 300_000 ? between(6_000, 12_300) : 0,
    employer: bank(among(employers)),
    landlord: bank(among(landlords)),
  };
}
