// The ids of a collection's records: the caller's, the document's form of them, or new ones by a counter.

import { define, isObject } from "../../../json.js";
import { valueAt } from "../../document/pointer.js";
import type { Stored } from "../../world/state/store.js";
import type { EngineContext } from "../context.js";
import type { Collection } from "../infer/collections.js";
import { type IdForm, type IdPath, idForm, idPaths, inPath, newId } from "../infer/ids.js";
import type { Seeds } from "../parts.js";
import type { Members, NewRecord } from "./record.js";

interface Counter extends Stored {
  count: number;
}

interface Ids {
  /** The segments of a path that name a new resource. Ids that the resource shows are written into it. */
  readonly segments: (resource: Members, about: NewRecord) => readonly string[];
  /** Whether nobody chose the id, so that another will do if it is taken. */
  readonly isMadeUp: (members: object, about: NewRecord) => boolean;
  /** The resource with an empty id, for which the next one is a new one. */
  readonly cleared: (resource: Members) => Members;
}

export function createIds(collection: Collection, context: EngineContext, seeded: () => Seeds): Ids {
  const { world, schemas, blueprint, service } = context;
  const paths = idPaths(collection, schemas);
  let form: IdForm | undefined;

  const nextCount = (): number => {
    const counters = world.store.collection<Counter>("engine/counter");
    const counter = counters.get(collection.name) ?? counters.add({ id: collection.name, count: 0 });
    counter.count += 1;
    return counter.count - 1;
  };
  const segments = (resource: Members, about: NewRecord): readonly string[] => {
    if (collection.ids.length === 0) return collection.isSingle ? [] : [listed(resource, about)];
    const given = about.id === undefined ? [] : about.id.split("/").slice(-Math.max(collection.ids.length, 1));
    return collection.ids.map((_, index) => {
      const path = paths[index];
      const own = path === undefined ? undefined : valueAt(resource, `/${path.join("/")}`);
      const isLast = index === collection.ids.length - 1;
      if (given[index] !== undefined) return put(resource, path, given[index] as string);
      if (own !== undefined && own !== null && own !== "" && typeof own !== "object" && !(isLast && isServers(path)))
        return String(own);
      const { newId: ruled } = service.resources?.[collection.name] ?? {};
      if (ruled !== undefined && isLast) return put(resource, path, ruled(world));
      const parameter = seeded().schemaInPath(collection);
      form ??= idForm(
        path === undefined ? parameter : inPath(schemaAt(collection.schema, path, context), parameter, schemas),
        seeded().idsShown(collection),
        collection.word,
        schemas,
      );
      return put(resource, path, newId(form, world.ids, nextCount()));
    });
  };
  /** The key of a resource that no path names: its id, if it has one, or a number of its own. */
  const listed = (resource: Members, about: NewRecord): string => {
    if (collection.envelope !== "jsonapi") return about.id ?? `item-${nextCount() + 1}`;
    const given = about.id ?? (resource.id === "" ? undefined : (resource.id as string | undefined));
    if (given !== undefined) return put(resource, ["id"], given);
    form ??= idForm(
      schemaAt(collection.schema, ["id"], context),
      seeded().idsShown(collection),
      collection.word,
      schemas,
    );
    const ruled = service.resources?.[collection.name]?.newId?.(world);
    return put(resource, ["id"], ruled ?? newId(form, world.ids, nextCount()));
  };
  /** Whether the member is the server's to set. */
  const isServers = (path: IdPath): boolean => {
    const [name = ""] = path ?? [];
    const member = blueprint(collection.schema).byName.get(name);
    return member?.readOnly === true || ["id", "_id"].includes(name);
  };
  const put = (resource: Members, path: IdPath, value: string | number): string => {
    if (path !== undefined) {
      const schema = schemas.flat(schemaAt(collection.schema, path, context));
      const isNumber = [schema.type].flat().some((type) => type === "integer" || type === "number");
      let node = resource;
      for (const step of path.slice(0, -1)) {
        if (!isObject(node[step])) define(node, step, {});
        node = node[step] as Members;
      }
      define(node, path.at(-1) as string, isNumber && Number.isFinite(Number(value)) ? Number(value) : String(value));
    }
    return String(value);
  };
  const isMadeUp = (members: object, about: NewRecord): boolean => {
    if (about.id !== undefined) return false;
    const path = paths.at(-1);
    if (path === undefined) return true;
    return isServers(path) || valueAt(members, `/${path.join("/")}`) === undefined;
  };
  const cleared = (resource: Members): Members => {
    const path = paths.at(-1) ?? (collection.envelope === "jsonapi" ? ["id"] : []);
    if (path.length === 1) define(resource, path[0] as string, "");
    return resource;
  };
  return { segments, isMadeUp, cleared };
}

function schemaAt(schema: unknown, path: readonly string[], { schemas }: EngineContext): unknown {
  return path.reduce<unknown>((inner, name) => schemas.properties(inner).get(name), schema);
}
