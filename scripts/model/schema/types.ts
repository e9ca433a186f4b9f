// Schema Object → type. Components become declarations with a name; everything else is written out where it stands.

import { isObject } from "../../document/json.js";
import type { Schema, SpecDocument } from "../../document/resolve.js";
import type { Problem } from "../../problem/problem.js";
import type { NameScope } from "../naming/names.js";
import type { Declaration, Docs, MemberNode, TypeNode } from "../types/node.js";
import type { Names } from "../types/operation.js";
import { analyseSchemas, componentsOf, type SchemaAnalysis } from "./analyse.js";
import { Components, type Draft } from "./components.js";
import { isAnnotation } from "./composition/all-of.js";
import { intersection, neverType, nullType, union, unknownType, withMembers } from "./composition/combine.js";
import { tagMembers } from "./composition/discriminator.js";
import { type KeywordContext, typeOfKeywords } from "./composition/keywords.js";
import { anyChild } from "./composition/variants.js";
import { type Contents, contentsOf } from "./contents.js";
import { openCycles } from "./cycles.js";
import { boundIn } from "./dynamic.js";
import { JsonApi } from "./jsonapi.js";
import { type ModeOptions, Modes } from "./modes.js";
import type { Direction } from "./object.js";
import { orFile, References } from "./references.js";
import { maxNamedSchemas, wireNamesOf } from "./wire-names.js";

/** The limit of levels of schemas in one another. A type below it is `unknown`. */
const maxDepth = 128;

export interface TypesOptions extends ModeOptions {
  readonly scope: NameScope;
}

export class Types {
  readonly document: SpecDocument;
  readonly #options: TypesOptions;
  readonly #analysis: SchemaAnalysis;
  readonly #components: Components;
  readonly #contents: Contents;
  readonly #modes: Modes;
  readonly #references: References;
  readonly #jsonapi: JsonApi;
  readonly #context: KeywordContext;
  readonly #extra: Declaration[] = [];
  /** The schema that is being declared: a reference to it may be wider. */
  #declaring: Schema | undefined;
  /** The component that is being declared. */
  #component: string | undefined;
  #depth = 0;
  #isTooDeep = false;
  #areNamesCut = false;

  constructor(document: SpecDocument, options: TypesOptions) {
    this.document = document;
    this.#options = options;
    this.#analysis = analyseSchemas(document);
    this.#components = new Components(options.scope, this.#analysis.split, Object.keys(componentsOf(document) ?? {}));
    this.#jsonapi = new JsonApi(this);
    this.#modes = new Modes(document, options);
    this.#references = new References({
      document,
      modes: this.#modes,
      components: this.#components,
      contents: () => this.#contents,
      of: (schema, direction) => this.of(schema, direction),
    });
    this.#context = this.#keywordContext();
    this.#contents = contentsOf(document, {
      isResource: (schema) => this.#jsonapi.isResource(schema),
      isRecased: (name) => this.memberName(name) !== name,
      isVerbatim: (name) => this.isVerbatim(name),
    });
  }

  #keywordContext(): KeywordContext {
    const currentComponent = () => this.#component;
    return {
      document: this.document,
      analysis: this.#analysis,
      get component() {
        return currentComponent();
      },
      of: (schema, direction) => this.of(schema, direction),
      memberName: (wire) => this.memberName(wire),
      inside: (wire, print) => this.inside(wire, print),
      reference: (ref, direction) => this.#references.of(ref, direction),
      base: (component, schema, direction) =>
        this.#components.named(component, schema, direction, this.#modes.variant(this.#contents, component, true)),
      flatResource: (schema, direction) =>
        this.#modes.current.flat && this.#jsonapi.isResource(schema)
          ? this.#jsonapi.flat(schema, direction)
          : undefined,
    };
  }

  get declarations(): readonly Declaration[] {
    this.#declareComponents();
    return openCycles([...this.#components.declarations, ...this.#extra]);
  }

  /** Facts of the schemas that the types leave out. */
  get problems(): readonly Problem[] {
    const found = [...this.#analysis.problems];
    if (this.#isTooDeep) {
      const message = `Schemas stand in one another more than ${maxDepth} levels deep: what is below is typed \`unknown\`.`;
      const remedy = "Give the inner ones names of their own, under `components.schemas`.";
      found.push({ code: "schema-depth", severity: "warning", message, remedy });
    }
    for (const ref of this.#references.unbound) {
      const message = `\`$dynamicRef\` to \`${ref}\` is bound by no schema on the way to it: its type is \`unknown\`.`;
      const remedy = "Give a schema around it that `$dynamicAnchor`, or refer to a schema by `$ref`.";
      found.push({ code: "schema-wider", severity: "warning", message, remedy });
    }
    if (this.#areNamesCut) {
      const message = `More than ${maxNamedSchemas} schemas stand in what one call sends: the innermost members are sent under the caller's names.`;
      const remedy =
        "Nothing, if the service takes both spellings. Otherwise leave out `x-key-inflection`, by an overlay.";
      found.push({ code: "names-size", severity: "warning", message, remedy });
    }
    return found;
  }

  memberName(wire: string): string {
    return this.#modes.memberName(wire);
  }

  isVerbatim(wire: string): boolean {
    return this.#modes.isVerbatim(wire);
  }

  inside<T>(wire: string, print: () => T): T {
    return this.#modes.inside(wire, print);
  }

  /** Runs `print`, which joins types of parts of one body. */
  together<T>(body: Schema, print: () => T): T {
    return this.#modes.as({ ...this.#modes.current, level: this.#modes.levelAt(body, "input") }, print);
  }

  /** Runs `print` with JSON:API's resources as the envelope wants them: flat objects, or as they are on the wire. */
  within<T>(envelope: string, print: () => T): T {
    return this.#modes.as({ ...this.#modes.current, flat: envelope === "jsonapi" }, print);
  }

  /** The declaration of a component, if anything leads to it. */
  component(name: string): Declaration | undefined {
    this.#declareComponents();
    return this.#components.component(name);
  }

  /** Reserves a name for a type that a printer writes by itself. */
  reserve(name: string): string {
    return this.#options.scope.reserve(name);
  }

  /** Declares a type that has no component of its own. */
  declare(name: string, type: TypeNode, docs: Docs, file: string, direction: Direction): TypeNode {
    const reserved = this.#options.scope.reserve(name);
    this.#extra.push({ name: reserved, type, docs, file, input: direction === "input", states: undefined });
    return { kind: "named", name: reserved };
  }

  /**
   * Takes note of the resources that documents include: a relationship to one gets its type, and a resource gets a member
   * for those that no relationship leads to.
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
    if (this.#depth >= maxDepth) {
      this.#isTooDeep = true;
      return unknownType;
    }
    this.#depth += 1;
    this.#references.countSchema();
    const type = this.#ofObject(schema, direction);
    this.#depth -= 1;
    return type;
  }

  #ofObject(schema: Schema, direction: Direction): TypeNode {
    const mode = this.#modes.current;
    const bound = boundIn(schema, mode.bound);
    const level = this.#modes.levelAt(schema, direction);
    if (bound !== mode.bound || level !== mode.level) {
      return this.#modes.as({ ...mode, bound, level }, () => this.#ofObject(schema, direction));
    }
    const { $ref, $dynamicRef, $recursiveRef, ...beside } = schema;
    const ref = $ref ?? $dynamicRef ?? $recursiveRef;
    if (typeof ref === "string") {
      const isDynamic = $ref === undefined && ref === $dynamicRef;
      const type = isDynamic ? this.#references.dynamic(ref, direction) : this.#references.of(ref, direction);
      const { type: kind, ...others } = beside;
      // Some write `type: object` beside a reference to one.
      const adds = !isAnnotation(others) || (kind !== undefined && kind !== "object");
      return adds ? intersection([type, this.of(beside, direction)]) : type;
    }
    if (schema["x-envelope"] === "jsonapi") {
      return this.within("jsonapi", () => this.of(this.document.property(schema, "data"), direction));
    }
    const type = typeOfKeywords(schema, direction, this.#context);
    const passed = schema === this.#declaring ? type : orFile(type, schema, direction);
    return schema.nullable === true ? union([passed, nullType]) : passed;
  }

  #declareComponents(): void {
    this.#components.declareAll((draft, direction) => this.#declared(draft, direction));
  }

  #declared({ schema, component, mode }: Draft, direction: Direction): TypeNode {
    this.#component = component;
    this.#declaring = schema;
    const tags = component === undefined ? undefined : this.#analysis.tags.get(component);
    const family = component === undefined || mode.base ? undefined : this.#analysis.families.get(component);
    const type = this.#modes.as({ ...mode, base: false }, () => {
      if (component !== undefined && family !== undefined)
        return anyChild(component, schema, family, direction, this.#context);
      const own = this.of(schema, direction);
      return tags === undefined ? own : withMembers(own, tagMembers(schema, tags, this));
    });
    this.#component = undefined;
    this.#declaring = undefined;
    return type;
  }

  /** The caller's names of an object's members that the wire spells otherwise, and of those inside them. */
  names(schema: Schema | boolean | undefined): Names {
    if (!this.#options.camel) return {};
    const { names, isCut } = wireNamesOf(this.document, schema, this);
    this.#areNamesCut ||= isCut;
    return names;
  }
}
