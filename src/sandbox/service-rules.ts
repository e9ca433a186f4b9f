// A service's rules that only it knows: limits, idempotency keys, webhooks, cursors and JSON:API.

import type { Refusal } from "./answer/refusal.js";

export interface WebhookRules {
  /** How long after a failure to try again, one entry a retry, in seconds. None: a failure is final. */
  readonly retrySeconds: readonly number[];
  /** How long a receiver may take, in milliseconds. */
  readonly timeoutMs: number;
  /** Whether a receiver that answers with this status has taken it. Default: any 2xx. */
  readonly succeeds?: (status: number) => boolean;
  /** Whether an attempt that is repeated has the time and the signature of the first. Default: each has its own. */
  readonly keepsSignature?: boolean;
  /** Headers of an attempt. The signature is added by `x-webhook-signature`. */
  readonly headers: (attempt: Attempt) => Readonly<Record<string, string>>;
}

interface Attempt {
  /** 1 for the first. */
  readonly made: number;
  /** How many may follow. */
  readonly left: number;
  /** Milliseconds since 1970. */
  readonly firstAt: number;
}

/** Limits of calls in a window. */
export interface Limits {
  readonly requests: number;
  /** Product quotas by the names in the spec. */
  readonly quotas?: Readonly<Record<string, number>>;
  /** How long a window is. A short one, and a clock that runs, show a client that waits. Default: 60. */
  readonly windowSeconds?: number;
}

/** A JSON:API service's rules for `include` and `fields`. */
export interface JsonApiRules {
  /** Whether a resource that `fields` cuts down loses its relationships. */
  readonly fieldsDropRelationships: boolean;
  /** The response to an `include` with more than one dot. */
  readonly tooDeep: () => Refusal;
}

/** A service's rules for idempotency keys. */
export interface IdempotencyRules {
  /** How long a key is kept, in milliseconds. */
  readonly keepMs: number;
  /** Whether a call with this method has its key honoured. */
  readonly honours: (method: string) => boolean;
  /** The response to a key that was used for another call. */
  readonly reused: () => Refusal;
  /** Headers of a repeated answer that are those of the repetition: by the id of its call. */
  readonly replayHeaders: (id: string) => Readonly<Record<string, string>>;
}

/** A service's rules for pages by cursor. */
export interface CursorRules {
  /** Whether links keep the rest of the query. */
  readonly linksKeepQuery: boolean;
  /** Whether a size out of bounds is brought within them, instead of being refused. */
  readonly sizeIsClamped: boolean;
  /** The response to a cursor that is not in the list. */
  readonly unknown: (cursor: string) => Refusal;
  /** The response to a call with both cursors. */
  readonly both: () => Refusal;
}
