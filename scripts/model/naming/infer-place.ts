// Resource and method of an operation whose spec does not say: by its operationId where that names both, else by tag
// and path. It looks at the operation alone, so that one more operation in a spec renames none of the others.

import { identifier } from "./names.js";
import { isMade, methodOf, namespaced, ownId, resourcePath } from "./operation-id.js";
import { pathNames, type Route, routeWords, tagPath, usualMethod } from "./route.js";

export interface Place {
  /** `["connect", "shareTokens"]` */
  readonly resource: readonly string[];
  /** `redeem` */
  readonly method: string;
}

export interface Inferred {
  /** Places to stand at, the best first; the last is the operation's alone. */
  readonly places: readonly Place[];
  /** Where it stands if what it would be called is a resource. */
  readonly inside: string;
}

export function inferPlaces(
  route: Route,
  { id: given, tag: tagText, service }: { id: string | undefined; tag: string | undefined; service: string },
): Inferred {
  const own = ownId(given, route);
  const id = own !== undefined && isMade(own, route) ? undefined : own;
  const whole = routeWords(route);
  const inferred = (resource: readonly string[], ...methods: readonly string[]): Inferred => ({
    places: [...methods, whole].map((method) => ({ resource, method })),
    inside: usualMethod({ ...route, nouns: [] }),
  });
  const both = id === undefined ? undefined : namespaced(id, service);
  if (id !== undefined && both !== undefined) return inferred(both.resource, both.method, identifier(id));

  const tag = tagPath(tagText);
  const named = pathNames(route, tag);
  if (id !== undefined) {
    const resource = resourcePath(tag ?? named?.nouns ?? []);
    return inferred(resource, methodOf(id, resource[resource.length - 1] ?? "", route), identifier(id));
  }
  // The tag says nothing of the path, nor the path of the tag.
  if (named === undefined) return inferred(resourcePath(tag ?? []));
  const method = named.action ?? usualMethod(route);
  const byParameters = [method, ...route.parameters.map((name) => `by ${name}`)].join(" ");
  const others = [byParameters, `${route.httpMethod} ${method}`].map(identifier);
  return inferred(resourcePath(named.nouns), identifier(method), ...others);
}
