// Account numbers that pass the check of ISO 13616, made from a seed.

import { Random } from "../../../world/random.js";

/** A Dutch IBAN at the bank with these four letters. */
export function ibanOf(seed: string, bank: string): string {
  const random = new Random(`${seed} iban`);
  const account = `0${String(random.word() % 1_000_000_000).padStart(9, "0")}`;
  const digits = [...`${bank}${account}NL00`].map((letter) => Number.parseInt(letter, 36)).join("");
  const check = 98n - (BigInt(digits) % 97n);
  return `NL${String(check).padStart(2, "0")}${bank}${account}`;
}
