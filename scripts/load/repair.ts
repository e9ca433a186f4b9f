// Goes through a document by document/shape.ts and removes values of the wrong type, so that every later stage finds lists
// where it expects lists. Without recursion: a document may be nested as deep as it likes.

import { isObject, type JsonObject } from "../document/json.js";
import { booleanKinds, describedSlot, type Kind, type Slot } from "../document/shape.js";
import { pointerTo, type Spot, type Visitor } from "../document/visit.js";
import type { Problem } from "../problem/problem.js";

export function repairDocument(root: JsonObject, visitor: Visitor, problems: Problem[]): void {
  const waiting: { node: JsonObject; kind: Kind; spot: Spot | undefined }[] = [
    { node: root, kind: "document", spot: undefined },
  ];
  const refuse = (spot: Spot, wanted: string, found: unknown): void => {
    problems.push({
      code: "malformed",
      severity: "warning",
      message: `${spot.key} is ${nameOf(found)}, where ${wanted} is expected. It is left out.`,
      remedy: "Correct it in the document.",
      pointer: pointerTo(spot),
    });
  };
  /** Whether the value is an object to go into. */
  const enter = (value: unknown, kind: Kind, spot: Spot): boolean => {
    if (isObject(value)) {
      waiting.push({ node: value, kind, spot });
      return true;
    }
    if (typeof value === "boolean" && booleanKinds.has(kind)) return true;
    // YAML's empty value: the author began to write something.
    if (value !== null && value !== undefined) refuse(spot, "an object", value);
    return false;
  };
  const enterList = (list: unknown, kind: Kind, spot: Spot): unknown => {
    if (!Array.isArray(list)) {
      if (list !== null && list !== undefined) refuse(spot, "a list", list);
      return undefined;
    }
    let whole = true;
    const kept = list.filter((item, index) => {
      const keep = enter(item, kind, { key: String(index), parent: spot });
      whole &&= keep;
      return keep;
    });
    return whole ? list : kept;
  };
  const enterMap = (map: unknown, kind: Kind, extensions: boolean, spot: Spot): unknown => {
    if (!isObject(map)) {
      if (map !== null && map !== undefined) refuse(spot, "an object", map);
      return undefined;
    }
    for (const key of Object.keys(map)) {
      if (extensions && key.startsWith("x-")) continue;
      if (!enter(map[key], kind, { key, parent: spot })) delete map[key];
    }
    return map;
  };
  const enterSlot = (value: unknown, slot: Slot, spot: Spot): unknown => {
    if (slot === "text") {
      if (typeof value === "string") return value;
      // YAML reads `version: 1.0` as a number, and a tag called `on` as a boolean in some editions.
      if (typeof value === "number" || typeof value === "boolean") return String(value);
      if (value !== null) refuse(spot, "text", value);
      return undefined;
    }
    if (slot === "texts") {
      if (Array.isArray(value))
        return value.every((item) => typeof item === "string")
          ? value
          : value.map(textOf).filter((item) => item !== undefined);
      // `required: true` on a property is a left-over of JSON Schema's third draft, and has no effect since.
      if (value !== null && typeof value !== "boolean") refuse(spot, "a list", value);
      return undefined;
    }
    if (slot === "data") return value;
    if (typeof slot === "string") return enter(value, slot, spot) ? value : undefined;
    if ("list" in slot) return enterList(value, slot.list, spot);
    return enterMap(value, slot.map, slot.extensions === true, spot);
  };

  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, kind, spot } = next;
    const first = waiting.length;
    visitor(node, kind, spot);
    if ("$ref" in node && typeof node.$ref !== "string") {
      refuse({ key: "$ref", parent: spot }, "text", node.$ref);
      delete node.$ref;
    }
    for (const key of Object.keys(node)) {
      const slot = describedSlot(kind, key);
      if (slot === undefined) continue;
      const before = node[key];
      const after = enterSlot(before, slot, { key, parent: spot });
      if (after === undefined) delete node[key];
      else if (after !== before) node[key] = after;
    }
    // The last is taken first: so they come in the order of the document.
    reverseFrom(waiting, first);
  }
}

function reverseFrom(list: unknown[], start: number): void {
  for (let low = start, high = list.length - 1; low < high; low += 1, high -= 1) {
    [list[low], list[high]] = [list[high], list[low]];
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : undefined;
}

function nameOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
