// The collections of a document, and what each operation does to one: by the shapes of paths, and of what is answered.

import type { SpecOperation } from "../../document/operation.js";
import { valueAt } from "../../document/pointer.js";
import type { Spec } from "../../spec.js";
import type { Schemas } from "../schema/schemas.js";
import { isParameter, parameterName, placeOf, segmentsOf } from "./names.js";
import { type OtherNames, otherNamesIn } from "./other-names.js";
import { type AnswerShape, answerShape } from "./shape.js";
import { typesIn } from "./unions.js";

export interface Collection {
  readonly name: string;
  /** Path parameters of what it lies in, outermost first. */
  readonly parents: readonly string[];
  /** The path parameters that name one of its resources. Empty: none can be named. */
  readonly ids: readonly string[];
  /** Whether there is one for each place, instead of many. */
  readonly isSingle: boolean;
  /** Of a resource. */
  readonly schema: unknown;
  readonly schemaName: string | undefined;
  readonly envelope: AnswerShape["envelope"];
  /** The word that its path ends in. */
  readonly word: string;
  /** The collection that it lies in. */
  readonly within: Collection | undefined;
  /** An answer that shows one, or a list of them. */
  readonly shape: AnswerShape | undefined;
  /** Whether an operation makes them: then what is not there cannot be put there. */
  readonly hasCreate: boolean;
  /** JSON:API: the `type`s of its resources, if the document names more than one. */
  readonly types: readonly string[];
}

type RoleKind = "list" | "create" | "retrieve" | "change" | "replace" | "remove" | "clear" | "action" | "example";

/** The effect of an operation, by the document. */
export interface Role {
  readonly kind: RoleKind;
  readonly collection: Collection | undefined;
  readonly shape: AnswerShape | undefined;
  /** The collection of the resource in whose path it lies. */
  readonly owner: Collection | undefined;
  /** Of an action, the last word of its path. */
  readonly verb: string | undefined;
}

export interface Inferred {
  readonly collections: readonly Collection[];
  readonly roles: ReadonlyMap<string, Role>;
  /** By operation: the names that collections in its path give to parameters which it calls otherwise. */
  readonly otherNames: ReadonlyMap<string, OtherNames>;
}

interface Place {
  readonly segments: readonly string[];
  readonly key: string;
  readonly operations: Map<string, SpecOperation>;
  readonly shapes: Map<string, AnswerShape | undefined>;
}

type Draft = { -readonly [Name in keyof Collection]: Collection[Name] };

export function inferCollections(spec: Spec, schemas: Schemas): Inferred {
  const places = placesOf(spec, schemas);
  const items = new Map<string, Draft>();
  const bases = new Map<string, Draft>();
  const singles = new Map<string, Draft>();
  const roles = new Map<string, Role>();
  const otherNames = new Map<string, OtherNames>();

  // Paths that end in a parameter name a resource of the collection before it.
  for (const place of places.values()) {
    if (!isParameter(place.segments.at(-1))) continue;
    const ids = idsOf(place, places);
    const base = place.segments.slice(0, place.segments.length - ids.length);
    if (base.length === 0) continue;
    // Two lengths of ids below one path are two collections.
    const key =
      bases.get(placeOf(base))?.ids.length === ids.length || !bases.has(placeOf(base)) ? placeOf(base) : place.key;
    const draft = bases.get(key) ?? draftOf(base);
    draft.ids = ids;
    bases.set(key, draft);
    items.set(place.key, draft);
  }
  // Others list, or take, what has no path of its own.
  for (const place of places.values()) {
    const { operations, shapes, key, segments } = place;
    if (isParameter(segments.at(-1)) || bases.has(key)) continue;
    const listed = shapes.get("GET");
    if (listed?.kind === "many") bases.set(key, draftOf(segments));
    else if (listed?.kind === "one" && ["PUT", "PATCH", "POST", "DELETE"].some((method) => operations.has(method))) {
      singles.set(key, { ...draftOf(segments), isSingle: true });
    }
  }
  for (const [key, draft] of [...bases, ...singles]) {
    const base = places.get(key);
    const item = [...items].find(([, each]) => each === draft)?.[0];
    const shape = schemaFor(base, item === undefined ? undefined : places.get(item), draft.isSingle);
    draft.schema = shape?.schema;
    draft.schemaName = shape?.name;
    draft.shape = shape;
    draft.hasCreate = base?.operations.has("POST") ?? false;
    draft.envelope = shape?.envelope ?? "plain";
    const outer = withinOf(base?.segments ?? key.split("/"), items);
    draft.within = outer === draft ? undefined : outer;
  }
  const drafts = [...bases.values(), ...singles.values()];
  const homes = homesOf([...items.values()]);
  for (const draft of drafts) {
    draft.name = nameOf(draft, schemas);
    const types = draft.envelope === "jsonapi" && !draft.isSingle ? typesIn(draft.schema, schemas) : [];
    draft.types = types.length > 1 ? types : [];
  }
  distinct(drafts);
  const unions = [...items.values()].filter(({ types }) => types.length > 0);

  for (const place of places.values()) {
    const { key } = place;
    const own = bases.get(key) ?? singles.get(key);
    const item = items.get(key);
    const owner = withinOf(place.segments, items);
    const others = otherNamesIn(place.segments, (key) => items.get(key) ?? bases.get(key) ?? singles.get(key));
    for (const [method, operation] of place.operations) {
      if (Object.keys(others).length > 0) otherNames.set(operation.id, others);
      const shape = place.shapes.get(method);
      const role = (kind: RoleKind, collection?: Collection): Role => ({
        ...{ kind, collection, shape, owner },
        verb: kind === "action" ? place.segments.at(-1) : undefined,
      });
      // A list of what has its home elsewhere shows what is there.
      const bodyName = operation.body && schemas.nameOf(valueAt(spec.document, operation.body.schema));
      const home = shape?.name === undefined ? undefined : (homes.get(shape.name) ?? unionOf(shape, unions, schemas));
      const target = own !== undefined && own.ids.length === 0 && !own.isSingle && home !== undefined ? home : own;
      roles.set(operation.id, roleOf(method, { shape, target, item, owner, home, bodyName, role }));
    }
  }
  const used = new Set([...roles.values()].map(({ collection }) => collection));
  return { collections: drafts.filter((draft) => used.has(draft)), roles, otherNames };
}

interface Circumstances {
  readonly shape: AnswerShape | undefined;
  readonly target: Draft | undefined;
  readonly item: Draft | undefined;
  readonly owner: Draft | undefined;
  readonly home: Draft | undefined;
  /** The name of the schema of its body. */
  readonly bodyName: string | undefined;
  readonly role: (kind: RoleKind, collection?: Collection) => Role;
}

function roleOf(method: string, { shape, target, item, owner, home, bodyName, role }: Circumstances): Role {
  if (item !== undefined) {
    if (method === "GET" || method === "HEAD")
      return shape?.kind === "many" ? role("example", item) : role("retrieve", item);
    if (method === "PATCH" || method === "POST") return role("change", item);
    if (method === "PUT") return role("replace", item);
    if (method === "DELETE") return role("remove", item);
    return role("example", item);
  }
  if (target?.isSingle === true) {
    if (method === "GET" || method === "HEAD") return role("retrieve", target);
    if (method === "PATCH" || method === "POST") return role("change", target);
    return role(method === "PUT" ? "replace" : "remove", target);
  }
  if (target !== undefined) {
    if (method === "GET" || method === "HEAD") return role("list", target);
    if (method === "POST") return shape?.kind === "many" ? role("list", target) : role("create", target);
    if (method === "DELETE") return role("clear", target);
    if ((method === "PUT" || method === "PATCH") && (shape?.kind === "one" || bodyName === target.schemaName))
      return role("change", target);
    return role("example", owner);
  }
  if (method === "POST" && home !== undefined && home !== owner) {
    if (shape?.kind === "many") return role("list", home);
    return role("create", home);
  }
  if (owner !== undefined && method !== "GET" && method !== "HEAD") {
    const isOfOwner = shape === undefined || (shape.name !== undefined && shape.name === owner.schemaName);
    return role(isOfOwner ? "action" : "example", owner);
  }
  return role("example", owner);
}

function placesOf(spec: Spec, schemas: Schemas): Map<string, Place> {
  const places = new Map<string, Place>();
  for (const operation of spec.operations) {
    const segments = segmentsOf(operation.path);
    const key = placeOf(segments);
    const place: Place = places.get(key) ?? { segments, key, operations: new Map(), shapes: new Map() };
    places.set(key, place);
    if (place.operations.has(operation.method)) continue;
    place.operations.set(operation.method, operation);
    place.shapes.set(
      operation.method,
      answerShape(operation, spec, schemas, segments.filter((each) => !isParameter(each)).slice(-1)),
    );
  }
  return places;
}

/** The parameters at the end of a path that name a resource: one, unless nothing is at the path before it. */
function idsOf({ segments }: Place, places: ReadonlyMap<string, Place>): readonly string[] {
  let count = 1;
  while (
    isParameter(segments[segments.length - 1 - count]) &&
    !places.has(placeOf(segments.slice(0, segments.length - count)))
  ) {
    count += 1;
  }
  return segments.slice(segments.length - count).map(parameterName);
}

function draftOf(segments: readonly string[]): Draft {
  return {
    name: "",
    parents: segments.filter(isParameter).map(parameterName),
    ids: [],
    isSingle: false,
    schema: undefined,
    schemaName: undefined,
    envelope: "plain",
    word: segments.filter((each) => !isParameter(each)).at(-1) ?? "",
    within: undefined,
    shape: undefined,
    hasCreate: false,
    types: [],
  };
}

/** The resource in whose path this one lies. */
function withinOf(segments: readonly string[], items: ReadonlyMap<string, Draft>): Draft | undefined {
  for (let length = segments.length - 1; length > 0; length -= 1) {
    const found = items.get(placeOf(segments.slice(0, length)));
    if (found !== undefined) return found;
  }
  return undefined;
}

function schemaFor(base: Place | undefined, item: Place | undefined, isSingle: boolean): AnswerShape | undefined {
  const one = (place: Place | undefined, ...methods: readonly string[]) =>
    methods.map((method) => place?.shapes.get(method)).find((shape) => shape?.kind === "one");
  if (isSingle) return one(base, "GET", "PUT", "PATCH", "POST");
  const listed = base?.shapes.get("GET");
  return (
    one(item, "GET") ??
    one(base, "POST") ??
    (listed?.kind === "many" ? listed : undefined) ??
    one(item, "PATCH", "PUT", "POST", "DELETE")
  );
}

/** Collections whose resources can be named, by the schema of these. One that several have says nothing. */
function homesOf(drafts: readonly Draft[]): ReadonlyMap<string, Draft> {
  const found = new Map<string, Draft | undefined>();
  for (const draft of new Set(drafts)) {
    if (draft.schemaName === undefined) continue;
    const other = found.get(draft.schemaName);
    const isFirst = !found.has(draft.schemaName);
    // The one that lies in nothing is the home of all.
    if (isFirst || (other !== undefined && draft.parents.length < other.parents.length))
      found.set(draft.schemaName, draft);
  }
  return new Map([...found].flatMap(([name, draft]) => (draft === undefined ? [] : [[name, draft] as const])));
}

/** The collection of resources of several types that has those of this shape, too. */
function unionOf(shape: AnswerShape, unions: readonly Draft[], schemas: Schemas): Draft | undefined {
  if (shape.envelope !== "jsonapi") return undefined;
  const [type, ...others] = typesIn(shape.schema, schemas);
  if (type === undefined || others.length > 0) return undefined;
  return unions.find(({ types }) => types.includes(type));
}

function nameOf({ envelope, schema, word, within, isSingle }: Draft, schemas: Schemas): string {
  if (envelope === "jsonapi" && !isSingle) {
    const [type, ...others] = typesIn(schema, schemas);
    if (type !== undefined && others.length === 0) return type;
  }
  return within === undefined ? word : `${within.word}/${word}`;
}

function distinct(drafts: readonly Draft[]): void {
  const taken = new Map<string, number>();
  for (const draft of drafts) {
    const count = (taken.get(draft.name) ?? 0) + 1;
    taken.set(draft.name, count);
    if (count > 1) draft.name = `${draft.name}~${count}`;
  }
}
