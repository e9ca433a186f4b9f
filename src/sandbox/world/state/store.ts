// The records of all services, as plain JSON data: what is in here, and nothing else, makes up the state.
//
// Memory is bounded by two rules: a collection keeps at most `limit` records (10,000 by default), and one more drops the oldest
// that was not there from the start. All together take at most so many bytes, which room.ts sees to.

/** A record: an id, and members that are JSON. It is changed in place. */
export interface Stored {
  readonly id: string;
}

export interface CollectionState {
  readonly name: string;
  readonly seeded: readonly string[];
  readonly records: readonly Stored[];
}

export const defaultRecords = 10_000;

export interface StoreOptions {
  readonly limit: number;
  /** Called with `<collection>/<id>` for a record that is gone. */
  readonly onGone: (record: string) => void;
}

export class Store {
  /** Nothing is dropped until the state at the start is complete. */
  readonly #options: { limit: number; readonly onGone: StoreOptions["onGone"] };
  readonly #limit: number;
  readonly #collections = new Map<string, Collection<Stored>>();

  constructor({ limit, onGone }: StoreOptions) {
    this.#options = { limit: Number.POSITIVE_INFINITY, onGone };
    this.#limit = limit;
  }

  /** The collection of a name, made at its first use. */
  collection<T extends Stored>(name: string): Collection<T> {
    let collection = this.#collections.get(name);
    if (collection === undefined) {
      collection = new Collection(name, this.#options);
      this.#collections.set(name, collection);
    }
    return collection as unknown as Collection<T>;
  }

  /** Collections under names that begin with `prefix`. */
  within(prefix: string): Collections {
    return { collection: <T extends Stored>(name: string) => this.collection<T>(`${prefix}/${name}`) };
  }

  /** Keeps all that is there now for good. */
  keepAll(): void {
    for (const collection of this.#collections.values()) collection.keepAll();
    this.#options.limit = this.#limit;
  }

  get collections(): readonly Collection<Stored>[] {
    return [...this.#collections.values()];
  }

  get state(): readonly CollectionState[] {
    return this.collections.map((collection) => collection.state);
  }

  restore(state: readonly CollectionState[]): void {
    for (const collection of this.#collections.values()) collection.clear();
    for (const { name, seeded, records } of state) this.collection(name).restore(seeded, records);
    this.#options.limit = this.#limit;
  }
}

/** A service's view of the store: its own collections. */
export interface Collections {
  collection<T extends Stored>(name: string): Collection<T>;
}

export class Collection<T extends Stored> {
  readonly name: string;
  readonly #options: StoreOptions;
  readonly #records = new Map<string, T>();
  #seeded = new Set<string>();
  /** Goes from the oldest on, and is kept: each new one would first have to find where the removed ones end. */
  #ages: Iterator<string> = this.#records.keys();

  constructor(name: string, options: StoreOptions) {
    this.name = name;
    this.#options = options;
  }

  get size(): number {
    return this.#records.size;
  }

  /** Ids of what was there from the start. */
  get seeded(): ReadonlySet<string> {
    return this.#seeded;
  }

  get(id: string): T | undefined {
    return this.#records.get(id);
  }

  add(record: T): T {
    this.#records.set(record.id, record);
    if (this.#records.size > this.#options.limit + this.#seeded.size) this.#dropOldest();
    return record;
  }

  /** Adds one that counts as there from the start. */
  keep(record: T): T {
    this.#seeded.add(record.id);
    return this.add(record);
  }

  remove(id: string): boolean {
    const removed = this.#records.delete(id);
    if (removed) this.#options.onGone(`${this.name}/${id}`);
    return removed;
  }

  /** The oldest first. */
  values(): IterableIterator<T> {
    return this.#records.values();
  }

  /** The newest first; those that `matches`, if given. */
  newestFirst(matches?: (record: T) => boolean): T[] {
    const found: T[] = [];
    for (const record of this.#records.values()) if (matches === undefined || matches(record)) found.push(record);
    return found.reverse();
  }

  keepAll(): void {
    this.#seeded = new Set(this.#records.keys());
  }

  clear(): void {
    this.#records.clear();
    this.#seeded = new Set();
    this.#ages = this.#records.keys();
  }

  get state(): CollectionState {
    return { name: this.name, seeded: [...this.#seeded], records: [...this.#records.values()] };
  }

  restore(seeded: readonly string[], records: readonly Stored[]): void {
    for (const record of records) this.#records.set(record.id, record as T);
    this.#seeded = new Set(seeded);
  }

  #dropOldest(): void {
    for (let next = this.#ages.next(); next.done !== true; next = this.#ages.next()) {
      if (this.#seeded.has(next.value)) continue;
      this.remove(next.value);
      return;
    }
  }
}
