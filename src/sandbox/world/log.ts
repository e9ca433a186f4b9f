// The log of exchanges, for people and for tests: calls with their verdict against the spec, and webhooks.

import type { Violation } from "../answer/validator.js";

/** Whether an answer is one that the spec allows. */
export type Verdict =
  | { readonly kind: "conforms" }
  /** A bug of the sandbox. */
  | { readonly kind: "violates"; readonly violations: readonly Violation[] }
  /** Not validated: an address without a spec, an alternative of an assumption, a fault on demand, or validation is off. */
  | { readonly kind: "unjudged"; readonly reason: "no-spec" | "unconfirmed" | "fault" | "off" };

export interface LoggedRequest {
  /** The vendor's id of the call. */
  readonly id: string;
  /** Counts all calls from 1. */
  readonly number: number;
  /** By the sandbox's clock. */
  readonly at: string;
  /** By the machine's, in milliseconds. */
  readonly tookMs: number;
  readonly service: string | undefined;
  readonly operation: string | undefined;
  /** Which of the ready-made callers it was: `source`. */
  readonly side: string | undefined;
  /** The credential it was made with, by a name that is no secret. */
  readonly credential: string | undefined;
  readonly method: string;
  /** Path and query. */
  readonly address: string;
  /** Credentials masked. */
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: string;
  /** `undefined` if the connection broke first. */
  readonly status: number | undefined;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly responseBody: string;
  readonly verdict: Verdict;
  /** The fault that struck it. */
  readonly fault: string | undefined;
  /** The exception: a bug of the sandbox, answered with 500. */
  readonly error: string | undefined;
}

export interface LoggedDelivery {
  readonly id: string;
  readonly service: string;
  readonly receiver: string;
  readonly event: string;
  readonly at: string;
  /** `undefined` if the receiver has none: nothing is sent. */
  readonly url: string | undefined;
  readonly body: string;
  readonly attempts: readonly LoggedAttempt[];
  readonly state: "no-receiver" | "waiting" | "delivered" | "failed";
  readonly verdict: Verdict;
}

export interface LoggedAttempt {
  readonly at: string;
  readonly status: number | undefined;
  /** Why there is no status. */
  readonly error: string | undefined;
}

interface Entry<T> {
  readonly made: T | (() => T);
  /** Letters of the bodies that it holds. */
  readonly size: number;
}

/** So many letters of bodies are kept in a log, whatever the number of entries. */
const mostLetters = 50_000_000;

/** The last of what happened: entries by their id, and so many of them. An entry is made when someone looks at it. */
export class Log<T> {
  readonly #entries = new Map<string, Entry<T>>();
  readonly #limit: number;
  #letters = 0;
  readonly #watched: () => boolean;
  readonly #tell: (entry: T) => void;

  /** `tell` gets each entry while somebody watches. */
  constructor(limit: number, watched: () => boolean, tell: (entry: T) => void) {
    this.#limit = limit;
    this.#watched = watched;
    this.#tell = tell;
  }

  /** Adds an entry, or replaces the one of the same id. `size`: letters of the bodies that it holds. */
  put(id: string, size: number, make: (id: string) => T): void {
    const isWatched = this.#watched();
    const made = isWatched ? make(id) : () => make(id);
    this.#letters += size - (this.#entries.get(id)?.size ?? 0);
    this.#entries.set(id, { made, size });
    while (this.#entries.size > this.#limit || (this.#letters > mostLetters && this.#entries.size > 1)) {
      const [oldest, { size: freed }] = this.#entries.entries().next().value as [string, Entry<T>];
      this.#entries.delete(oldest);
      this.#letters -= freed;
    }
    if (isWatched) this.#tell(made as T);
  }

  /** Changes entries that are there. */
  revise(change: (entry: T) => T): void {
    for (const [id, entry] of this.#entries) this.#entries.set(id, { ...entry, made: change(finished(entry)) });
  }

  /** The oldest first. */
  all(): readonly T[] {
    for (const [id, entry] of this.#entries) {
      if (typeof entry.made === "function") this.#entries.set(id, { ...entry, made: finished(entry) });
    }
    return [...this.#entries.values()].map(({ made }) => made as T);
  }

  clear(): void {
    this.#entries.clear();
    this.#letters = 0;
  }
}

function finished<T>({ made }: Entry<T>): T {
  return typeof made === "function" ? (made as () => T)() : made;
}

const masked = "•••";
const secretHeaders = /^(proxy-)?authorization$|cookie|secret|token|api-?key/i;

/** Headers without what is secret in them; of credentials, their scheme stays. */
export function maskedHeaders(headers: Iterable<readonly [string, string]>): Record<string, string> {
  const shown = [...headers].map(([name, value]) => {
    if (!secretHeaders.test(name)) return [name, value];
    const scheme = /authorization$/i.test(name) ? (/^[\w-]+ /.exec(value)?.[0] ?? "") : "";
    return [name, scheme + masked];
  });
  return Object.fromEntries(shown);
}

/** Longer bodies are logged by their beginning. */
const longest = 64_000;

/** The part of a body that the log keeps. */
export function beginningOf(body: string): string {
  if (body.length <= longest) return body;
  // A copy: a slice would hold on to all of it.
  return `${Buffer.from(body.slice(0, longest), "utf16le").toString("utf16le")}…`;
}

/** A body without the secrets of a token exchange, in form or JSON. */
export function maskedBody(body: string): string {
  if (!/client_secret|access[_-]?token/i.test(body)) return body;
  return body
    .replace(/(client_secret=)[^&]*/g, `$1${masked}`)
    .replace(/("(?:client_secret|access[_-]?token)"\s*:\s*")[^"]*/gi, `$1${masked}`);
}
