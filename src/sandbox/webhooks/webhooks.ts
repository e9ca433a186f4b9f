// Webhooks on their way: a queue that lives in the store and goes by the sandbox's clock, so that retries that are days
// apart are a matter of advancing it.

import { type Inflection, inflect } from "../answer/inflection.js";
import type { Validator } from "../answer/validator.js";
import type { WebhookRules } from "../service-rules.js";
import type { Spec } from "../spec.js";
import type { VirtualClock } from "../world/clock.js";
import type { Ids } from "../world/ids.js";
import type { Log, LoggedAttempt, LoggedDelivery } from "../world/log.js";
import type { Receiver, WebhookReceivers } from "../world/receivers.js";
import type { Room } from "../world/state/room.js";
import type { Collections, Stored } from "../world/state/store.js";
import { signed } from "./signer.js";

/** Sends a webhook: a `fetch`. */
export type Deliver = (request: Request) => Promise<Response>;

interface Secret {
  readonly value: string;
  /** Milliseconds since 1970; null for no end. */
  readonly expiresAt: number | null;
}

interface KeptReceiver extends Stored {
  url: string | null;
  inflection: Inflection;
  secrets: readonly Secret[];
}

/** A delivery that has not ended. */
interface Waiting extends Stored {
  readonly receiver: string;
  readonly firstAt: number | null;
  readonly logged: LoggedDelivery;
}

/** The timer of an attempt. */
export const attemptTimer = "webhook-attempt";

export interface WebhookParts {
  readonly service: string;
  readonly spec: Spec;
  readonly rules: () => WebhookRules;
  readonly validator: Validator;
  readonly clock: VirtualClock;
  readonly store: Collections;
  readonly ids: Ids;
  readonly log: Log<LoggedDelivery>;
  readonly deliver: Deliver;
  readonly room: Room;
  readonly onChange: () => void;
}

export class Webhooks implements WebhookReceivers {
  readonly #parts: WebhookParts;

  constructor(parts: WebhookParts) {
    this.#parts = parts;
  }

  direct(name: string, { url, secrets, inflection }: Partial<Receiver>): void {
    const receiver = this.#receiver(name);
    if (url !== undefined) receiver.url = url;
    if (inflection !== undefined) receiver.inflection = inflection;
    if (secrets !== undefined) receiver.secrets = secrets.map((value) => ({ value, expiresAt: null }));
  }

  secrets(name: string): readonly string[] {
    const now = this.#parts.clock.now();
    return this.#receiver(name)
      .secrets.filter(({ expiresAt }) => expiresAt === null || expiresAt > now)
      .map(({ value }) => value);
  }

  rotate(name: string, secret: string, expiresInSeconds?: number): void {
    const receiver = this.#receiver(name);
    const now = this.#parts.clock.now();
    const end = expiresInSeconds === undefined ? Number.POSITIVE_INFINITY : now + expiresInSeconds * 1000;
    const earlier = receiver.secrets
      .map(({ value, expiresAt }) => ({ value, expiresAt: Math.min(expiresAt ?? Number.POSITIVE_INFINITY, end) }))
      .filter(({ expiresAt }) => expiresAt > now)
      .map(({ value, expiresAt }) => ({ value, expiresAt: Number.isFinite(expiresAt) ? expiresAt : null }));
    receiver.secrets = [{ value: secret, expiresAt: null }, ...earlier];
  }

  announce(event: string, name: string, body: unknown, undeclared = false): void {
    const { service, spec, validator, clock, store, ids, log } = this.#parts;
    const { url, inflection } = this.#receiver(name);
    const id = ids.prefixed("delivery_", 12);
    const now = clock.now();
    // As it is now: what it shows may change before somebody looks.
    const text = JSON.stringify(body);
    this.#parts.room.grew(text.length);
    const logged = (): LoggedDelivery => {
      const shown: unknown = JSON.parse(text);
      const violations = undeclared ? [] : validator.event(event, shown);
      return {
        ...{ id, service, receiver: name, event, at: new Date(now).toISOString(), url: url ?? undefined },
        body:
          inflection === "kebab" ? text : JSON.stringify(inflect(shown, inflection, spec.inflection?.verbatim ?? [])),
        attempts: [],
        state: url === null ? "no-receiver" : "waiting",
        verdict: undeclared
          ? { kind: "unjudged", reason: "unconfirmed" }
          : violations.length === 0
            ? { kind: "conforms" }
            : { kind: "violates", violations },
      };
    };
    if (url === null) {
      // It goes nowhere but to the log, which makes it when somebody looks.
      log.put(id, text.length, logged);
      return;
    }
    const waiting = logged();
    log.put(id, text.length, () => waiting);
    store.collection<Waiting>("delivery").add({ id, receiver: name, firstAt: null, logged: waiting });
    this.#schedule(id, now);
  }

  /** Changes the bodies of those on their way. */
  revise(change: (body: string) => string): void {
    for (const waiting of this.#parts.store.collection<Waiting>("delivery").values()) {
      const body = change(waiting.logged.body);
      if (body !== waiting.logged.body) Object.assign(waiting, { logged: { ...waiting.logged, body } });
    }
  }

  /** Makes the next attempt of a delivery. */
  attempt(id: string): void {
    const { clock, store } = this.#parts;
    const waiting = store.collection<Waiting>("delivery").get(id);
    if (waiting === undefined) return;
    const at = clock.now();
    const { url } = this.#receiver(waiting.receiver);
    if (url === null) return;
    const request = this.#request(waiting, url, at);
    clock.track(this.#send(request).then((outcome) => this.#record(waiting, at, outcome)));
  }

  #request({ logged, receiver, firstAt }: Waiting, url: string, at: number): Request {
    const { spec } = this.#parts;
    const rules = this.#parts.rules();
    const made = logged.attempts.length + 1;
    const left = rules.retrySeconds.length + 1 - made;
    const secrets = this.secrets(receiver);
    const headers = new Headers({ "Content-Type": "application/json; charset=utf-8" });
    for (const [name, value] of Object.entries(rules.headers({ made, left, firstAt: firstAt ?? at }))) {
      headers.set(name, value);
    }
    const signedAt = rules.keepsSignature === true ? (firstAt ?? at) : at;
    const signature = spec.signature && signed(spec.signature, secrets, logged.body, signedAt, logged.id);
    for (const [name, value] of Object.entries(signature ?? {})) headers.set(name, value);
    const signal = AbortSignal.timeout(rules.timeoutMs);
    return new Request(url, { method: "POST", headers, body: logged.body, redirect: "manual", signal });
  }

  async #send(request: Request): Promise<Omit<LoggedAttempt, "at">> {
    try {
      const response = await this.#parts.deliver(request);
      await response.body?.cancel();
      return { status: response.status, error: undefined };
    } catch (error) {
      return { status: undefined, error: reasonOf(error) };
    }
  }

  #record({ id, firstAt, receiver }: Waiting, at: number, outcome: Omit<LoggedAttempt, "at">): void {
    const { log, clock, store, onChange } = this.#parts;
    const { retrySeconds, succeeds = isSuccess } = this.#parts.rules();
    const deliveries = store.collection<Waiting>("delivery");
    // Read anew: the state may have been reset while the receiver took its time.
    const logged = deliveries.get(id)?.logged;
    if (logged === undefined) return;
    const attempts = [...logged.attempts, { at: new Date(at).toISOString(), ...outcome }];
    const wait = retrySeconds[attempts.length - 1];
    const delivered = outcome.status !== undefined && succeeds(outcome.status);
    const state = delivered ? "delivered" : wait === undefined ? "failed" : "waiting";
    const now: LoggedDelivery = { ...logged, attempts, state };
    log.put(id, now.body.length, () => now);
    if (state === "waiting") {
      deliveries.add({ id, receiver, firstAt: firstAt ?? at, logged: now });
      this.#schedule(id, clock.now() + (wait ?? 0) * 1000);
    } else deliveries.remove(id);
    onChange();
  }

  #schedule(id: string, at: number): void {
    this.#parts.clock.schedule(
      at,
      `${this.#parts.service}/${attemptTimer}`,
      id,
      `${this.#parts.service}/delivery/${id}`,
    );
  }

  #receiver(name: string): KeptReceiver {
    const receivers = this.#parts.store.collection<KeptReceiver>("receiver");
    return receivers.get(name) ?? receivers.add({ id: name, url: null, inflection: "kebab", secrets: [] });
  }
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return "no answer in time";
  const { cause } = error;
  return cause instanceof Error && "code" in cause ? String(cause.code) : error.message;
}
