// Schemas that are declared under a name: components, and schemas that refer to themselves.

import { pathOf, type Schema } from "../../document/resolve.js";
import { schemaDocs } from "../docs.js";
import { fileName, type NameScope, typeName } from "../naming/names.js";
import type { Declaration, TypeNode } from "../types/node.js";
import { unknownType } from "./composition/combine.js";
import type { Level } from "./level.js";
import type { Direction } from "./object.js";

/** A form of a component beside its usual one, and the suffix of its name. */
export interface Variant {
  readonly suffix: string;
  readonly mode: Mode;
}

/** The settings that a type depends on, beyond its direction. */
export interface Mode {
  /** Whether JSON:API's resources are flat objects. */
  readonly flat: boolean;
  /** Whether names keep the spelling of the wire. */
  readonly verbatim: boolean;
  /** The targets of `$dynamicRef` by name: the outermost schema on the way that has the anchor. */
  readonly bound: Bound;
  /** Whether a parent is the base of its children, and not one of them. */
  readonly base: boolean;
  /** The names that depend on one another, where some do. */
  readonly level: Level | undefined;
}

export type Bound = ReadonlyMap<string, Schema>;

/** A declaration whose type may not be made yet. */
export interface Draft {
  readonly schema: Schema;
  /** Name of the component, if it is one. */
  readonly component: string | undefined;
  readonly mode: Mode;
  declaration: Declaration;
}

export class Components {
  readonly #scope: NameScope;
  readonly #split: ReadonlySet<string>;
  /** Names of the components' types. */
  readonly #names: ReadonlyMap<string, string>;
  readonly #drafts = new Map<string, Draft>();
  /** Made one after the other, not one within the other: a chain of references may be as long as the document. */
  readonly #waiting: { readonly draft: Draft; readonly direction: Direction }[] = [];

  constructor(scope: NameScope, split: ReadonlySet<string>, components: readonly string[]) {
    this.#scope = scope;
    this.#split = split;
    this.#names = typeNames(components, scope);
  }

  get declarations(): readonly Declaration[] {
    return [...this.#drafts.values()].map(({ declaration }) => declaration);
  }

  component(name: string): Declaration | undefined {
    return (this.#drafts.get(keyOf(name, false)) ?? this.#drafts.get(keyOf(name, true)))?.declaration;
  }

  /** The type of a component by its name. A component that differs by direction has another name as an input. */
  named(component: string, schema: Schema, direction: Direction, { suffix, mode }: Variant): TypeNode {
    const asInput = direction === "input" && this.#split.has(component);
    const key = keyOf(component, asInput, suffix);
    const known = this.#known(key, direction);
    if (known !== undefined) return known;
    return this.#declare(key, component, this.#nameOf(component, asInput, suffix), schema, direction, mode);
  }

  /** The type of a schema that is no component, by a name that is made of its place. */
  placed(key: string, ref: string, schema: Schema, direction: Direction, mode: Mode): TypeNode {
    const known = this.#known(key, direction);
    return known ?? this.#declare(key, undefined, this.#scope.reserve(placeName(ref)), schema, direction, mode);
  }

  #known(key: string, direction: Direction): TypeNode | undefined {
    const draft = this.#drafts.get(key);
    if (draft === undefined) return undefined;
    const { declaration } = draft;
    if (direction === "input" && !declaration.input) {
      // A schema that was first met in a response is an input as well, and so is everything in it.
      draft.declaration = { ...declaration, input: true };
      this.#waiting.push({ draft, direction });
    }
    return { kind: "named", name: declaration.name };
  }

  #declare(
    key: string,
    component: string | undefined,
    name: string,
    schema: Schema,
    direction: Direction,
    mode: Mode,
  ): TypeNode {
    const declaration: Declaration = {
      name,
      type: unknownType,
      docs: schemaDocs(schema),
      file: `types/${fileName(name)}`,
      input: direction === "input",
      states: undefined,
    };
    const draft: Draft = { schema, component, mode, declaration };
    this.#drafts.set(key, draft);
    this.#waiting.push({ draft, direction });
    return { kind: "named", name };
  }

  #nameOf(component: string, asInput: boolean, suffix: string): string {
    const name = this.#names.get(component) ?? typeName(component);
    const more = suffix + (asInput ? "Input" : "");
    return more === "" ? name : this.#scope.reserve(name + more);
  }

  /** Makes the type of every declaration that waits for it, and of those that it refers to. */
  declareAll(spell: (draft: Draft, direction: Direction) => TypeNode): void {
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop()) {
      const { draft, direction } = next;
      const type = spell(draft, direction);
      draft.declaration = { ...draft.declaration, type };
    }
  }
}

/**
 * Names of the components' types, reserved before all others: callers import them most. A key that is already spelled
 * as a type already keeps its name, whatever the order of the document.
 */
function typeNames(components: readonly string[], scope: NameScope): ReadonlyMap<string, string> {
  const isSpelled = (key: string): boolean => typeName(key) === key;
  const sorted = [...components.filter(isSpelled), ...components.filter((key) => !isSpelled(key)).sort()];
  return new Map(sorted.map((key) => [key, scope.reserve(typeName(key))]));
}

function keyOf(component: string, asInput: boolean, suffix = ""): string {
  return `${suffix}${asInput ? "input" : ""}#${component}`;
}

/** `#/components/schemas/Tree/properties/child-nodes` → `TreeChildNodes`. */
function placeName(ref: string): string {
  const keywords =
    /^(components|schemas|properties|\$defs|definitions|paths|content|schema|items|allOf|oneOf|anyOf|\d+)$/;
  const path = ref.startsWith("#/") ? pathOf(ref.slice(1)) : [ref];
  const words = path.filter((part) => !keywords.test(part));
  return typeName((words.length > 0 ? words : path).slice(-3).join(" "));
}
