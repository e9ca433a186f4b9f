import { isPlainObject, isRef, type Location, type UserContext } from "@redocly/openapi-core";
import { unescapeKey } from "../document/pointer.js";

/** An object of the spec whose shape a rule has not checked yet. */
export type UncheckedObject = Readonly<Record<string, unknown>>;

export type Resolve = UserContext["resolve"];

/** A value and where it stands, so that a finding about it names its own file and line. */
export interface Located<T = unknown> {
  readonly value: T;
  readonly location: Location;
}

/** The value itself, or the target of its `$ref`. `undefined` when that is no object. */
export function follow(resolve: Resolve, { value, location }: Located): Located<UncheckedObject> | undefined {
  if (!isPlainObject(value)) return undefined;
  if (!isRef(value)) return { value, location };
  const found = resolve(value, location.source.absoluteRef);
  return found.location && isPlainObject(found.node) ? { value: found.node, location: found.location } : undefined;
}

/** Every schema that a value must satisfy to satisfy this one: itself, what it refers to, and its `allOf`, to any depth. */
function composed(resolve: Resolve, schema: Located): readonly Located<UncheckedObject>[] {
  const parts: Located<UncheckedObject>[] = [];
  const seen = new Set<unknown>();
  const visit = ({ value, location }: Located): void => {
    if (!isPlainObject(value) || seen.has(value)) return;
    seen.add(value);
    parts.push({ value, location });
    if (isRef(value)) {
      const target = follow(resolve, { value, location });
      if (target) visit(target);
    }
    if (Array.isArray(value.allOf)) {
      for (const [index, part] of value.allOf.entries())
        visit({ value: part, location: location.child(["allOf", index]) });
    }
  };
  visit(schema);
  return parts;
}

/** The declared properties of a schema, through `$ref` and `allOf`; the outermost declaration of a name wins. */
export function propertiesOf(resolve: Resolve, schema: Located | undefined): ReadonlyMap<string, Located> {
  const properties = new Map<string, Located>();
  if (!schema) return properties;
  for (const [name, place] of sharedByVariants(resolve, schema)) properties.set(name, place);
  for (const part of composed(resolve, schema)) {
    const declared = part.value.properties;
    if (!isPlainObject(declared)) continue;
    for (const [name, value] of Object.entries(declared)) {
      if (!properties.has(name)) properties.set(name, { value, location: part.location.child(["properties", name]) });
    }
  }
  return properties;
}

/** A keyword of a schema, through `$ref` and `allOf`. */
export function keyword(resolve: Resolve, schema: Located, name: string): Located | undefined {
  const part = composed(resolve, schema).find(({ value }) => Object.hasOwn(value, name));
  return part && { value: part.value[name], location: part.location.child([name]) };
}

/** The JSON types a schema admits, also those in the branches of `anyOf` and `oneOf`. Empty when it names none. */
export function typesOf(resolve: Resolve, schema: Located): ReadonlySet<string> {
  const type = keyword(resolve, schema, "type")?.value;
  if (typeof type === "string") return new Set([type]);
  if (Array.isArray(type)) return new Set(type.map(String));
  const branches = keyword(resolve, schema, "anyOf") ?? keyword(resolve, schema, "oneOf");
  if (!branches || !Array.isArray(branches.value)) return new Set();
  return new Set(
    branches.value.flatMap((value, index) => [
      ...typesOf(resolve, { value, location: branches.location.child([index]) }),
    ]),
  );
}

/** The schema of the member of a body that a JSON pointer leads to. */
export function schemaAt(resolve: Resolve, body: Located, pointer: string): Located | undefined {
  let schema: Located | undefined = body;
  for (const fragment of pointer.split("/").slice(1)) {
    schema = propertiesOf(resolve, schema).get(unescapeKey(fragment));
    if (!schema) return undefined;
  }
  return schema;
}

/** The members that every variant of a union declares; the place is the first variant's. */
function sharedByVariants(resolve: Resolve, schema: Located): ReadonlyMap<string, Located> {
  const target = follow(resolve, schema);
  const key = target && ["oneOf", "anyOf"].find((each) => Array.isArray(target.value[each]));
  if (!target || key === undefined) return new Map();
  const [first, ...others] = (target.value[key] as unknown[]).map((value, index) =>
    propertiesOf(resolve, { value, location: target.location.child([key, index]) }),
  );
  return new Map([...(first ?? [])].filter(([name]) => others.every((other) => other.has(name))));
}
