// The contents of each component, those of its references included: they decide whether it has several forms.

import { isObject, type Json } from "../../document/json.js";
import type { SpecDocument } from "../../document/resolve.js";
import { componentOf, componentsOf } from "./analyse.js";

export interface Contents {
  /** Components with a JSON:API resource in them. */
  readonly resources: ReadonlySet<string>;
  /** Components with names in them whose spelling differs for callers. */
  readonly recased: ReadonlySet<string>;
  /** Components that stand not only inside members whose names are the customer's. */
  readonly plain: ReadonlySet<string>;
  /** Anchors that components leave open, by `$dynamicRef`, for the schema that refers to them. */
  readonly open: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Keywords that hold values, and no schemas. */
const values = new Set(["example", "examples", "default", "enum", "const", "required"]);

export function contentsOf(
  document: SpecDocument,
  {
    isResource,
    isRecased,
    isVerbatim,
  }: {
    isResource(schema: Json): boolean;
    isRecased(name: string): boolean;
    isVerbatim(name: string): boolean;
  },
): Contents {
  const users = new Map<string, string[]>();
  const resources = new Set<string>();
  const recased = new Set<string>();
  const open = new Map<string, Set<string>>();
  for (const [name, component] of Object.entries(componentsOf(document) ?? {})) {
    for (const node of nodesIn(component)) {
      const target = componentOf(node.$ref);
      if (target !== undefined) users.set(target, [...(users.get(target) ?? []), name]);
      if (isObject(node.properties) || Array.isArray(node.allOf)) {
        if (isResource(node)) resources.add(name);
        if (Object.keys(node.properties ?? {}).some(isRecased)) recased.add(name);
      }
      if (typeof node.$dynamicRef === "string") {
        open.set(name, (open.get(name) ?? new Set()).add(node.$dynamicRef.replace(/^#/, "")));
      }
    }
  }
  spread(users, resources);
  spread(users, recased);
  // Iterating a set also visits the entries that are added on the way.
  const reached = new Set(open.keys());
  for (const name of reached) {
    for (const user of users.get(name) ?? []) {
      const before = open.get(user) ?? new Set();
      const after = new Set([...before, ...(open.get(name) ?? [])]);
      if (after.size === before.size) continue;
      open.set(user, after);
      reached.delete(user);
      reached.add(user);
    }
  }
  return { resources, recased, open, plain: plainComponents(document, isVerbatim) };
}

/** The components that operations reach without going into a verbatim member. */
function plainComponents(document: SpecDocument, isVerbatim: (name: string) => boolean): ReadonlySet<string> {
  const schemas = componentsOf(document) ?? {};
  const { components, ...others } = document.root;
  const { schemas: _, ...parts } = isObject(components) ? components : {};
  const targets = (node: unknown): string[] => nodesIn(node, isVerbatim).flatMap(({ $ref }) => componentOf($ref) ?? []);
  // Iterating a set also visits the entries that are added on the way.
  const reached = new Set([...targets(others), ...targets(parts)]);
  for (const name of reached) {
    if (Object.hasOwn(schemas, name)) for (const target of targets(schemas[name])) reached.add(target);
  }
  return reached;
}

/** Adds all components that refer to those. */
function spread(users: ReadonlyMap<string, readonly string[]>, reached: Set<string>): void {
  for (const name of reached) for (const user of users.get(name) ?? []) reached.add(user);
}

/** Every object in a component, each once, except those in properties that are passed over. */
function nodesIn(component: unknown, passes: (property: string) => boolean = () => false): readonly Json[] {
  const found: Json[] = [];
  const seen = new Set<unknown>();
  const waiting: unknown[] = [component];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (typeof node !== "object" || node === null || seen.has(node)) continue;
    seen.add(node);
    if (!Array.isArray(node)) found.push(node as Json);
    for (const [key, inner] of Object.entries(node)) {
      if (!Array.isArray(node) && values.has(key)) continue;
      if (key !== "properties" || !isObject(inner)) waiting.push(inner);
      else waiting.push(Object.fromEntries(Object.entries(inner).filter(([property]) => !passes(property))));
    }
  }
  return found;
}
