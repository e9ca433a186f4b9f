// Webhooks of what happens to records: those that the document declares and names after it.

import { define, isObject } from "../../json.js";
import type { EngineContext } from "./context.js";
import type { Collection } from "./infer/collections.js";
import { letters, singular } from "./infer/names.js";
import type { Members, ResourceEvent, ResourceRecord } from "./records/record.js";

const synonyms: Readonly<Record<string, readonly string[]>> = {
  created: ["created", "create", "new", "added", "opened"],
  updated: ["updated", "update", "changed", "modified", "edited"],
  deleted: ["deleted", "delete", "removed", "destroyed"],
};

export type Announce = (collection: Collection, record: ResourceRecord, what: string) => void;

export function createAnnounce({ service, world, schemas, values }: EngineContext): Announce {
  const { spec } = world;
  const declared = new Map([...spec.webhooks.keys()].map((name) => [letters(name), name]));

  const namesOf = (collection: Collection, what: string): readonly string[] => {
    const subjects = [collection.name, collection.word, singular(collection.word)].map(letters);
    for (const subject of subjects) {
      for (const verb of synonyms[what] ?? [what]) {
        const name = declared.get(subject + letters(verb)) ?? declared.get(letters(verb) + subject);
        if (name !== undefined) return [name];
      }
    }
    return [];
  };
  const bodyOf = (name: string, collection: Collection, { resource }: ResourceRecord): unknown => {
    const schema = spec.webhooks.get(name);
    if (schema === undefined) return undefined;
    const body = values.sample(schema);
    const place = placeOf(spec.references.at(schema)?.node, collection);
    if (place === undefined || !isObject(body)) return body ?? resource;
    if (place.length === 0) return resource;
    let node: Members = body;
    for (const step of place.slice(0, -1)) {
      if (!isObject(node[step])) define(node, step, {});
      node = node[step] as Members;
    }
    define(node, place.at(-1) as string, resource);
    return body;
  };
  /** The way to the resource in a body. */
  const placeOf = (schema: unknown, collection: Collection, depth = 0): readonly string[] | undefined => {
    if (schema === undefined || depth > 5) return undefined;
    if (collection.schemaName !== undefined && schemas.nameOf(schema) === collection.schemaName) return [];
    for (const [name, property] of schemas.properties(schema)) {
      const inner = placeOf(property, collection, depth + 1);
      if (inner !== undefined) return [name, ...inner];
    }
    return undefined;
  };

  return (collection, record, what) => {
    if (declared.size === 0) return;
    const event: ResourceEvent = { record, what };
    const rules = service.events ?? {};
    const names = rules.names?.(event, world) ?? namesOf(collection, what);
    for (const name of names) {
      if (rules.tell !== undefined) {
        rules.tell(name, event, world);
        continue;
      }
      for (const receiver of rules.receivers?.(event, world, name) ?? [record.account ?? "default"]) {
        const body = rules.body?.(name, event, receiver, world) ?? bodyOf(name, collection, record);
        world.announce(name, receiver, body);
      }
    }
  };
}
