// The place of each operation on the client: its resource and its method.

import { isObject, type Json } from "../../document/json.js";
import { pointerOf, text } from "../../document/resolve.js";
import type { Problem } from "../../problem/problem.js";
import { type ClientPlace, type DocumentNames, inferPlaces } from "./infer-place.js";
import { identifier, isName } from "./names.js";
import { type Candidates, nameOf, resolveCollisions } from "./resolve-collisions.js";
import { type HttpMethod, methodsOf, type OperationRoute, readRoutes, wireMethod } from "./route.js";

/** An operation as the document has it, with its place on the client. */
export interface PlacedOperation extends ClientPlace {
  readonly operation: Json;
  readonly pathItem: Json;
  readonly path: string;
  readonly httpMethod: HttpMethod;
  readonly pointer: string;
  readonly id: string;
  /** Whether the spec itself names resource and method. */
  readonly named: boolean;
}

/** An operation before it has its place. */
interface Found extends Omit<PlacedOperation, "resource" | "method" | "named"> {
  readonly methods: readonly HttpMethod[];
  readonly answersMany: boolean;
}

export function placeOperations(
  root: Json,
  resolve: <T>(value: T) => T,
  service = "",
): {
  readonly placed: readonly PlacedOperation[];
  readonly problems: readonly Problem[];
} {
  const found: Found[] = [];
  for (const [path, node] of Object.entries(isObject(root.paths) ? root.paths : {})) {
    const pathItem = resolve(node);
    if (!isObject(pathItem)) continue;
    const own = methodsOf(pathItem);
    for (const { httpMethod, operation, keys } of own) {
      found.push({
        operation,
        pathItem,
        path,
        httpMethod,
        pointer: pointerOf("paths", path, ...keys),
        id: text(operation.operationId) ?? `${httpMethod} ${path}`,
        methods: own.map((each) => each.httpMethod),
        answersMany: answersMany(operation, resolve),
      });
    }
  }
  const routes = readRoutes(found);
  const title = text(isObject(root.info) ? root.info.title : undefined) ?? "";
  const candidates = found.map((each, index) =>
    candidatesOf(each, routes[index] as OperationRoute, { service, title }),
  );
  const places = resolveCollisions(candidates);
  const placed = found.map(({ methods: _, answersMany: __, ...own }, index): PlacedOperation => {
    return { ...own, ...(places.get(own.pointer) as ClientPlace), named: candidates[index]?.named === true };
  });
  return { placed, problems: collisions(placed) };
}

function answersMany({ responses }: Json, resolve: <T>(value: T) => T): boolean {
  const answer = isObject(responses) ? resolve(responses["200"]) : undefined;
  const content = isObject(answer) && isObject(answer.content) ? answer.content["application/json"] : undefined;
  const schema = isObject(content) ? resolve(content.schema) : undefined;
  return isObject(schema) && schema.type === "array";
}

function candidatesOf(
  found: Found,
  route: OperationRoute,
  names: Pick<DocumentNames, "service" | "title">,
): Candidates {
  const { operation } = found;
  const resource = text(operation["x-resource"])?.split(".").map(memberName);
  const method = text(operation["x-method"]);
  const tag = Array.isArray(operation.tags) ? text(operation.tags[0]) : undefined;
  const inferred = inferPlaces(route, { id: text(operation.operationId), tag, ...names });
  // Of the two, the one that the spec names stays; the other is inferred.
  const places = inferred.places.map((place) => ({
    resource: resource ?? place.resource.map(memberName),
    method: memberName(method ?? place.method),
  }));
  return {
    found,
    named: resource !== undefined && method !== undefined,
    inferred: { ...inferred, places },
  };
}

/**
 * A name that a client's member can have. A member that every object has would be called by the language, by a template
 * string say; an object with a `then` would be taken for a promise, and `http` is taken.
 */
function memberName(text: string): string {
  const name = isName(text) ? text : identifier(text);
  return name in Object.prototype || ["then", "http", "toJSON", "prototype"].includes(name) ? `${name}_` : name;
}

/** Names that the spec itself gives twice: only its author knows which operation was meant. */
function collisions(placed: readonly PlacedOperation[]): readonly Problem[] {
  const first = new Map<string, PlacedOperation>();
  const groups = new Map<string, PlacedOperation>();
  for (const each of placed) {
    for (let length = 1; length <= each.resource.length; length += 1) {
      const name = each.resource.slice(0, length).join(".");
      if (!groups.has(name)) groups.set(name, each);
    }
  }
  return placed.flatMap((each): Problem[] => {
    const name = nameOf(each);
    const group = groups.get(name);
    const other = first.get(name);
    if (other === undefined) first.set(name, each);
    const message =
      group !== undefined
        ? `${name} would be a method, of ${each.id}, and a resource, of ${whereOf(group)}.`
        : other && `Two operations would both be ${name}: ${whereOf(other)} and ${each.id}.`;
    if (message === undefined) return [];
    return [
      {
        code: "name-collision",
        severity: "error",
        message,
        remedy: "Give one of them another x-resource or x-method.",
        pointer: each.pointer,
        operationId: each.id,
      },
    ];
  });
}

function whereOf({ id, httpMethod, path }: PlacedOperation): string {
  return `${id} (${wireMethod(httpMethod)} ${path})`;
}
