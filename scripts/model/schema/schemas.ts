// Schema Object → type. Components become declarations with a name; everything else is spelled where it stands.

import { isObject } from "../../document/json.js";
import { pointerOf, type Schema, type SpecDocument, texts } from "../../document/resolve.js";
import { stringify } from "../../document/stringify.js";
import type { Problem } from "../../problem/problem.js";
import { isRequirement, noDocs } from "../docs.js";
import { camelCase, type NameScope } from "../naming/names.js";
import type { Declaration, Docs, MemberNode, TypeNode } from "../types/node.js";
import type { Names } from "../types/operation.js";
import { analyseSchemas, componentOf, componentsOf, type Family, namesOf, type SchemaAnalysis } from "./analyse.js";
import {
  booleanType,
  fileType,
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
import { Components, type Draft, type Mode, type Variant } from "./components.js";
import { type Contents, contentsOf } from "./contents.js";
import { openCycles } from "./cycles.js";
import { tagMembers } from "./discriminator.js";
import { anchorsOf, boundIn } from "./dynamic.js";
import { exactNumberOf } from "./exact-numbers.js";
import { JsonApi } from "./jsonapi.js";
import { isSpelledOtherwise, type Level, levelOf, levelWithout } from "./level.js";
import { arrayType, type Direction, objectType } from "./object.js";

export { stringType, undefinedType, union, unknownType, voidType } from "./combine.js";
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
  /** Properties whose inner names are never turned, as the wire spells them. */
  readonly verbatim?: readonly string[];
  /** Whether resources are JSON:API's and therefore flattened. */
  readonly jsonapi: boolean;
  readonly scope: NameScope;
}

export class Types {
  readonly document: SpecDocument;
  readonly #options: TypesOptions;
  readonly #analysis: SchemaAnalysis;
  readonly #components: Components;
  readonly #contents: Contents;
  /** How operations are spelled that do not say otherwise. */
  readonly #usual: Mode;
  #mode: Mode;
  readonly #jsonapi: JsonApi;
  readonly #extra: Declaration[] = [];
  /** References, other than to components, that are being spelled where they stand. */
  readonly #open = new Set<string>();
  /** Those of them that were met within themselves. */
  readonly #recursive = new Set<string>();
  /** Those of them that are too large to be written out wherever they are met. */
  readonly #large = new Set<string>();
  readonly #componentNames: ReadonlyMap<unknown, string>;
  readonly #boundIds = new Map<Schema, number>();
  /** Dynamic references that nothing binds. */
  readonly #unbound = new Set<string>();
  /** How many schemas were spelled. */
  #spelled = 0;
  /** The schema that is being declared: a reference to it may be wider. */
  #declaring: Schema | undefined;
  /** The component that is being spelled. */
  #current: string | undefined;
  #depth = 0;
  #tooDeep = false;
  #tooManyNames = false;

  constructor(document: SpecDocument, options: TypesOptions) {
    this.document = document;
    this.#options = options;
    this.#analysis = analyseSchemas(document);
    this.#components = new Components(options.scope, this.#analysis.split, Object.keys(componentsOf(document) ?? {}));
    this.#componentNames = new Map(
      Object.entries(componentsOf(document) ?? {}).map(([name, schema]) => [schema, name]),
    );
    this.#jsonapi = new JsonApi(this);
    this.#usual = { flat: options.jsonapi, verbatim: false, bound: new Map(), base: false, level: undefined };
    this.#mode = this.#usual;
    this.#contents = contentsOf(document, {
      isResource: (schema) => this.#jsonapi.isResource(schema),
      isRecased: (name) => this.memberName(name) !== name,
      isVerbatim: (name) => this.isVerbatim(name),
    });
  }

  get declarations(): readonly Declaration[] {
    this.#settle();
    return openCycles([...this.#components.declarations, ...this.#extra]);
  }

  /** What no type says of the schemas. */
  get problems(): readonly Problem[] {
    const found = [...this.#analysis.problems];
    if (this.#tooDeep) {
      const message = `Schemas stand in one another more than ${deepest} levels deep: what is below is typed \`unknown\`.`;
      const remedy = "Give the inner ones names of their own, under `components.schemas`.";
      found.push({ code: "schema-depth", severity: "warning", message, remedy });
    }
    for (const ref of this.#unbound) {
      const message = `\`$dynamicRef\` to \`${ref}\` is bound by no schema on the way to it: its type is \`unknown\`.`;
      const remedy = "Give a schema around it that `$dynamicAnchor`, or refer to a schema by `$ref`.";
      found.push({ code: "schema-wider", severity: "warning", message, remedy });
    }
    if (this.#tooManyNames) {
      const message = `More than ${mostNamed} schemas stand in what one call sends: the innermost members are sent under the caller's names.`;
      const remedy =
        "Nothing, if the service takes both spellings. Otherwise leave out `x-key-inflection`, by an overlay.";
      found.push({ code: "names-size", severity: "warning", message, remedy });
    }
    return found;
  }

  /** The caller's name for a property of the wire; one of two that would be called alike keeps the wire's. */
  memberName(wire: string): string {
    const isKept = this.#mode.verbatim || this.#mode.level?.kept.has(wire) === true;
    return this.#options.camel && !isKept ? camelCase(wire) : wire;
  }

  /** Whether names inside a property are data of the customer, which keep the spelling of the wire. */
  isVerbatim(wire: string): boolean {
    return this.#options.camel && this.#options.verbatim?.includes(wire) === true;
  }

  /** Spells what stands inside a property. */
  inside<T>(wire: string, spell: () => T): T {
    const { level } = this.#mode;
    const verbatim = this.#mode.verbatim || this.isVerbatim(wire);
    if (level === undefined && verbatim === this.#mode.verbatim) return spell();
    const inner = level?.properties.get(wire) ?? [];
    return this.#as({ ...this.#mode, verbatim, level: verbatim ? undefined : this.#several(inner) }, spell);
  }

  /** The level that a property has in several alternatives, for they share its names. */
  #several(schemas: readonly (Schema | boolean | undefined)[]): Level | undefined {
    return schemas.length > 1 ? levelOf(this.document, schemas) : undefined;
  }

  /** The level that begins with a schema, if names there depend on one another. */
  #levelAt(schema: Schema, direction: Direction): Level | undefined {
    const { level, verbatim } = this.#mode;
    // What the service says is spelled name by name, as it comes.
    if (level !== undefined || verbatim || direction === "output" || !this.#options.camel) return level;
    const found = levelOf(this.document, [schema]);
    const isShared = found.kept.size > 0 || [...found.properties.values()].some(({ length }) => length > 1);
    return isShared ? found : undefined;
  }

  /** Spells what is put together from the parts of a body. */
  together<T>(body: Schema, spell: () => T): T {
    return this.#as({ ...this.#mode, level: this.#levelAt(body, "input") }, spell);
  }

  /** Spells a body as its envelope has it: JSON:API's resources are flat objects, or as they are on the wire. */
  within<T>(envelope: string, spell: () => T): T {
    return this.#as({ ...this.#mode, flat: envelope === "jsonapi" }, spell);
  }

  #as<T>(mode: Mode, spell: () => T): T {
    const before = this.#mode;
    this.#mode = mode;
    try {
      return spell();
    } finally {
      this.#mode = before;
    }
  }

  /** The form of a component that the mode asks for. */
  #variant(component: string, base = false): Variant {
    const { resources, recased, plain } = this.#contents;
    const isOther = this.#mode.flat !== this.#usual.flat && resources.has(component);
    const isVerbatim = this.#mode.verbatim && recased.has(component);
    const mode = { ...this.#usual, flat: isOther ? this.#mode.flat : this.#usual.flat, verbatim: isVerbatim, base };
    return {
      suffix:
        (base ? "Base" : "") +
        (isOther ? (mode.flat ? "Value" : "Resource") : "") +
        (isVerbatim && plain.has(component) ? "Verbatim" : ""),
      mode,
    };
  }

  /** What is declared for a component, if anything leads to it. */
  component(name: string): Declaration | undefined {
    this.#settle();
    return this.#components.component(name);
  }

  /** Takes a name for a type that an emitter spells by itself. */
  reserve(name: string): string {
    return this.#options.scope.reserve(name);
  }

  /** Declares a type that has no component of its own. */
  declare(name: string, type: TypeNode, docs: Docs, file: string, direction: Direction): TypeNode {
    const claimed = this.#options.scope.reserve(name);
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

  /** The member that holds the included resources to which nothing in a document leads. */
  leftover(items: Schema): MemberNode {
    return this.#jsonapi.leftover(items);
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
    const bound = boundIn(schema, this.#mode.bound);
    const level = this.#levelAt(schema, direction);
    if (bound !== this.#mode.bound || level !== this.#mode.level) {
      return this.#as({ ...this.#mode, bound, level }, () => this.#ofObject(schema, direction));
    }
    const { $ref, $dynamicRef, $recursiveRef, ...beside } = schema;
    const ref = $ref ?? $dynamicRef ?? $recursiveRef;
    if (typeof ref === "string") {
      const type =
        $ref === undefined && ref === $dynamicRef ? this.#dynamic(ref, direction) : this.#reference(ref, direction);
      return isAnnotation(beside) ? type : intersection([type, this.of(beside, direction)]);
    }
    if (schema["x-envelope"] === "jsonapi") {
      return this.within("jsonapi", () => this.of(this.document.property(schema, "data"), direction));
    }
    const type = this.#spell(schema, direction);
    const spelled = schema === this.#declaring ? type : orFile(type, schema, direction);
    return schema.nullable === true ? union([spelled, nullType]) : spelled;
  }

  /** What a `$dynamicRef` is bound to; by a JSON pointer it is a reference like any other. */
  #dynamic(ref: string, direction: Direction): TypeNode {
    if (!/^#[^/]/.test(ref)) return this.#reference(ref, direction);
    const target = this.#mode.bound.get(ref.slice(1));
    if (target === undefined) {
      this.#unbound.add(ref);
      return unknownType;
    }
    const component = this.#componentNames.get(target);
    return this.#reference(
      component === undefined ? ref : pointerOf("components", "schemas", component),
      direction,
      target,
    );
  }

  /** Whether what a component leaves open is bound otherwise here than it binds it itself. */
  #isBoundOtherwise(component: string, target: Schema): boolean {
    const own = anchorsOf(target);
    return [...(this.#contents.open.get(component) ?? [])].some((name) => {
      const bound = this.#mode.bound.get(name);
      return bound !== undefined && bound !== own.get(name);
    });
  }

  #reference(ref: string, direction: Direction, known?: Schema): TypeNode {
    const target = known ?? (this.document.at(ref) as Schema | boolean | undefined);
    if (!isObject(target)) return typeof target === "boolean" ? this.of(target, direction) : unknownType;
    const component = componentOf(ref);
    const { level } = this.#mode;
    const isOther = level !== undefined && isSpelledOtherwise(this.document, level, [target]);
    if (
      component !== undefined &&
      target["x-envelope"] !== "jsonapi" &&
      !isOther &&
      !this.#isBoundOtherwise(component, target)
    ) {
      return orFile(this.#components.named(component, target, direction, this.#variant(component)), target, direction);
    }
    const mode = this.#mode;
    const kept = isOther ? [...level.kept].sort().join(" ") : "";
    const key = `${direction} ${mode.flat} ${mode.verbatim} ${ref} ${this.#boundKey()} ${kept}`;
    const placed = (): TypeNode => this.#components.placed(key, ref, target, direction, mode);
    if (this.#open.has(key)) {
      this.#recursive.add(key);
      return placed();
    }
    if (this.#large.has(key)) return placed();
    this.#open.add(key);
    const before = this.#spelled;
    const type = this.of(target, direction);
    this.#open.delete(key);
    if (this.#spelled - before > largest) this.#large.add(key);
    if (!this.#recursive.has(key) && !this.#large.has(key)) return type;
    this.#spelled = before;
    return placed();
  }

  /** Tells apart what is bound: a reference that is spelled in its place may be spelled otherwise in another. */
  #boundKey(): string {
    const entries = [...this.#mode.bound].map(([name, schema]) => {
      const id = this.#boundIds.get(schema) ?? this.#boundIds.size;
      this.#boundIds.set(schema, id);
      return `${name}=${id}`;
    });
    return entries.sort().join(" ");
  }

  #settle(): void {
    this.#components.settle((draft, direction) => this.#declared(draft, direction));
  }

  #declared({ schema, component, mode }: Draft, direction: Direction): TypeNode {
    this.#current = component;
    this.#declaring = schema;
    const tags = component === undefined ? undefined : this.#analysis.tags.get(component);
    const family = component === undefined || mode.base ? undefined : this.#analysis.families.get(component);
    const type = this.#as({ ...mode, base: false }, () => {
      if (component !== undefined && family !== undefined) return this.#oneOf(component, schema, family, direction);
      const spelled = this.of(schema, direction);
      return tags === undefined ? spelled : withMembers(spelled, tagMembers(schema, tags, this));
    });
    this.#current = undefined;
    this.#declaring = undefined;
    return type;
  }

  /** A parent as a value: one of those that extend it, or itself where its discriminator has a name for it. */
  #oneOf(component: string, schema: Schema, { heirs, own }: Family, direction: Direction): TypeNode {
    const isNamed = [...own.values()].some(({ length }) => length > 0);
    const base = (): TypeNode =>
      withMembers(
        this.#components.named(component, schema, direction, this.#variant(component, true)),
        tagMembers(schema, own, this),
      );
    const others = heirs.map((heir) => this.#reference(pointerOf("components", "schemas", heir), direction));
    return union([...(isNamed ? [base()] : []), ...others]);
  }

  #spell(schema: Schema, direction: Direction): TypeNode {
    if (schema.const !== undefined) return literal(schema.const);
    if (Array.isArray(schema.enum)) return union(schema.enum.map((value) => literal(value)));
    const isNullable = typesOf(schema).includes("null");
    const known = schema["x-extensible-enum"];
    if (Array.isArray(known)) {
      const open: TypeNode = { kind: "extensible", known: known.map(stringify) };
      return isNullable ? union([open, nullType]) : open;
    }
    if (isObject(schema.not) ? Object.keys(schema.not).length === 0 : schema.not === true) return neverType;
    const { allOf } = schema;
    // Put together first: type and id may stand in one part of it, and the attributes in another.
    if (allOf !== undefined && this.#mode.flat && this.#jsonapi.isResource(schema)) {
      const flat = this.#jsonapi.flat(schema, direction);
      return isNullable ? union([flat, nullType]) : flat;
    }
    const parts: TypeNode[] = [];
    const isMerged = this.#isMerged(schema);
    if (!isMerged) for (const part of allOf ?? []) parts.push(this.#inherited(unconditional(part), schema, direction));
    for (const choices of [schema.oneOf, schema.anyOf]) {
      if (!Array.isArray(choices) || choices.every(isRequirement)) continue;
      parts.push(union(choices.map((choice) => this.#choice(choice, schema, direction))));
    }
    const conditional = this.#conditional(schema, direction);
    if (conditional !== undefined) parts.push(conditional);
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
  #inherited(part: Schema | boolean, { allOf = [], properties }: Schema, direction: Direction): TypeNode {
    const base = isObject(part) ? componentOf(part.$ref) : undefined;
    const heirs = base === undefined ? undefined : this.#analysis.families.get(base)?.heirs;
    const extendsIt = allOf.length > 1 || properties !== undefined || heirs?.includes(this.#current ?? "");
    if (base !== undefined && heirs !== undefined && extendsIt) {
      const schema = this.document.resolve(part) as Schema;
      return this.#components.named(base, schema, direction, this.#variant(base, true));
    }
    const parent = isObject(part) && typeof part.$ref === "string" ? this.document.at(part.$ref) : undefined;
    if (!isObject(parent) || this.#current === undefined) return this.of(part, direction);
    const { oneOf, anyOf, ...own } = parent as Schema;
    const children = [...(oneOf ?? []), ...(anyOf ?? [])];
    const isListed = children.some((child) => isObject(child) && componentOf(child.$ref) === this.#current);
    return isListed ? this.of(own, direction) : this.of(part, direction);
  }

  /** One of several; told apart by the discriminator, if it is not by itself. */
  #choice(choice: Schema | boolean, { discriminator }: Schema, direction: Direction): TypeNode {
    const type = this.of(choice, direction);
    const component = isObject(choice) ? componentOf(choice.$ref) : undefined;
    if (component === undefined || !isObject(discriminator) || typeof discriminator.propertyName !== "string")
      return type;
    const property = discriminator.propertyName;
    const names = namesOf(discriminator, component);
    if (names.length === 0) return this.#untagged(type, choice as Schema, property);
    if (this.#analysis.tags.get(component)?.has(property) === true) return type;
    const tags = new Map([[property, names]]);
    const target = this.document.resolve(choice) as Schema;
    return isObject(target) ? withMembers(type, tagMembers(target, tags, this)) : type;
  }

  /** What stands for all tags that the others do not have: it may have any, or none. */
  #untagged(type: TypeNode, choice: Schema, property: string): TypeNode {
    const target = this.document.resolve(choice);
    if (!isObject(target) || this.document.property(target as Schema, property) !== undefined) return type;
    return withMembers(type, [{ name: this.memberName(property), type: stringType, optional: true, docs: noDocs }]);
  }

  /** Members that only cases of `if` and `dependentSchemas` name: there, or not. */
  #conditional(schema: Schema, direction: Direction): TypeNode | undefined {
    const cases = casesOf(schema);
    if (cases.length === 0) return undefined;
    const known = this.document.properties(schema).properties;
    const found = new Map<string, MemberNode[]>();
    for (const each of cases) {
      const object = objectType({ ...each, required: [] }, direction, this);
      if (object.kind !== "object") continue;
      for (const member of object.members) found.set(member.name, [...(found.get(member.name) ?? []), member]);
    }
    for (const wire of known.keys()) found.delete(this.memberName(wire));
    const members = [...found.values()].flatMap(([first, ...others]): MemberNode[] =>
      first === undefined
        ? []
        : [{ ...first, type: union([first, ...others].map(({ type }) => type)), optional: true }],
    );
    return members.length === 0 ? undefined : { kind: "object", members, rest: undefined };
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
        return exactType(schema) ?? numberType;
      case "string":
        return stringType;
      case "boolean":
        return booleanType;
      case "null":
        return nullType;
      case "array":
        return arrayType(schema, direction, this);
      case "object": {
        const isResource = this.#mode.flat && this.#jsonapi.isResource(schema);
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
    const waiting: Named[] = [{ schemas: [schema], names, around: [] }];
    let count = 1;
    for (const { schemas, names, around } of waiting) {
      if (count > mostNamed) {
        this.#tooManyNames = true;
        break;
      }
      const { kept, properties, read } = levelWithout(this.document, schemas, around);
      for (const [wire, all] of properties) {
        const inner: Table = new Map();
        names.set(kept.has(wire) ? wire : this.memberName(wire), { wire, inner });
        const further = this.isVerbatim(wire) ? [] : all.filter((each) => mayNest(this.document.resolve(each ?? true)));
        count += further.length;
        if (further.length > 0) waiting.push({ schemas: further, names: inner, around: [...around, ...read] });
      }
    }
    return tableOf(names);
  }
}

/** The type of a number that is kept exact. */
function exactType(schema: Schema): TypeNode | undefined {
  const exact = exactNumberOf(schema);
  return exact && { kind: "runtime", name: exact === "decimal" ? "Decimal" : "Int64", of: undefined };
}

/** Names that are still being gathered: those too that are spelled alike on both sides. */
type Table = Map<string, { readonly wire: string; readonly inner: Table }>;

/** Schemas whose members' names go into a table, and the schemas they stand in. */
interface Named {
  readonly schemas: readonly (Schema | boolean | undefined)[];
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

/** A part of an `allOf` without its cases, which are read for the whole. */
function unconditional(part: Schema | boolean): Schema | boolean {
  if (!isObject(part) || (part.if === undefined && part.dependentSchemas === undefined)) return part;
  const entries = Object.entries(part).filter(([keyword]) => !/^(if|then|else|dependentSchemas)$/.test(keyword));
  return Object.fromEntries(entries) as Schema;
}

/** What holds only under a condition, and the cases inside it. */
function casesOf(schema: Schema): readonly Schema[] {
  const parts = [schema, ...(Array.isArray(schema.allOf) ? schema.allOf : [])].filter(isObject) as Schema[];
  const cases = parts.flatMap((part) => [
    ...(part.if === undefined ? [] : [part.then, part.else]),
    ...Object.values(isObject(part.dependentSchemas) ? part.dependentSchemas : {}),
  ]);
  return (cases.filter(isObject) as Schema[]).flatMap((each) => [each, ...casesOf(each)]);
}

/** Whether a type beside other parts adds to what they say: an object without a word about its members does not. */
function saysMore(type: string, schema: Schema): boolean {
  const has = (...keywords: string[]) => keywords.some((keyword) => schema[keyword] !== undefined);
  if (type === "array") return has("items", "prefixItems");
  return type !== "object" || has("properties", "additionalProperties", "patternProperties", "propertyNames", "allOf");
}

const annotations = new Set(
  "title description summary default example examples deprecated readOnly writeOnly externalDocs xml $comment $anchor $dynamicAnchor $id $schema $defs definitions".split(
    " ",
  ),
);

/** Whether a schema only has words about a value, and none about its type. */
function isAnnotation(schema: Schema): boolean {
  return Object.keys(schema).every((keyword) => annotations.has(keyword) || keyword.startsWith("x-"));
}

/** What a caller may pass for an object that holds a file: the file itself too. */
function orFile(type: TypeNode, schema: Schema, direction: Direction): TypeNode {
  return direction === "input" && isObject(schema["x-upload"]) ? union([type, fileType]) : type;
}
