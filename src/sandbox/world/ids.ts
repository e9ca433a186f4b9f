import type { Random } from "./random.js";

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Ids in the formats of the vendors, the same ones again for the same seed and calls. */
export class Ids {
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  /** A prefix and letters and digits: `cnst_KsFU1Vxv9oK3ztnwQuD7MaJo`. */
  prefixed(prefix: string, length = 24): string {
    let id = prefix;
    for (let index = 0; index < length; index += 1) id += letters[this.#random.word() % letters.length];
    return id;
  }

  /** Lower-case hexadecimal digits. */
  hex(length: number): string {
    let digits = "";
    while (digits.length < length) digits += this.#random.word().toString(16).padStart(8, "0");
    return digits.slice(0, length);
  }

  /** A UUID of version 4. */
  uuid(): string {
    const hex = this.hex(32);
    const variant = "89ab"[Number.parseInt(hex[16] ?? "0", 16) % 4];
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
  }
}
