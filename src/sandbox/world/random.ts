// Numbers that look random and come again with the same seed. Each purpose has a stream of its own, so that, say,
// switching a fault on does not change the ids that follow.

export type RandomState = readonly [number, number, number, number];

/** sfc32 by Chris Doty-Humphrey: four words of state, which can be saved. */
export class Random {
  #a = 0;
  #b = 0;
  #c = 0;
  #d = 1;

  constructor(seed: string) {
    this.restore([hash(seed, 1), hash(seed, 2), hash(seed, 3), 1]);
    // The first numbers still show the seed.
    for (let round = 0; round < 12; round += 1) this.word();
  }

  restore(state: RandomState): void {
    [this.#a, this.#b, this.#c, this.#d] = state;
  }

  get state(): RandomState {
    return [this.#a, this.#b, this.#c, this.#d];
  }

  /** An integer from 0 to 2³² - 1. */
  word(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#d) | 0;
    this.#d = (this.#d + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    this.#c |= 0;
    return sum >>> 0;
  }

  /** From 0 to, but not including, 1. */
  fraction(): number {
    return this.word() / 2 ** 32;
  }
}

/** FNV-1a. */
function hash(text: string, salt: number): number {
  let value = 0x811c9dc5 ^ salt;
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value | 0;
}
