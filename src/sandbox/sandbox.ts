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
//           page: page(store.collection<Shelf>("shelf").newestFirst(({ colour }) => colour === query.filter?.colour)),
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
//   - events: `announce(event, receiver, body)` sends a webhook to a receiver by its name;
//   - `seed` and `control`: what is there at the start, and what people do in the vendor's dashboard.
//
// All state is in the store, the clock and the ids. A variable of a module, or of a closure over one, is a bug.

import { createApp, type Mounted } from "./app.js";
import { type Assumptions, checkAssumptions, createAssume } from "./assumptions.js";
import { type Due, VirtualClock } from "./clock.js";
import type { Duration } from "./duration.js";
import { createExchange } from "./exchange.js";
import { type FaultRule, Faults } from "./faults.js";
import { Ids } from "./ids.js";
import { Log, type LoggedDelivery, type LoggedRequest } from "./log.js";
import { Random } from "./random.js";
import type { Limits, Receiver, Service, World } from "./service.js";
import { type Controls, type Credentials, type Receivers, services } from "./services/services.js";
import { readSpec } from "./spec.js";
import { readState, type Snapshot, StateFile, writeStateNow } from "./state-file.js";
import { defaultRecords, Store } from "./store.js";
import { createValidator } from "./validator.js";
import { attemptTimer, type Deliver, Webhooks } from "./webhooks.js";

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
  /** Limits by service, in place of its own; false for none. */
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

export interface Sandbox {
  /** Both services: under their own hosts, and as `/<service>` under any other. Needs no `this`. */
  readonly fetch: (input: Request | URL | string, init?: RequestInit) => Promise<Response>;
  /** Ready-made callers. */
  readonly credentials: Credentials;
  /** What people do in the vendors' dashboards, and what to do next. */
  readonly control: Controls;
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
  const { seed = "sharewright", deliver = (request) => fetch(request), logged = 1000 } = options;
  const kept = options.state === undefined ? undefined : readState(options.state);
  const start = options.now === undefined ? Date.now() : new Date(options.now).getTime();
  if (Number.isNaN(start)) throw new TypeError(`now: ${String(options.now)} is no moment in time.`);

  const idStream = new Random(`${seed} ids`);
  const ids = new Ids(idStream);
  const faults = new Faults(new Random(`${seed} faults`));
  const clock = new VirtualClock({
    start,
    running: options.running ?? options.now === undefined,
    onDue: (due) => onDue(due),
  });
  const store = new Store({ limit: options.records ?? defaultRecords, onGone: (record) => clock.forget(record) });
  const listeners = new Set<(event: SandboxEvent) => void>();
  const tell = (event: SandboxEvent) => {
    for (const listener of listeners) listener(event);
  };
  const watched = () => listeners.size > 0;
  const requests = new Log<LoggedRequest>(logged, watched, (request) => tell({ kind: "request", request }));
  const webhooks = new Log<LoggedDelivery>(logged, watched, (webhook) => tell({ kind: "webhook", webhook }));
  let calls = 0;

  const list = Object.values(services) as unknown as readonly Service[];
  const specs = new Map(list.map((service) => [service.name, readSpec(service.document)]));
  const assume = options.assume ?? {};
  if (Object.keys(assume).length > 0)
    checkAssumptions(
      assume,
      [...specs.values()].map((spec) => spec.assumptions),
    );
  for (const name of Object.keys(options.limits ?? {})) knownService(name, "limits");
  for (const name of Object.keys(options.webhooks ?? {})) knownService(name, "webhooks");

  const running = list.map((service) => {
    const spec = specs.get(service.name) as NonNullable<ReturnType<typeof specs.get>>;
    const validator = createValidator(spec);
    const collections = store.within(service.name);
    const hooks = new Webhooks({
      service: service.name,
      ...{ spec, validator, clock, ids, deliver, rules: service.webhooks, store: collections, log: webhooks },
      onChange: () => changed(),
    });
    let assumed: World["assume"] | undefined;
    const world: World = {
      spec,
      store: collections,
      clock: {
        now: () => clock.now(),
        iso: (moment) => new Date(moment ?? clock.now()).toISOString(),
        schedule: (at, timer, data, about) =>
          clock.schedule(at, `${service.name}/${timer}`, data, about && `${service.name}/${about}`),
      },
      ids,
      assume: (name) => {
        assumed ??= createAssume(spec.assumptions, assume);
        return assumed(name);
      },
      lifecycle: spec.lifecycle,
      announce: (event, receiver, body) => hooks.announce(event, receiver, body),
      receivers: hooks,
    };
    const limits = options.limits?.[service.name] ?? service.limits;
    const exchange = createExchange({
      ...{ service, world, validator, faults, log: requests, limits: limits === false ? undefined : limits },
      judges: options.judgesAnswers ?? true,
      count: () => ++calls,
      onCall: (mayHaveChanged) => {
        clock.catchUp();
        if (mayHaveChanged) changed();
      },
    });
    return { service, world, hooks, exchange };
  });
  const byName = new Map(running.map((each) => [each.service.name, each]));

  function onDue({ timer, data }: Due): void {
    const [name = "", kind = ""] = timer.split("/");
    const due = byName.get(name);
    if (due === undefined) return;
    if (kind === attemptTimer) due.hooks.attempt(data as string);
    else due.service.timers?.[kind]?.(data as never, due.world);
    changed();
  }

  const snapshot = (): Snapshot => ({ clock: clock.state, ids: idStream.state, store: store.state, credentials });
  const restore = (state: Snapshot): void => {
    store.restore(state.store);
    idStream.restore(state.ids);
    clock.restore(state.clock);
  };

  let credentials: Record<string, unknown> = {};
  let file: StateFile | undefined;
  const changed = (): void => {
    file?.saveSoon();
    if (listeners.size > 0) tell({ kind: "change" });
  };

  if (kept === undefined) {
    credentials = Object.fromEntries(running.map(({ service, world }) => [service.name, service.seed(world)]));
    store.keepAll();
  } else {
    restore(kept);
    credentials = kept.credentials as Record<string, unknown>;
  }
  for (const [name, receivers] of Object.entries(options.webhooks ?? {})) {
    for (const [receiver, to] of Object.entries(receivers as Record<string, Receiver>)) {
      byName.get(name)?.hooks.direct(receiver, to);
    }
  }
  const first = JSON.stringify(snapshot());
  if (options.state !== undefined) {
    if (kept === undefined) writeStateNow(options.state, snapshot());
    file = new StateFile(options.state, snapshot);
  }
  for (const rule of options.faults ?? []) faults.add(rule);

  const app = createApp(
    running.map(
      ({ service, world, exchange }): Mounted => ({
        name: service.name,
        spec: world.spec,
        endpoints: service.endpoints ?? {},
        exchange,
      }),
    ),
  );

  return {
    fetch: async (input, init) => {
      const request = input instanceof Request && init === undefined ? input : new Request(input, init);
      request.signal.throwIfAborted();
      return app.fetch(request);
    },
    credentials: credentials as unknown as Credentials,
    control: Object.fromEntries(
      running.map(({ service, world }) => [service.name, announcing(service.control(world) as object, changed)]),
    ) as unknown as Controls,
    get requests() {
      return requests.all();
    },
    get webhooks() {
      return webhooks.all();
    },
    get faults() {
      return faults.rules;
    },
    get running() {
      return clock.running;
    },
    now: () => new Date(clock.now()),
    advance: async (duration) => {
      await clock.advance(duration);
      changed();
    },
    stop: () => {
      clock.stop();
      changed();
    },
    run: () => {
      clock.run();
      changed();
    },
    fault: (rule) => {
      const off = faults.add(rule);
      changed();
      return () => {
        off();
        changed();
      };
    },
    clearFaults: () => {
      faults.clear();
      changed();
    },
    settled: () => clock.settled(),
    records: (name) => [...store.collection(name).values()] as unknown as readonly Record<string, unknown>[],
    reset: () => {
      restore(JSON.parse(first));
      requests.clear();
      webhooks.clear();
      faults.clear();
      changed();
    },
    watch: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: async () => {
      clock.close();
      await file?.close();
    },
  };
}

function knownService(name: string, option: string): void {
  const known = Object.keys(services);
  if (!known.includes(name))
    throw new TypeError(`${option}: there is no service "${name}". There are: ${known.join(", ")}.`);
}

/** The same functions, each followed by `after`. */
function announcing(functions: object, after: () => void): object {
  const entries = Object.entries(functions).map(([name, call]) => [
    name,
    (...given: unknown[]) => {
      const result = (call as (...args: unknown[]) => unknown)(...given);
      after();
      return result;
    },
  ]);
  return Object.fromEntries(entries);
}
