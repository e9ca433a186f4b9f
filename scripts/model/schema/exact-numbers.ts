// Numbers of a body that are kept exact: `format: decimal`, and 64-bit numbers that may lie beyond 2^53.

import { isObject } from "../../document/json.js";
import type { Schema, SpecDocument } from "../../document/resolve.js";
import type { ExactNode, ExactNumber, ExactNumbers, ExactPlace } from "../types/exact.js";

/** The class that keeps a schema's own number exact; undefined if a JavaScript number holds it. */
export function exactNumberOf({
  type,
  format,
  minimum,
  maximum,
  enum: listed,
  const: only,
}: Schema): ExactNumber | undefined {
  const types = [type].flat();
  if (listed !== undefined || only !== undefined || types.includes("string")) return undefined;
  if (!types.includes("number") && !types.includes("integer")) return undefined;
  if (format === "decimal") return "decimal";
  if (format !== "int64" && format !== "uint64") return undefined;
  const isBounded = (bound: unknown): boolean =>
    typeof bound === "number" && Math.abs(bound) <= Number.MAX_SAFE_INTEGER;
  return isBounded(minimum) && isBounded(maximum) ? undefined : "int64";
}

/** The limit of kinds of value in one body. Those further inside stay plain numbers. */
const mostPlaces = 5_000;

/** Several schemas that one value may have, and the places of the exact numbers in it. */
interface Draft {
  readonly schemas: readonly Schema[];
  number: ExactNumber | undefined;
  readonly members: Map<string, Draft>;
  rest: Draft | undefined;
  items: Draft | undefined;
}

/**
 * The places of exact numbers in a body that has one of these schemas; undefined if there are none.
 *
 * @param spell the spellings of a property on the wire.
 */
export function exactNumbersIn(
  document: SpecDocument,
  bodies: readonly unknown[],
  spell: (wire: string) => readonly string[],
): ExactNumbers | undefined {
  if (!holdsExactNumbers(document)) return undefined;
  const drafts = new Map<string, Draft>();
  const ids = new Map<Schema, number>();
  const idOf = (schema: Schema): number => {
    const id = ids.get(schema) ?? ids.size;
    ids.set(schema, id);
    return id;
  };
  const draftOf = (schemas: readonly unknown[]): Draft | undefined => {
    // Most members are strings, in which there is no number.
    const all = partsOf(document, schemas).filter((part) => exactNumberOf(part) !== undefined || mayHold(part));
    if (all.length === 0) return undefined;
    const key = all
      .map(idOf)
      .sort((a, b) => a - b)
      .join();
    const known = drafts.get(key);
    if (known !== undefined || drafts.size >= mostPlaces) return known;
    const draft = { schemas: all, number: undefined, members: new Map(), rest: undefined, items: undefined };
    drafts.set(key, draft);
    return draft;
  };
  const root = draftOf(bodies);
  // Iterating a map also visits the entries that are added on the way.
  for (const draft of drafts.values()) {
    draft.number = draft.schemas.map(exactNumberOf).find((each) => each !== undefined);
    const named = new Map<string, unknown[]>();
    for (const { properties } of draft.schemas) {
      for (const [name, property] of Object.entries(isObject(properties) ? properties : {})) {
        named.set(name, [...(named.get(name) ?? []), property]);
      }
    }
    for (const [name, schemas] of named) {
      const inner = draftOf(schemas);
      if (inner !== undefined) for (const each of spell(name)) draft.members.set(each, inner);
    }
    draft.items = draftOf(draft.schemas.flatMap((each) => [each.items, each.prefixItems, each.additionalItems].flat()));
    draft.rest = draftOf(
      draft.schemas.flatMap((each) => [
        each.additionalProperties,
        each.unevaluatedProperties,
        ...Object.values(isObject(each.patternProperties) ? each.patternProperties : {}),
      ]),
    );
  }
  return root && tableOf(root, [...drafts.values()]);
}

const checked = new WeakMap<SpecDocument, boolean>();

/** Whether there is an exact number anywhere in a document: most have none, and their bodies need not be searched. */
function holdsExactNumbers(document: SpecDocument): boolean {
  const known = checked.get(document);
  if (known !== undefined) return known;
  const nodes = new Set<object>([document.root]);
  let found = false;
  // A set is gone through in the order of insertion: what a node holds comes after it.
  for (const node of nodes) {
    found = isObject(node) && exactNumberOf(node as Schema) !== undefined;
    if (found) break;
    for (const value of Object.values(node)) if (typeof value === "object" && value !== null) nodes.add(value);
  }
  checked.set(document, found);
  return found;
}

const holding =
  "properties items prefixItems additionalItems additionalProperties unevaluatedProperties patternProperties".split(
    " ",
  );

/** Whether other values stand in a value of this schema. */
function mayHold(schema: Schema): boolean {
  return holding.some((keyword) => typeof schema[keyword] === "object");
}

/** The schemas, and all parts that they combine. */
function partsOf(document: SpecDocument, schemas: readonly unknown[]): readonly Schema[] {
  const parts = new Set<Schema>();
  const waiting = [...schemas];
  for (let next = waiting.pop(); next !== undefined || waiting.length > 0; next = waiting.pop()) {
    if (!isObject(next) || parts.has(next as Schema)) continue;
    const schema = next as Schema;
    parts.add(schema);
    const ref = schema.$ref ?? schema.$dynamicRef ?? schema.$recursiveRef;
    if (typeof ref === "string") waiting.push(document.at(ref));
    for (const keyword of ["allOf", "oneOf", "anyOf", "if", "then", "else"]) waiting.push(...[schema[keyword]].flat());
  }
  return [...parts];
}

function tableOf(root: Draft, drafts: readonly Draft[]): ExactNumbers | undefined {
  const exact = holders(drafts);
  if (!exact.has(root)) return undefined;
  const rows: Draft[] = [root];
  const indices = new Map<Draft, number>([[root, 0]]);
  const placeOf = (draft: Draft | undefined): ExactPlace | undefined => {
    if (draft === undefined || !exact.has(draft)) return undefined;
    const inside = [...draft.members.values(), draft.rest, draft.items];
    if (draft.number !== undefined && !inside.some((each) => each !== undefined && exact.has(each)))
      return draft.number;
    const index = indices.get(draft) ?? rows.length;
    if (!indices.has(draft)) rows.push(draft);
    indices.set(draft, index);
    return index;
  };
  const table: ExactNode[] = [];
  for (const { number, members, rest, items } of rows) {
    const named = [...members].flatMap(([name, inner]): [string, ExactPlace][] => {
      const place = placeOf(inner);
      return place === undefined ? [] : [[name, place]];
    });
    const [others, each] = [placeOf(rest), placeOf(items)];
    table.push({
      ...(number !== undefined && { number }),
      ...(named.length > 0 && { members: Object.fromEntries(named) }),
      ...(others !== undefined && { rest: others }),
      ...(each !== undefined && { items: each }),
    });
  }
  return table;
}

/** The drafts that are exact numbers or lead to some. */
function holders(drafts: readonly Draft[]): ReadonlySet<Draft> {
  const users = new Map<Draft, Draft[]>();
  for (const draft of drafts) {
    for (const inner of [...draft.members.values(), draft.rest, draft.items]) {
      if (inner !== undefined) users.set(inner, [...(users.get(inner) ?? []), draft]);
    }
  }
  const exact = new Set(drafts.filter(({ number }) => number !== undefined));
  for (const draft of exact) for (const user of users.get(draft) ?? []) exact.add(user);
  return exact;
}
