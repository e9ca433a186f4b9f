// Schemas that are declared under a name: components, and whatever else is referred to from within itself.

import { schemaDocs } from "../docs.js";
import { pathOf, type Schema } from "../document.js";
import { fileName, type NameScope, typeName } from "../names.js";
import type { Declaration, TypeNode } from "../types.js";
import { unknownType } from "./combine.js";
import type { Direction } from "./object.js";

/** A declaration whose type may still be to be spelled. */
export interface Draft {
  readonly schema: Schema;
  /** Name of the component, if it is one. */
  readonly component: string | undefined;
  declaration: Declaration;
}

export class Components {
  readonly #scope: NameScope;
  readonly #split: ReadonlySet<string>;
  /** As types, the names of all components: no name is derived that one of them would have. */
  readonly #own: ReadonlySet<string>;
  readonly #drafts = new Map<string, Draft>();
  /** Spelled one after the other, not one within the other: a chain of references may be as long as the document. */
  readonly #waiting: { readonly draft: Draft; readonly direction: Direction }[] = [];

  constructor(scope: NameScope, split: ReadonlySet<string>, names: readonly string[]) {
    this.#scope = scope;
    this.#split = split;
    this.#own = new Set(names.map(typeName));
  }

  get declarations(): readonly Declaration[] {
    return [...this.#drafts.values()].map(({ declaration }) => declaration);
  }

  component(name: string): Declaration | undefined {
    return (this.#drafts.get(keyOf(name, false)) ?? this.#drafts.get(keyOf(name, true)))?.declaration;
  }

  /** The type of a component by its name. What differs by direction has a name of its own as an input. */
  named(component: string, schema: Schema, direction: Direction): TypeNode {
    const asInput = direction === "input" && this.#split.has(component);
    const key = keyOf(component, asInput);
    return (
      this.#known(key, direction) ?? this.#declare(key, component, this.#nameOf(component, asInput), schema, direction)
    );
  }

  /** The type of what no component holds, by a name that is made of where it stands. */
  placed(ref: string, schema: Schema, direction: Direction): TypeNode {
    const key = `${direction} ${ref}`;
    return this.#known(key, direction) ?? this.#declare(key, undefined, placeName(ref), schema, direction);
  }

  #known(key: string, direction: Direction): TypeNode | undefined {
    const draft = this.#drafts.get(key);
    if (draft === undefined) return undefined;
    const { declaration } = draft;
    if (direction === "input" && !declaration.input) {
      // What was met in an answer first is an input as well, and so is all that stands in it.
      draft.declaration = { ...declaration, input: true };
      this.#waiting.push({ draft, direction });
    }
    return { kind: "named", name: declaration.name };
  }

  #declare(key: string, component: string | undefined, name: string, schema: Schema, direction: Direction): TypeNode {
    const claimed = this.#scope.claim(name);
    const declaration: Declaration = {
      name: claimed,
      type: unknownType,
      docs: schemaDocs(schema),
      file: `types/${fileName(claimed)}`,
      input: direction === "input",
      states: undefined,
    };
    const draft: Draft = { schema, component, declaration };
    this.#drafts.set(key, draft);
    this.#waiting.push({ draft, direction });
    return { kind: "named", name: claimed };
  }

  #nameOf(component: string, asInput: boolean): string {
    const name = typeName(component);
    if (!asInput) return name;
    let free = `${name}Input`;
    for (let number = 2; this.#own.has(free); number += 1) free = `${name}Input${number}`;
    return free;
  }

  /** Spells every declaration that waits for it, and those that this leads to. */
  settle(spell: (draft: Draft, direction: Direction) => TypeNode): void {
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop()) {
      const { draft, direction } = next;
      const type = spell(draft, direction);
      draft.declaration = { ...draft.declaration, type };
    }
  }
}

function keyOf(component: string, asInput: boolean): string {
  return `${asInput ? "input" : ""}#${component}`;
}

/** `#/components/schemas/Tree/properties/child-nodes` → `TreeChildNodes`. */
function placeName(ref: string): string {
  const keywords =
    /^(components|schemas|properties|\$defs|definitions|paths|content|schema|items|allOf|oneOf|anyOf|\d+)$/;
  const path = ref.startsWith("#/") ? pathOf(ref.slice(1)) : [ref];
  const words = path.filter((part) => !keywords.test(part));
  return typeName((words.length > 0 ? words : path).slice(-3).join(" "));
}
