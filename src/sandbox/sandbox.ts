// A stateful emulator of the services behind one fetch, in process or on a port.
//
// HOW A SERVICE IS WRITTEN. A folder under services/ exports one `Service` (service.ts has the interface) and is listed in
// services/services.ts. What the document says is not repeated there: routes, schemas, envelope, paging, casing of keys,
// idempotency, limits, signatures, lifecycles and assumptions are read from it. What remains is
//
//   - who calls, and the vendor's form of an error: `authenticate`, `problem`, `invalid`, `headers`;
//   - a handler for each operationId. It gets a valid call and answers with plain data:
//
//       export const shelves: Handlers<operations, Caller> = {
//         "retrieve-a-shelf": ({ path, store, refuse }) => {
//           const record = store.collection<Shelf>("shelf").get(path["shelf-id"]);
//           if (record === undefined) throw refuse(404);
//           return { record };
//         },
//         "close-a-shelf": ({ path, store, lifecycle, operation, assume, refuse }) => {
//           const record = ...;
//           const by = { by: operation.id };
//           if (!lifecycle("Shelf").allows(record, "closed", by)) throw refuse(assume<number>("wrong-state-status"), "…");
//           lifecycle("Shelf").move(record, "closed", by);
//           return { record };
//         },
//         "list-shelves": ({ store, query, page }) => ({
//           page: page(store.collection<Shelf>("shelf").newestFirst(), undefined, ({ colour }) => colour === query.colour),
//         }),
//       };
//
//     `path`, `query` and `body` are typed by the generated `operations` (import its type from schema.js), in the spec's
//     spelling whatever the caller's. `{ record }` is shown by the presenter of the record's `type` and then enveloped,
//     cut down by `fields`, completed by `include` and re-cased. `{ value }` stands in the envelope as it is, `{}` is no
//     body. The status is the lowest success of the operation unless the answer has one. A handler is not asynchronous,
//     and refuses before it changes anything; records are plain JSON, changed in place;
//   - presenters: how a caller sees a record, by the record's `type`. A collection is named like the type of its records,
//     so that relationships lead from one to the other;
//   - timers: what happens later. `clock.schedule(at, "ship", { id }, "shelf/…")` has `timers.ship` called with the clock
//     at that moment. A timer looks up its record again, and asks the lifecycle;
//   - events: `announce(event, receiver, body)` sends a webhook to a receiver by its name. `erase(resource)` takes what a
//     redacted resource was out of logs, kept answers and webhooks on their way;
//   - `seed` and `control`: what is there at the start, and what people do in the vendor's dashboard.
//
// All state is in the store, the clock and the ids. A variable of a module, or of a closure over one, is a bug.

import { assemble } from "./assemble.js";
import type { Limits } from "./service.js";
import { type Controls, type Credentials, type Receivers, services } from "./services/services.js";
import type { Deliver } from "./webhooks.js";
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
  /** How many requests, and webhooks, are logged. Default: 1,000. */
  readonly logged?: number;
  /** Whether answers are checked against the specs, for the log. Default: true. */
  readonly judgesAnswers?: boolean;
}

/** What `watch` tells of. */
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
  /** What people do in the vendors' dashboards, and what to do next. */
  readonly control: Control;
  /** What was called, the oldest first. */
  readonly requests: readonly LoggedRequest[];
  /** What was announced, the oldest first. */
  readonly webhooks: readonly LoggedDelivery[];
  readonly faults: readonly FaultRule[];
  /** Whether the clock runs. */
  readonly running: boolean;
  /** The moment it is. */
  now(): Date;
  /** Moves the clock by `"14d"`, `"90s"` or milliseconds. What is due happens on the way, in order. */
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
  records(collection: string): readonly Readonly<Record<string, unknown>>[];
  /** Back to the start: records, clock, ids and logs, with the same credentials. Faults are switched off. */
  reset(): void;
  /** Tells what happens from now on; the function it gives ends that. */
  watch(listener: (event: SandboxEvent) => void): () => void;
  /** Writes the state, if it is kept, and stops the clock for good. */
  close(): Promise<void>;
}

/**
 * Makes a sandbox.
 *
 * @throws {TypeError} if an option makes no sense.
 * @throws if the state cannot be used.
 */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  return assemble<Credentials, Controls>(Object.values(services), options);
}
