// Names of files and of their main exports: the function of each operation, the class of each resource.

import { text } from "../../document/resolve.js";
import { fileName, functionName, identifier, type NameScope, singular, typeName, words } from "./names.js";
import { ownId, withoutArticles } from "./operation-id.js";
import type { PlacedOperation } from "./place-operations.js";
import { byRoute } from "./resolve-collisions.js";
import { routeWords } from "./route.js";

/**
 * Function names, unique within the service: by resource and method where the spec names them, else by operationId, else
 * by the inferred place. A name that is taken is replaced by the words of method and path.
 */
export function functionNames(
  placed: readonly PlacedOperation[],
  isMany: (placed: PlacedOperation) => boolean,
  scope: NameScope,
): ReadonlyMap<PlacedOperation, string> {
  const names = new Map<PlacedOperation, string>();
  for (const each of placed) if (each.named) names.set(each, scope.reserve(spelled(each, isMany(each))));
  for (const each of placed.filter(({ named }) => !named).sort(byRoute)) {
    const { operation, resource, method } = each;
    const id = ownId(text(operation.operationId), each);
    const parents = resource.slice(0, -1).map(singular).map(typeName).join("");
    const noun = parents + typeName(resource[resource.length - 1] ?? "");
    const byName = method === routeWords(each) ? method : functionName(method, noun, isMany(each) || method === "list");
    const candidates = id === undefined ? [byName] : [identifier(withoutArticles(words(id)).join(" ")), byName];
    const free = candidates.find((name) => !scope.has(name)) ?? routeWords(each);
    names.set(each, scope.reserve(free));
  }
  return names;
}

function spelled({ resource, method }: PlacedOperation, many: boolean): string {
  return functionName(method, resource[resource.length - 1] ?? "", many);
}

export interface ResourceClass {
  readonly className: string;
  readonly file: string;
}

/**
 * Class and file of each resource, and of each group that resources stand in. A type of the spec keeps its name: beside
 * a schema `Pets` the class of `pets` is `PetsResource`; of two resources of one name the deeper has its parent's before it.
 */
export function resourceClasses(
  placed: readonly PlacedOperation[],
  scope: NameScope,
  files: NameScope,
): ReadonlyMap<string, ResourceClass> {
  const paths = new Map<string, readonly string[]>();
  for (const { resource } of placed) {
    for (let length = 1; length <= resource.length; length += 1) {
      const path = resource.slice(0, length);
      paths.set(path.join("."), path);
    }
  }
  const sorted = [...paths].sort(([a, { length: x }], [b, { length: y }]) => x - y || (a < b ? -1 : 1));
  return new Map(
    sorted.map(([key, path]) => {
      const own = typeName(path[path.length - 1] ?? "");
      const candidates = [own, ...(path.length > 1 ? [path.slice(-2).map(typeName).join("")] : []), `${own}Resource`];
      const free = candidates.find((name) => !scope.has(name)) ?? `${path.map(typeName).join("")}Resource`;
      return [
        key,
        { className: scope.reserve(free), file: files.reserve(["resources", ...path.map(fileName)].join("/")) },
      ];
    }),
  );
}

/** The file of each operation, beside the class of its resource. `files` are the names that are taken. */
export function operationFiles(
  placed: readonly PlacedOperation[],
  classes: ReadonlyMap<string, ResourceClass>,
  files: NameScope,
): ReadonlyMap<PlacedOperation, string> {
  const fileOf = ({ resource, method }: PlacedOperation): string =>
    files.reserve(`${classes.get(resource.join("."))?.file}/${fileName(method)}`);
  const sorted = [...placed.filter(({ named }) => named), ...placed.filter(({ named }) => !named).sort(byRoute)];
  return new Map(sorted.map((each) => [each, fileOf(each)]));
}
