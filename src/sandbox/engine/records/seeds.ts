// The first resources of a collection: the examples of the document, or one invented resource. They are added when the
// collection is first read, and are the same whenever that is.

import { isObject } from "../../../json.js";
import { responseOf } from "../../document/operation.js";
import { valueAt } from "../../document/pointer.js";
import { Ids } from "../../world/ids.js";
import { Random } from "../../world/random.js";
import type { Stored } from "../../world/state/store.js";
import type { EngineContext } from "../context.js";
import type { Collection } from "../infer/collections.js";
import { canBeInPath, idForm, idPaths, newId } from "../infer/ids.js";
import { holderOf, type Lifecycles } from "../lifecycles.js";
import type { Records, Seeds } from "../parts.js";
import type { Members, ResourceRecord } from "./record.js";

/** So many examples of a list are taken. */
const mostSeeds = 10;

export function createSeeds(context: EngineContext, lifecycles: Lifecycles, records: Records): Seeds {
  const { service, world, values, schemas, inferred, seed } = context;
  const shown = new Map<Collection, readonly Members[]>();

  /** Resources in the examples of the operations of a collection. */
  const examplesOf = (collection: Collection): readonly Members[] => {
    let found = shown.get(collection);
    if (found === undefined) {
      found = world.spec.operations
        .flatMap((operation) => {
          const role = inferred.roles.get(operation.id);
          if (role?.collection !== collection || role.shape === undefined || !["list", "retrieve"].includes(role.kind))
            return [];
          const content = responseOf(operation, operation.success)?.content.find(
            ({ pointer }) => pointer === role.shape?.content.pointer,
          );
          if (content === undefined) return [];
          return values.examples(content).flatMap((example) => [valueAt(example, role.shape?.pointer ?? "")].flat());
        })
        .filter(isObject) as Members[];
      shown.set(collection, found);
    }
    return found;
  };
  const madeUp = (collection: Collection): Members | undefined => {
    const { shape } = collection;
    // Nothing says what it looks like: then it is there, and no more.
    if (shape?.content.schema === undefined) return {};
    const body = values.sample(shape.content.schema);
    const value = valueAt(body, shape.pointer);
    const one = shape.kind === "many" && Array.isArray(value) ? value[0] : value;
    return isObject(one) ? { ...one } : {};
  };
  const fill = (collection: Collection, parents: Readonly<Record<string, string>>): void => {
    const limit = service.resources?.[collection.name]?.seeds ?? (service.seed === undefined ? 1 : 0);
    if (limit === 0) return;
    const stored = world.store.collection<ResourceRecord>(collection.name);
    const paths = idPaths(collection, schemas);
    const ids = seedIds(seed, `${collection.name} ${Object.values(parents).join(" ")}`);
    const isOnly = collection.isSingle || collection.ids.length === 0;
    const examples = examplesOf(collection).slice(0, mostSeeds);
    const resources = (examples.length > 0 ? examples : [madeUp(collection)]).filter((each) => each !== undefined);
    for (const [index, each] of resources.entries()) {
      const resource = structuredClone(each);
      const key = collection.ids.map((name, place) => {
        const path = paths[place];
        const value = path === undefined ? undefined : valueAt(resource, `/${path.join("/")}`);
        const schema = schemaInPath(name, collection);
        const isShown = value !== undefined && value !== null && typeof value !== "object" && value !== "";
        if (isShown && canBeInPath(value, schema, schemas)) return String(value);
        return String(newId(idForm(schema, shownInPath(name), collection.word, schemas), ids, index));
      });
      const id = [
        ...collection.parents.map((name) => parents[name] ?? ""),
        ...(isOnly && !collection.isSingle ? [`item-${index + 1}`] : key),
      ]
        .map(encodeURIComponent)
        .join("/");
      if (stored.get(id) !== undefined) continue;
      const record: ResourceRecord = {
        id: id || "only",
        type: collection.name,
        account: null,
        parents: { ...parents },
        resource,
        hidden: { seeded: true },
      };
      // Below a parameter there may be any number of places: what is there is one of many, as what callers make is.
      if (collection.parents.length === 0) stored.keep(record);
      else stored.add(record);
      const lifecycle = lifecycles.of(collection);
      const state = lifecycle && holderOf(resource)[lifecycle.property];
      if (lifecycle !== undefined && !lifecycle.states.includes(String(state)))
        holderOf(resource)[lifecycle.property] = lifecycle.initial;
    }
  };
  /** The schema of a path parameter that the resource does not show. */
  const schemaInPath = (name: string, collection: Collection): unknown =>
    world.spec.operations
      .filter(({ id }) => inferred.roles.get(id)?.collection === collection)
      .flatMap(({ parameters }) => parameters.filter((each) => each.in === "path" && each.name === name))[0]?.schema ??
    {};
  /** Examples of a path parameter. */
  const shownInPath = (name: string): readonly unknown[] =>
    world.spec.operations.flatMap(({ parameters }) =>
      parameters.flatMap((each) =>
        each.in === "path" && each.name === name
          ? [each.schema.example, each.schema.examples].flat().filter((value) => value !== undefined)
          : [],
      ),
    );

  return {
    ensure: (collection, path) => {
      const parents: Record<string, string> = {};
      for (const name of collection.parents) parents[name] = path[name] ?? "";
      if (collection.parents.some((name) => parents[name] === "")) return;
      const marks = world.store.collection<Stored>("engine/seeded");
      const id = `${collection.name} ${Object.values(parents).map(encodeURIComponent).join("/")}`;
      if (marks.get(id) !== undefined) return;
      const { within } = collection;
      // A parent that a call created has no children yet, and one that does not exist has none.
      if (within !== undefined && !within.isSingle) {
        const names = [...within.parents, ...within.ids];
        // The parent may call the same parameters otherwise.
        const named = Object.fromEntries(
          names.map((name, index) => [name, parents[collection.parents[index] ?? ""] ?? ""]),
        );
        const parent = records.in(within).at({ ...named, ...path });
        if (parent === undefined) return;
        if (parent.hidden.seeded !== true && !collection.isSingle) return;
      }
      marks.add({ id });
      fill(collection, parents);
    },
    schemaInPath: (collection) => schemaInPath(collection.ids.at(-1) ?? "", collection),
    idsShown: (collection) => {
      const paths = idPaths(collection, schemas);
      const path = paths.at(-1);
      if (path === undefined) return [];
      return [
        ...examplesOf(collection).map((each) => valueAt(each, `/${path.join("/")}`)),
        ...shownInPath(collection.ids.at(-1) ?? ""),
      ];
    },
  };
}

/** Ids of what is there from the start come from a stream of their own: nothing else changes with them. */
function seedIds(seed: string, collection: string): Ids {
  return new Ids(new Random(`${seed} seeds of ${collection}`));
}
