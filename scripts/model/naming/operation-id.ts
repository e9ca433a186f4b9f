// What an operationId says about where its operation stands: some name resource and method, some only a method, and
// some were made of method and path by a framework and say nothing.

import { identifier, isPlural, sameNoun, squash, words } from "./names.js";
import type { Route } from "./route.js";

/** The deepest that resources stand in each other: what goes further down is one name. */
const deepest = 4;

/** `a.b.c.d.e` as resources: the tail of an endless one is one name. */
export function resourcePath(parts: readonly string[]): readonly string[] {
  if (parts.length <= deepest) return parts.map(identifier);
  return [...parts.slice(0, deepest - 1), parts.slice(deepest - 1).join(" ")].map(identifier);
}

/** The id without what FastAPI puts behind a function's name, `read_user_users__id__get`; undefined for a path or nothing. */
export function ownId(
  id: string | undefined,
  { httpMethod, path }: Pick<Route, "httpMethod" | "path">,
): string | undefined {
  if (id === undefined || id.includes("{") || squash(id) === "") return undefined;
  const made = `${path.replace(/\W/g, "_")}_${httpMethod}`;
  return id.length > made.length && id.endsWith(made) ? id.slice(0, -made.length) : id;
}

/** Whether an id repeats method and path of an operation, `getApiV1UsersOrders`, and says nothing of its own. */
export function isMade(id: string, { httpMethod, path }: Route): boolean {
  return path.lastIndexOf("/") > 0 && squash(id) === squash(`${httpMethod} ${path}`);
}

/** Resource and method of an id that names both: `repos/list-for-user`, `users.list`, `Users_List`, `UsersController_findAll`. */
export function namespaced(
  id: string,
  service: string,
): { readonly resource: readonly string[]; readonly method: string } | undefined {
  const parts = /\s/.test(id) ? [] : id.split(/[/.:#]+/).filter((part) => /\p{L}/u.test(part) && !/^v\d+$/i.test(part));
  if (parts.length > 2 && squash(parts[0] ?? "") === squash(service)) parts.shift();
  if (parts.length > 1) {
    const resource = parts.slice(0, -1).map((part) => part.replace(/(?<=.)Controller$/, ""));
    return { resource: resourcePath(resource), method: identifier(parts[parts.length - 1] ?? "") };
  }
  const [, resource, method] =
    /^([^_]+)Controller_(.+)$/.exec(id) ?? /^(\p{Lu}[\p{L}\p{N}]*)_(\p{Lu}[\p{L}\p{N}]*)$/u.exec(id) ?? [];
  if (resource === undefined || method === undefined || verbs.has(resource.toLowerCase())) return undefined;
  return { resource: [identifier(resource)], method: identifier(method) };
}

/** What stands behind the resource in an id that begins with it: `users_list` on `users` → `list`. */
function behind(id: string, resource: string): string | undefined {
  const limit = resource.length * 2 + 8;
  for (let at = id.indexOf("_"); at > 0 && at <= limit; at = id.indexOf("_", at + 1)) {
    const rest = id.slice(at + 1);
    if (squash(rest) !== "" && sameNoun(id.slice(0, at), resource)) return rest;
  }
  return undefined;
}

/** What operationIds call the methods that every resource may have. */
const usual: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  get: spelled("get fetch find read retrieve show view load", "retrieve", { list: "list", index: "list" }),
  post: spelled("create add new insert post", "create"),
  put: spelled("update edit modify put", "update"),
  patch: spelled("update edit modify", "update"),
  delete: spelled("delete remove destroy", "delete"),
};

const verbs = new Set(Object.values(usual).flatMap((names) => Object.keys(names)));

function spelled(synonyms: string, name: string, others: Readonly<Record<string, string>> = {}) {
  return { ...others, ...Object.fromEntries(synonyms.split(" ").map((verb) => [verb, name])) };
}

/**
 * The method that an id names on a resource: the noun is left out behind its verb, and what then is no more than a usual
 * verb gets the usual name. `getPetById` on `pet` → `retrieve`, `getPets` → `list`, `findPetsByStatus` →
 * `findByStatus`; `getPetOwners` stays as it is.
 */
export function methodOf(id: string, resource: string, route: Route): string {
  const own = behind(id, resource);
  if (own !== undefined) return identifier(own);
  const all = words(id);
  const found = nounIn(all, resource);
  if (found === undefined) return identifier(id);
  const verb = (all[0] ?? "").toLowerCase();
  const rest = all.slice(found.end).map((word) => word.toLowerCase());
  if (rest.length === 0 || names(rest, route)) {
    const { httpMethod, last } = route;
    // `getSeries`: many or one?
    const many = rest.length === 0 && (found.many ?? last === undefined);
    const known = Object.hasOwn(usual, httpMethod) ? usual[httpMethod] : undefined;
    const name = known !== undefined && Object.hasOwn(known, verb) ? known[verb] : undefined;
    if (httpMethod === "patch" && verb === "patch" && !route.methods.includes("put")) return "update";
    return name === "retrieve" && many ? "list" : (name ?? identifier(verb));
  }
  return prepositions.has(rest[0] ?? "") ? identifier([verb, ...rest].join(" ")) : identifier(id);
}

const prepositions = new Set("as at by for from in into of on to using via with".split(" "));
const articles = new Set(["a", "all", "an", "the"]);

/** The resource's noun behind the first word of an id: where it ends, and whether it stands for many. */
function nounIn(all: readonly string[], resource: string): { end: number; many: boolean | undefined } | undefined {
  const start = articles.has(all[1]?.toLowerCase() ?? "") && all.length > 2 ? 2 : 1;
  const longest = Math.min(all.length, start + words(resource).length + 2);
  for (let end = longest; end > start; end -= 1) {
    const noun = all.slice(start, end).join(" ");
    if (sameNoun(noun, resource)) return { end, many: isPlural(noun) };
  }
  return undefined;
}

/** Whether `by id` says no more than the parameter that the path ends with. */
function names([by, ...what]: readonly string[], { last }: Route): boolean {
  if (by !== "by" || last === undefined) return false;
  const said = what.join("");
  return said === "id" || squash(last).endsWith(said) || said.endsWith(squash(last));
}
