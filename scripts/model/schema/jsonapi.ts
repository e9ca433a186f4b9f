// JSON:API's resources: one flat object each, with a reference for every relationship.

import { isObject } from "../../document/json.js";
import type { Schema } from "../../document/resolve.js";
import { stringify } from "../../document/stringify.js";
import { docsOf, isRequirement, noDocs } from "../docs.js";
import { typesOf } from "../media.js";
import type { MemberNode, TypeNode } from "../types/node.js";
import { intersection, nullType, stringType, union, unknownType } from "./composition/combine.js";
import { type Direction, isForOtherSide, memberNode, type Speller } from "./object.js";

export class JsonApi {
  readonly #speller: Speller;
  /** Schemas of resources that documents include, by JSON:API type. */
  readonly #resources = new Map<string, Schema>();
  /** Included schemas that are one of several resources, such as any kind of report, with the types of these. */
  readonly #unions = new Map<Schema, ReadonlySet<string>>();
  /** The types of the resources that a schema stands for. */
  readonly #types = new Map<Schema, ReadonlySet<string>>();
  /** Included resources of the documents of a resource, by the resource's schema. */
  readonly #included = new Map<Schema, Schema>();

  constructor(speller: Speller) {
    this.#speller = speller;
  }

  /**
   * Takes note of the resources that documents include: a relationship to one gets its type, and a resource gets a member
   * for those that no relationship leads to.
   */
  include(items: Schema | undefined, content: Schema | undefined): void {
    if (items === undefined) return;
    this.#known(items);
    const resource = this.#speller.document.resolve(content);
    if (isObject(resource)) this.#included.set(resource as Schema, items);
  }

  /** Takes in a schema of included resources, and those that it is one of; returns the types of all of them. */
  #known(schema: Schema | boolean): ReadonlySet<string> {
    if (!isObject(schema)) return new Set();
    const target = this.#speller.document.resolve(schema) as Schema;
    const known = this.#types.get(target);
    if (known !== undefined) return known;
    const types = new Set<string>();
    this.#types.set(target, types);
    const variants = [...(target.oneOf ?? []), ...(target.anyOf ?? [])];
    for (const variant of variants) for (const type of this.#known(variant)) types.add(type);
    if (types.size > 1 && typeof schema.$ref === "string") this.#unions.set(schema, types);
    const type = this.#speller.document.resolve(this.#speller.document.property(target, "type"));
    if (!isObject(type)) return types;
    const listed = type.const !== undefined ? [type.const] : (type["x-extensible-enum"] ?? type.enum ?? []);
    const names = listed as readonly unknown[];
    // A parent of several resources may list the types of all of them.
    if (names.length > 1 && target.properties?.type === undefined) return types;
    for (const name of names) {
      if (typeof name !== "string") continue;
      types.add(name);
      if (!this.#resources.has(name)) this.#resources.set(name, schema as Schema);
    }
    return types;
  }

  /** A JSON:API resource object: `type`, `id`, and attributes or relationships. */
  isResource(schema: Schema): boolean {
    if (schema.oneOf !== undefined || schema.anyOf !== undefined) return false;
    const { properties } = this.#speller.document.properties(schema);
    return properties.has("type") && (properties.has("attributes") || properties.has("relationships"));
  }

  /** One flat object of a resource, as the runtime makes it. */
  flat(schema: Schema, direction: Direction): TypeNode {
    const { properties, required } = this.#speller.document.properties(schema);
    const guaranteed = new Set((schema["x-guaranteed"] as readonly string[] | undefined) ?? []);
    const inner = { attributes: properties.get("attributes"), relationships: properties.get("relationships") };
    const own = [...properties]
      .filter(([wire, property]) => {
        return !Object.hasOwn(inner, wire) && !isForOtherSide(property, direction, this.#speller.document);
      })
      .map(([wire, property]) => memberNode(wire, property, required.has(wire), direction, this.#speller));
    const members = new Members();
    members.add(own.filter(({ name }) => name === "type" || name === "id"));
    if (inner.attributes !== undefined) members.add(this.#attributes(inner.attributes, guaranteed, direction));
    const links = inner.relationships === undefined ? [] : this.#relationships(inner.relationships, guaranteed);
    const clashing = members.add(links);
    members.add(own);
    if (clashing.length > 0) members.add([clashingMember(clashing)]);
    const included = this.#included.get(schema);
    if (included !== undefined) members.add([this.leftover(included)]);
    const attributes = this.#speller.document.resolve(inner.attributes ?? {}) as Schema;
    const open = attributes.additionalProperties;
    const rest = open === undefined || open === false ? undefined : unknownType;
    const flat: TypeNode = { kind: "object", members: members.all, rest };
    return intersection([flat, ...this.#alternatives(attributes, direction)]);
  }

  /** Attributes that are one of several sets. */
  #alternatives({ oneOf, anyOf }: Schema, direction: Direction): readonly TypeNode[] {
    const lists = [oneOf, anyOf].filter((list) => Array.isArray(list) && !list.every(isRequirement));
    return (lists as Schema[][]).map((list) => union(list.map((choice) => this.#speller.of(choice, direction))));
  }

  /** The member in which the runtime keeps included resources that no relationship leads to. */
  leftover(items: Schema): MemberNode {
    const description =
      "Included resources that no relationship here leads to: a sparse fieldset leaves out relationships.";
    const type: TypeNode = { kind: "array", items: this.#speller.of(items, "output") };
    return { name: "included", type, optional: true, docs: { ...noDocs, description } };
  }

  #attributes(schema: Schema, guaranteed: ReadonlySet<string>, direction: Direction): MemberNode[] {
    const { properties, required } = this.#speller.document.properties(schema);
    return [...properties].flatMap(([wire, property]) =>
      isForOtherSide(property, direction, this.#speller.document)
        ? []
        : memberNode(wire, property, required.has(wire) || guaranteed.has(wire), direction, this.#speller),
    );
  }

  #relationships(schema: Schema, guaranteed: ReadonlySet<string>): MemberNode[] {
    const { properties, required } = this.#speller.document.properties(schema);
    return [...properties].map(([wire, property]) => {
      const relationship = this.#speller.document.resolve(property) as Schema;
      const data = this.#speller.document.property(relationship, "data");
      return {
        name: this.#speller.memberName(wire),
        // Links alone lead nowhere by type and id: they stay as they are.
        type:
          data === undefined && relationship.properties !== undefined
            ? this.#speller.of(relationship, "output")
            : this.#linkage(data ?? {}),
        optional: !(required.has(wire) || guaranteed.has(wire)),
        docs: docsOf({ ...relationship, ...property }, { summary: undefined }),
      };
    });
  }

  #linkage(data: Schema): TypeNode {
    const schema = this.#speller.document.resolve(data) as Schema;
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
    const type = this.#speller.document.property(schema, "type");
    const names = typesOf(this.#speller.document, type);
    const isText = names.length > 0 && names.every((name) => name === "string");
    return union([
      {
        kind: "reference",
        type: isText ? this.#speller.of(type, "output") : stringType,
        resource: this.#resourceOf(type),
      },
      ...none,
    ]);
  }

  /** The type of a relationship's resource, if documents include resources of its type. */
  #resourceOf(type: Schema | undefined): TypeNode | undefined {
    if (type === undefined) return undefined;
    const schema = this.#speller.document.resolve(type);
    const names = this.#typeNames(schema).filter((name) => this.#resources.has(name));
    const wholes = this.#wholesAmong(names);
    const parts = names.map((name) => wholes.get(name) ?? (this.#resources.get(name) as Schema));
    const spelled = [...new Set(parts)].map((part) => this.#speller.of(part, "output"));
    return spelled.length === 0 ? undefined : union(spelled);
  }

  /** The unions of which all resources are among these, by the type of each: their one name says more than forty. */
  #wholesAmong(names: readonly string[]): ReadonlyMap<string, Schema> {
    const given = new Set(names);
    const whole = [...this.#unions].filter(([, types]) => [...types].every((type) => given.has(type)));
    return new Map(whole.flatMap(([schema, types]) => [...types].map((type) => [type, schema] as const)));
  }

  /** The JSON:API types a schema allows: listed, or all known ones that begin as its pattern does (`^report/`). */
  #typeNames(schema: Schema): readonly string[] {
    const listed = schema.const !== undefined ? [schema.const] : (schema["x-extensible-enum"] ?? schema.enum);
    if (Array.isArray(listed)) return listed.map(stringify);
    const prefix = /^\^([\w/-]+)/.exec(stringify(schema.pattern ?? ""))?.[1];
    return prefix === undefined ? [] : [...this.#resources.keys()].filter((name) => name.startsWith(prefix));
  }
}

/** Members of a flat object, as the runtime puts them there: the first of a name stays. */
class Members {
  readonly #all = new Map<string, MemberNode>();

  get all(): readonly MemberNode[] {
    return [...this.#all.values()];
  }

  /** @returns the members whose name was taken. */
  add(members: readonly MemberNode[]): readonly MemberNode[] {
    const taken = members.filter(({ name }) => this.#all.has(name));
    for (const member of members) if (!this.#all.has(member.name)) this.#all.set(member.name, member);
    return taken;
  }
}

/** JSON:API forbids an attribute and a relationship of one name; of a service that has both, this is the relationship. */
function clashingMember(members: readonly MemberNode[]): MemberNode {
  return { name: "relationships", type: { kind: "object", members, rest: undefined }, optional: true, docs: noDocs };
}
