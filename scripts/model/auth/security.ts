// Security requirements: the alternatives of a call, each a list of schemes that are sent together.

import { isObject, type Json } from "../../document/json.js";
import { stringify } from "../../document/stringify.js";
import type { Security } from "../types/operation.js";

export interface SecurityFound {
  /** The requirement of operations that declare none. */
  readonly standard: Security;
  /** The requirements of operations that declare one, by pointer. */
  readonly operations: ReadonlyMap<string, Security>;
  /** No operation goes without credentials. */
  readonly required: boolean;
  /** Schemes that some requirement names. */
  readonly used: readonly string[];
  readonly scopes: ReadonlyMap<string, readonly string[]>;
}

/** `declared`: the document's schemes by name; a requirement of any other cannot be met. */
export function securityOf(
  root: Json,
  placed: readonly { readonly operation: Json; readonly pointer: string }[],
  declared: ReadonlyMap<string, unknown>,
): SecurityFound {
  const scopes = new Map<string, Set<string>>();
  const read = (requirements: unknown): Security => {
    const alternatives = (Array.isArray(requirements) ? requirements : []).filter(isObject).flatMap((requirement) => {
      const names = Object.keys(requirement);
      if (!names.every((name) => declared.has(name))) return [];
      for (const name of names) {
        const known = scopes.get(name) ?? new Set();
        scopes.set(name, known);
        const scopesOf: unknown = requirement[name];
        for (const scope of Array.isArray(scopesOf) ? scopesOf : []) known.add(stringify(scope));
      }
      return [names];
    });
    // No credentials is the last alternative, wherever it stands: it could always be taken.
    return [
      ...alternatives.filter(({ length }) => length > 0),
      ...alternatives.filter(({ length }) => length === 0).slice(0, 1),
    ];
  };
  const ofRoot = Array.isArray(root.security) ? read(root.security) : undefined;
  const own = placed.map(({ operation, pointer }) => {
    const security = Array.isArray(operation.security) ? read(operation.security) : (ofRoot ?? []);
    return [pointer, security] as const;
  });
  const used = [...scopes.keys()];
  const shared = { used, scopes: new Map([...scopes].map(([name, found]) => [name, [...found]])) };
  if (used.length === 0 && declared.size > 0 && ofRoot === undefined && own.every(([, { length }]) => length === 0)) {
    // Declared, but never required: a caller with credentials may send them.
    const names = [...declared.keys()];
    return {
      ...shared,
      standard: [...names.map((name) => [name]), []],
      operations: new Map(),
      required: false,
      used: names,
    };
  }
  const standard = ofRoot ?? mostCommon(own.map(([, security]) => security));
  const differing = own.filter(([, security]) => JSON.stringify(security) !== JSON.stringify(standard));
  const all = own.length === 0 ? [standard] : own.map(([, security]) => security);
  const required = all.every((security) => security.length > 0 && security.every(({ length }) => length > 0));
  return { ...shared, standard, operations: new Map(differing), required };
}

/** The requirement of most operations that have one; none if none has. */
function mostCommon(all: readonly Security[]): Security {
  const counts = new Map<string, number>();
  for (const security of all) {
    if (security.length > 0) counts.set(JSON.stringify(security), (counts.get(JSON.stringify(security)) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most === undefined ? [] : JSON.parse(most[0]);
}
