// `$ref` and `$dynamicRef` → the name of a component, the type written out, or a declaration of its own.

import { isObject } from "../../document/json.js";
import { pointerOf, type Schema, type SpecDocument } from "../../document/resolve.js";
import type { TypeNode } from "../types/node.js";
import { componentOf, componentsOf } from "./analyse.js";
import type { Components } from "./components.js";
import { fileType, union, unknownType } from "./composition/combine.js";
import type { Contents } from "./contents.js";
import { anchorsOf } from "./dynamic.js";
import { isSpelledOtherwise } from "./level.js";
import type { Modes } from "./modes.js";
import type { Direction } from "./object.js";

/**
 * The limit of schemas in a type that is written out wherever it is referred to: two references each, on thirty levels,
 * would be a billion. A larger type is declared.
 */
const maxInlineSchemas = 500;

interface ReferenceContext {
  readonly document: SpecDocument;
  readonly modes: Modes;
  readonly components: Components;
  readonly contents: () => Contents;
  of(schema: Schema | boolean, direction: Direction): TypeNode;
}

export class References {
  readonly #context: ReferenceContext;
  /** References, other than to components, whose types are being written out. */
  readonly #open = new Set<string>();
  /** Those of them that lead back to themselves. */
  readonly #recursive = new Set<string>();
  /** Those of them that are too large to be written out. */
  readonly #large = new Set<string>();
  readonly #componentNames: ReadonlyMap<unknown, string>;
  readonly #boundIds = new Map<Schema, number>();
  /** Dynamic references that nothing binds. */
  readonly unbound = new Set<string>();
  /** The number of schemas that were written out. */
  #count = 0;

  constructor(context: ReferenceContext) {
    this.#context = context;
    const components = Object.entries(componentsOf(context.document) ?? {});
    this.#componentNames = new Map(components.map(([name, schema]) => [schema, name]));
  }

  countSchema(): void {
    this.#count += 1;
  }

  /** The type that a `$dynamicRef` is bound to; one with a JSON pointer is a reference like any other. */
  dynamic(ref: string, direction: Direction): TypeNode {
    if (!/^#[^/]/.test(ref)) return this.of(ref, direction);
    const target = this.#context.modes.current.bound.get(ref.slice(1));
    if (target === undefined) {
      this.unbound.add(ref);
      return unknownType;
    }
    const component = this.#componentNames.get(target);
    return this.of(component === undefined ? ref : pointerOf("components", "schemas", component), direction, target);
  }

  of(ref: string, direction: Direction, known?: Schema): TypeNode {
    const { document, modes, components, contents } = this.#context;
    const target = known ?? (document.at(ref) as Schema | boolean | undefined);
    if (!isObject(target)) return typeof target === "boolean" ? this.#context.of(target, direction) : unknownType;
    const component = componentOf(ref);
    const { level } = modes.current;
    const isOther = level !== undefined && isSpelledOtherwise(document, level, [target]);
    if (
      component !== undefined &&
      target["x-envelope"] !== "jsonapi" &&
      !isOther &&
      !this.#isBoundOtherwise(component, target)
    ) {
      const variant = modes.variant(contents(), component);
      return orFile(components.named(component, target, direction, variant), target, direction);
    }
    const mode = modes.current;
    const kept = isOther ? [...level.kept].sort().join(" ") : "";
    const key = `${direction} ${mode.flat} ${mode.verbatim} ${ref} ${this.#boundKey()} ${kept}`;
    const placed = (): TypeNode => components.placed(key, ref, target, direction, mode);
    if (this.#open.has(key)) {
      this.#recursive.add(key);
      return placed();
    }
    if (this.#large.has(key)) return placed();
    this.#open.add(key);
    const before = this.#count;
    const type = this.#context.of(target, direction);
    this.#open.delete(key);
    if (this.#count - before > maxInlineSchemas) this.#large.add(key);
    if (!this.#recursive.has(key) && !this.#large.has(key)) return type;
    this.#count = before;
    return placed();
  }

  /** Whether an anchor that a component leaves open is bound here to another schema than the component's own. */
  #isBoundOtherwise(component: string, target: Schema): boolean {
    const own = anchorsOf(target);
    return [...(this.#context.contents().open.get(component) ?? [])].some((name) => {
      const bound = this.#context.modes.current.bound.get(name);
      return bound !== undefined && bound !== own.get(name);
    });
  }

  /** The bound anchors as text: a type that is written out depends on them. */
  #boundKey(): string {
    const entries = [...this.#context.modes.current.bound].map(([name, schema]) => {
      const id = this.#boundIds.get(schema) ?? this.#boundIds.size;
      this.#boundIds.set(schema, id);
      return `${name}=${id}`;
    });
    return entries.sort().join(" ");
  }
}

/** In place of an object that holds a file a caller may also pass the file itself. */
export function orFile(type: TypeNode, schema: Schema, direction: Direction): TypeNode {
  return direction === "input" && isObject(schema["x-upload"]) ? union([type, fileType]) : type;
}
