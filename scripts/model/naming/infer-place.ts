// Resource and method of an operation that the spec gives none: by its operationId where that names both, else by tag
// and path. It looks at the operation alone, so that one more operation in a spec renames none of the others.

import { identifier, squash } from "./names.js";
import { isMade, methodOf, namespaced, ownId, resourcePath } from "./operation-id.js";
import { type OperationRoute, pathNames, routeWords, tagPath, usualMethod } from "./route.js";

export interface ClientPlace {
  /** `["connect", "shareTokens"]` */
  readonly resource: readonly string[];
  /** `redeem` */
  readonly method: string;
}

export interface InferredPlaces {
  /** Candidates, the best first; the last is the operation's alone. */
  readonly places: readonly ClientPlace[];
  /** The method's name where a resource already has the name of the place. */
  readonly inside: string;
}

/** Names in the document: the operation's, and the document's own. */
export interface DocumentNames {
  readonly id: string | undefined;
  readonly tag: string | undefined;
  readonly service: string;
  readonly title: string;
}

/** Whether a tag is the service's own name, as where an API has one tag: the client has that name already. */
function isServiceName(tag: string | undefined, service: string, title: string): boolean {
  const bare = (text: string) => squash(text).replace(/^the(?=.)|(?<=.)api$/g, "");
  return tag !== undefined && [service, title].some((name) => bare(name) === bare(tag));
}

export function inferPlaces(
  route: OperationRoute,
  { id: given, tag: tagText, service, title }: DocumentNames,
): InferredPlaces {
  const own = ownId(given, route);
  const id = own !== undefined && isMade(own, route) ? undefined : own;
  const whole = routeWords(route);
  const inferred = (resource: readonly string[], ...methods: readonly string[]): InferredPlaces => ({
    places: [...methods, whole].map((method) => ({ resource, method })),
    inside: usualMethod({ ...route, nouns: [] }),
  });
  const both = id === undefined ? undefined : namespaced(id, service);
  if (id !== undefined && both !== undefined) return inferred(both.resource, both.method, identifier(id));

  const tag = isServiceName(tagText, service, title) ? undefined : tagPath(tagText);
  const named = pathNames(route, tag);
  if (id !== undefined) {
    const resource = resourcePath(tag ?? named?.nouns ?? []);
    return inferred(resource, methodOf(id, resource, route), identifier(id));
  }
  // The tag has no noun of the path.
  if (named === undefined) return inferred(resourcePath(tag ?? []));
  const method = named.action ?? usualMethod(route);
  const byParameters = [method, ...route.parameters.map((name) => `by ${name}`)].join(" ");
  const others = [byParameters, `${route.httpMethod} ${method}`].map(identifier);
  return inferred(resourcePath(named.nouns), identifier(method), ...others);
}
