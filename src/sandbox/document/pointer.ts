// JSON pointers into a document, and references followed.

import { isObject, type JsonObject } from "../../json.js";

/** A member's name in a JSON pointer. */
export function segment(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** The target of a JSON pointer. */
export function valueAt(root: unknown, pointer: string): unknown {
  let node = root;
  for (const step of pointer.split("/").slice(1)) {
    const name = step.replaceAll("~1", "/").replaceAll("~0", "~");
    if (Array.isArray(node)) node = node[Number(name)];
    else if (isObject(node) && Object.hasOwn(node, name)) node = node[name];
    else return undefined;
  }
  return node;
}

/** A node of the document and the pointer to it. */
interface Located {
  readonly node: JsonObject;
  readonly pointer: string;
}

/** Follows the references of one document. */
export interface References {
  readonly document: JsonObject;
  /** The target of a pointer, references followed; `undefined` if that is no object. */
  at(pointer: string): Located | undefined;
  /** A node in place of one that refers to it. */
  resolve(node: unknown): JsonObject | undefined;
  /** The pointer behind a `$ref`; `undefined` if it leads out of the document. */
  target(reference: string): string | undefined;
}

/** A chain of references may be so long: one that goes in a circle leads nowhere. */
const longestChain = 50;

export function createReferences(document: JsonObject): References {
  let anchors: ReadonlyMap<string, string> | undefined;

  const target = (reference: string): string | undefined => {
    if (reference === "#") return "";
    if (reference.startsWith("#/")) return decoded(reference.slice(1));
    if (!reference.startsWith("#")) return undefined;
    anchors ??= anchorsOf(document);
    return anchors.get(reference.slice(1));
  };
  const at = (pointer: string): Located | undefined => {
    let current = pointer;
    for (let steps = 0; steps < longestChain; steps += 1) {
      const node = valueAt(document, current);
      if (!isObject(node)) return undefined;
      if (typeof node.$ref !== "string") return { node, pointer: current };
      const next = target(node.$ref);
      if (next === undefined) return undefined;
      current = next;
    }
    return undefined;
  };
  return {
    document,
    at,
    target,
    resolve: (node) => {
      if (!isObject(node) || typeof node.$ref !== "string") return isObject(node) ? node : undefined;
      const pointer = target(node.$ref);
      return pointer === undefined ? undefined : at(pointer)?.node;
    },
  };
}

function decoded(pointer: string): string {
  try {
    return decodeURIComponent(pointer);
  } catch {
    return pointer;
  }
}

function anchorsOf(document: JsonObject): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const open: [unknown, string][] = [[document, ""]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [node, pointer] = next;
    if (typeof node !== "object" || node === null) continue;
    const { $anchor, $dynamicAnchor } = node as JsonObject;
    for (const name of [$anchor, $dynamicAnchor]) {
      if (typeof name === "string" && !found.has(name)) found.set(name, pointer);
    }
    for (const [key, value] of Object.entries(node)) open.push([value, `${pointer}/${segment(key)}`]);
  }
  return found;
}
