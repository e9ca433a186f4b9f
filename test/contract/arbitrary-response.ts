// Success bodies of an operation: what its schema allows, and resources that lead to one another.

import fc from "fast-check";
import { camel } from "../../scripts/contract/spec/casing.js";
import { isObject, objectOf } from "../../scripts/contract/spec/json.js";
import type { Node, Operation, Spec } from "../../scripts/contract/spec/spec.js";
import { text, valueFor } from "./arbitrary.js";

export function successOf(spec: Spec, operation: Operation, schema: Node): fc.Arbitrary<unknown> {
  const body = valueFor(spec, schema);
  if (operation.envelope !== "jsonapi") return body;
  return fc
    .tuple(body, cursorLink("after"), cursorLink("before"), unknownAttributes)
    .map(([value, next, prev, more]) => {
      const document = linked(value as Document, more);
      return operation.pagination === undefined ? document : { ...document, links: { next, prev } };
    });
}

function cursorLink(name: string): fc.Arbitrary<string | null> {
  const link = text
    .filter((cursor) => cursor !== "")
    .map((cursor) => `/api/v1/things?page%5Bsize%5D=10&page%5B${name}%5D=${encodeURIComponent(cursor)}`);
  return fc.oneof(fc.constant(null), link);
}

/** Names that every object answers to, in the wire's spelling too. */
const unknownAttributes = fc.uniqueArray(
  fc.constantFrom("__proto__", "constructor", "to-string", "value-of", "has-own-property", "is_prototype_of"),
  { maxLength: 3 },
);

interface Resource {
  readonly type: string;
  readonly id: string;
  readonly attributes?: object;
  readonly relationships?: Readonly<Record<string, { readonly data?: unknown }>>;
}

interface Document {
  readonly data: Resource | readonly Resource[];
  readonly included?: readonly Resource[];
}

/** The same document, with ids that are unique and included resources that are referred to. */
function linked(document: Document, attributes: readonly string[]): object {
  const { data, included } = document;
  const more = attributes.map((name, index): [string, unknown] => [name, { "inner-key": index }]);
  const extend = (resource: Resource, index: number): Resource => ({
    ...resource,
    id: `${index} ${resource.id}`,
    attributes: objectOf([...Object.entries(resource.attributes ?? {}), ...more]),
  });
  const items = Array.isArray(data) ? data.map(extend) : extend(data as Resource, 0);
  if (included === undefined) return { ...document, data: items };
  const referred = [items].flat().flatMap(referencesOf);
  const taken = new Set<string>();
  const others = included.flatMap((resource, index) => {
    const { type, id } = referred[index] ?? { type: resource.type, id: `other ${index} ${resource.id}` };
    const subject = JSON.stringify([type, id]);
    if (taken.has(subject)) return [];
    taken.add(subject);
    return [withoutClash({ ...resource, type, id })];
  });
  return { ...document, data: items, included: others };
}

/** JSON:API forbids an attribute and a relationship of one name, or one that is called `type` or `id`. */
function withoutClash({ attributes = {}, relationships = {}, ...rest }: Resource): Resource {
  const taken = new Set(["type", "id", "resource", "included"]);
  const left = (members: object) =>
    objectOf(
      Object.entries(members).filter(([name]) => {
        const free = !taken.has(camel(name));
        taken.add(camel(name));
        return free;
      }),
    );
  return {
    ...rest,
    attributes: left(attributes),
    relationships: left(relationships) as Resource["relationships"] & {},
  };
}

function referencesOf({ relationships = {} }: Resource): readonly { readonly type: string; readonly id: string }[] {
  return Object.values(relationships)
    .flatMap(({ data }) => [data].flat())
    .filter(isIdentifier);
}

/** Without both of its members, a linkage leads nowhere. */
function isIdentifier(linkage: unknown): linkage is { type: string; id: string } {
  return isObject(linkage) && "type" in linkage && "id" in linkage;
}
