// The index that searches read. The vendor's lags about a minute behind; the sandbox's does so once a control
// sets a lag: then it is made anew in such intervals of the clock, and between them shows what was.

import type { World } from "../../../service.js";
import type { Stored } from "../../../world/state/store.js";

const searched = ["case", "inquiry", "account"];

interface Lag extends Stored {
  readonly seconds: number;
}

/** A copy of a record. */
interface Indexed extends Stored {
  readonly type: string;
  readonly copy: Stored;
}

export interface SearchControl {
  /** Has searches show what there was at most so many seconds ago, as the vendor's do (60); 0 for what there is. */
  lagSearch(seconds: number): void;
}

export function searchControl(world: World): SearchControl {
  return {
    lagSearch: (seconds) => {
      if (!(seconds >= 0 && Number.isFinite(seconds))) throw new TypeError(`lagSearch: ${seconds} is no time.`);
      world.store.collection<Lag>("search-lag").add({ id: "only", seconds });
      reindex({ seconds }, world);
    },
  };
}

function lagOf({ store }: World): number {
  return store.collection<Lag>("search-lag").get("only")?.seconds ?? 0;
}

export const searchTimers = { reindex };

function reindex({ seconds }: { readonly seconds: number }, world: World): void {
  const { store, clock } = world;
  // An interval that was replaced by another ends here.
  if (lagOf(world) !== seconds) return;
  const index = store.collection<Indexed>("search-index");
  for (const { id } of [...index.values()]) index.remove(id);
  if (seconds === 0) return;
  for (const type of searched) {
    for (const record of store.collection(type).values())
      index.add({ id: `${type} ${record.id}`, type, copy: structuredClone(record) });
  }
  clock.schedule(clock.now() + seconds * 1000, "reindex", { seconds });
}

/** What a search goes through, the newest first; what is no longer there, or may not be found, is not in it. */
export function indexed<T extends Stored>(
  world: World,
  type: string,
  { isOwn, isFindable }: { readonly isOwn: (record: T) => boolean; readonly isFindable: (record: T) => boolean },
): readonly T[] {
  const live = world.store.collection<T>(type);
  if (lagOf(world) === 0) return live.newestFirst((record) => isOwn(record));
  const isThere = (id: string) => {
    const now = live.get(id);
    return now !== undefined && isFindable(now);
  };
  return world.store
    .collection<Indexed>("search-index")
    .newestFirst((entry) => entry.type === type && isOwn(entry.copy as T) && isThere(entry.copy.id))
    .map(({ copy }) => copy as T);
}
