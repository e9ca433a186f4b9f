// A sandbox as its users see it: its options, and what they can do with it.

import type { Limits } from "./service-rules.js";
import type { Controls, Credentials, Receivers } from "./services/services.js";
import type { Deliver } from "./webhooks/webhooks.js";
import type { Assumptions } from "./world/assumptions.js";
import type { Duration } from "./world/duration.js";
import type { FaultRule } from "./world/faults.js";
import type { LoggedDelivery, LoggedRequest } from "./world/log.js";

export interface SandboxOptions {
  /** The same seed and calls give the same ids and answers. Default: `sharewright`. */
  readonly seed?: string | number;
  /** The moment it is at the start. Default: now. */
  readonly now?: Date | string | number;
  /** Whether the clock runs. Default: it does, but stands if `now` is given. */
  readonly running?: boolean;
  /** A file that keeps the state over restarts. It is read if it exists, and then says what time it is. */
  readonly state?: string;
  /** Values of what no source states, by the names under "Assumptions" in the fact sheets. */
  readonly assume?: Assumptions;
  /**
   * Limits by service; false for none. Default: its own, while the clock runs. While it stands only limits given here are
   * counted: no minute would end, so that a client would wait for good.
   */
  readonly limits?: Readonly<Record<string, Limits | false>>;
  /** Faults that are on from the start. */
  readonly faults?: readonly FaultRule[];
  /** Where webhooks go. Without a URL they are only logged. */
  readonly webhooks?: Receivers;
  /** Sends webhooks. Default: the global fetch. */
  readonly deliver?: Deliver;
  /** How many records of a kind are kept beside those from the start; then the oldest goes. Default: 10,000. */
  readonly records?: number;
  /**
   * How many bytes all records take together, files and answers kept for repetition among them. Then the oldest go, with
   * a warning of the process; a call that finds no room even so is answered with 507. Default: 200,000,000.
   */
  readonly bytes?: number;
  /** How many requests, and webhooks, are logged: at most 50 million letters of their bodies. Default: 1,000. */
  readonly logged?: number;
  /** Whether answers are checked against the specs, for the log. Default: true. */
  readonly judgesAnswers?: boolean;
}

/** The events that `watch` reports. */
export type SandboxEvent =
  | { readonly kind: "request"; readonly request: LoggedRequest }
  | { readonly kind: "webhook"; readonly webhook: LoggedDelivery }
  /** Records, faults or the clock may have changed. */
  | { readonly kind: "change" };

export interface Sandbox<C = Credentials, Control = Controls> {
  /** Both services: under their own hosts, and as `/<service>` under any other. Needs no `this`. */
  readonly fetch: (input: Request | URL | string, init?: RequestInit) => Promise<Response>;
  /** Ready-made callers. */
  readonly credentials: C;
  /** Actions of people in the vendors' dashboards, and settings for the next calls. */
  readonly control: Control;
  /** Calls, the oldest first. */
  readonly requests: readonly LoggedRequest[];
  /** Announced webhooks, the oldest first. */
  readonly webhooks: readonly LoggedDelivery[];
  readonly faults: readonly FaultRule[];
  /** Whether the clock runs. */
  readonly running: boolean;
  /** The moment it is. */
  now(): Date;
  /** Moves the clock by `"14d"`, `"90s"` or milliseconds. Timers that are due on the way run in order. */
  advance(duration: Duration): Promise<void>;
  /** Stops the clock. */
  stop(): void;
  /** Has the clock run on from where it stands. */
  run(): void;
  /** Switches a fault on; the function it gives switches it off. Without a rule, all are switched off. */
  fault(rule: FaultRule): () => void;
  clearFaults(): void;
  /** Waits until what is due is done and webhooks have been sent. */
  settled(): Promise<void>;
  /** Records of a collection, `<service>/<type>`, the oldest first. */
  records<R extends object = Readonly<Record<string, unknown>>>(collection: string): readonly R[];
  /** Back to the start: records, clock, ids and logs, with the same credentials. Faults are switched off. */
  reset(): void;
  /** Tells what happens from now on; the function it gives ends that. */
  watch(listener: (event: SandboxEvent) => void): () => void;
  /** Writes the state, if it is kept, and stops the clock for good. */
  close(): Promise<void>;
}
