// Where each operation stands on the client, and what it is called.

import type { Problem } from "../problem.js";
import { isObject, type Json, pointerOf, text } from "./document.js";
import { fileName, functionName, identifier, type NameScope, typeName } from "./names.js";

export const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"] as const;

/** An operation as the document has it, with its place on the client. */
export interface Placed {
  readonly operation: Json;
  readonly pathItem: Json;
  readonly path: string;
  readonly httpMethod: (typeof methods)[number];
  readonly pointer: string;
  readonly id: string;
  /** `["connect", "shareTokens"]` */
  readonly resource: readonly string[];
  /** `redeem` */
  readonly method: string;
  /** Whether the spec itself names resource and method. */
  readonly named: boolean;
}

export function placeOperations(
  root: Json,
  resolve: <T>(value: T) => T,
): {
  readonly placed: readonly Placed[];
  readonly problems: readonly Problem[];
} {
  const placed: Placed[] = [];
  for (const [path, node] of Object.entries(isObject(root.paths) ? root.paths : {})) {
    const pathItem = resolve(node);
    if (!isObject(pathItem)) continue;
    for (const httpMethod of methods) {
      const operation = pathItem[httpMethod];
      if (isObject(operation)) placed.push(place(operation, pathItem, path, httpMethod));
    }
  }
  const settled = settle(placed);
  return { placed: settled, problems: collisions(settled) };
}

/** Inferred names give way: to what the spec names itself, to a resource of that name, and to those that come first. */
function settle(placed: readonly Placed[]): readonly Placed[] {
  const taken = new Set(placed.filter(({ named }) => named).map(fullName));
  for (const { resource } of placed) {
    for (let length = 1; length <= resource.length; length += 1) taken.add(resource.slice(0, length).join("."));
  }
  return placed.map((each) => {
    if (each.named) return each;
    let settled = each;
    for (let number = 1; taken.has(fullName(settled)); number += 1) {
      settled = { ...each, method: identifier(each.id) + (number === 1 ? "" : number) };
    }
    taken.add(fullName(settled));
    return settled;
  });
}

function fullName({ resource, method }: Placed): string {
  return [...resource, method].join(".");
}

function place(operation: Json, pathItem: Json, path: string, httpMethod: Placed["httpMethod"]): Placed {
  const resource = text(operation["x-resource"]);
  const method = text(operation["x-method"]);
  const segments = path.split("/").filter((segment) => segment !== "" && !segment.startsWith("{"));
  const tag = Array.isArray(operation.tags) ? text(operation.tags[0]) : undefined;
  const id = text(operation.operationId) ?? `${httpMethod} ${path}`;
  return {
    operation,
    pathItem,
    path,
    httpMethod,
    pointer: pointerOf("paths", path, httpMethod),
    id,
    resource: (resource?.split(".") ?? [identifier(segments[0] ?? tag ?? "root")]).map(memberName),
    method: memberName(method ?? inferMethod(httpMethod, path)),
    named: resource !== undefined && method !== undefined,
  };
}

/** A name that a client's member can have: with a `then` it would be taken for a promise, and `http` is there already. */
function memberName(text: string): string {
  const name = /^\p{ID_Start}\p{ID_Continue}*$/u.test(text) && !text.includes("\ua66e") ? text : identifier(text);
  return ["constructor", "then", "http"].includes(name) ? `${name}_` : name;
}

/** The method's usual name: what a path ends with says whether it is about one resource, many, or an action. */
function inferMethod(httpMethod: Placed["httpMethod"], path: string): string {
  const [last = ""] = path.split("/").slice(-1);
  const one = last.startsWith("{");
  if (httpMethod === "post" && !one && path.split("/").length > 3) return identifier(last);
  const names = { get: one ? "retrieve" : "list", post: "create", put: "update", patch: "update", delete: "delete" };
  return names[httpMethod as keyof typeof names] ?? httpMethod;
}

function collisions(placed: readonly Placed[]): readonly Problem[] {
  const first = new Map<string, Placed>();
  const groups = new Map(placed.map((each) => [each.resource.join("."), each]));
  return placed.flatMap((each): Problem[] => {
    const name = `${each.resource.join(".")}.${each.method}`;
    const group = [...groups].find(([path]) => `${path}.`.startsWith(`${name}.`))?.[1];
    if (group !== undefined) {
      return [
        {
          code: "name-collision",
          severity: "error",
          message: `${name} would be a method, of ${each.id}, and a resource, of ${group.id} (${group.httpMethod.toUpperCase()} ${group.path}).`,
          remedy: "Give one of them another x-resource or x-method.",
          pointer: each.pointer,
          operationId: each.id,
        },
      ];
    }
    const other = first.get(name);
    if (other === undefined) {
      first.set(name, each);
      return [];
    }
    return [
      {
        code: "name-collision",
        severity: "error",
        message: `Two operations would both be ${name}: ${other.id} (${other.httpMethod.toUpperCase()} ${other.path}) and ${each.id}.`,
        remedy: "Give one of them another x-resource or x-method.",
        pointer: each.pointer,
        operationId: each.id,
      },
    ];
  });
}

/** Function names, unique within the service: by resource and method where the spec names them, else by operationId. */
export function functionNames(
  placed: readonly Placed[],
  isMany: (placed: Placed) => boolean,
  scope: NameScope,
): ReadonlyMap<Placed, string> {
  return new Map(
    placed.map((each) => {
      const resource = each.resource[each.resource.length - 1] ?? "";
      const name = each.named ? functionName(each.method, resource, isMany(each)) : identifier(each.id);
      return [each, scope.claim(name)];
    }),
  );
}

/** Class and file of a resource. */
export function resourceNames(
  path: readonly string[],
  names: NameScope,
  files: NameScope,
): { readonly className: string; readonly file: string } {
  const last = path[path.length - 1] ?? "";
  const file = ["resources", ...path.map(fileName)].join("/");
  return { className: names.claim(typeName(last)), file: files.claim(file) };
}
