// Checks that every `$ref` of a document leads to something. `add` takes each object of a visit, `check` gives the result.

import { isObject, type JsonObject } from "../../document/json.js";
import { unescapeKey } from "../../document/pointer.js";
import { pointerTo, type Spot } from "../../document/visit.js";
import type { Problem } from "../../problem/problem.js";

interface Reference {
  readonly ref: string;
  readonly spot: Spot | undefined;
}

export class References {
  /** The first place of each. */
  readonly #found = new Map<string, Reference>();

  add(node: JsonObject, spot: Spot | undefined): void {
    const { $ref: ref } = node;
    if (typeof ref === "string" && !this.#found.has(ref)) this.#found.set(ref, { ref, spot });
  }

  check(root: JsonObject): readonly Problem[] {
    return this.#ends(root).flatMap(([reference, end]) => {
      if (end === "loop") return [circular(reference)];
      if (end !== undefined) return [];
      const message = `Can't resolve $ref: there is no ${reference.ref}.`;
      return [refused(reference, message, "Correct the path after `$ref`, or add the component that it names.")];
    });
  }

  /** Those that lead back to themselves alone. */
  loops(root: JsonObject): readonly Problem[] {
    return this.#ends(root).flatMap(([reference, end]) => (end === "loop" ? [circular(reference)] : []));
  }

  #ends(root: JsonObject): readonly (readonly [Reference, unknown])[] {
    const ends = new Map<string, unknown>();
    return [...this.#found.values()].map((reference) => [reference, follow(root, reference.ref, ends)] as const);
  }
}

function circular(reference: Reference): Problem {
  const message = `${reference.ref} refers to itself, and so to nothing.`;
  return refused(reference, message, "Put a schema at the end of the references.");
}

function refused({ spot }: Reference, message: string, remedy: string): Problem {
  return { code: "no-unresolved-refs", severity: "error", message, remedy, pointer: pointerTo(spot) };
}

/** @param ends the known ends: a chain of references is followed once, not once from each of its links. */
function follow(root: JsonObject, start: string, ends: Map<string, unknown>): unknown {
  const chain = new Set<string>();
  let end: unknown;
  for (let ref: string | undefined = start; ref !== undefined; ) {
    if (ends.has(ref)) {
      end = ends.get(ref);
      break;
    }
    if (chain.has(ref)) {
      end = "loop";
      break;
    }
    chain.add(ref);
    end = valueAt(root, ref);
    ref = isObject(end) && typeof end.$ref === "string" ? end.$ref : undefined;
  }
  for (const ref of chain) ends.set(ref, end);
  return end;
}

export function valueAt(root: JsonObject, ref: string): unknown {
  const keys = keysOf(ref);
  return keys?.reduce<unknown>(
    (node, key) =>
      typeof node === "object" && node !== null && Object.hasOwn(node, key) ? (node as JsonObject)[key] : undefined,
    root,
  );
}

/** The keys of `#/a/b`; undefined when it is no pointer. */
export function keysOf(ref: string): readonly string[] | undefined {
  if (!ref.startsWith("#/")) return undefined;
  try {
    return ref
      .slice(2)
      .split("/")
      .map((part) => unescapeKey(decodeURIComponent(part)));
  } catch {
    return undefined;
  }
}
