// Facts of all schemas that the type of the first one depends on: those that differ by direction, and those that a property
// tells apart. The same visit finds the keywords that no type can express.

import { isObject, type Json } from "../../document/json.js";
import { pathOf, type Schema, type SpecDocument, text } from "../../document/resolve.js";
import { stringify } from "../../document/stringify.js";
import { pointerTo, type Spot, type Visitor, visit } from "../../document/visit.js";
import type { Problem } from "../../problem/problem.js";

/** A component's values of a discriminator, by the discriminating property. */
type Tags = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

export interface SchemaAnalysis {
  /** Components that differ as input and as output, because something in them is for one direction only. */
  readonly split: ReadonlySet<string>;
  readonly tags: Tags;
  /** Components that a discriminator tells apart from those that extend them: a value is one of these. */
  readonly families: ReadonlyMap<string, Family>;
  readonly problems: readonly Problem[];
}

/** A component and those that extend it. */
export interface Family {
  readonly heirs: readonly string[];
  /** The values by which a discriminator knows the component itself; none if it is no value but by its heirs. */
  readonly own: ReadonlyMap<string, readonly string[]>;
}

/** Where a schema stands. */
interface Found {
  readonly spot: Spot | undefined;
  /** The component that it is, or is a part of. */
  readonly component: string | undefined;
  readonly isComponent: boolean;
}

export function analyseSchemas(document: SpecDocument): SchemaAnalysis {
  const found = new Findings(document);
  const schemas = componentsOf(document) ?? {};
  const above: Spot = { key: "schemas", parent: { key: "components", parent: undefined } };
  for (const [component, schema] of Object.entries(schemas)) {
    if (!isObject(schema)) continue;
    const add: Visitor = (node, kind, spot) => {
      if (kind === "schema") found.add(node as Schema, { spot, component, isComponent: node === schema });
    };
    visit(schema, add, { kind: "schema", spot: { key: component, parent: above } });
  }
  const rest: Visitor = (node, kind, spot) => {
    if (kind === "schema") found.add(node as Schema, { spot, component: undefined, isComponent: false });
  };
  visit(withoutSchemas(document.root), rest);
  return found.analysis();
}

function withoutSchemas(root: Json): Json {
  if (!isObject(root.components)) return root;
  const { schemas, ...components } = root.components;
  return { ...root, components };
}

export function componentsOf({ root }: SpecDocument): Json | undefined {
  const components = isObject(root.components) ? root.components : {};
  return isObject(components.schemas) ? components.schemas : undefined;
}

/** The component that a reference names as a whole. */
export function componentOf(ref: unknown): string | undefined {
  if (typeof ref !== "string" || !ref.startsWith("#/components/schemas/")) return undefined;
  const path = pathOf(ref.slice(1));
  return path.length === 3 ? decodedName(path[2] as string) : undefined;
}

function decodedName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** Keywords that no type expresses, and the advice for each. */
const lost = new Map([
  ["if", "The type allows what `if`, `then` and `else` allow together. Write the cases as `oneOf` to tell them apart."],
  ["dependentSchemas", "The type allows what all of them name. Write the cases as `oneOf` to tell them apart."],
]);

class Findings {
  readonly #document: SpecDocument;
  /** Components by the components that refer to them. */
  readonly #users = new Map<string, Set<string>>();
  /** Components by those that extend them. */
  readonly #children = new Map<string, Set<string>>();
  readonly #oneSided = new Set<string>();
  /** Components that are for one side as a whole. */
  readonly #sided = new Set<string>();
  readonly #tags = new Map<string, Map<string, Set<string>>>();
  readonly #parents: { readonly name: string; readonly discriminator: Json }[] = [];
  readonly #lost = new Map<
    string,
    { count: number; readonly spot: Spot | undefined; readonly message: string; remedy: string }
  >();

  constructor(document: SpecDocument) {
    this.#document = document;
  }

  add(schema: Schema, node: Found): void {
    const { component, isComponent } = node;
    if (component !== undefined) {
      const target = componentOf(schema.$ref);
      if (target !== undefined) add(this.#users, target, component);
      if (schema.readOnly === true || schema.writeOnly === true) {
        (isComponent ? this.#sided : this.#oneSided).add(component);
      }
      if (isComponent) {
        for (const part of Array.isArray(schema.allOf) ? schema.allOf : []) {
          const parent = isObject(part) ? componentOf(part.$ref) : undefined;
          if (parent !== undefined) add(this.#children, parent, component);
        }
      }
    }
    if (isObject(schema.discriminator))
      this.#discriminate(schema, schema.discriminator, isComponent ? component : undefined);
    for (const [keyword, remedy] of lost) {
      if (schema[keyword] !== undefined)
        this.#lose(keyword, node, `\`${keyword}\` cannot be expressed by a type`, remedy);
    }
    for (const keyword of ["$ref", "$dynamicRef", "$recursiveRef"]) {
      const ref = schema[keyword];
      if (typeof ref !== "string" || this.#document.at(ref) !== undefined) continue;
      this.#lose(
        `${keyword} ${ref}`,
        node,
        `\`${keyword}\` to \`${ref}\` leads nowhere: its type is \`unknown\``,
        "Correct it.",
      );
    }
  }

  #discriminate(schema: Schema, discriminator: Json, component: string | undefined): void {
    const property = discriminator.propertyName;
    if (typeof property !== "string") return;
    const variants = [schema.oneOf, schema.anyOf].flatMap((list) => (Array.isArray(list) ? list : []));
    if (variants.length === 0 && component !== undefined) this.#parents.push({ name: component, discriminator });
    for (const variant of variants) {
      const name = isObject(variant) ? componentOf(variant.$ref) : undefined;
      const tags = name === undefined ? [] : namesOf(this.#document, discriminator, name);
      if (name !== undefined && tags.length > 0) this.#tag(name, property, tags);
    }
  }

  #tag(name: string, property: string, tags: readonly string[]): void {
    const own = this.#tags.get(name) ?? new Map<string, Set<string>>();
    this.#tags.set(name, own);
    for (const each of tags) add(own, property, each);
  }

  #lose(kind: string, { spot }: Found, message: string, remedy: string): void {
    const known = this.#lost.get(kind);
    if (known === undefined) this.#lost.set(kind, { count: 1, spot, message, remedy });
    else known.count += 1;
  }

  analysis(): SchemaAnalysis {
    for (const name of this.#sided) for (const user of this.#users.get(name) ?? []) this.#oneSided.add(user);
    const all = new Map<string, Family>();
    for (const { name, discriminator } of this.#parents) {
      const reached = reach([...(this.#children.get(name) ?? [])], this.#children);
      const children = Object.keys(componentsOf(this.#document) ?? {}).filter((each) => reached.has(each));
      for (const child of children) {
        const tags = namesOf(this.#document, discriminator, child);
        if (tags.length > 0) this.#tag(child, stringify(discriminator.propertyName), tags);
        // A reference to a parent is one to its children.
        add(this.#users, child, name);
      }
      if (children.length === 0 || children.length > mostChildren || children.includes(name)) continue;
      const property = stringify(discriminator.propertyName);
      const mapped = mappedNames(discriminator, name);
      all.set(name, { heirs: children, own: new Map(mapped.length > 0 ? [[property, mapped]] : []) });
      for (const child of children) {
        const below = reach([...(this.#children.get(child) ?? [])], this.#children);
        const heirs = children.filter((each) => below.has(each));
        const own = new Map([[property, namesOf(this.#document, discriminator, child)]]);
        if (heirs.length > 0 && !heirs.includes(child) && !all.has(child)) all.set(child, { heirs, own });
      }
    }
    const split = reach([...this.#oneSided], this.#users);
    return { split, tags: this.#inherited(), families: all, problems: this.#problems() };
  }

  /** A component that others extend also has their tags; it has none if one of them has none. */
  #inherited(): Tags {
    const all = new Map<string, Map<string, readonly string[]>>();
    for (const [name, properties] of this.#tags) {
      const heirs = [...reach([...(this.#children.get(name) ?? [])], this.#children)];
      for (const [property, own] of properties) {
        const theirs = heirs.map((heir) => this.#tags.get(heir)?.get(property));
        if (theirs.some((each) => each === undefined)) continue;
        const values = [...new Set([own, ...theirs].flatMap((each) => [...(each ?? [])]))];
        const known = all.get(name) ?? new Map<string, readonly string[]>();
        all.set(name, known.set(property, values));
      }
    }
    return all;
  }

  #problems(): readonly Problem[] {
    return [...this.#lost.values()].map(({ count, spot, message, remedy }) => ({
      code: "schema-wider",
      severity: "warning" as const,
      message: `${message}${count > 1 ? `, here and at ${count - 1} more place${count > 2 ? "s" : ""}` : ""}.`,
      remedy,
      pointer: pointerTo(spot),
    }));
  }
}

/** The limit of components that extend one. Beyond it the type does not tell them apart. */
const mostChildren = 200;

/**
 * A discriminator's names for a component: the keys of its mapping, else the component's name. The one that stands
 * for all other tags, and for none, has no name.
 */
export function namesOf(document: SpecDocument, discriminator: Json, component: string): readonly string[] {
  const { defaultMapping } = discriminator;
  const keys = mappedNames(discriminator, component);
  const isDefault = defaultMapping === component || componentOf(defaultMapping) === component;
  return keys.length > 0 || isDefault ? keys : [declaredName(document, component) ?? component];
}

/** The name that a component has by an extension of Azure's documents, or of Swagger Codegen: Swagger 2.0 has no mapping. */
function declaredName(document: SpecDocument, component: string): string | undefined {
  const schema = componentsOf(document)?.[component];
  if (!isObject(schema)) return undefined;
  return text(schema["x-ms-discriminator-value"]) ?? text(schema["x-discriminator-value"]);
}

/** The keys of a discriminator's mapping that lead to a component. */
function mappedNames({ mapping }: Json, component: string): readonly string[] {
  return Object.entries(isObject(mapping) ? mapping : {}).flatMap(([key, target]) =>
    target === component || componentOf(target) === component ? [key] : [],
  );
}

function add<K, V>(sets: Map<K, Set<V>>, key: K, value: V): void {
  const set = sets.get(key);
  if (set === undefined) sets.set(key, new Set([value]));
  else set.add(value);
}

/** Those, and all that is reached from them. */
function reach(from: readonly string[], edges: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> {
  const reached = new Set(from);
  for (const name of reached) for (const next of edges.get(name) ?? []) reached.add(next);
  return reached;
}
