// A document in which the schemas alone say what an answer is: without the promises of our vocabulary, which make types narrower
// than the schemas are, and with whole references in relationships, as our types have them.

import { isObject } from "../../../scripts/contract/spec/json.js";

type Node = Record<string, unknown>;

/** Changes the document. */
export function leaveSchemas(document: unknown): void {
  const seen = new Set<unknown>();
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    const node = value as Node;
    delete node["x-guaranteed"];
    const { states } = (isObject(node["x-lifecycle"]) ? node["x-lifecycle"] : {}) as Node;
    if (isObject(states)) for (const state of Object.values(states)) delete (state as Node).guarantees;
    relationshipsIn(document, propertiesOf(node).relationships);
    Object.values(node).forEach(visit);
  };
  visit(document);
}

function relationshipsIn(document: unknown, each: unknown): void {
  const relationships = follow(document, each);
  for (const part of [relationships.allOf].flat()) if (part !== undefined) relationshipsIn(document, part);
  for (const relationship of Object.values(propertiesOf(relationships))) complete(document, relationship);
}

function complete(document: unknown, each: unknown): void {
  const relationship = follow(document, each);
  for (const part of [relationship.allOf].flat()) if (part !== undefined) complete(document, part);
  if (!("data" in propertiesOf(relationship))) return;
  relationship.required = ["data"];
  identify(document, propertiesOf(relationship).data);
}

/** A resource is referred to by its type and its id. */
function identify(document: unknown, reference: unknown): void {
  const node = follow(document, reference);
  if ("id" in propertiesOf(node)) node.required = ["type", "id"];
  for (const each of [node.items, node.oneOf, node.anyOf, node.allOf].flat())
    if (each !== undefined) identify(document, each);
}

function propertiesOf({ properties }: Node): Node {
  return isObject(properties) ? (properties as Node) : {};
}

function follow(document: unknown, node: unknown): Node {
  if (!isObject(node)) return {};
  const { $ref } = node as Node;
  if (typeof $ref !== "string") return node as Node;
  const keys = $ref
    .slice(2)
    .split("/")
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  return follow(
    document,
    keys.reduce<unknown>((inner, key) => (inner as Node | undefined)?.[key], document),
  );
}
