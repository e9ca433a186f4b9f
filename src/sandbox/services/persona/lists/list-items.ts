// Items of Lists: put on a List that is there and takes their kind, and counted when they find somebody.

import type { operations } from "../../../../../generated/persona/schema.js";
import { refuse } from "../../../answer/refusal.js";
import { holderOf } from "../../../engine/lifecycles.js";
import type { Answer, Call, Handlers, World } from "../../../service.js";
import { fieldsOf } from "../objects/objects.js";
import { identifiersOf, type PersonaObject, type PersonaResource } from "../objects/persona-object.js";
import type { PersonaCaller } from "../organizations.js";
import { wrongState } from "../wrong-state.js";
import { kindsByName, type ListKindName, type Traits } from "./list-kinds.js";

const item = (kind: string): string => `list-item/${kind}`;

/** The List of an id, if it is the caller's: made by the API, or in the dashboard. */
export function listIn(world: World, environmentId: string, id: string): PersonaObject | undefined {
  const own = world.resources.of<PersonaResource>("lists").get(id);
  const found = own ?? madeInDashboard(world).get(id);
  return found?.account === environmentId ? found : undefined;
}

/** Lists of kinds that no operation makes or reads: of fields, and of fingerprints of devices. */
export function madeInDashboard({ store }: World) {
  return store.collection<PersonaObject>("dashboard-list");
}

/** Puts an item on a List. */
export function putOn(list: PersonaObject | undefined, record: PersonaObject): void {
  if (list === undefined) return;
  record.hidden.list = list.id;
  const there = [list.resource.relationships["list-items"]?.data ?? []].flat();
  list.resource.relationships["list-items"] = { data: [...there, { type: record.resource.type, id: record.id }] };
}

function create(kind: ListKindName) {
  return (call: Call<unknown, PersonaCaller>) => {
    const { data } = call.body as { readonly data?: { readonly attributes?: { readonly "list-id"?: string } } };
    const id = data?.attributes?.["list-id"];
    const list = id === undefined ? undefined : listIn(call, call.caller.account, id);
    if (id !== undefined && list === undefined) throw refuse(404, `There is no List ${id}`);
    if (list !== undefined && list.resource.type !== `list/${kind}`) {
      const detail = `The List ${id} takes items of another kind`;
      throw refuse(422, { title: "Record invalid", detail, pointer: "/data/attributes/list-id" });
    }
    const answer = call.byDocument();
    const record = call.resources.of<PersonaResource>(item(kind)).get(String(answer.record?.id)) as PersonaObject;
    putOn(list, record);
    return answer;
  };
}

function archive(call: Call<unknown, PersonaCaller>): Answer {
  const isArchived = holderOf(call.record().resource).status === "archived";
  if (isArchived && call.assume<number>(archivedTwice) !== 200) throw wrongState(call, "It is archived", archivedTwice);
  return call.byDocument();
}

const archivedTwice = "list-archive-twice-status";

export const listItems: Handlers<operations, PersonaCaller> = {
  ...Object.fromEntries(
    kindsByName.flatMap(([kind, { article }]) => [
      [`create-${article}-${kind}-list-item`, create(kind)],
      [`archive-${article}-${kind}-list-item`, archive],
    ]),
  ),
  "archive-a-list": archive,
};

/** Counts a match with every item that is in force and finds whom an object is about. */
export function countMatches(world: World, object: PersonaObject): void {
  const traits = traitsOf(object, world);
  for (const [kind, { finds }] of kindsByName) {
    for (const record of world.store.collection<PersonaObject>(item(kind)).values()) {
      const { attributes } = record.resource;
      if (record.account !== object.account || attributes.status !== "active" || !finds(attributes, traits)) continue;
      const list = listIn(world, object.account ?? "", String(record.hidden.list));
      if (list?.resource.attributes.status === "archived") continue;
      attributes["match-count"] = Number(attributes["match-count"]) + 1;
    }
  }
}

/** The fields of an object as facts, whichever way they are written: `name-first`, or `name` with a part `first`. */
function traitsOf(object: PersonaObject, world: World): Traits {
  const found = new Map<string, string>();
  const read = (name: string, value: unknown): void => {
    if (typeof value === "object" && value !== null) {
      if ("value" in value) read(name, value.value);
      else for (const [part, inner] of Object.entries(value)) read(`${name}-${part}`, inner);
    } else if (value !== null && value !== undefined && value !== "")
      found.set(name.replaceAll("_", "-"), String(value));
  };
  for (const [name, field] of Object.entries(fieldsOf(object))) read(name, field);
  const ending = (end: string) => [...found].flatMap(([name, value]) => (name.endsWith(end) ? [value] : []));
  return {
    values: new Set([...found.values()].map((value) => value.toLowerCase())),
    emailAddresses: ending("email-address"),
    phoneNumbers: ending("phone-number"),
    firstName: found.get("name-first"),
    lastName: found.get("name-last"),
    idNumber: found.get("identification-number"),
    countries: ending("country-code"),
    ...machinesOf(object, world),
  };
}

/** Where the sessions of an Inquiry were opened, and on which machines. */
function machinesOf(
  object: PersonaObject,
  world: World,
): Pick<Traits, "ipAddresses" | "places" | "deviceFingerprints" | "browserFingerprints"> {
  const named = (from: PersonaObject, name: string): readonly PersonaObject[] =>
    identifiersOf(from, name).flatMap(({ type, id }) => world.store.collection<PersonaObject>(type).get(id) ?? []);
  const sessions = named(object, "sessions");
  const texts = (objects: readonly PersonaObject[], name: string) =>
    objects.flatMap(({ resource: { attributes } }) => {
      const value = attributes[name];
      return typeof value === "string" ? [value] : [];
    });
  const devices = sessions.flatMap((session) => named(session, "device"));
  return {
    ipAddresses: texts(sessions, "ip-address"),
    places: sessions.flatMap(({ resource: { attributes } }) => {
      const { latitude, longitude } = attributes;
      return typeof latitude === "number" && typeof longitude === "number" ? [{ latitude, longitude }] : [];
    }),
    deviceFingerprints: texts(devices, "device-fingerprint"),
    browserFingerprints: texts(devices, "browser-fingerprint"),
  };
}
