// The header by which a service recognises a repeated call: the document's, else one of the names in use.

import { isObject, type Json } from "../../document/json.js";
import type { Parameter } from "../../document/resolve.js";
import { stringify } from "../../document/stringify.js";
import type { Service } from "../types/service.js";

/** The facts of a call that its key depends on. */
export interface KeyedCall {
  readonly httpMethod: string;
  readonly parameters: readonly Parameter[];
}

export type Idempotency = NonNullable<Service["idempotency"]>;

const names = /^(x-)?idempoten(cy|t)-key$/i;

/**
 * The methods of which every operation takes the key. An operation of another method that takes the key carries it too; one
 * that does not take it is never sent twice.
 */
export function idempotencyOf(root: Json, calls: readonly KeyedCall[]): Idempotency | undefined {
  const declared = root["x-idempotency"];
  if (isObject(declared)) {
    const methods = Array.isArray(declared.methods)
      ? declared.methods.map((each) => stringify(each).toUpperCase())
      : [];
    return { header: stringify(declared.header), methods, ...(declared.keepsErrors === true && { keepsErrors: true }) };
  }
  if (declared !== undefined) return undefined;
  const header = mostUsed(calls.flatMap(({ parameters }) => parameters.filter(isKey).map(({ name }) => name)));
  if (header === undefined) return undefined;
  const methods = ["post", "patch"].filter((method) => {
    const all = calls.filter(({ httpMethod }) => httpMethod === method);
    return all.length > 0 && all.every((call) => takes(call, header));
  });
  return { header, methods: methods.map((method) => method.toUpperCase()) };
}

/** Whether an operation takes the key. Where the document names the methods, the operation's has to be one of them. */
export function carriesKey(root: Json, idempotency: Idempotency | undefined, call: KeyedCall): boolean {
  if (idempotency === undefined || !takes(call, idempotency.header)) return false;
  return root["x-idempotency"] === undefined || idempotency.methods.includes(call.httpMethod.toUpperCase());
}

function takes({ parameters }: KeyedCall, header: string): boolean {
  return parameters.some((each) => each.in === "header" && each.name === header);
}

function isKey(parameter: Parameter): boolean {
  return parameter.in === "header" && names.test(parameter.name);
}

function mostUsed(found: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const name of found) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}
