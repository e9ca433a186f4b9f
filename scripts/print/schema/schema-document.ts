// openapi-typescript prints a reference as a path into its own types: `components["schemas"]["Toy"]`. Where a document
// refers to something that such a path cannot reach, or that leads back to itself, its output does not compile. So it gets
// a copy without such references; in a circle of references, one place becomes `unknown`.

import { connectedComponents } from "../../document/connected-components.js";
import { backEdges } from "../../document/cycles.js";
import { isObject, type JsonObject } from "../../document/json.js";
import { pathOf, SpecDocument } from "../../document/resolve.js";
import { type Seen, type Visitor, visit } from "../../document/visit.js";

/** Mends a copy of a document, in place. */
export function mendDocument(copy: JsonObject): void {
  const document = new SpecDocument(copy);
  const components = isObject(copy.components) ? copy.components : {};
  const schemas = isObject(components.schemas) ? components.schemas : {};
  const hoisted = new Map<string, string>();
  const operationIds = new Set<string>();
  const copies: JsonObject[] = [];
  const seen: Seen = new Map();
  const mend: Visitor = (node, kind) => {
    if (typeof node.$ref === "string") reach(node, node.$ref);
    if (kind === "operation" && typeof node.operationId === "string") {
      if (operationIds.has(node.operationId)) delete node.operationId;
      else operationIds.add(node.operationId);
    }
    if (Array.isArray(node.required)) node.required = new Required(node.required);
  };
  visit(copy, mend, { seen });
  for (const schema of copies) visit(schema, mend, { kind: "schema", seen });
  if (hoisted.size > 0) {
    components.schemas = schemas;
    copy.components = components;
  }
  openCycles(schemas);
  // Printing the reference would never end, or take as good as forever.
  const sizes = new Map<unknown, number>();
  for (const { node, key } of backEdges(copy, sizes)) node[key] = {};
  const size = sizes.get(copy) ?? 0;
  if (size > 1_000_000 + 10 * sizes.size)
    throw new Error(`what its references put in their places would be ${size.toPrecision(2)} objects.`);

  function reach(node: JsonObject, $ref: string, followed = new Set<string>()): void {
    const path = pathOf($ref.slice(1));
    const target = document.at($ref);
    if (!isObject(target)) {
      // A boolean schema allows anything or nothing; a reference that leads nowhere becomes anything.
      delete node.$ref;
      if (target === false) node.not = {};
      return;
    }
    const isReachable =
      $ref.startsWith("#/") &&
      ((path[0] === "components" && path.length === 3) || (path[0] === "paths" && path.length === 2));
    if (isReachable) return;
    if ($ref.startsWith("#/") && isPart(path)) {
      delete node.$ref;
      Object.assign(node, target);
      followed.add($ref);
      // The target may be a reference too, and lead back.
      if (typeof node.$ref !== "string") return;
      if (followed.has(node.$ref)) delete node.$ref;
      else reach(node, node.$ref, followed);
      return;
    }
    const name = hoisted.get($ref) ?? freeName(path.length === 0 ? [$ref] : path);
    if (!hoisted.has($ref)) {
      hoisted.set($ref, name);
      // A copy, so that the target stays as it is in its own place.
      schemas[name] = { ...target };
      copies.push(schemas[name] as JsonObject);
    }
    node.$ref = `#/components/schemas/${name}`;
  }

  function freeName(path: readonly string[]): string {
    const base =
      path
        .slice(-3)
        .join("-")
        .replace(/[^\w.-]+/g, "_") || "Schema";
    let name = base;
    for (let number = 2; Object.hasOwn(schemas, name); number += 1) name = `${base}-${number}`;
    return name;
  }
}

/** openapi-typescript searches the list for each property: among 100,000 of them that takes minutes. */
class Required extends Array<unknown> {
  static override readonly [Symbol.species] = Array;
  #names: ReadonlySet<unknown>;

  constructor(names: readonly unknown[]) {
    super();
    this.#names = new Set(names);
    for (const name of this.#names) this.push(name);
  }

  override includes(name: unknown): boolean {
    // openapi-typescript adds the property of a discriminator to the list.
    if (this.#names.size !== this.length) this.#names = new Set(this);
    return this.#names.has(name);
  }
}

const parts = new Set(
  "parameters responses headers content requestBodies callbacks examples links securitySchemes pathItems mediaTypes".split(
    " ",
  ),
);

/** Whether a pointer leads to an object of OpenAPI that is no schema: it can replace the reference. */
function isPart(path: readonly string[]): boolean {
  const isInSchema = path.some((segment) => /^(schemas?|\$defs|definitions)$/.test(segment));
  return !isInSchema && (parts.has(path[path.length - 2] ?? "") || path[path.length - 1] === "requestBody");
}

/** Empties the references by which each circle of schemas leads back. */
function openCycles(schemas: JsonObject): void {
  const edges = new Map(Object.entries(schemas).map(([name, schema]) => [name, [...eager(schema)].map(nameOf)]));
  for (const cycle of connectedComponents(edges)) {
    const places = new Map(cycle.map((name, index) => [name, index]));
    for (const [index, name] of cycle.entries()) {
      for (const node of eager(schemas[name])) {
        if ((places.get(nameOf(node)) ?? -1) >= 0 && (places.get(nameOf(node)) as number) <= index) {
          for (const key of Object.keys(node)) delete node[key];
        }
      }
    }
  }
}

/** References that the compiler resolves before it knows this type; those in members can wait. */
function eager(schema: unknown): readonly JsonObject[] {
  const found: JsonObject[] = [];
  const waiting: unknown[] = [schema];
  while (waiting.length > 0) {
    const node = waiting.pop();
    if (!isObject(node)) continue;
    if (typeof node.$ref === "string") found.push(node);
    else waiting.push(...["allOf", "anyOf", "oneOf", "items", "prefixItems"].flatMap((keyword) => node[keyword] ?? []));
  }
  return found;
}

function nameOf({ $ref }: JsonObject): string {
  const path = pathOf(String($ref).slice(1));
  return path[1] === "schemas" ? (path[2] ?? "") : "";
}
