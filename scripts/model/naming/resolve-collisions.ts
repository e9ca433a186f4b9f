// Several operations with the same candidate for their place on the client: which of them gets it.

import type { ClientPlace, InferredPlaces } from "./infer-place.js";
import { byMethod, type OperationRoute } from "./route.js";

/** The candidates of an operation. */
export interface Candidates {
  readonly found: Pick<OperationRoute, "httpMethod" | "path"> & { readonly pointer: string };
  readonly named: boolean;
  readonly inferred: InferredPlaces;
}

/**
 * Gives each operation its place. A place that the spec names stays; the other operations take the first of their candidates
 * that is free, shorter paths before longer ones: the order of the document does not count.
 */
export function resolveCollisions(operations: readonly Candidates[]): ReadonlyMap<string, ClientPlace> {
  const places = new Map<string, ClientPlace>();
  const explicit = new Set<string>();
  for (const { found, named, inferred } of operations) {
    const [place] = inferred.places;
    if (!named || place === undefined) continue;
    places.set(found.pointer, place);
    explicit.add(nameOf(place));
  }
  const open = operations
    .filter(({ named }) => !named)
    .map((operation) => ({ ...operation, inferred: besideExplicit(operation.inferred, explicit) }))
    .sort((a, b) => byRoute(a.found, b.found));
  const resources = new Set<string>();
  for (const { resource } of [...places.values(), ...open.flatMap(({ inferred }) => inferred.places.slice(0, 1))]) {
    for (let length = 1; length <= resource.length; length += 1) resources.add(resource.slice(0, length).join("."));
  }
  const taken = new Set(explicit);
  const take = (operation: Candidates, place: ClientPlace | undefined): boolean => {
    if (place === undefined || taken.has(nameOf(place)) || resources.has(nameOf(place))) return false;
    taken.add(nameOf(place));
    places.set(operation.found.pointer, place);
    return true;
  };
  // All first candidates before any second one, or a second would take the place that is another's first.
  const left = open.filter((operation) => !take(operation, operation.inferred.places[0]));
  for (const operation of left) {
    const [first = root, ...others] = operation.inferred.places;
    const inside = { resource: [...first.resource, first.method], method: operation.inferred.inside };
    const candidates = resources.has(nameOf(first)) ? [inside, ...others] : others;
    if (candidates.some((place) => take(operation, place))) continue;
    const last = candidates[candidates.length - 1] ?? first;
    for (let number = 2; !take(operation, { ...last, method: last.method + number }); number += 1);
  }
  return places;
}

const root: ClientPlace = { resource: ["root"], method: "call" };

/** A resource cannot stand where the spec has named a method. */
function besideExplicit(inferred: InferredPlaces, explicit: ReadonlySet<string>): InferredPlaces {
  const moved = ({ resource, method }: ClientPlace): ClientPlace => {
    const path: string[] = [];
    for (const name of resource) path.push(explicit.has([...path, name].join(".")) ? `${name}_` : name);
    return { resource: path, method };
  };
  return { ...inferred, places: inferred.places.map(moved) };
}

/** Shorter paths first: an order that one more operation does not change. */
export function byRoute(a: Candidates["found"], b: Candidates["found"]): number {
  if (a.path.length !== b.path.length) return a.path.length - b.path.length;
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return byMethod(a.httpMethod, b.httpMethod);
}

export function nameOf({ resource, method }: ClientPlace): string {
  return [...resource, method].join(".");
}
