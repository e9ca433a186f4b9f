// Reading a bundled document: what the model needs of OpenAPI's objects, and following internal references.

import { isObject, type Json } from "./json.js";
import { escapeKey, unescapeKey } from "./pointer.js";
import { stringify } from "./stringify.js";
import { visit } from "./visit.js";

export interface Schema extends Json {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: { readonly [name: string]: Schema | boolean };
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema | boolean;
  readonly prefixItems?: readonly (Schema | boolean)[];
  readonly allOf?: readonly (Schema | boolean)[];
  readonly anyOf?: readonly (Schema | boolean)[];
  readonly oneOf?: readonly (Schema | boolean)[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly deprecated?: boolean;
}

export interface Parameter extends Json {
  readonly name: string;
  readonly in: "query" | "querystring" | "header" | "path" | "cookie";
  readonly required?: boolean;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly style?: string;
  readonly explode?: boolean;
  readonly schema?: Schema;
}

export function text(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

export function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(stringify) : [];
}

export function pointerOf(...segments: readonly string[]): string {
  return `#${segments.map((segment) => `/${escapeKey(segment)}`).join("")}`;
}

/** A path in a body from a JSON pointer: `/_pagination/page` → `["_pagination", "page"]`. */
export function pathOf(pointer: string): readonly string[] {
  // An extension of a spec that was not linted may hold anything.
  return stringify(pointer).split("/").slice(1).map(unescapeKey);
}

/** A path in the query from a parameter's spelling: `page[after]` → `["page", "after"]`. */
export function parameterPath(name: string): readonly string[] {
  return stringify(name)
    .split(/[[\]]+/)
    .filter((part) => part !== "");
}

/** The members of an object schema, its own and those of its `allOf`. */
export interface Properties {
  readonly properties: ReadonlyMap<string, Schema>;
  readonly required: ReadonlySet<string>;
}

export class SpecDocument {
  readonly root: Json;
  readonly #properties = new WeakMap<Schema, Properties>();
  readonly #targets = new Map<string, unknown>();
  #anchors: ReadonlyMap<string, Json> | undefined;

  constructor(root: unknown) {
    this.root = isObject(root) ? root : {};
  }

  /** The target of a value, through any number of references. */
  resolve<T>(value: T): T {
    let current: unknown = value;
    const seen = new Set<string>();
    while (isObject(current) && typeof current.$ref === "string" && !seen.has(current.$ref)) {
      seen.add(current.$ref);
      current = this.at(current.$ref);
    }
    return current as T;
  }

  /** The target of a reference: by a JSON pointer into the document, or by an anchor. */
  at(ref: string): unknown {
    const known = this.#targets.get(ref) ?? this.#target(ref);
    // A reference that leads nowhere may lead somewhere later, in a copy that is being mended.
    if (known !== undefined) this.#targets.set(ref, known);
    return known;
  }

  #target(ref: string): unknown {
    if (!ref.startsWith("#/")) return /^#[\w.-]+$/.test(ref) ? this.#anchor(ref.slice(1)) : undefined;
    return pathOf(decoded(ref.slice(1))).reduce<unknown>(
      (value, segment) =>
        typeof value === "object" && value !== null && Object.hasOwn(value, segment)
          ? (value as Json)[segment]
          : undefined,
      this.root,
    );
  }

  /** Looked for only once a reference names one, and then all at once. */
  #anchor(name: string): Json | undefined {
    this.#anchors ??= anchorsOf(this.root);
    return this.#anchors.get(name);
  }

  /** The properties of an object schema, those of its `allOf` included, and which of them are required. */
  properties(schema: Schema): Properties {
    if (!isObject(schema)) return { properties: new Map(), required: new Set() };
    const known = this.#properties.get(schema);
    if (known !== undefined) return known;
    const properties = new Map<string, Schema>();
    const required = new Set<string>();
    const seen = new Set<unknown>();
    const visit = (part: unknown): void => {
      const resolved = this.resolve(part);
      if (!isObject(resolved) || seen.has(resolved)) return;
      const schema = resolved as Schema;
      seen.add(resolved);
      for (const inner of schema.allOf ?? []) visit(inner);
      for (const [name, property] of Object.entries(schema.properties ?? {})) {
        properties.set(name, this.#refined(properties.get(name), property));
      }
      for (const name of texts(schema.required)) required.add(name);
    };
    visit(schema);
    const found = { properties, required };
    this.#properties.set(schema, found);
    return found;
  }

  /** One property from two parts of an `allOf`. The later part may only add annotations to it, or members. */
  #refined(before: Schema | undefined, property: Schema | boolean): Schema {
    if (!isObject(property)) return property === false ? { not: {} } : (before ?? {});
    const after = property as Schema;
    if (before === undefined || before === after) return after;
    if (!shapes.some((keyword) => after[keyword] !== undefined)) return { ...before, ...after };
    const [first, second] = [this.resolve(before), this.resolve(after)];
    const both =
      isObject(first) && isObject(second) && first.properties !== undefined && second.properties !== undefined;
    return both ? ({ description: after.description ?? before.description, allOf: [before, after] } as Schema) : after;
  }

  property(schema: Schema, name: string): Schema | undefined {
    return this.properties(schema).properties.get(name);
  }

  /** The schema a path of properties leads to. */
  schemaAt(schema: Schema, path: readonly string[]): Schema | undefined {
    return path.reduce<Schema | undefined>((at, name) => at && this.property(at, name), schema);
  }
}

/** Keywords that give a schema a type. */
const shapes = ["$ref", "type", "enum", "const", "properties", "items", "allOf", "anyOf", "oneOf", "x-extensible-enum"];

/** A reference is part of a URI; what is badly escaped there is taken as it stands. */
function decoded(pointer: string): string {
  try {
    return decodeURIComponent(pointer);
  } catch {
    return pointer;
  }
}

/** Schemas by `$anchor` and `$dynamicAnchor`. */
function anchorsOf(root: Json): ReadonlyMap<string, Json> {
  const anchors = new Map<string, Json>();
  visit(root, (node) => {
    for (const name of [node.$anchor, node.$dynamicAnchor]) {
      if (typeof name === "string" && !anchors.has(name)) anchors.set(name, node);
    }
  });
  return anchors;
}
