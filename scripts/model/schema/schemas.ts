// Schema Object → type. Components become declarations with a name; everything else is spelled where it stands.

import { isObject, type Schema, type SpecDocument, texts } from "../../document/resolve.js";
import { said } from "../../document/text-of.js";
import type { Problem } from "../../problem/problem.js";
import { isRequirement } from "../docs.js";
import { camelCase, type NameScope } from "../naming/names.js";
import type { Declaration, Docs, TypeNode } from "../types/node.js";
import type { Names } from "../types/operation.js";
import { componentOf, componentsOf, namesOf, type Survey, survey } from "./analyse.js";
import {
  booleanType,
  intersection,
  literal,
  neverType,
  nullType,
  numberType,
  stringType,
  union,
  unknownType,
  withMembers,
} from "./combine.js";
import { Components, type Draft } from "./components.js";
import { openCycles } from "./cycles.js";
import { tagMembers } from "./discriminator.js";
import { JsonApi } from "./jsonapi.js";
import { arrayType, type Direction, objectType } from "./object.js";

export { literal, stringType, undefinedType, union, unknownType, voidType } from "./combine.js";
export type { Direction } from "./object.js";

/** How deep schemas may stand in one another before a type gives up on them. */
const deepest = 256;

/**
 * How many schemas a type may hold that has no name, and is written out wherever it is referred to: two references each, on
 * thirty levels, would be a billion.
 */
const largest = 500;

/** How many schemas may stand in what is sent, references written out, before the innermost go without names. */
const mostNamed = 20_000;

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
  readonly #survey: Survey;
  readonly #components: Components;
  readonly #jsonapi: JsonApi;
  readonly #extra: Declaration[] = [];
  /** References, other than to components, that are being spelled where they stand. */
  readonly #open = new Set<string>();
  /** Those of them that were met within themselves. */
  readonly #recursive = new Set<string>();
  /** Those of them that are too large to be written out wherever they are met. */
  readonly #large = new Set<string>();
  /** How many schemas were spelled. */
  #spelled = 0;
  /** The component that is being spelled. */
  #current: string | undefined;
  #depth = 0;
  #tooDeep = false;
  #tooManyNames = false;

  constructor(document: SpecDocument, options: TypesOptions) {
    this.document = document;
    this.#options = options;
    this.#survey = survey(document);
    this.#components = new Components(options.scope, this.#survey.split, Object.keys(componentsOf(document) ?? {}));
    this.#jsonapi = new JsonApi(this);
  }

  get declarations(): readonly Declaration[] {
    this.#settle();
    return openCycles([...this.#components.declarations, ...this.#extra]);
  }

  /** What no type says of the schemas. */
  get problems(): readonly Problem[] {
    const found = [...this.#survey.problems];
    if (this.#tooDeep) {
      const message = `Schemas stand in one another more than ${deepest} levels deep: what is below is typed \`unknown\`.`;
      const remedy = "Give the inner ones names of their own, under `components.schemas`.";
      found.push({ code: "schema-depth", severity: "warning", message, remedy });
    }
    if (this.#tooManyNames) {
      const message = `More than ${mostNamed} schemas stand in what one call sends: the innermost members are sent under the caller's names.`;
      const remedy =
        "Nothing, if the service takes both spellings. Otherwise leave out `x-key-inflection`, by an overlay.";
      found.push({ code: "names-size", severity: "warning", message, remedy });
    }
    return found;
  }

  /** The caller's name for a property of the wire. */
  memberName(wire: string): string {
    return this.#options.camel ? camelCase(wire) : wire;
  }

  /** What is declared for a component, if anything leads to it. */
  component(name: string): Declaration | undefined {
    this.#settle();
    return this.#components.component(name);
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
    this.#jsonapi.include(items, content);
  }

  of(schema: Schema | boolean | undefined, direction: Direction): TypeNode {
    if (schema === undefined || schema === true) return unknownType;
    if (schema === false) return neverType;
    if (!isObject(schema)) return unknownType;
    if (this.#depth >= deepest) {
      this.#tooDeep = true;
      return unknownType;
    }
    this.#depth += 1;
    this.#spelled += 1;
    const type = this.#ofObject(schema, direction);
    this.#depth -= 1;
    return type;
  }

  #ofObject(schema: Schema, direction: Direction): TypeNode {
    const { $ref, ...beside } = schema;
    const ref = $ref ?? schema.$dynamicRef ?? schema.$recursiveRef;
    if (typeof ref === "string") {
      const type = this.#reference(ref, direction);
      return isAnnotation(beside) ? type : intersection([type, this.of(beside, direction)]);
    }
    if (schema["x-envelope"] === "jsonapi") {
      const { data } = this.document.resolve(schema).properties ?? {};
      return this.of(data, direction);
    }
    const type = this.#spell(schema, direction);
    return schema.nullable === true ? union([type, nullType]) : type;
  }

  #reference(ref: string, direction: Direction): TypeNode {
    const target = this.document.at(ref) as Schema | boolean | undefined;
    if (!isObject(target)) return typeof target === "boolean" ? this.of(target, direction) : unknownType;
    const component = componentOf(ref);
    if (component !== undefined && target["x-envelope"] !== "jsonapi") {
      return this.#components.named(component, target, direction);
    }
    const key = `${direction} ${ref}`;
    if (this.#open.has(key)) {
      this.#recursive.add(key);
      return this.#components.placed(ref, target, direction);
    }
    if (this.#large.has(key)) return this.#components.placed(ref, target, direction);
    this.#open.add(key);
    const before = this.#spelled;
    const type = this.of(target, direction);
    this.#open.delete(key);
    if (this.#spelled - before > largest) this.#large.add(key);
    if (!this.#recursive.has(key) && !this.#large.has(key)) return type;
    this.#spelled = before;
    return this.#components.placed(ref, target, direction);
  }

  #settle(): void {
    this.#components.settle((draft, direction) => this.#declared(draft, direction));
  }

  #declared({ schema, component }: Draft, direction: Direction): TypeNode {
    this.#current = component;
    const type = this.of(schema, direction);
    this.#current = undefined;
    const tags = component === undefined ? undefined : this.#survey.tags.get(component);
    return tags === undefined ? type : withMembers(type, tagMembers(schema, tags, this));
  }

  #spell(schema: Schema, direction: Direction): TypeNode {
    if (schema.const !== undefined) return literal(schema.const);
    if (Array.isArray(schema.enum)) return union(schema.enum.map((value) => literal(value)));
    const isNullable = typesOf(schema).includes("null");
    const known = schema["x-extensible-enum"];
    if (Array.isArray(known)) {
      const open: TypeNode = { kind: "extensible", known: known.map(said) };
      return isNullable ? union([open, nullType]) : open;
    }
    if (isObject(schema.not) ? Object.keys(schema.not).length === 0 : schema.not === true) return neverType;
    const parts: TypeNode[] = [];
    const { allOf } = schema;
    const isMerged = this.#isMerged(schema);
    if (!isMerged) for (const part of allOf ?? []) parts.push(this.#inherited(part, direction));
    for (const choices of [schema.oneOf, schema.anyOf]) {
      if (!Array.isArray(choices) || choices.every(isRequirement)) continue;
      parts.push(union(choices.map((choice) => this.#variant(choice, schema, direction))));
    }
    const own = this.#ownType(isMerged ? schema : this.#withoutParts(schema), parts.length > 0, direction);
    const type = intersection(own === undefined ? parts : [own, ...parts]);
    return isNullable && parts.length > 0 ? union([type, nullType]) : type;
  }

  /** All parts of an `allOf` are plain objects, so that they can be spelled as one. */
  #isMerged({ allOf }: Schema): boolean {
    return (allOf ?? []).every(
      (part) =>
        isObject(part) &&
        part.$ref === undefined &&
        ["allOf", "oneOf", "anyOf", "additionalProperties"].every((keyword) => part[keyword] === undefined) &&
        (isObject(part.properties) || isAnnotation(part) || Array.isArray(part.required)),
    );
  }

  /** A part of an `allOf`. Of a parent that lists its children, a child inherits what it is, and not the list. */
  #inherited(part: Schema | boolean, direction: Direction): TypeNode {
    const parent = isObject(part) && typeof part.$ref === "string" ? this.document.at(part.$ref) : undefined;
    if (!isObject(parent) || this.#current === undefined) return this.of(part, direction);
    const { oneOf, anyOf, ...own } = parent as Schema;
    const children = [...(oneOf ?? []), ...(anyOf ?? [])];
    const isListed = children.some((child) => isObject(child) && componentOf(child.$ref) === this.#current);
    return isListed ? this.of(own, direction) : this.of(part, direction);
  }

  /** One of several; told apart by the discriminator, if it is not by itself. */
  #variant(choice: Schema | boolean, { discriminator }: Schema, direction: Direction): TypeNode {
    const type = this.of(choice, direction);
    const component = isObject(choice) ? componentOf(choice.$ref) : undefined;
    if (component === undefined || !isObject(discriminator) || typeof discriminator.propertyName !== "string")
      return type;
    const property = discriminator.propertyName;
    if (this.#survey.tags.get(component)?.has(property) === true) return type;
    const tags = new Map([[property, namesOf(discriminator, component)]]);
    const target = this.document.resolve(choice) as Schema;
    return isObject(target) ? withMembers(type, tagMembers(target, tags, this)) : type;
  }

  /** What a schema says beside the parts of its `allOf`: its own properties, and those of the parts that it requires. */
  #withoutParts({ allOf = [], type, ...own }: Schema): Schema {
    const inherited = this.document.properties({ allOf }).properties;
    const bare = allOf.flatMap((part) => (isObject(part) && part.properties === undefined ? texts(part.required) : []));
    const required = [...new Set([...texts(own.required), ...bare])];
    const found = required.flatMap((name): [string, Schema][] => {
      const property = inherited.get(name);
      return property === undefined ? [] : [[name, property]];
    });
    const properties = Object.fromEntries([...found, ...Object.entries(own.properties ?? {})]);
    if (Object.keys(properties).length === 0) return { ...own, ...(type !== undefined && { type }) };
    return { ...own, type: type ?? "object", properties, required };
  }

  #ownType(schema: Schema, isPart: boolean, direction: Direction): TypeNode | undefined {
    // Null beside other parts: whoever writes that means one or the other.
    const named = typesOf(schema).filter((type) => !isPart || type !== "null");
    const types = named.length > 0 ? named : this.#impliedTypes(schema);
    const telling = isPart ? types.filter((type) => saysMore(type, schema)) : types;
    if (telling.length < types.length || types.length === 0) return undefined;
    return union(types.map((type) => this.#ofType(type, schema, direction)));
  }

  #impliedTypes(schema: Schema): readonly string[] {
    const has = (...keywords: string[]) => keywords.some((keyword) => schema[keyword] !== undefined);
    if (has("properties", "additionalProperties", "patternProperties", "propertyNames")) return ["object"];
    if (has("items", "prefixItems")) return ["array"];
    if (has("contentEncoding", "contentMediaType")) return ["string"];
    const { allOf = [] } = schema;
    return this.#isMerged(schema) && allOf.some((part) => isObject(part) && isObject(part.properties))
      ? ["object"]
      : [];
  }

  #ofType(type: string, schema: Schema, direction: Direction): TypeNode {
    switch (type) {
      case "integer":
      case "number":
        return numberType;
      case "string":
        return stringType;
      case "boolean":
        return booleanType;
      case "null":
        return nullType;
      case "array":
        return arrayType(schema, direction, this);
      case "object": {
        const isResource = this.#options.jsonapi && this.#jsonapi.isResource(schema);
        return isResource ? this.#jsonapi.flat(schema, direction) : objectType(schema, direction, this);
      }
      default:
        return unknownType;
    }
  }

  /** The caller's names of an object's members that the wire spells otherwise, and of those inside them. */
  names(schema: Schema | boolean | undefined): Names {
    if (!this.#options.camel) return {};
    const names: Table = new Map();
    // Level by level: if there are too many, it is the innermost that go without.
    const waiting: Named[] = [{ schema, names, around: [] }];
    for (const { schema, names, around } of waiting) {
      if (waiting.length > mostNamed) {
        this.#tooManyNames = true;
        break;
      }
      const met = new Set<Schema>();
      const visit = (part: Schema | boolean | undefined): void => {
        const target = this.document.resolve(part);
        if (!isObject(target) || met.has(target) || around.includes(target)) return;
        met.add(target);
        for (const inner of [target.items, ...(target.oneOf ?? []), ...(target.anyOf ?? [])]) visit(inner);
        for (const [wire, property] of this.document.properties(target).properties) {
          const member = this.memberName(wire);
          const { wire: before = wire, inner = new Map() } = names.get(member) ?? {};
          names.set(member, { wire: member === wire ? before : wire, inner });
          if (mayNest(this.document.resolve(property)))
            waiting.push({ schema: property, names: inner, around: [...around, ...met] });
        }
      };
      visit(schema);
    }
    return tableOf(names);
  }
}

/** Names that are still being gathered: those too that are spelled alike on both sides. */
type Table = Map<string, { readonly wire: string; readonly inner: Table }>;

/** A schema whose members' names go into a table, and the schemas it stands in. */
interface Named {
  readonly schema: Schema | boolean | undefined;
  readonly names: Table;
  readonly around: readonly Schema[];
}

function mayNest(schema: Schema | boolean): boolean {
  return isObject(schema) && ["properties", "items", "allOf", "oneOf", "anyOf"].some((keyword) => keyword in schema);
}

function tableOf(names: Table): Names {
  const entries = [...names].map(([member, { wire, inner }]) => [member, { wire, inner: tableOf(inner) }] as const);
  return Object.fromEntries(
    entries.filter(([member, { wire, inner }]) => member !== wire || Object.keys(inner).length > 0),
  );
}

function typesOf({ type }: Schema): readonly string[] {
  return (Array.isArray(type) ? type : [type]).filter((each) => typeof each === "string");
}

/** Whether a type beside other parts adds to what they say: an object without a word about its members does not. */
function saysMore(type: string, schema: Schema): boolean {
  const has = (...keywords: string[]) => keywords.some((keyword) => schema[keyword] !== undefined);
  if (type === "array") return has("items", "prefixItems");
  return type !== "object" || has("properties", "additionalProperties", "patternProperties", "propertyNames", "allOf");
}

const annotations = new Set(
  "title description summary default example examples deprecated readOnly writeOnly externalDocs xml $comment $anchor $id $schema".split(
    " ",
  ),
);

/** Whether a schema only has words about a value, and none about its type. */
function isAnnotation(schema: Schema): boolean {
  return Object.keys(schema).every((keyword) => annotations.has(keyword) || keyword.startsWith("x-"));
}
