// From a place in the document that the model sees back to the text that it came from. Objects are moved but not copied on
// the way, so that an object leads back to its source.

import { isObject } from "../document/json.js";
import { escapeKey } from "../document/pointer.js";
import { keysOf } from "./references/references.js";
import type { SourceFile } from "./source.js";

export interface Origin {
  readonly file: SourceFile;
  /** `#/...`, in the file. */
  readonly pointer: string;
}

export class Origins {
  readonly #known = new WeakMap<object, Origin>();
  /** Set when the document is one file as it stands: a pointer of the document is one of the file. */
  #whole: SourceFile | undefined;

  isWhole(file: SourceFile): void {
    this.#whole = file;
  }

  /** @param start where in the file `root` stands. */
  remember(root: unknown, file: SourceFile, start = "#"): void {
    this.#whole = undefined;
    const waiting: [unknown, string][] = [[root, start]];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const [node, pointer] = next;
      if (typeof node !== "object" || node === null || this.#known.has(node)) continue;
      this.#known.set(node, { file, pointer });
      for (const [key, child] of Object.entries(node)) {
        if (typeof child === "object") waiting.push([child, `${pointer}/${escapeKey(key)}`]);
      }
    }
  }

  /** An object that was made of another. */
  derive(made: object, from: object): void {
    const origin = this.#known.get(from);
    if (origin !== undefined) this.#known.set(made, origin);
  }

  /** Follows the pointer through the document, references included; the last object whose origin is known decides. */
  of(document: unknown, pointer: string): Origin | undefined {
    let node = document;
    const whole = this.#whole;
    let origin = whole === undefined ? this.#originOf(document) : { file: whole, pointer: "#" };
    for (const key of keysOf(pointer === "#/" ? "#" : pointer) ?? []) {
      for (
        let hops = 0;
        hops < 50 && isObject(node) && typeof node.$ref === "string" && !Object.hasOwn(node, key);
        hops += 1
      ) {
        const target = keysOf(node.$ref)?.reduce<unknown>(child, document);
        if (!isObject(target)) break;
        origin = whole === undefined ? (this.#originOf(target) ?? origin) : { file: whole, pointer: node.$ref };
        node = target;
      }
      node = child(node, key);
      if (node === undefined) break;
      origin =
        this.#originOf(node) ?? (origin && { file: origin.file, pointer: `${origin.pointer}/${escapeKey(key)}` });
    }
    return origin;
  }

  /** Of an object that was there before anything was converted. */
  at(node: object): Origin | undefined {
    return this.#known.get(node);
  }

  #originOf(node: unknown): Origin | undefined {
    return typeof node === "object" && node !== null ? this.#known.get(node) : undefined;
  }
}

function child(node: unknown, key: string): unknown {
  return typeof node === "object" && node !== null && Object.hasOwn(node, key)
    ? (node as Record<string, unknown>)[key]
    : undefined;
}
