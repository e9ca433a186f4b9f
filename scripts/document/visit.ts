// Goes through a document by the table in shape.ts. Without recursion: a document may be nested as deep as it likes.

import { isObject, type JsonObject } from "./json.js";
import { escapeKey } from "./pointer.js";
import { type Kind, type Slot, slotIn } from "./shape.js";

/** The place of an object: its key, and the place of the object, map or list that holds it. */
export interface Spot {
  readonly key: string;
  readonly parent: Spot | undefined;
}

/** Called with each object before what is in it; it may change the object. */
export type Visitor = (node: JsonObject, kind: Kind, spot: Spot | undefined) => void;

interface Waiting {
  readonly node: object;
  readonly slot: Slot;
  readonly spot: Spot | undefined;
}

interface VisitOptions {
  /** The root's kind. */
  readonly kind?: Kind;
  /** The root's place, where it is part of a document. */
  readonly spot?: Spot | undefined;
  /** Objects that an earlier visit went into. This one skips them and adds its own. */
  readonly seen?: Seen;
  /** Members whose data is visited too, as objects that no table describes. */
  readonly data?: ReadonlySet<string>;
}

/** Objects by the kind they were visited as. */
export type Seen = Map<string, Set<object>>;

/**
 * Visits the objects of a document in its order, and none that is data. An object that stands in several places, as an alias
 * of YAML does, is visited once as each kind.
 */
export function visit(root: object, visitor: Visitor, options: VisitOptions = {}): void {
  const { kind = "document", seen = new Map(), data = new Set() } = options;
  const waiting: Waiting[] = [{ node: root, slot: kind, spot: options.spot }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, slot, spot } = next;
    if (isSeen(seen, slot, node)) continue;
    if (typeof slot === "string" && isObject(node)) visitor(node, slot as Kind, spot);
    // The last is taken first.
    for (const [key, child] of Object.entries(node).reverse()) {
      if (typeof child !== "object" || child === null) continue;
      // A list where an object was expected holds what the object would have held.
      const held = Array.isArray(node) && typeof slot === "string" ? slot : slotIn(slot, key);
      const inner = held === "data" && data.has(key) ? "unknown" : held;
      if (inner !== "data") waiting.push({ node: child, slot: inner, spot: { key, parent: spot } });
    }
  }
}

function isSeen(seen: Seen, slot: Slot, node: object): boolean {
  const name = typeof slot === "string" ? slot : "list" in slot ? `list of ${slot.list}` : `map of ${slot.map}`;
  const nodes = seen.get(name) ?? new Set();
  if (nodes.has(node)) return true;
  seen.set(name, nodes.add(node));
  return false;
}

/** The JSON pointer of a spot, as `#/paths/...`. */
export function pointerTo(spot: Spot | undefined): string {
  const keys: string[] = [];
  for (let at = spot; at !== undefined; at = at.parent) keys.push(escapeKey(at.key));
  return keys.length === 0 ? "#/" : `#/${keys.reverse().join("/")}`;
}
