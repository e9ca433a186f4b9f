// The place of an operation by its operationId: some ids name resource and method, some only a method, and
// some were made of method and path by a framework and name nothing of their own.

import { identifier, isPlural, sameNoun, squash, words } from "./names.js";
import { actions, type OperationRoute } from "./route.js";

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
  { httpMethod, path }: Pick<OperationRoute, "httpMethod" | "path">,
): string | undefined {
  if (id === undefined || id.includes("{") || squash(id) === "") return undefined;
  const made = `${path.replace(/\W/g, "_")}_${httpMethod}`;
  return id.length > made.length && id.endsWith(made) ? id.slice(0, -made.length) : id;
}

/** Whether an id only repeats method and path of an operation: `getApiV1UsersOrders`. */
export function isMade(id: string, { httpMethod, path }: OperationRoute): boolean {
  return path.lastIndexOf("/") > 0 && squash(id) === squash(`${httpMethod} ${path}`);
}

/**
 * Resource and method of an id that names both: `repos/list-for-user`, `users.list`, `Users_List`,
 * `UsersController_findAll`.
 */
export function namespaced(
  id: string,
  service: string,
): { readonly resource: readonly string[]; readonly method: string } | undefined {
  const parts = /\s/.test(id) ? [] : id.split(/[/.:#]+/).filter((part) => /\p{L}/u.test(part) && !/^v\d+$/i.test(part));
  if (parts.length > 2 && squash(parts[0] ?? "") === squash(service)) parts.shift();
  if (parts.length > 1) {
    const resource = parts.slice(0, -1).map((part) => part.replace(/(?<=.)Controller$/, ""));
    return { resource: resourcePath(resource), method: named(parts[parts.length - 1] ?? "") };
  }
  const [, resource, method] =
    /^([^_]+)Controller_(.+)$/.exec(id) ?? /^(\p{Lu}[\p{L}\p{N}]*)_(\p{Lu}[\p{L}\p{N}]*)$/u.exec(id) ?? [];
  if (resource === undefined || method === undefined || verbs.has(resource.toLowerCase())) return undefined;
  return { resource: [identifier(resource)], method: named(method) };
}

function named(method: string): string {
  return identifier(withoutArticles(words(method)).join(" "));
}

/**
 * The words after the resource in an id that begins with it, or with the way to it: `users_list` on `users` → `list`,
 * `accountsAddTag` on `accounts` → `add tag`. A verb is no name of a resource: `listUsers` on `lists`.
 */
function behind(all: readonly string[], resource: readonly string[]): string | undefined {
  const [first = ""] = all;
  if (all.length < 2 || (isVerb(first) && !isPlural(first))) return undefined;
  const last = resource[resource.length - 1] ?? "";
  for (const noun of [resource.join(" "), last]) {
    const longest = Math.min(all.length - 1, words(noun).length + 2);
    for (let end = longest; end > 0; end -= 1) {
      if (sameNoun(all.slice(0, end).join(" "), noun)) return all.slice(end).join(" ");
    }
  }
  return undefined;
}

function isVerb(word: string): boolean {
  return verbs.has(word.toLowerCase()) || actions.has(word.toLowerCase());
}

/** Usual names in operationIds of the methods that every resource may have. */
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
 * The method that an id names on a resource: the noun after its verb is left out, and a verb that is then only a usual one
 * gets the usual name. `getPetById` on `pet` → `retrieve`, `getPets` → `list`, `findPetsByStatus` →
 * `findByStatus`; `getPetOwners` stays as it is.
 */
export function methodOf(id: string, path: readonly string[], route: OperationRoute): string {
  const resource = path[path.length - 1] ?? "";
  const all = withoutArticles(words(id));
  const own = behind(all, path);
  if (own !== undefined) return identifier(own);
  const found = nounIn(all, resource);
  if (found === undefined) return identifier(all.join(" "));
  const verb = (all[0] ?? "").toLowerCase();
  const rest = all.slice(found.end).map((word) => word.toLowerCase());
  if (rest.length === 0 || names(rest, route)) {
    const { httpMethod, last } = route;
    // `getSeries`: many or one?
    const many = rest.length === 0 && (found.many ?? last === undefined);
    const known = Object.hasOwn(usual, httpMethod) ? usual[httpMethod] : undefined;
    const name = known !== undefined && Object.hasOwn(known, verb) ? known[verb] : undefined;
    if (httpMethod === "patch" && verb === "patch" && !route.methods.includes("put")) return "update";
    if (name === "retrieve" && many) return "list";
    return (name ?? identifier(verb)) + (many ? ofMany(verb, all, route) : "");
  }
  return identifier(prepositions.has(rest[0] ?? "") ? [verb, ...rest].join(" ") : all.join(" "));
}

/** Verbs whose object is usually a plural, which then means nothing. */
const ofManyAnyway = new Set(
  "add count create download export fetch filter find import insert list load lookup new post query read search show sync view".split(
    " ",
  ),
);

/** The ending of a method on many: `expireSessions`, beside `expireSession`, is `expireMany`; of all, `expireAll`. */
function ofMany(verb: string, all: readonly string[], { httpMethod, last, path }: OperationRoute): "" | "All" | "Many" {
  if (last !== undefined || ofManyAnyway.has(verb) || httpMethod === "get" || httpMethod === "head") return "";
  const ofAll = all.some((word) => word.toLowerCase() === "all") || words(path).includes("all");
  return ofAll || httpMethod !== "post" ? "All" : "Many";
}

/**
 * Words without articles: `create a share token`. One at either end, or ahead of a preposition
 * (`get a to b`), is a name, and `in the clear` is an idiom.
 */
export function withoutArticles(all: readonly string[]): readonly string[] {
  if (prepositions.has(all[0]?.toLowerCase() ?? "")) return all;
  return all.filter((word, index) => {
    const next = all[index + 1]?.toLowerCase();
    return index === 0 || next === undefined || !/^(an?|the)$/i.test(word) || prepositions.has(next);
  });
}

const prepositions = new Set("as at by for from in into of on to using via with".split(" "));
const articles = new Set(["a", "all", "an", "the"]);

/** The resource's noun after the first word of an id: the index of its end, and whether it is a plural. */
function nounIn(all: readonly string[], resource: string): { end: number; many: boolean | undefined } | undefined {
  const start = articles.has(all[1]?.toLowerCase() ?? "") && all.length > 2 ? 2 : 1;
  const longest = Math.min(all.length, start + words(resource).length + 2);
  for (let end = longest; end > start; end -= 1) {
    const noun = all.slice(start, end).join(" ");
    if (sameNoun(noun, resource)) return { end, many: isPlural(noun) };
  }
  return undefined;
}

/** Whether `by id` only names the parameter that the path ends with. */
function names([by, ...what]: readonly string[], { last }: OperationRoute): boolean {
  if (by !== "by" || last === undefined) return false;
  const ending = what.join("");
  return ending === "id" || squash(last).endsWith(ending) || ending.endsWith(squash(last));
}
