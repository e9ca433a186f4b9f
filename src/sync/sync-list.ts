import { ConfigurationError } from "../errors.js";
import type { Page } from "../pagination/list.js";
import { utcDate } from "../time/utc-date.js";
import { type Entry, entryOf, type SyncFacts } from "./entry.js";
import type { SyncChange, SyncState, SyncStore } from "./store.js";

/** Options of a sync beside the filters of its list. */
export interface SyncInput<T> {
  readonly store: SyncStore<T>;
  /** Where to begin when the store is empty: a date, or a time. Default: with the first entry there is. */
  readonly since?: string | undefined;
  /** How many days before the latest entry a new one may still be added. Default: as the document says. */
  readonly overlapDays?: number | undefined;
}

/** How many changes of each kind were saved. */
export interface SyncSummary {
  readonly added: number;
  readonly pending: number;
  readonly booked: number;
  readonly removed: number;
}

const dayMs = 24 * 3600 * 1000;

/**
 * Brings a store up to date with a list. What has appeared since the last time is saved once, the oldest first, with the
 * state of the reading: a process that ends anywhere goes on there. A list is read from some days before the latest entry,
 * because a service may add entries there later; those that were seen before are known by their ids.
 *
 * A pending entry becomes final under its own id, or is gone while a new one has its marks (amount, account and the like);
 * if two of the same marks are pending, the older one is taken for the first that is final.
 */
export async function syncList<T>(
  list: (query: object) => { pages(): AsyncIterable<Page<T>> },
  facts: SyncFacts,
  { store, since, overlapDays = facts.overlapDays, ...query }: SyncInput<T>,
): Promise<SyncSummary> {
  if (typeof store?.load !== "function" || typeof store.save !== "function")
    throw new ConfigurationError("sync: `store` has to be an object with the functions `load` and `save`.");
  const counts = { added: 0, pending: 0, booked: 0, removed: 0 };
  let state: SyncState = (await store.load()) ?? { revision: 0, seen: {}, pending: {} };
  const before = state.pending;
  const from = start(state, overlapDays, since);
  const requested = { ...query, ...facts.order, ...(from !== undefined && { [facts.since]: from }) };
  const save = async (entries: readonly Entry<T>[], gone: readonly string[]): Promise<void> => {
    const { changes, ...next } = changed(state, entries, gone);
    if (changes.length === 0) return;
    const pruned = prune({ ...next, revision: state.revision + 1 }, overlapDays);
    await store.save(changes, pruned);
    state = pruned;
    for (const { kind } of changes) counts[kind] += 1;
  };
  // Whether a pending entry has become another is known when all are read. Without one, each page is saved as it comes.
  let waits = facts.order === undefined || Object.keys(before).length > 0;
  let entries: Entry<T>[] = [];
  let latest = Number.NEGATIVE_INFINITY;
  const met = new Set<string>();
  for await (const { items } of list(requested).pages()) {
    for (const item of items) {
      const entry = entryOf(item, facts);
      met.add(entry.id);
      // A service that does not keep to the order is read to its end before anything is saved.
      waits ||= entry.ms < latest;
      latest = entry.ms;
      entries.push(entry);
    }
    if (waits) continue;
    await save(entries, []);
    entries = [];
  }
  await save(
    entries.sort((a, b) => a.ms - b.ms),
    Object.keys(before).filter((id) => !met.has(id)),
  );
  return counts;
}

/** The moment to read from. */
function start({ until, pending }: SyncState, overlapDays: number, since: string | undefined): string | undefined {
  if (until === undefined) return since;
  const times = Object.values(pending).map(({ time }) => utcDate(time).getTime());
  return new Date(Math.min(utcDate(until).getTime() - overlapDays * dayMs, ...times)).toISOString();
}

/** The changes that entries make in what is known; `gone` are pending ones that were not met again. */
function changed<T>(
  state: SyncState,
  entries: readonly Entry<T>[],
  gone: readonly string[],
): { changes: readonly SyncChange<T>[]; seen: SyncState["seen"]; pending: SyncState["pending"]; until?: string } {
  const seen: Record<string, string> = { ...state.seen };
  const pending: Record<string, { time: string; match: string }> = { ...state.pending };
  const left = new Set([...gone].sort((a, b) => (`${pending[a]?.time}` < `${pending[b]?.time}` ? -1 : 1)));
  const changes: SyncChange<T>[] = [];
  let until = state.until;
  for (const { item, id, ms, isPending, match } of entries) {
    const time = new Date(ms).toISOString();
    if (until === undefined || until < time) until = time;
    if (Object.hasOwn(seen, id)) continue;
    const isKnown = Object.hasOwn(pending, id);
    if (isPending) {
      if (!isKnown) changes.push({ kind: "pending", item });
      pending[id] = { time, match };
      continue;
    }
    const pendingId = isKnown ? id : [...left].find((each) => pending[each]?.match === match);
    changes.push(pendingId === undefined ? { kind: "added", item } : { kind: "booked", item, pendingId });
    if (pendingId !== undefined) {
      delete pending[pendingId];
      left.delete(pendingId);
    }
    seen[id] = time;
  }
  for (const pendingId of left) {
    delete pending[pendingId];
    changes.push({ kind: "removed", pendingId });
  }
  return { changes, seen, pending, ...(until !== undefined && { until }) };
}

/** Forgets the entries that are too old to be read again. An entry of the future does not move the reading there. */
function prune(state: SyncState, overlapDays: number): SyncState {
  const now = new Date().toISOString();
  const until = state.until !== undefined && state.until > now ? now : state.until;
  const whole: SyncState = { ...state, ...(until !== undefined && { until }) };
  const from = start(whole, overlapDays, undefined);
  const kept = Object.entries(state.seen).filter(([, time]) => from === undefined || time >= from);
  return { ...whole, seen: Object.fromEntries(kept) };
}
