// Security schemes that want the same header or parameter: a request holds it once, so only one of them can be sent.

import type { Security } from "../types/operation.js";

/** A scheme before its options have names. */
export type SchemeKind =
  | { readonly kind: "bearer"; readonly holds: "key" | "token" }
  | { readonly kind: "authorization"; readonly scheme: string }
  | { readonly kind: "basic" | "outside" }
  | { readonly kind: "apiKey"; readonly in: "header" | "query" | "cookie"; readonly wire: string }
  | { readonly kind: "clientCredentials"; readonly tokenUrl: string; readonly scope: string | undefined };

export interface Loss {
  readonly message: string;
  readonly remedy: string;
}

export interface ReadScheme {
  readonly kind: SchemeKind;
  /** The part that a client cannot do. */
  readonly lost?: Loss;
}

interface NamedScheme {
  readonly name: string;
  readonly kind: SchemeKind;
}

/** The limit of alternatives. No service has more, and each repeats the other schemes of its requirement. */
const maxAlternatives = 8;

interface Conflicts {
  /** A requirement as alternatives that can be sent: with the first scheme of each parameter, with the second, and so on. */
  alternatives(names: readonly string[]): Security;
  /** Conflicts found so far, by the name of the scheme that comes second. */
  readonly conflicts: ReadonlyMap<string, Loss>;
}

export function conflictsOf(schemes: readonly NamedScheme[]): Conflicts {
  const parameters = new Map(schemes.map(({ name, kind }) => [name, parameterOf(kind)]));
  const places = new Map(schemes.map(({ name }, index) => [name, index]));
  const placeOf = (name: string): number => places.get(name) ?? -1;
  const conflicts = new Map<string, Loss>();
  const alternatives = (names: readonly string[]): Security => {
    const groups = new Map<string, string[]>();
    for (const name of names) {
      const parameter = parameters.get(name) ?? `outside ${name}`;
      const group = groups.get(parameter) ?? [];
      groups.set(parameter, group);
      group.push(name);
      const [first = name] = group;
      // Reported once for two schemes, whichever an operation names first.
      if (placeOf(name) < placeOf(first)) conflicts.set(first, conflictWith(name, parameter));
      else if (name !== first) conflicts.set(name, conflictWith(first, parameter));
    }
    const most = Math.min(maxAlternatives, Math.max(1, ...[...groups.values()].map(({ length }) => length)));
    return Array.from({ length: most }, (_, index) =>
      [...groups.values()].flatMap((group) => group[Math.min(index, group.length - 1)] ?? []),
    );
  };
  return { alternatives, conflicts };
}

function parameterOf(kind: SchemeKind): string | undefined {
  if (kind.kind === "outside") return undefined;
  if (kind.kind !== "apiKey") return "header authorization";
  return `${kind.in} ${kind.in === "header" ? kind.wire.toLowerCase() : kind.wire}`;
}

function conflictWith(first: string, parameter: string): Loss {
  return {
    message: `is sent by the ${parameter}, as ${JSON.stringify(first)} is, which the same requirement names: a request holds one of them.`,
    remedy: "The client takes either. If the service does too, declare a security requirement for each.",
  };
}
