// The first outcome of a call under an idempotency key, success or failure, answers every repetition of it.

import { createHash } from "node:crypto";
import type { Caller } from "../service.js";
import type { Verdict } from "../world/log.js";
import type { ServiceClock } from "../world/service-clock.js";
import type { Collection, Collections, Stored } from "../world/state/store.js";

export interface Outcome {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** As it went out; `undefined` for none. */
  readonly body: string | undefined;
  readonly verdict: Verdict;
}

interface Kept extends Stored {
  /** Tells the parameters of the call. */
  readonly call: string;
  readonly at: number;
  readonly outcome: Outcome;
}

export class IdempotencyKeys {
  readonly #kept: Collection<Kept>;
  readonly #clock: Pick<ServiceClock, "now">;
  readonly #keepMs: number;

  constructor(store: Collections, clock: Pick<ServiceClock, "now">, keepMs: number) {
    this.#kept = store.collection("idempotency-key");
    this.#clock = clock;
    this.#keepMs = keepMs;
  }

  /** The outcome to repeat, `"other-call"` if the key was used for another, or nothing for a new key. */
  find(caller: Caller, key: string, call: string): Outcome | "other-call" | undefined {
    const kept = this.#kept.get(idOf(caller, key));
    if (kept === undefined || this.#isOld(kept)) return undefined;
    return kept.call === call ? kept.outcome : "other-call";
  }

  keep(caller: Caller, key: string, call: string, outcome: Outcome): void {
    const id = idOf(caller, key);
    // Removed first, so that the oldest stay first.
    this.#kept.remove(id);
    this.#kept.add({ id, call, at: this.#clock.now(), outcome });
    for (const kept of this.#kept.values()) {
      if (!this.#isOld(kept)) break;
      this.#kept.remove(kept.id);
    }
  }

  /** Changes the bodies that are kept. */
  revise(change: (body: string) => string): void {
    for (const kept of [...this.#kept.values()]) {
      const { body } = kept.outcome;
      const changed = body === undefined ? undefined : change(body);
      if (changed !== body) Object.assign(kept, { outcome: { ...kept.outcome, body: changed } });
    }
  }

  #isOld({ at }: Kept): boolean {
    return this.#clock.now() - at >= this.#keepMs;
  }
}

/** The identity of a call: two calls have it in common if and only if they are the same. */
export function callPrint(method: string, address: string, body: string): string {
  return createHash("sha256").update(`${method} ${address}\n${body}`).digest("base64");
}

function idOf({ account }: Caller, key: string): string {
  return `${account} ${key}`;
}
