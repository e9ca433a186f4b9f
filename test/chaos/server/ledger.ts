import type { FaultKind } from "./faults.js";

/** The facts since the ledger was last taken. A subject names one intended call, as in `create inq_7`. */
export interface Entries {
  /** Requests that arrived about a subject. */
  readonly arrivals: Readonly<Record<string, number>>;
  /** Ids of what was really made or moved for a subject: more than one is a doubled call. */
  readonly effects: Readonly<Record<string, readonly string[]>>;
  readonly faults: Readonly<Partial<Record<FaultKind, number>>>;
}

export class Ledger {
  /** Never taken: a token request of a later round is not the first one again. */
  readonly #attempts = new Map<string, number>();
  #arrivals = new Map<string, number>();
  #effects = new Map<string, string[]>();
  #faults = new Map<FaultKind, number>();

  /** Notes a request, and says the how manyth about its subject it is. */
  arrive(subject: string): number {
    increase(this.#arrivals, subject);
    return increase(this.#attempts, subject);
  }

  fault(kind: FaultKind): void {
    increase(this.#faults, kind);
  }

  /** Notes that something was carried out. */
  carryOut(subject: string, id: string): void {
    const ids = this.#effects.get(subject);
    if (ids === undefined) this.#effects.set(subject, [id]);
    else ids.push(id);
  }

  /** How often something was carried out for a subject. */
  count(subject: string): number {
    return this.#effects.get(subject)?.length ?? 0;
  }

  take(): Entries {
    const entries = {
      arrivals: Object.fromEntries(this.#arrivals),
      effects: Object.fromEntries(this.#effects),
      faults: Object.fromEntries(this.#faults),
    };
    this.#arrivals = new Map();
    this.#effects = new Map();
    this.#faults = new Map();
    return entries;
  }
}

function increase<Key>(counts: Map<Key, number>, key: Key): number {
  const count = (counts.get(key) ?? 0) + 1;
  counts.set(key, count);
  return count;
}
