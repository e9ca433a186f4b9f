// Objects that organizations hold and share: Inquiries, Accounts, Transactions, Verifications and Reports. Connect imports
// them, Cases attach them, and `include` shows them.

import { document } from "../../../../../generated/persona/document.js";
import { valueAt } from "../../../document/pointer.js";
import type { Identifier } from "../../../engine/records/record.js";
import type { Presenter, TypedRecord, World } from "../../../service.js";
import { seededObjects } from "../data/objects.js";
import type { PersonaCaller } from "../organizations.js";
import { identifiersOf, type PersonaObject } from "./persona-object.js";

/** A value of `attributes.fields`. */
export interface FieldValue {
  readonly type: string;
  readonly value: unknown;
}

/** The types of objects by the prefix of their ids. Which Reports and Verifications there are, the spec lists. */
const typesByPrefix: ReadonlyMap<string, readonly string[]> = new Map([
  ["inq", ["inquiry"]],
  ["act", ["account"]],
  ["txn", ["transaction"]],
  ["ver", kindsOf("AnyVerification")],
  ["rep", kindsOf("AnyReport")],
]);

/** The types that distinguish the members of a union of resources. */
export function kindsOf(union: string): readonly string[] {
  return Object.keys(valueAt(document, `/components/schemas/${union}/discriminator/mapping`) as object);
}

/** The prefix that the ids of a type have. */
export function prefixOf(type: string): string {
  for (const [prefix, types] of typesByPrefix) if (types.includes(type)) return prefix;
  throw new Error(`The sandbox has no objects of the type ${type}.`);
}

/** The object of an id, whosever it is. */
export function findObject({ store }: World, id: string): PersonaObject | undefined {
  for (const type of typesByPrefix.get(id.split("_", 1)[0] ?? "") ?? []) {
    const object = store.collection<PersonaObject>(type).get(id);
    if (object !== undefined) return object;
  }
  return undefined;
}

/** The object of an id, if the organization of the environment holds it. */
export function ownObject(world: World, environmentId: string, id: string): PersonaObject | undefined {
  const object = findObject(world, id);
  return object?.account === environmentId ? object : undefined;
}

/** @throws if there is none; what people do in the dashboard begins with an object that is there. */
function knownObject(world: World, id: string): PersonaObject {
  const object = findObject(world, id);
  if (object === undefined) throw new Error(`No organization of the sandbox has an object with the id ${id}.`);
  return object;
}

/** Puts there what the organizations hold from the start. */
export function seedObjects({ store, clock }: World): void {
  for (const object of seededObjects(clock.now())) store.collection<PersonaObject>(object.type).add(object);
}

/** Fields by name; none on the kinds that have no fields. */
export function fieldsOf({ resource: { attributes } }: PersonaObject): Readonly<Record<string, FieldValue>> {
  return (attributes.fields ?? {}) as Readonly<Record<string, FieldValue>>;
}

/** Every text and number that is not nothing in a value, however deep, in small letters; what says the type of one is none. */
export function textsIn(value: unknown): readonly string[] {
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([name, inner]) => (name === "type" ? [] : textsIn(inner)));
  }
  return value === null || value === undefined || value === "" ? [] : [String(value).toLowerCase()];
}

export function isRedacted({ resource: { attributes }, hidden }: PersonaObject): boolean {
  return typeof attributes["redacted-at"] === "string" || hidden.redacted === true;
}

/** The objects that a relationship of an object points at. */
export function relatedObjects(world: World, object: PersonaObject, name: string): readonly PersonaObject[] {
  return identifiersOf(object, name).flatMap(({ id }) => findObject(world, id) ?? []);
}

/** Wipes an object's data, as a person can in the dashboard. The object itself stays. */
export function redactObject(world: World, id: string): void {
  const record = knownObject(world, id);
  const { attributes } = record.resource;
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "fields") attributes.fields = {};
    else if (Array.isArray(value)) attributes[name] = [];
    else if (name !== "status" && !name.endsWith("-at")) attributes[name] = null;
  }
  // A Transaction does not show it.
  if (record.type === "transaction") record.hidden.redacted = true;
  else attributes["redacted-at"] = world.clock.iso();
}

/** Takes an object away altogether. */
export function removeObject(world: World, id: string): void {
  world.store.collection(knownObject(world, id).type).remove(id);
}

const presentObject: Presenter<PersonaCaller> = ({ account, resource }: PersonaObject, caller) => {
  return account === caller.account ? { ...resource } : undefined;
};

/** An object is shown to its organization alone. */
export const objectPresenters: Readonly<Record<string, Presenter<PersonaCaller>>> = Object.fromEntries(
  [...typesByPrefix.values()].flat().map((type) => [type, presentObject]),
);

/** The object that a relationship points at. Connect calls a Transaction `txn`, and any Verification a `verification`. */
export function locate({ type, id }: Identifier, world: World): TypedRecord | undefined {
  const record = world.store.collection<TypedRecord>(type).get(id);
  return record ?? findObject(world, id);
}
