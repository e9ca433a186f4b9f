// A value that a schema has something against, made to fit: what is missing is added, what may not be there goes.

import type { ErrorObject } from "ajv/dist/2020.js";
import { isObject } from "../../../json.js";
import type { Sampler } from "./sample.js";
import type { Schemas } from "./schemas.js";

const rounds = 12;

export interface RepairParts {
  readonly schemas: Schemas;
  readonly sampler: Sampler;
  readonly errors: (value: unknown) => readonly ErrorObject[];
  /** The schema that the value is of. */
  readonly schema: unknown;
}

/** The value, changed in place until it fits; `undefined` if it never does. */
export function repaired(value: unknown, parts: RepairParts): unknown {
  const holder: { value: unknown } = { value };
  const tried = new Set<string>();
  for (let round = 0; round < rounds; round += 1) {
    const errors = parts.errors(holder.value);
    if (errors.length === 0) return holder.value;
    let changed = false;
    for (const error of deepestFirst(errors)) {
      const key = `${error.instancePath} ${error.keyword} ${JSON.stringify(error.params)}`;
      if (tried.has(key)) continue;
      tried.add(key);
      changed = mend(holder, error, parts) || changed;
      if (changed) break;
    }
    if (!changed) return undefined;
  }
  return undefined;
}

function deepestFirst(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const depth = ({ instancePath }: ErrorObject) => instancePath.split("/").length;
  return [...errors].sort((a, b) => depth(b) - depth(a));
}

function mend(holder: { value: unknown }, error: ErrorObject, { sampler, schemas, schema }: RepairParts): boolean {
  const { keyword, params, parentSchema, instancePath } = error;
  const place = locate(holder, instancePath);
  if (place === undefined) return false;
  const { node, parent, key } = place;
  if (keyword === "required" && isObject(node)) {
    const name = String(params.missingProperty);
    const property =
      schemas.properties(parentSchema).get(name) ??
      schemas.properties(schemaAt(schema, instancePath, schemas)).get(name);
    define(node, name, sampler.sample(property ?? { type: "string" }, name));
    return true;
  }
  const extra = params.additionalProperty ?? params.unevaluatedProperty ?? params.propertyName;
  if (typeof extra === "string" && isObject(node)) {
    Reflect.deleteProperty(node, extra);
    return true;
  }
  if (keyword === "uniqueItems" && Array.isArray(node)) {
    node.splice(Number(params.i), 1);
    return true;
  }
  if (parent === undefined || ["anyOf", "oneOf", "if", "not"].includes(keyword)) return false;
  const own = sampler.sample(schemas.flat(parentSchema), String(key));
  if (JSON.stringify(own) !== JSON.stringify(node)) {
    define(parent as object, String(key), own);
    return true;
  }
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else Reflect.deleteProperty(parent as object, String(key));
  return true;
}

/** The schema of a member, by the way that leads to it. */
function schemaAt(schema: unknown, instancePath: string, schemas: Schemas): unknown {
  let node: unknown = schema;
  for (const step of instancePath.split("/").slice(1)) {
    const flat = schemas.flat(node);
    const name = step.replaceAll("~1", "/").replaceAll("~0", "~");
    node = schemas.properties(flat).get(name) ?? flat.items ?? flat.additionalProperties;
  }
  return node;
}

function locate(holder: { value: unknown }, pointer: string) {
  let parent: unknown;
  let key: string | undefined;
  let node = holder.value;
  for (const step of pointer.split("/").slice(1)) {
    parent = node;
    key = step.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof parent !== "object" || parent === null) return undefined;
    node = (parent as Record<string, unknown>)[key];
  }
  return { node, parent, key };
}

function define(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}
