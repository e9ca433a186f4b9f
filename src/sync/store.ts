import { ConfigurationError } from "../errors.js";

/** The change of one entry of a list. */
export type SyncChange<T> =
  /** An entry that was not there before. */
  | { readonly kind: "added"; readonly item: T }
  /** The same, of one that is not final yet. */
  | { readonly kind: "pending"; readonly item: T }
  /** A pending entry has become final; `pendingId` is the id that it had, which may be another now. */
  | { readonly kind: "booked"; readonly item: T; readonly pendingId: string }
  /** A pending entry is gone, and no final one has its marks. */
  | { readonly kind: "removed"; readonly pendingId: string };

/** How far a list has been read. Plain data: keep it as JSON. */
export interface SyncState {
  /** Grows by one with each `save`. */
  readonly revision: number;
  /** The latest moment of an entry that was read. */
  readonly until?: string;
  /** Ids of the entries that may be met again, with their moments. */
  readonly seen: { readonly [id: string]: string };
  /** Entries that are not final yet, by their ids. */
  readonly pending: { readonly [id: string]: { readonly time: string; readonly match: string } };
}

/** Where a list is kept in step with. */
export interface SyncStore<T> {
  /** The state that was saved last; undefined at first. */
  load(): Promise<SyncState | undefined> | SyncState | undefined;
  /**
   * Keeps the changes and the state, both or neither: in one transaction of a database. That is what makes each change
   * come once, wherever a process ends. Refuse a state whose `revision` is not one more than that of the last: another process
   * was faster.
   */
  save(changes: readonly SyncChange<T>[], state: SyncState): Promise<void> | void;
}

/** Keeps a list in step in this process: for tests, and to try things out. */
export function memorySyncStore<T>(): SyncStore<T> & { readonly changes: readonly SyncChange<T>[] } {
  const all: SyncChange<T>[] = [];
  let last: SyncState | undefined;
  return {
    changes: all,
    load: () => last,
    save(changes, state) {
      if (state.revision !== (last?.revision ?? 0) + 1) {
        throw new ConfigurationError("Another sync has saved in the meantime. Run one at a time for each store.");
      }
      all.push(...changes);
      last = state;
    },
  };
}
