// The mode in which a schema becomes a type, beyond its direction: flat or as on the wire, names recased or kept.

import type { Schema, SpecDocument } from "../../document/resolve.js";
import { camelCase } from "../naming/names.js";
import type { Mode, Variant } from "./components.js";
import type { Contents } from "./contents.js";
import { type Level, levelOf } from "./level.js";
import type { Direction } from "./object.js";

export interface ModeOptions {
  /** Whether property names become camelCase (`x-key-inflection`). */
  readonly camel: boolean;
  /** Properties whose inner names always keep the spelling of the wire. */
  readonly verbatim?: readonly string[];
  /** Whether resources are JSON:API's and therefore flattened. */
  readonly jsonapi: boolean;
}

export class Modes {
  /** The mode of an operation that does not ask for another. */
  readonly usual: Mode;
  readonly #document: SpecDocument;
  readonly #options: ModeOptions;
  #current: Mode;

  constructor(document: SpecDocument, options: ModeOptions) {
    this.#document = document;
    this.#options = options;
    this.usual = { flat: options.jsonapi, verbatim: false, bound: new Map(), base: false, level: undefined };
    this.#current = this.usual;
  }

  get current(): Mode {
    return this.#current;
  }

  /** The caller's name for a property of the wire; one of two that would have the same name keeps the wire's. */
  memberName(wire: string): string {
    const isKept = this.#current.verbatim || this.#current.level?.kept.has(wire) === true;
    return this.#options.camel && !isKept ? camelCase(wire) : wire;
  }

  /** Whether names inside a property are the customer's data, which keep the spelling of the wire. */
  isVerbatim(wire: string): boolean {
    return this.#options.camel && this.#options.verbatim?.includes(wire) === true;
  }

  /** Runs `print` in another mode. */
  as<T>(mode: Mode, print: () => T): T {
    const before = this.#current;
    this.#current = mode;
    try {
      return print();
    } finally {
      this.#current = before;
    }
  }

  /** Runs `print` in the mode of the values inside a property. */
  inside<T>(wire: string, print: () => T): T {
    const { level } = this.#current;
    const verbatim = this.#current.verbatim || this.isVerbatim(wire);
    if (level === undefined && verbatim === this.#current.verbatim) return print();
    const inner = level?.properties.get(wire) ?? [];
    return this.as({ ...this.#current, verbatim, level: verbatim ? undefined : this.#sharedLevel(inner) }, print);
  }

  /** The level of a property that several alternatives have: they share its names. */
  #sharedLevel(schemas: readonly (Schema | boolean | undefined)[]): Level | undefined {
    return schemas.length > 1 ? levelOf(this.#document, schemas) : undefined;
  }

  /** The level that begins with a schema, if names there depend on one another. */
  levelAt(schema: Schema, direction: Direction): Level | undefined {
    const { level, verbatim } = this.#current;
    // In a response each name is recased by itself, as it is read.
    if (level !== undefined || verbatim || direction === "output" || !this.#options.camel) return level;
    const found = levelOf(this.#document, [schema]);
    const isShared = found.kept.size > 0 || [...found.properties.values()].some(({ length }) => length > 1);
    return isShared ? found : undefined;
  }

  /** The form of a component in the current mode. */
  variant({ resources, recased, plain }: Contents, component: string, base = false): Variant {
    const isOther = this.#current.flat !== this.usual.flat && resources.has(component);
    const isVerbatim = this.#current.verbatim && recased.has(component);
    const mode = { ...this.usual, flat: isOther ? this.#current.flat : this.usual.flat, verbatim: isVerbatim, base };
    return {
      suffix:
        (base ? "Base" : "") +
        (isOther ? (mode.flat ? "Value" : "Resource") : "") +
        (isVerbatim && plain.has(component) ? "Verbatim" : ""),
      mode,
    };
  }
}
