// Method and path: the resource that a path leads to, and the role of its last segment.

import { isObject, type Json } from "../../document/json.js";
import { identifier, isPlural, nounOf, squash, words } from "./names.js";

const own = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"] as const;
/** A key of a path item, or the name of one of its additional operations. */
export type HttpMethod = (typeof own)[number] | (string & {});

/** The operations of a path item, each with the keys that lead to it. */
export function methodsOf(
  pathItem: Json,
): readonly { readonly httpMethod: HttpMethod; readonly operation: Json; readonly keys: readonly string[] }[] {
  const { additionalOperations } = pathItem;
  const additional = isObject(additionalOperations) ? Object.keys(additionalOperations) : [];
  const all = [...own.map((method) => [method]), ...additional.map((method) => ["additionalOperations", method])];
  return all.flatMap((keys) => {
    const operation = keys.reduce<unknown>((node, key) => (isObject(node) ? node[key] : undefined), pathItem);
    return isObject(operation) ? [{ httpMethod: keys[keys.length - 1] as string, operation, keys }] : [];
  });
}

/** The method as a request has it: methods are case-sensitive. */
export function wireMethod(method: HttpMethod): string {
  return isOwn(method) ? method.toUpperCase() : method;
}

/** Whether a method is idempotent (RFC 9110, section 9.2.2); false for a method that is not known. */
export function isIdempotent(method: HttpMethod): boolean {
  return isOwn(method) && method !== "post" && method !== "patch";
}

/** In the order in which a path item is read. */
export function byMethod(a: HttpMethod, b: HttpMethod): number {
  const place = (method: HttpMethod) => (isOwn(method) ? own.indexOf(method) : own.length);
  return place(a) - place(b) || (a < b ? -1 : 1);
}

function isOwn(method: HttpMethod): method is (typeof own)[number] {
  return (own as readonly string[]).includes(method);
}

/** Where an operation stands in the document's paths. */
export interface OperationRoute {
  readonly httpMethod: HttpMethod;
  readonly path: string;
  /** Methods of the same path. */
  readonly methods: readonly HttpMethod[];
  /** Fixed parts of the path, without the base that every path begins with. */
  readonly nouns: readonly string[];
  /** Parameters behind the last noun. */
  readonly parameters: readonly string[];
  /** The parameter that the path ends with. */
  readonly last: string | undefined;
  /** The text after a colon, or a dot, in the last segment: `search` of `/pets:search`. */
  readonly action: string | undefined;
  /** Whether the declared response is a list. */
  readonly answersMany: boolean;
}

type Step = { readonly kind: "noun" | "parameter" | "action"; readonly text: string };

/** The routes of a document, with the base that all paths share taken off. */
export function readRoutes(
  places: readonly Pick<OperationRoute, "httpMethod" | "path" | "methods" | "answersMany">[],
): readonly OperationRoute[] {
  const paths = new Map<string, readonly Step[]>();
  for (const { path } of places) if (!paths.has(path)) paths.set(path, withoutVersion(stepsOf(path)));
  const base = sharedBase([...paths.values()]);
  return places.map((place) => {
    const steps = (paths.get(place.path) ?? []).slice(base);
    const end = steps.findLastIndex(({ kind }) => kind === "noun");
    const behind = steps.slice(end + 1).filter(({ kind }) => kind === "parameter");
    const tail = steps[steps.length - 1];
    return {
      ...place,
      nouns: steps.filter(({ kind }) => kind === "noun").map(({ text }) => text),
      parameters: behind.map(({ text }) => text),
      last: tail?.kind === "parameter" ? tail.text : undefined,
      action: tail?.kind === "action" ? tail.text : undefined,
    };
  });
}

function stepsOf(path: string): readonly Step[] {
  const segments = path.split("/").filter((segment) => segment !== "");
  return segments.flatMap((segment, index): readonly Step[] => {
    if (/^v?\d+(\.\d+)+$/i.test(segment)) return [{ kind: "noun", text: segment }];
    const parts = segment.match(/\{[^{}]*\}|[^{}]+/g) ?? [];
    return parts.flatMap((part): readonly Step[] => {
      if (part.startsWith("{")) return [{ kind: "parameter", text: part.slice(1, -1) }];
      // `/pets.json` is a format, `/pets.list` and `/pets:list` are calls.
      const pieces = part.replace(/\.(csv|html|json|pdf|txt|xml|ya?ml)$/i, "").split(/[:.]/);
      return pieces
        .filter((piece) => words(piece).length > 0)
        .map((text) => {
          const called = text === pieces[pieces.length - 1] && (pieces.length > 1 || part.startsWith(":"));
          return { kind: called && index === segments.length - 1 ? "action" : "noun", text };
        });
    });
  });
}

/** `/api/v1/users` is about users. The last noun stays in any case. */
function withoutVersion(steps: readonly Step[]): readonly Step[] {
  const start = steps.findIndex(
    ({ kind, text }) => kind !== "noun" || !/^(api|rest|v?\d+([._-]\d+)*((alpha|beta|rc)\d*)?)$/i.test(text),
  );
  const rest = start === -1 ? [] : steps.slice(start);
  return rest.some(({ kind }) => kind === "noun") ? rest : steps;
}

/** The number of first nouns that all paths share, with another noun after them in each: a resource's own name is no base. */
function sharedBase(all: readonly (readonly Step[])[]): number {
  const [first = []] = all;
  const isShared = (index: number): boolean =>
    all.every((steps) => {
      const [step, next] = [steps[index], steps[index + 1]];
      return step?.kind === "noun" && next?.kind === "noun" && step.text === first[index]?.text;
    });
  let length = 0;
  while (all.length > 0 && isShared(length)) length += 1;
  return new Set(all.map((steps) => steps[length]?.text)).size > 1 ? length : 0;
}

/** First words of a path's last segment that make it an action and no resource. */
export const actions: ReadonlySet<string> = new Set(
  (
    "activate cancel check count deactivate disable download enable execute export fetch filter find generate get import " +
    "invoke list login logout lookup preview query refresh register reset restore resume run search send start stop " +
    "submit subscribe suspend sync test unsubscribe upload validate verify"
  ).split(" "),
);

/**
 * Resource and, where its last segment is one, the action of a path: `/users/{id}/orders` → `users`, `orders`;
 * `POST /toys/{id}/wind-up` → `toys` and `windUp`. With a tag that the path names, the tag's resource comes first.
 */
export function pathNames(
  route: OperationRoute,
  tag: readonly string[] | undefined,
): { readonly nouns: readonly string[]; readonly action: string | undefined } | undefined {
  let { nouns } = route;
  if (tag !== undefined && nouns.length === 0) return { nouns: tag, action: route.action };
  if (tag !== undefined) {
    const named = nounOf(tag[tag.length - 1] ?? "");
    const at = nouns.findLastIndex((noun) => nounOf(noun) === named);
    if (at === -1) return undefined;
    nouns = [...tag, ...nouns.slice(at + 1)];
  }
  if (nouns.length === 0) return { nouns: ["root"], action: route.action };
  const own = tag?.length ?? 1;
  const tail = nouns[nouns.length - 1] ?? "";
  const isAction = (): boolean =>
    actions.has(words(tail)[0]?.toLowerCase() ?? "") || (route.httpMethod === "post" && !isPlural(tail));
  if (route.action !== undefined || route.last !== undefined || nouns.length <= own || !isAction()) {
    return { nouns, action: route.action };
  }
  return { nouns: nouns.slice(0, -1), action: tail };
}

/** The usual name of a method: of one resource, where the path ends with its id, or of all. */
export function usualMethod({ httpMethod, last, nouns, methods, answersMany }: OperationRoute): string {
  const ofAll = last === undefined && isPlural(nouns[nouns.length - 1] ?? "") === true;
  switch (httpMethod) {
    case "get":
      return ofAll || (last === undefined && answersMany) ? "list" : "retrieve";
    case "post":
      return last === undefined ? "create" : "update";
    case "put":
      return ofAll ? "updateAll" : "update";
    // PATCH, beside a PUT, which usually came first, is the other way to update.
    case "patch":
      return (methods.includes("put") ? "patch" : "update") + (ofAll ? "All" : "");
    case "delete":
      return ofAll ? "deleteAll" : "delete";
    default:
      return identifier(httpMethod.toLowerCase());
  }
}

/** Method and path in words, parameters too: `getUsersByIdOrders`. Two operations share them only by spelling. */
export function routeWords({ httpMethod, path }: Pick<OperationRoute, "httpMethod" | "path">): string {
  return identifier(`${httpMethod.toLowerCase()} ${path.replace(/\{/g, " by ")}`);
}

/** The resource that a tag names; one tag may stand in another: `admin.users`, `Admin / Users`. */
export function tagPath(tag: string | undefined): readonly string[] | undefined {
  if (tag === undefined) return undefined;
  const nested = /^[a-z]\w*(\.[a-z]\w*)+$/.test(tag) ? tag.split(".") : tag.split(/[/>:|\\]+/);
  const parts = nested.filter((part) => squash(part) !== "");
  return parts.length === 0 ? undefined : parts;
}
