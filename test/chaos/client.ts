/** The methods that the runner calls of any client. Each resolves to an id, or rejects with the client's own error. */
export interface Client {
  readonly name: string;
  /** Creates a share token and gives back its id. */
  readonly create?: (sourceId: string, signal?: AbortSignal) => Promise<string>;
  /** Redeems a share token and gives back its id. */
  readonly redeem?: (shareTokenId: string, signal?: AbortSignal) => Promise<string>;
  /** Creates a share at EnableNow, which has no idempotency keys, and gives back its id. */
  readonly share?: (consentId: string, signal?: AbortSignal) => Promise<string>;
}

export type Operation = "create" | "redeem" | "share";

/** Settings of a run, scaled to a server that is near and quick. */
export interface Pace {
  /** Limit for one attempt, in milliseconds. */
  readonly timeoutMs: number;
  readonly attempts: number;
  /** Upper bound of the first wait between two attempts, in milliseconds. */
  readonly baseDelayMs: number;
}

/** An error status, for clients that give it as a value. */
export class StatusError extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`status ${status}`);
    this.status = status;
  }
}
