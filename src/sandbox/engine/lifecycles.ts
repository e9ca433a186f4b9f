// The states of the engine's records: where a new one begins, what an operation or the clock does to it.

import { define, isObject } from "../../json.js";
import type { VendorMove } from "../service.js";
import { milliseconds } from "../world/duration.js";
import { type Cause, compileLifecycle, type Lifecycle, type LifecycleFacts } from "../world/lifecycle.js";
import type { EngineContext } from "./context.js";
import type { Collection } from "./infer/collections.js";
import { letters } from "./infer/names.js";
import { schemaOfType } from "./infer/unions.js";
import type { Members, ResourceRecord } from "./records/record.js";

/** The timer of a move. */
export const moveTimer = "engine-move";

export interface DueMove {
  readonly collection: string;
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** The attribute whose moment it is; null if the vendor makes it. */
  readonly at: string | null;
  /** Which of the rules' moves it is; -1 if the document alone has it. */
  readonly rule: number;
}

export interface Lifecycles {
  of(collection: Collection): Lifecycle | undefined;
  factsOf(collection: Collection): LifecycleFacts | undefined;
  /** Sets the moments that a resource has in the state it is in and does not show yet. */
  stamp(collection: Collection, record: ResourceRecord): void;
  /** Has the clock make the moves that may follow. */
  schedule(collection: Collection, record: ResourceRecord): void;
  /** The move that an operation makes from here; `"refused"` if it makes others only. */
  moveBy(collection: Collection, record: ResourceRecord, operation: string): string | "refused" | undefined;
}

/** How long a vendor takes, unless the service says otherwise. */
const usualMs = 2000;

/** Where the members of a resource are that have states and moments. */
export function holderOf(resource: Members): Members {
  return isObject(resource.attributes) ? (resource.attributes as Members) : resource;
}

export function createLifecycles({ service, world, schemas }: EngineContext): Lifecycles {
  const known = new Map<Collection, { readonly facts: LifecycleFacts; readonly lifecycle: Lifecycle } | undefined>();
  const find = (collection: Collection) => {
    if (!known.has(collection)) {
      const attributes = schemas.properties(collection.schema).get("attributes");
      const facts = schemas.flat(collection.schema)["x-lifecycle"] ?? schemas.flat(attributes)["x-lifecycle"];
      const found = isObject(facts)
        ? { facts: facts as never as LifecycleFacts, lifecycle: compileLifecycle(collection.name, facts as never) }
        : undefined;
      known.set(collection, found);
    }
    return known.get(collection);
  };
  const isMoment = ({ schema }: Collection, name: string, { type }: Members): boolean => {
    const own = schemas.properties(schemaOfType(schema, type, schemas));
    const member = own.get(name) ?? schemas.properties(own.get("attributes")).get(name);
    return schemas.flat(member).format === "date-time";
  };
  const movesFrom = (collection: Collection, facts: LifecycleFacts, state: string): readonly VendorMove[] => {
    const rules = service.resources?.[collection.name]?.moves;
    if (rules !== undefined) return rules.filter(({ from }) => from === state);
    const first = facts.transitions.find(({ from, by, at }) => from === state && by === undefined && at === undefined);
    return first === undefined ? [] : [{ from: state, to: first.to, after: usualMs }];
  };
  return {
    of: (collection) => find(collection)?.lifecycle,
    factsOf: (collection) => find(collection)?.facts,
    stamp: (collection, record) => {
      const found = find(collection);
      if (found === undefined) return;
      const holder = holderOf(record.resource);
      const named = found.lifecycle.stateOf(holder);
      const state = found.facts.states[named];
      // A moment that is named after the state is that of reaching it: `processed-at`.
      const after = Object.keys(holder).filter((name) => letters(name) === `${letters(named)}at`);
      for (const name of [...(isObject(state) ? [state.guarantees ?? []].flat().map(String) : []), ...after]) {
        if (holder[name] === undefined || holder[name] === null) {
          if (isMoment(collection, name, record.resource)) define(holder, name, world.clock.iso());
        }
      }
    },
    schedule: (collection, record) => {
      const found = find(collection);
      if (found === undefined) return;
      const { facts, lifecycle } = found;
      const from = lifecycle.stateOf(holderOf(record.resource));
      const about = `${collection.name}/${record.id}`;
      const put = (at: number, move: Pick<DueMove, "to" | "at" | "rule">) =>
        world.clock.schedule(at, moveTimer, { collection: collection.name, id: record.id, from, ...move }, about);
      for (const { to, at } of facts.transitions.filter((each) => each.from === from && each.at !== undefined)) {
        const moment = Date.parse(String(holderOf(record.resource)[at as string]));
        if (!Number.isNaN(moment)) put(moment, { to, at: at as string, rule: -1 });
      }
      const rules = service.resources?.[collection.name]?.moves;
      for (const move of movesFrom(collection, facts, from)) {
        put(world.clock.now() + milliseconds(move.after), { to: move.to, at: null, rule: rules?.indexOf(move) ?? -1 });
      }
    },
    moveBy: (collection, record, operation) => {
      const found = find(collection);
      const by = found?.facts.transitions.filter((each) => each.by === operation) ?? [];
      if (found === undefined || by.length === 0) return undefined;
      const state = found.lifecycle.stateOf(holderOf(record.resource));
      return by.find(({ from }) => from === state)?.to ?? "refused";
    },
  };
}

export function causeOf({ at }: Pick<DueMove, "at">): Cause {
  return at === null ? "vendor" : { at };
}
