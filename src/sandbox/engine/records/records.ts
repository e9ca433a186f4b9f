// The engine's records in the store: made, changed, moved and removed, with all that follows from it.

import { define, isObject, type JsonObject } from "../../../json.js";
import { refuse } from "../../answer/refusal.js";
import type { Announce } from "../announce.js";
import type { EngineContext } from "../context.js";
import type { Collection } from "../infer/collections.js";
import { schemaOfType } from "../infer/unions.js";
import { causeOf, holderOf, type Lifecycles } from "../lifecycles.js";
import type { RecordCollection, Records, Seeds } from "../parts.js";
import { changed, completed, completedJsonApi } from "./complete.js";
import { createIds } from "./ids.js";
import type { ResourceRecord } from "./record.js";

export function createRecords(
  context: EngineContext,
  {
    lifecycles,
    announce,
    seeds,
  }: { readonly lifecycles: Lifecycles; readonly announce: Announce; readonly seeds: (records: Records) => Seeds },
): Records {
  const { inferred, world, service } = context;
  const made = new Map<Collection, RecordCollection>();
  const byName = new Map(inferred.collections.map((collection) => [collection.name, collection]));
  const records: Records = {
    names: [...byName.keys()],
    in: (collection) => {
      let found = made.get(collection);
      if (found === undefined) {
        found = createCollection(collection, context, { lifecycles, announce, seeded: () => seeded });
        made.set(collection, found);
      }
      return found;
    },
    of: <R extends object>(name: string) => {
      const collection = byName.get(name);
      // What its resources look like, the caller knows.
      if (collection !== undefined) return records.in(collection) as unknown as RecordCollection<R>;
      throw new Error(
        `${service.name}: the document has no collection "${name}". It has: ${[...byName.keys()].join(", ")}.`,
      );
    },
    find: (type, id) => {
      const own = byName.get(type) ?? byName.get(type.split("/")[0] ?? "");
      if (own !== undefined) return records.in(own).get(id);
      for (const collection of inferred.collections) {
        if (collection.envelope !== "jsonapi" || collection.parents.length > 0) continue;
        const record = world.store.collection<ResourceRecord>(collection.name).get(id);
        if (record?.resource?.type === type) return record;
      }
      return undefined;
    },
    moveInTime: (due) => {
      const collection = byName.get(due.collection);
      if (collection === undefined) return;
      const own = records.in(collection);
      const record = own.get(due.id);
      const lifecycle = lifecycles.of(collection);
      if (record === undefined || lifecycle?.stateOf(holderOf(record.resource)) !== due.from) return;
      // The moment may have been put off since.
      if (due.at !== null && Date.parse(String(holderOf(record.resource)[due.at])) > world.clock.now()) return;
      const rule = service.resources?.[collection.name]?.moves?.[due.rule];
      if (rule?.when?.(record, world) === false) return;
      if (!lifecycle.allows(holderOf(record.resource), due.to, causeOf(due))) return;
      lifecycle.move(holderOf(record.resource), due.to, causeOf(due));
      own.change(record, {});
      rule?.does?.(record, world);
      lifecycles.schedule(collection, record);
      own.announce(record, due.to);
    },
  };
  const seeded = seeds(records);
  return records;
}

const mostTries = 1000;

interface Parts {
  readonly lifecycles: Lifecycles;
  readonly announce: Announce;
  readonly seeded: () => Seeds;
}

function createCollection(
  collection: Collection,
  context: EngineContext,
  { lifecycles, announce, seeded }: Parts,
): RecordCollection {
  const { world, schemas, blueprint, service } = context;
  const stored = () => world.store.collection<ResourceRecord>(collection.name);
  const parts = () => ({ blueprint, now: world.clock.now() });
  const lifecycle = lifecycles.of(collection);
  const ids = createIds(collection, context, seeded);

  const schemaOf = (type: unknown): unknown =>
    collection.types.length === 0 ? collection.schema : schemaOfType(collection.schema, type, schemas);
  /** Where resources of its types stand that have a path of their own, or that the service keeps by type. */
  const others = () => collection.types.map((type) => world.store.collection<ResourceRecord>(type));
  const find = (id: string): ResourceRecord | undefined => {
    const own = stored().get(id);
    if (own !== undefined) return own;
    for (const other of others()) {
      const found = other.get(id);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const complete = (members: JsonObject) =>
    collection.envelope === "jsonapi"
      ? completedJsonApi(schemaOf(members.type), jsonApiMembers(members), parts())
      : completed(collection.schema, members, parts());
  const keyOf = (parents: Readonly<Record<string, string>>, segments: readonly string[]): string =>
    [...collection.parents.map((name) => parents[name] ?? ""), ...segments].map(encodeURIComponent).join("/") || "only";

  const own: RecordCollection = {
    name: collection.name,
    collection,
    create: (members, about = {}) => {
      const { resource, hidden } = complete(members as JsonObject);
      const parents = about.parents ?? {};
      seeded().ensure(collection, parents);
      let segments = ids.segments(resource, about);
      const isTaken = () => stored().get(keyOf(parents, segments)) !== undefined;
      // Ids of what is there from the start are not those of the counter.
      for (
        let tries = 0;
        tries < mostTries && !collection.isSingle && isTaken() && ids.isMadeUp(members, about);
        tries += 1
      ) {
        segments = ids.segments(ids.cleared(resource), about);
      }
      // What is there from the start, and as it was, makes room: its id comes from the examples that callers copy.
      const taken = collection.isSingle ? undefined : stored().get(keyOf(parents, segments));
      if (taken?.hidden.seeded === true && taken.hidden.changed !== true) own.remove(taken);
      else if (taken !== undefined)
        throw refuse(409, `Under ${collection.word} there is ${segments.join("/")} already`);
      const given = collection.envelope === "jsonapi" ? jsonApiMembers(members as JsonObject).attributes : members;
      if (lifecycle !== undefined && !(lifecycle.property in given))
        define(holderOf(resource), lifecycle.property, lifecycle.initial);
      return own.keep({
        id: keyOf(parents, segments),
        type: collection.name,
        account: about.account ?? null,
        parents,
        resource,
        hidden: { ...hidden, ...about.hidden },
      });
    },
    keep: (record) => {
      stored().add(record);
      lifecycles.schedule(collection, record);
      service.resources?.[collection.name]?.created?.(record, world);
      return record;
    },
    complete,
    get: (id) => {
      seeded().ensure(collection, parentsIn(collection, id));
      return find(id) ?? stored().get(encodeURIComponent(id));
    },
    idOf: (path) =>
      keyOf(
        path,
        collection.ids.map((name) => path[name] ?? ""),
      ),
    at: (path) => {
      seeded().ensure(collection, path);
      return find(own.idOf(path));
    },
    within: (parents) => {
      seeded().ensure(collection, parents);
      const fits = (record: ResourceRecord) =>
        Object.entries(record.parents).every(([name, value]) => parents[name] === undefined || parents[name] === value);
      return [...stored().values()].filter(fits);
    },
    values: () => {
      seeded().ensure(collection, {});
      const elsewhere = others().filter(({ size }) => size > 0);
      if (elsewhere.length === 0) return stored().values();
      return byAge([stored(), ...elsewhere].flatMap((each) => [...each.values()]));
    },
    change: (record, members) => {
      if (record.hidden.seeded === true) record.hidden.changed = true;
      if (collection.envelope === "jsonapi") {
        const given = jsonApiMembers(members as JsonObject);
        const schema = blueprint(schemaOf(record.resource.type));
        changed(
          schema.byName.get("attributes")?.schema,
          holderOf(record.resource),
          given.attributes as JsonObject,
          parts(),
        );
        if (isObject(given.relationships))
          define(record.resource, "relationships", {
            ...(record.resource.relationships as object),
            ...given.relationships,
          });
      } else changed(collection.schema, record.resource, members as JsonObject, parts());
      lifecycles.stamp(collection, record);
      lifecycles.schedule(collection, record);
    },
    move: (record, to, cause) => {
      if (lifecycle === undefined) throw new Error(`${collection.name} has no x-lifecycle.`);
      lifecycle.move(holderOf(record.resource), to, cause);
      own.change(record, {});
      own.announce(record, to);
    },
    remove: (record) => {
      if (!stored().remove(record.id)) for (const other of others()) other.remove(record.id);
      for (const inner of context.inferred.collections) {
        if (inner.within !== collection) continue;
        const children = world.store.collection<ResourceRecord>(inner.name);
        for (const { id } of [...children.values()]) if (id.startsWith(`${record.id}/`)) children.remove(id);
      }
    },
    announce: (record, what) => announce(collection, record, what),
  };
  return own;
}

/** Attributes and relationships, whether they are given as such or all in one. */
function jsonApiMembers(members: JsonObject): JsonObject & { readonly attributes: JsonObject } {
  if (isObject(members.attributes)) return members as never;
  const { id, type, relationships, ...attributes } = members;
  return {
    attributes,
    ...(id !== undefined && { id }),
    ...(type !== undefined && { type }),
    ...(relationships !== undefined && { relationships }),
  };
}

/** The oldest first, by the moment that each was made at. */
function byAge(records: readonly ResourceRecord[]): readonly ResourceRecord[] {
  const age = ({ resource }: ResourceRecord) =>
    String(holderOf(resource)["created-at"] ?? holderOf(resource).createdAt);
  return [...records].sort((one, other) => (age(one) < age(other) ? -1 : age(one) > age(other) ? 1 : 0));
}

function parentsIn({ parents }: Collection, id: string): Readonly<Record<string, string>> {
  const values = id.split("/");
  return Object.fromEntries(parents.map((name, index) => [name, decode(values[index] ?? "")]));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
