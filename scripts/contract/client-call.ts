// From a request on the wire to the client's call that should send it. It shares no code with the client, which it judges.

import type { FixtureRequest } from "./fixture.js";
import { inputForBody } from "./request-body.js";
import { camel } from "./spec/casing.js";
import { isObject, objectOf } from "./spec/json.js";
import type { Node, Operation, OperationParameter, Spec } from "./spec/spec.js";
import { pairsOf, passedHeaders, segmentsOf } from "./wire.js";

export interface ClientCall {
  readonly ids: readonly string[];
  readonly input: unknown;
  readonly options: Readonly<Record<string, unknown>>;
}

/** Whether the method has a parameter for its input between the ids and the options. */
export function takesInput(operation: Operation): boolean {
  return operation.body !== undefined || (readsOnly(operation) && queryOf(operation).length > 0);
}

/** The call for a request; `undefined` if the request shows no path, or one that is not the operation's. */
export function callFor(spec: Spec, operation: Operation, request: FixtureRequest): ClientCall | undefined {
  const ids = request.path === undefined ? undefined : idsOf(operation, request.path);
  if (request.path === undefined || ids === undefined) return undefined;
  const query = inputForQuery(spec, operation, request.path);
  const queryIsInput = operation.body === undefined && readsOnly(operation);
  const { idempotency } = spec;
  const carriesKey = idempotency?.methods.includes(operation.method.toLowerCase()) ?? false;
  const headers = Object.entries(passedHeaders(request));
  const isKey = (name: string) => carriesKey && name.toLowerCase() === idempotency?.header.toLowerCase();
  const key = headers.find(([name]) => isKey(name))?.[1];
  const others = headers.filter(([name]) => !isKey(name));
  return {
    ids,
    input: queryIsInput ? query : request.body === undefined ? undefined : inputForBody(spec, operation, request.body),
    options: {
      ...(!queryIsInput && query !== undefined && { query }),
      ...(others.length > 0 && { headers: Object.fromEntries(others) }),
      ...(key !== undefined && { idempotencyKey: key }),
    },
  };
}

function readsOnly({ method }: Operation): boolean {
  return ["GET", "DELETE", "HEAD"].includes(method);
}

function queryOf({ parameters }: Operation): readonly OperationParameter[] {
  return parameters.filter((parameter) => parameter.in === "query");
}

function idsOf(operation: Operation, path: string): readonly string[] | undefined {
  const template = operation.path.split("/");
  const segments = segmentsOf(path);
  const isId = (segment: string) => segment.startsWith("{");
  const fits = (segment: string, index: number) => isId(segment) || segment === segments[index];
  if (segments.length !== template.length || !template.every(fits)) return undefined;
  return segments.filter((_, index) => isId(template[index] ?? ""));
}

/** `page[size]=5&include=a,b` → `{ page: { size: 5 }, include: ["a", "b"] }`, in the caller's names. */
function inputForQuery(spec: Spec, operation: Operation, path: string): object | undefined {
  const pairs = pairsOf(path);
  if (pairs.length === 0) return undefined;
  const input = new Map<string, unknown>();
  for (const [name, value] of pairs) {
    const [head = "", ...keys] = name
      .split("[")
      .map((part, index) => (index > 0 && part.endsWith("]") ? part.slice(0, -1) : part));
    const parameter = queryOf(operation).find((each) => each.name === head);
    const schema = spec.schemaOf(parameter?.schema);
    // `ConsentId` and `consentId` are one name to the caller.
    const member = camel(head.charAt(0).toLowerCase() + head.slice(1));
    if (parameter?.style === "deepObject") {
      input.set(member, deep(spec, schema, input.get(member), keys, value));
    } else if (schema.type === "array" && parameter?.explode === false) {
      input.set(member, value === "" ? [] : value.split(","));
    } else {
      input.set(member, typed(schema, value));
    }
  }
  return objectOf(input);
}

/** Names that the spec lists are camelCase; in an open map (`fields`) they are data. */
function deep(spec: Spec, schema: Node, into: unknown, [key = "", ...keys]: readonly string[], value: string): unknown {
  const properties = isObject(schema.properties) ? schema.properties : {};
  const known = Object.hasOwn(properties, key);
  const inner = spec.schemaOf(known ? properties[key] : schema.additionalProperties);
  const member = known ? camel(key) : key;
  const object = isObject(into) ? into : {};
  const present = Object.hasOwn(object, member) ? object[member] : undefined;
  const filled = keys.length === 0 ? typed(inner, value) : deep(spec, inner, present, keys, value);
  return objectOf([...Object.entries(object), [member, filled]]);
}

function typed(schema: Node, value: string): unknown {
  const types = [schema.type].flat();
  if ((types.includes("integer") || types.includes("number")) && value !== "" && Number.isFinite(Number(value))) {
    return Number(value);
  }
  if (types.includes("boolean") && (value === "true" || value === "false")) return value === "true";
  return value;
}
