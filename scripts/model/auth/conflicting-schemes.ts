// Security schemes that want the same header or parameter: a request holds it once, so only one of them can be sent.

import type { Security } from "../types/operation.js";

/** A scheme before its options have names. */
export type Kind =
  | { readonly kind: "bearer"; readonly holds: "key" | "token" }
  | { readonly kind: "authorization"; readonly scheme: string }
  | { readonly kind: "basic" | "outside" }
  | { readonly kind: "apiKey"; readonly in: "header" | "query" | "cookie"; readonly wire: string }
  | { readonly kind: "clientCredentials"; readonly tokenUrl: string; readonly scope: string | undefined };

export interface Loss {
  readonly message: string;
  readonly remedy: string;
}

export interface Read {
  readonly kind: Kind;
  /** The part that a client cannot do. */
  readonly lost?: Loss;
}

interface Carried {
  readonly name: string;
  readonly kind: Kind;
}

/** The limit of alternatives. No service has more, and each repeats the other schemes of its requirement. */
const mostRivals = 8;

interface Carriers {
  /** A requirement as alternatives that can be sent: with the first scheme of each parameter, with the second, and so on. */
  apart(names: readonly string[]): Security;
  /** Conflicts found so far, by the name of the scheme that comes second. */
  readonly rivals: ReadonlyMap<string, Loss>;
}

export function conflictsOf(schemes: readonly Carried[]): Carriers {
  const carriers = new Map(schemes.map(({ name, kind }) => [name, carrierOf(kind)]));
  const places = new Map(schemes.map(({ name }, index) => [name, index]));
  const placeOf = (name: string): number => places.get(name) ?? -1;
  const rivals = new Map<string, Loss>();
  const apart = (names: readonly string[]): Security => {
    const groups = new Map<string, string[]>();
    for (const name of names) {
      const carrier = carriers.get(name) ?? `outside ${name}`;
      const group = groups.get(carrier) ?? [];
      groups.set(carrier, group);
      group.push(name);
      const [rival = name] = group;
      // Reported once for two schemes, whichever an operation names first.
      if (placeOf(name) < placeOf(rival)) rivals.set(rival, rivalOf(name, carrier));
      else if (name !== rival) rivals.set(name, rivalOf(rival, carrier));
    }
    const most = Math.min(mostRivals, Math.max(1, ...[...groups.values()].map(({ length }) => length)));
    return Array.from({ length: most }, (_, index) =>
      [...groups.values()].flatMap((group) => group[Math.min(index, group.length - 1)] ?? []),
    );
  };
  return { apart, rivals };
}

function carrierOf(kind: Kind): string | undefined {
  if (kind.kind === "outside") return undefined;
  if (kind.kind !== "apiKey") return "header authorization";
  return `${kind.in} ${kind.in === "header" ? kind.wire.toLowerCase() : kind.wire}`;
}

function rivalOf(first: string, carrier: string): Loss {
  return {
    message: `is sent by the ${carrier}, as ${JSON.stringify(first)} is, which is asked for together with it: a request holds one of them.`,
    remedy: "The client takes either. If the service does too, declare a security requirement for each.",
  };
}
