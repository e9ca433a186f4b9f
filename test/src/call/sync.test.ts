// A list kept in step, wherever the process ends.

import fc from "fast-check";
import { expect, test } from "vitest";
import { memorySyncStore, type Page, type SyncState, type SyncStore } from "../../../src/index.js";
import { type SyncFacts, syncList } from "../../../src/runtime/index.js";

interface Entry {
  readonly id: string;
  readonly time: string;
  readonly booked: string | null;
  readonly amount: string;
}

const facts: SyncFacts = {
  since: "From",
  order: { Order: "ASC" },
  id: ["id"],
  time: ["time"],
  pending: [["booked"], null],
  match: [["amount"]],
  overlapDays: 3,
};

const hour = 3_600_000;
const at = (hours: number): string => new Date(Date.UTC(2026, 0, 1) + hours * hour).toISOString();

/** The process ends. */
class Killed extends Error {}

/** A service whose list changes, and a process that ends at the step `lives` counts down to. */
class World {
  entries: Entry[] = [];
  lives = Number.POSITIVE_INFINITY;
  asked: object[] = [];
  readonly #store = memorySyncStore<Entry>();

  step(): void {
    this.lives -= 1;
    if (this.lives < 0) throw new Killed();
  }

  get changes() {
    return this.#store.changes;
  }

  get store(): SyncStore<Entry> {
    return {
      load: async () => {
        this.step();
        // As a database gives it: through JSON.
        return JSON.parse(JSON.stringify((await this.#store.load()) ?? null)) as SyncState;
      },
      save: async (changes, state) => {
        this.step();
        await this.#store.save(changes, state);
        this.step();
      },
    };
  }

  readonly list = (query: object) => {
    this.asked.push(query);
    const { From: from = "" } = query as { readonly From?: string };
    const all = this.entries
      .filter(({ time }) => time >= from)
      .sort((a, b) => (a.time + a.id < b.time + b.id ? -1 : 1));
    const step = (): void => this.step();
    return {
      async *pages(): AsyncGenerator<Page<Entry>> {
        for (let index = 0; index === 0 || index < all.length; index += 3) {
          step();
          yield { items: all.slice(index, index + 3) } as unknown as Page<Entry>;
        }
      },
    };
  };

  async sync(kill?: number): Promise<void> {
    this.lives = kill ?? Number.POSITIVE_INFINITY;
    await syncList<Entry>(this.list, facts, { store: this.store }).catch((error) => {
      if (!(error instanceof Killed)) throw error;
    });
  }
}

/** What happens at the service between two syncs. */
const happening = fc.oneof(
  { weight: 5, arbitrary: fc.record({ what: fc.constant("arrives" as const), late: fc.integer({ min: 0, max: 70 }) }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant("waits" as const), late: fc.integer({ min: 0, max: 70 }) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant("books" as const), keepsId: fc.boolean(), which: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant("lapses" as const), which: fc.nat() }) },
);

test("kept in step through any number of ends, nothing is lost, nothing comes twice, and pending entries are told from new ones", async () => {
  const rounds = fc.array(
    fc.record({
      happenings: fc.array(happening, { maxLength: 12 }),
      kills: fc.array(fc.nat({ max: 14 }), { maxLength: 4 }),
    }),
    { minLength: 1, maxLength: 8 },
  );
  await fc.assert(
    fc.asyncProperty(rounds, async (all) => {
      const world = new World();
      let clock = 0;
      let next = 0;
      /** The pending entry that each final one was, if a sync has seen it so. */
      const were = new Map<string, string>();
      for (const { happenings, kills } of all) {
        for (const happening of happenings) {
          clock += 5;
          next += 1;
          const waiting = world.entries.filter(({ booked }) => booked === null);
          if (happening.what === "arrives" || happening.what === "waits") {
            const time = at(Math.max(0, clock - happening.late));
            const booked = happening.what === "waits" ? null : time.slice(0, 10);
            world.entries.push({ id: `e${next}`, time, booked, amount: `${next}.00` });
            continue;
          }
          const one = waiting[happening.which % waiting.length];
          if (one === undefined) continue;
          world.entries = world.entries.filter((entry) => entry !== one);
          if (happening.what === "lapses") continue;
          const id = happening.keepsId ? one.id : `e${next}`;
          world.entries.push({ ...one, id, booked: one.time.slice(0, 10) });
          were.set(id, one.id);
        }
        for (const kill of kills) await world.sync(kill);
        await world.sync();
      }
      const { changes } = world;
      const pendings = changes.flatMap((change) => (change.kind === "pending" ? [change.item.id] : []));
      const finals = changes.flatMap((change) =>
        change.kind === "added" || change.kind === "booked" ? [change.item] : [],
      );
      const booked = world.entries.filter(({ booked }) => booked !== null);
      // Once, and all of them.
      expect(finals.map(({ id }) => id).sort()).toEqual(booked.map(({ id }) => id).sort());
      expect(new Set(pendings).size).toBe(pendings.length);
      // What was pending and has become final is told so, and nothing else is.
      const told = changes.flatMap((change) => (change.kind === "booked" ? [[change.item.id, change.pendingId]] : []));
      const true_ = booked.flatMap(({ id }) => {
        const was = were.get(id);
        return was !== undefined && pendings.includes(was) ? [[id, was]] : [];
      });
      expect(told.sort()).toEqual(true_.sort());
      // What is still pending was told, and is not gone.
      const gone = changes.flatMap((change) =>
        change.kind === "booked" || change.kind === "removed" ? [change.pendingId] : [],
      );
      expect(new Set(gone).size).toBe(gone.length);
      const open = pendings.filter((id) => !gone.includes(id));
      expect(open.sort()).toEqual(world.entries.flatMap(({ id, booked }) => (booked === null ? [id] : [])).sort());
    }),
    { numRuns: 300 },
  );
});

const added = (world: World) => world.changes.map((change) => ("item" in change ? change.item.id : change.pendingId));

test("a first sync reads from `since` on, the oldest first, and a later one only what may be new", async () => {
  const world = new World();
  world.entries = [30, 10, 20].map((day) => ({ id: `d${day}`, time: at(day * 24), booked: "x", amount: "1.00" }));
  const summary = await syncList<Entry>(world.list, facts, { store: world.store, since: at(15 * 24) });
  expect(summary).toEqual({ added: 2, pending: 0, booked: 0, removed: 0 });
  expect(added(world)).toEqual(["d20", "d30"]);
  expect(await syncList<Entry>(world.list, facts, { store: world.store })).toMatchObject({ added: 0 });
  expect(world.asked).toEqual([
    { Order: "ASC", From: at(15 * 24) },
    { Order: "ASC", From: at(27 * 24) },
  ]);
});

test("each page is saved as it comes, so that a long history is not begun anew", async () => {
  const world = new World();
  world.entries = Array.from({ length: 9 }, (_, day) => ({
    id: `d${day}`,
    time: at(day * 24),
    booked: "x",
    amount: "1",
  }));
  await world.sync(4);
  expect(added(world)).toEqual(["d0", "d1", "d2"]);
  await world.sync();
  expect(added(world)).toEqual(Array.from({ length: 9 }, (_, day) => `d${day}`));
  expect(world.asked[1]).toEqual({ Order: "ASC", From: at(-24) });
});

test("the ids that are remembered are those of the days that are read again", async () => {
  const world = new World();
  world.entries = Array.from({ length: 30 }, (_, day) => ({
    id: `d${day}`,
    time: at(day * 24),
    booked: "x",
    amount: "1",
  }));
  await world.sync();
  const state = await world.store.load();
  expect(Object.keys(state?.seen ?? {})).toEqual(["d26", "d27", "d28", "d29"]);
});

test("a service that does not keep to the order is read to its end, and saved in order", async () => {
  const world = new World();
  const items = [3, 1, 2].map((day) => ({ id: `d${day}`, time: at(day * 24), booked: "x", amount: "1" }));
  const list = () => ({
    async *pages() {
      for (const item of items) yield { items: [item] } as unknown as Page<Entry>;
    },
  });
  await syncList<Entry>(list, { ...facts, order: undefined as never }, { store: world.store });
  expect(added(world)).toEqual(["d1", "d2", "d3"]);
});

test("two syncs of one store at a time save nothing twice", async () => {
  const world = new World();
  world.entries = [{ id: "a", time: at(1), booked: "x", amount: "1" }];
  const both = await Promise.allSettled([1, 2].map(() => syncList<Entry>(world.list, facts, { store: world.store })));
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(added(world)).toEqual(["a"]);
});

test("an entry without an id or a time is refused, by the names of the members", async () => {
  const world = new World();
  world.entries = [{ id: "a", booked: "x", amount: "1" } as unknown as Entry];
  const list = () => ({
    async *pages() {
      yield { items: world.entries } as unknown as Page<Entry>;
    },
  });
  await expect(syncList<Entry>(list, facts, { store: world.store })).rejects.toThrow(
    "An entry of the list lacks `id` or `time`, which tell entries apart.",
  );
});

test.each([undefined, {}, { load: () => undefined }])("a store without its functions is refused: %j", async (store) => {
  const list = () => ({ pages: () => expect.unreachable() });
  await expect(syncList(list as never, facts, { store } as never)).rejects.toThrow(
    "sync: `store` has to be an object with the functions `load` and `save`.",
  );
});
