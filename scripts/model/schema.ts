// Schema Object → type. Components become declarations with a name; everything else is spelled where it stands.

import { docsOf, isRequirement, noDocs, schemaDocs } from "./docs.js";
import { isObject, pathOf, type Schema, type SpecDocument } from "./document.js";
import { camelCase, fileName, type NameScope, typeName } from "./names.js";
import type { Declaration, Docs, MemberNode, Names, TypeNode } from "./types.js";

export const unknownType: TypeNode = { kind: "primitive", name: "unknown" };
export const voidType: TypeNode = { kind: "primitive", name: "void" };
export const undefinedType: TypeNode = { kind: "primitive", name: "undefined" };
export const stringType: TypeNode = { kind: "primitive", name: "string" };
const neverType: TypeNode = { kind: "primitive", name: "never" };
const nullType: TypeNode = { kind: "primitive", name: "null" };

/** Which way a type travels: to the service or from it. */
export type Direction = "input" | "output";

interface Draft {
  readonly schema: Schema;
  declaration: Declaration;
}

export interface TypesOptions {
  /** Whether property names are turned to camelCase (`x-key-inflection`). */
  readonly camel: boolean;
  /** Whether resources are JSON:API's and therefore flattened. */
  readonly jsonapi: boolean;
  readonly scope: NameScope;
}

export class Types {
  readonly document: SpecDocument;
  readonly #options: TypesOptions;
  readonly #components = new Map<string, Draft>();
  readonly #extra: Declaration[] = [];
  /** Schemas of resources that documents include, by JSON:API type. */
  readonly #resources = new Map<string, Schema>();
  /** What documents of a resource include, by the resource's schema. */
  readonly #included = new Map<Schema, Schema>();

  constructor(document: SpecDocument, options: TypesOptions) {
    this.document = document;
    this.#options = options;
  }

  get declarations(): readonly Declaration[] {
    return [...[...this.#components.values()].map(({ declaration }) => declaration), ...this.#extra];
  }

  /** The caller's name for a property of the wire. */
  memberName(wire: string): string {
    return this.#options.camel ? camelCase(wire) : wire;
  }

  /** What is declared for a component, if anything leads to it. */
  component(name: string): Declaration | undefined {
    return this.#components.get(name)?.declaration;
  }

  /** Takes a name for a type that an emitter spells by itself. */
  claim(name: string): string {
    return this.#options.scope.claim(name);
  }

  /** Declares a type that has no component of its own. */
  declare(name: string, type: TypeNode, docs: Docs, file: string, direction: Direction): TypeNode {
    const claimed = this.#options.scope.claim(name);
    this.#extra.push({ name: claimed, type, docs, file, input: direction === "input", states: undefined });
    return { kind: "named", name: claimed };
  }

  /**
   * Makes known what documents include beside their resource: relationships to it can say what they lead to, and the
   * resource can hold what no relationship leads to.
   */
  include(items: Schema | undefined, content: Schema | undefined): void {
    if (items === undefined) return;
    this.#known(items);
    const resource = this.document.resolve(content);
    if (isObject(resource)) this.#included.set(resource as Schema, items);
  }

  #known(schema: Schema | boolean): void {
    if (!isObject(schema)) return;
    const target = this.document.resolve(schema) as Schema;
    for (const variant of [...(target.oneOf ?? []), ...(target.anyOf ?? [])]) this.#known(variant);
    const { type } = target.properties ?? {};
    if (!isObject(type)) return;
    const names = type.const !== undefined ? [type.const] : (type["x-extensible-enum"] ?? type.enum ?? []);
    for (const name of names as unknown[]) {
      if (typeof name === "string" && !this.#resources.has(name)) this.#resources.set(name, schema as Schema);
    }
  }

  of(schema: Schema | boolean | undefined, direction: Direction): TypeNode {
    if (schema === undefined || schema === true) return unknownType;
    if (schema === false) return neverType;
    if (typeof schema.$ref === "string") return this.#reference(schema.$ref, direction);
    if (schema["x-envelope"] === "jsonapi") {
      const { data } = this.document.resolve(schema).properties ?? {};
      return this.of(data, direction);
    }
    return this.#spell(schema, direction);
  }

  #reference(ref: string, direction: Direction): TypeNode {
    const target = this.document.at(ref);
    if (!isObject(target)) return unknownType;
    const path = pathOf(ref.slice(1));
    if (path[0] !== "components" || path[1] !== "schemas" || path.length !== 3)
      return this.of(target as Schema, direction);
    if (target["x-envelope"] === "jsonapi") return this.of(target as Schema, direction);
    const name = path[2] as string;
    const known = this.#components.get(name);
    if (known !== undefined) {
      if (direction === "input" && !known.declaration.input) this.#markInput(known);
      return { kind: "named", name: known.declaration.name };
    }
    const claimed = this.#options.scope.claim(typeName(name));
    const schema = target as Schema;
    const declaration: Declaration = {
      name: claimed,
      type: unknownType,
      docs: schemaDocs(schema),
      file: `types/${fileName(claimed)}`,
      input: direction === "input",
      states: undefined,
    };
    const draft: Draft = { schema, declaration };
    this.#components.set(name, draft);
    draft.declaration = { ...draft.declaration, type: this.of(schema, direction) };
    return { kind: "named", name: claimed };
  }

  /** What was met in an answer first is an input as well, and so is all that stands in it. */
  #markInput(draft: Draft): void {
    draft.declaration = { ...draft.declaration, input: true };
    this.of(draft.schema, "input");
  }

  #spell(schema: Schema, direction: Direction): TypeNode {
    if (schema.const !== undefined) return literal(schema.const);
    if (Array.isArray(schema.enum)) return union(schema.enum.map(literal));
    const known = schema["x-extensible-enum"];
    if (Array.isArray(known)) {
      return nullable({ kind: "extensible", known: known.map(String) }, schema);
    }
    const parts: TypeNode[] = [];
    const own = this.#ownType(this.#isMerged(schema) ? schema : this.#withoutParts(schema), direction);
    if (own !== undefined) parts.push(own);
    for (const part of schema.allOf ?? []) if (!this.#isMerged(schema)) parts.push(this.of(part, direction));
    for (const choices of [schema.oneOf, schema.anyOf]) {
      if (choices === undefined || choices.every(isRequirement)) continue;
      parts.push(union(choices.map((choice) => this.of(choice, direction))));
    }
    return intersection(parts);
  }

  /** All parts of an `allOf` are plain objects, so that they can be spelled as one. */
  #isMerged(schema: Schema): boolean {
    return (schema.allOf ?? []).every((part) => isObject(part) && part.$ref === undefined && isObject(part.properties));
  }

  /** What a schema says beside the parts of its `allOf`: its own properties, and those of the parts that it requires. */
  #withoutParts({ allOf, type, ...own }: Schema): Schema {
    const inherited = this.document.properties({ allOf: allOf ?? [] }).properties;
    const required = (own.required ?? []).flatMap((name): [string, Schema][] => {
      const property = inherited.get(name);
      return property === undefined ? [] : [[name, property]];
    });
    const properties = Object.fromEntries([...required, ...Object.entries(own.properties ?? {})]);
    if (Object.keys(properties).length > 0) return { ...own, type: type ?? "object", properties };
    return type === "object" && own.additionalProperties === undefined ? own : { ...own, ...(type && { type }) };
  }

  #ownType(schema: Schema, direction: Direction): TypeNode | undefined {
    const types = schema.type === undefined ? this.#impliedTypes(schema) : [schema.type].flat();
    if (types.length === 0) return undefined;
    return union(types.map((type) => this.#ofType(type as string, schema, direction)));
  }

  #impliedTypes(schema: Schema): readonly string[] {
    if (schema.properties !== undefined || schema.additionalProperties !== undefined) return ["object"];
    if (schema.items !== undefined || schema.prefixItems !== undefined) return ["array"];
    return schema.allOf !== undefined && schema.allOf.length > 0 && this.#isMerged(schema) ? ["object"] : [];
  }

  #ofType(type: string, schema: Schema, direction: Direction): TypeNode {
    switch (type) {
      case "integer":
        return { kind: "primitive", name: "number" };
      case "string":
      case "number":
      case "boolean":
      case "null":
        return { kind: "primitive", name: type };
      case "array":
        return this.#array(schema, direction);
      case "object":
        return this.#isResource(schema) ? this.#flat(schema, direction) : this.#object(schema, direction);
      default:
        return unknownType;
    }
  }

  #array(schema: Schema, direction: Direction): TypeNode {
    if (schema.prefixItems === undefined) return { kind: "array", items: this.of(schema.items, direction) };
    const items = schema.prefixItems.map((item) => this.of(item, direction));
    const rest = schema.items === false ? undefined : this.of(schema.items, direction);
    return { kind: "tuple", items, rest };
  }

  #object(schema: Schema, direction: Direction): TypeNode {
    const { additionalProperties: more } = schema;
    const { properties, required } = this.document.properties(schema);
    const members = [...properties].map(([wire, property]) =>
      this.#member(wire, property, required.has(wire), direction),
    );
    const open = members.length === 0 && more === undefined;
    const rest = more === undefined || more === false ? (open ? unknownType : undefined) : this.of(more, direction);
    return { kind: "object", members, rest };
  }

  #member(wire: string, property: Schema, required: boolean, direction: Direction): MemberNode {
    const target = this.document.resolve(property) as Schema;
    return {
      name: this.memberName(wire),
      type: this.of(property, direction),
      optional: !required,
      docs: schemaDocs(property, target === property ? property : ({ description: target.description } as Schema)),
    };
  }

  /** A JSON:API resource object: `type`, `id`, and attributes or relationships. */
  #isResource(schema: Schema): boolean {
    const names = Object.keys(schema.properties ?? {});
    return (
      this.#options.jsonapi &&
      names.includes("type") &&
      (names.includes("attributes") || names.includes("relationships"))
    );
  }

  /** One flat object of a resource, as the runtime makes it. */
  #flat(schema: Schema, direction: Direction): TypeNode {
    const { properties, required } = this.document.properties(schema);
    const guaranteed = new Set((schema["x-guaranteed"] as readonly string[] | undefined) ?? []);
    const members: MemberNode[] = [];
    for (const [wire, property] of properties) {
      if (wire === "attributes") members.push(...this.#attributes(property, guaranteed, direction));
      else if (wire === "relationships") members.push(...this.#relationships(property, guaranteed));
      else members.push(this.#member(wire, property, required.has(wire), direction));
    }
    const included = this.#included.get(schema);
    if (included !== undefined) members.push(this.#leftover(included));
    const attributes = this.document.resolve(properties.get("attributes") ?? {}) as Schema;
    const open = attributes.additionalProperties;
    const rest = open === undefined || open === false ? undefined : unknownType;
    return { kind: "object", members, rest };
  }

  /** Where the runtime keeps included resources that it could not put anywhere else. */
  #leftover(items: Schema): MemberNode {
    const description =
      "Included resources that no relationship here leads to: a sparse fieldset leaves out relationships.";
    const type: TypeNode = { kind: "array", items: this.of(items, "output") };
    return { name: "included", type, optional: true, docs: { ...noDocs, description } };
  }

  #attributes(schema: Schema, guaranteed: ReadonlySet<string>, direction: Direction): MemberNode[] {
    const { properties, required } = this.document.properties(schema);
    return [...properties].map(([wire, property]) =>
      this.#member(wire, property, required.has(wire) || guaranteed.has(wire), direction),
    );
  }

  #relationships(schema: Schema, guaranteed: ReadonlySet<string>): MemberNode[] {
    const { properties, required } = this.document.properties(schema);
    return [...properties].map(([wire, property]) => {
      const relationship = this.document.resolve(property) as Schema;
      const data = this.document.property(relationship, "data") ?? {};
      return {
        name: this.memberName(wire),
        type: this.#linkage(data),
        optional: !(required.has(wire) || guaranteed.has(wire)),
        docs: docsOf({ ...relationship, ...property }, { summary: undefined }),
      };
    });
  }

  #linkage(data: Schema): TypeNode {
    const schema = this.document.resolve(data) as Schema;
    const types = [schema.type ?? []].flat();
    const none = types.includes("null") ? [nullType] : [];
    if (types.includes("array")) {
      const items = isObject(schema.items) ? (schema.items as Schema) : {};
      return union([{ kind: "array", items: this.#linkage(items) }, ...none]);
    }
    const choices = schema.oneOf ?? schema.anyOf;
    if (choices !== undefined) {
      return union(
        choices.map((choice) =>
          isObject(choice) && choice.type === "null" ? nullType : this.#linkage(choice as Schema),
        ),
      );
    }
    const type = this.document.property(schema, "type");
    return union([{ kind: "reference", type: this.of(type, "output"), resource: this.#resourceOf(type) }, ...none]);
  }

  /** What a relationship leads to, if documents include resources of its type. */
  #resourceOf(type: Schema | undefined): TypeNode | undefined {
    if (type === undefined) return undefined;
    const schema = this.document.resolve(type);
    const found = this.#typeNames(schema).map((name) => this.#resources.get(name));
    const known = found.filter((resource) => resource !== undefined);
    return known.length === 0 ? undefined : union(known.map((resource) => this.of(resource, "output")));
  }

  /** The JSON:API types a schema allows: listed, or all known ones that begin as its pattern does (`^report/`). */
  #typeNames(schema: Schema): readonly string[] {
    const listed = schema.const !== undefined ? [schema.const] : (schema["x-extensible-enum"] ?? schema.enum);
    if (Array.isArray(listed)) return listed.map(String);
    const prefix = /^\^([\w/-]+)/.exec(String(schema.pattern ?? ""))?.[1];
    return prefix === undefined ? [] : [...this.#resources.keys()].filter((name) => name.startsWith(prefix));
  }

  /** The caller's names of an object's members that the wire spells otherwise, and of those inside them. */
  names(schema: Schema | boolean | undefined, seen: readonly Schema[] = []): Names {
    if (!this.#options.camel || !isObject(schema)) return {};
    const target = this.document.resolve(schema) as Schema;
    if (seen.includes(target)) return {};
    const inside = [...seen, target];
    const parts = [target.items, ...(target.oneOf ?? []), ...(target.anyOf ?? [])];
    const names = new Map(parts.flatMap((part) => Object.entries(this.names(part, inside))));
    for (const [wire, property] of this.document.properties(target).properties) {
      const member = this.memberName(wire);
      const inner = this.names(property, inside);
      if (member !== wire || Object.keys(inner).length > 0) names.set(member, { wire, inner });
    }
    return Object.fromEntries(names);
  }
}

export function literal(value: unknown): TypeNode {
  if (value === null) return nullType;
  // YAML has `.inf` and `.nan`; TypeScript has no literal types for them.
  if (typeof value === "number" && !Number.isFinite(value)) return { kind: "primitive", name: "number" };
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? { kind: "literal", value }
    : unknownType;
}

function nullable(type: TypeNode, schema: Schema): TypeNode {
  return [schema.type ?? []].flat().includes("null") ? union([type, nullType]) : type;
}

export function union(types: readonly TypeNode[]): TypeNode {
  const flat = types.flatMap((type) => (type.kind === "union" ? type.of : [type]));
  const unique = [...new Map(flat.map((type) => [JSON.stringify(type), type])).values()];
  if (unique.some((type) => type.kind === "primitive" && type.name === "unknown")) return unknownType;
  const [first = neverType] = unique;
  return unique.length < 2 ? first : { kind: "union", of: unique };
}

function intersection(types: readonly TypeNode[]): TypeNode {
  // What says nothing of its own adds nothing to the others.
  const known = types.filter((type) => !(type.kind === "primitive" && type.name === "unknown") && !isEmpty(type));
  if (known.length === 0) return types.find(isEmpty) ?? unknownType;
  return known.length === 1 ? (known[0] as TypeNode) : { kind: "intersection", of: known };
}

function isEmpty(type: TypeNode): boolean {
  return type.kind === "object" && type.members.length === 0 && type.rest === undefined;
}
