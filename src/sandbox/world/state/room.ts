// A limit in bytes for all records together, files and answers kept for repetition among them. Records are changed
// in place, so they are weighed, and not counted while they change: when so much was sent and answered that the limit may be
// reached. Then the oldest of the collection that takes the most are let go, but none that was there from the start.

import type { Collection, Store, Stored } from "./store.js";
import { weightOf } from "./weight.js";

export const defaultBytes = 200_000_000;

/** A sent byte takes more than one once it is read: an empty list is two. */
const grows = 4;

/** Up to this part of the limit all stays; above it, as much goes as leaves the second part. */
const [most, rest] = [0.9, 0.8];

export class Room {
  readonly #store: Store;
  readonly #limit: number;
  readonly #warn: (message: string) => void;
  /** At least as much as there is. */
  #atMost = 0;
  #isFull = false;

  constructor(store: Store, limit: number, warn: (message: string) => void) {
    this.#store = store;
    this.#limit = limit;
    this.#warn = warn;
  }

  /** Notes that as many bytes were sent or answered. */
  grew(bytes: number): void {
    this.#atMost += bytes * grows;
  }

  /** Notes that something was removed, or everything replaced. */
  shrank(): void {
    this.#isFull = false;
  }

  /** Whether there is room for so many bytes more; the oldest are let go for them. */
  has(bytes: number): boolean {
    if (this.#isFull) return false;
    if (this.#atMost + bytes * grows > this.#limit) this.#isFull = !this.#make(bytes);
    return !this.#isFull;
  }

  get refusal(): string {
    return `The sandbox holds as much as it may, ${megabytes(this.#limit)}. Delete something, reset it, or start it with a higher limit: the option \`bytes\`, --bytes`;
  }

  #make(bytes: number): boolean {
    const piles = this.#store.collections.map(pileOf);
    let total = piles.reduce((sum, { weight, fixed }) => sum + weight + fixed, bytes);
    if (total > this.#limit * most) {
      const before = total;
      let gone = 0;
      while (total > this.#limit * rest) {
        const freed = dropOldest(piles);
        if (freed === undefined) break;
        total -= freed;
        gone += 1;
      }
      if (gone > 0) {
        const which = gone === 1 ? "oldest is" : `${gone} oldest are`;
        this.#warn(
          `The sandbox's records came to ${megabytes(before)} of ${megabytes(this.#limit)}: the ${which} gone. It keeps more with the option \`bytes\`, --bytes.`,
        );
      }
    }
    this.#atMost = total - bytes;
    return total <= this.#limit;
  }
}

/** The records of a collection that may go, the oldest first, and the weight of those that may not. */
interface Pile {
  readonly collection: Collection<Stored>;
  readonly old: readonly (readonly [id: string, weight: number])[];
  next: number;
  weight: number;
  readonly fixed: number;
}

function pileOf(collection: Collection<Stored>): Pile {
  const old: (readonly [id: string, weight: number])[] = [];
  const pile = { collection, old, next: 0, weight: 0, fixed: 0 };
  for (const record of collection.values()) {
    const weight = weightOf(record);
    if (collection.seeded.has(record.id)) pile.fixed += weight;
    else {
      old.push([record.id, weight]);
      pile.weight += weight;
    }
  }
  return pile;
}

/** Of the collection that takes the most; how much that frees. */
function dropOldest(piles: readonly Pile[]): number | undefined {
  const [first, ...others] = piles;
  if (first === undefined) return undefined;
  const pile = others.reduce((one, other) => (other.weight > one.weight ? other : one), first);
  const oldest = pile.old[pile.next];
  if (oldest === undefined) return undefined;
  const [id, weight] = oldest;
  pile.collection.remove(id);
  pile.next += 1;
  pile.weight -= weight;
  return weight;
}

function megabytes(bytes: number): string {
  return `${Number((bytes / 1e6).toPrecision(3))} MB`;
}
