// The parts of a sandbox, put together around its services.

import { createExchange } from "./answer/exchange.js";
import { IdempotencyKeys } from "./answer/idempotency.js";
import { fileHost } from "./answer/signed-file.js";
import { createValidator, type Validator } from "./answer/validator.js";
import { completeService, createEngine, type Engine } from "./engine/engine.js";
import { type DueMove, moveTimer } from "./engine/lifecycles.js";
import { tokenUrls } from "./engine/security.js";
import type { Sandbox, SandboxEvent, SandboxOptions } from "./options.js";
import { createApp, type Mounted } from "./server/app.js";
import type { Service, World } from "./service.js";
import type { Limits } from "./service-rules.js";
import { readSpec, type Spec } from "./spec.js";
import { announcing } from "./webhooks/announcing.js";
import { attemptTimer, Webhooks } from "./webhooks/webhooks.js";
import { checkAssumptions, createAssume } from "./world/assumptions.js";
import { type Due, VirtualClock } from "./world/clock.js";
import { Faults } from "./world/faults.js";
import { Ids } from "./world/ids.js";
import { Log, type LoggedDelivery, type LoggedRequest } from "./world/log.js";
import { Random } from "./world/random.js";
import type { Receiver } from "./world/receivers.js";
import { erased, erasedFromLog } from "./world/state/erase.js";
import { defaultBytes, Room } from "./world/state/room.js";
import { readState, type Snapshot, StateFile, writeStateNow } from "./world/state/state-file.js";
import { lockState } from "./world/state/state-lock.js";
import { defaultRecords, Store, type Stored } from "./world/state/store.js";

/** Limits where a document has some and nobody has set any: more than a person reaches by trying things. */
const usualLimits: Limits = { requests: 600 };

/** Beside a request from a port, which has no signal before somebody reads it: making one takes longer than many answers. */
export const fromPort: RequestInit = {};

/** A cache of compiled schemas, by service. A document of somebody's own is a new service each time. */
const validators = new WeakMap<Service, Validator>();

/**
 * Makes a sandbox of services.
 *
 * @throws {TypeError} if an option makes no sense.
 * @throws if the state cannot be used.
 */
export function assemble<C, Control>(
  list: readonly { readonly name: string; readonly document: unknown }[],
  options: SandboxOptions & { readonly atRoot?: boolean },
): Sandbox<C, Control> {
  // Each is a service with callers of its own kind, which it alone makes and reads.
  const services = list as readonly Service[];
  const { seed = "sharewright", deliver = (request) => fetch(request), logged = 1000 } = options;
  const kept = options.state === undefined ? undefined : readState(options.state);
  const start = options.now === undefined ? Date.now() : new Date(options.now).getTime();
  if (Number.isNaN(start)) throw new TypeError(`now: ${String(options.now)} is no moment in time.`);

  const idStream = new Random(`${seed} ids`);
  const ids = new Ids(idStream);
  const faultStream = new Random(`${seed} faults`);
  const faults = new Faults(faultStream);
  const clock = new VirtualClock({
    start,
    running: options.running ?? options.now === undefined,
    onDue: (due) => onDue(due),
  });
  const store = new Store({ limit: options.records ?? defaultRecords, onGone: (record) => clock.forget(record) });
  const bytes = options.bytes ?? defaultBytes;
  if (!(bytes > 0)) throw new TypeError(`bytes: ${bytes} is no number of bytes.`);
  const room = new Room(store, bytes, (message) =>
    process.emitWarning(message, { type: "SandboxWarning", code: "SANDBOX_FULL" }),
  );
  const listeners = new Set<(event: SandboxEvent) => void>();
  const tell = (event: SandboxEvent) => {
    for (const listener of listeners) listener(event);
  };
  const watched = () => listeners.size > 0;
  const requests = new Log<LoggedRequest>(logged, watched, (request) => tell({ kind: "request", request }));
  const webhooks = new Log<LoggedDelivery>(logged, watched, (webhook) => tell({ kind: "webhook", webhook }));
  let calls = 0;

  const assume = options.assume ?? {};
  const specs = new Map(services.map((service) => [service.name, readSpec(service.document, assume)]));
  if (Object.keys(assume).length > 0) {
    const known = [...specs.values()].map(({ assumptions }) => assumptions);
    checkAssumptions(assume, known);
  }
  for (const option of ["limits", "webhooks"] as const) {
    const unknown = Object.keys(options[option] ?? {}).find((name) => !specs.has(name));
    if (unknown === undefined) continue;
    throw new TypeError(`${option}: there is no service "${unknown}". There are: ${[...specs.keys()].join(", ")}.`);
  }

  const running = services.map((service) => {
    const spec = specs.get(service.name) as Spec;
    const validator = validators.get(service) ?? createValidator(spec);
    validators.set(service, validator);
    const collections = store.within(service.name);
    const keys = new IdempotencyKeys(collections, clock, 0);
    let engine: Engine | undefined;
    const complete = completeService(service, spec, () => engine as Engine);
    const hooks = new Webhooks({
      service: service.name,
      ...{ spec, validator, clock, ids, deliver, store: collections, log: webhooks, room },
      rules: () => complete.webhooks(world),
      onChange: () => changed(),
    });
    let assumed: World["assume"] | undefined;
    const world: World = {
      spec,
      store: collections,
      get resources() {
        return (engine as Engine).records;
      },
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
      announce: (...given) => hooks.announce(...given),
      receivers: hooks,
      erase: (resource) => {
        const change = (body: string) => erased(body, resource);
        keys.revise(change);
        hooks.revise(change);
        webhooks.revise((logged) => ({ ...logged, body: change(logged.body) }));
        requests.revise((logged) => erasedFromLog(logged, resource));
      },
      requests: () => requests.all().filter((each) => each.service === service.name),
      deliveries: () => webhooks.all().filter((each) => each.service === service.name),
    };
    engine = createEngine({ service, world, validator, seed: `${seed} ${service.name}`, start });
    const given = options.limits?.[service.name];
    const limits = given ?? service.limits ?? (spec.rateLimit?.remaining === undefined ? undefined : usualLimits);
    const exchange = createExchange({
      ...{
        service: complete,
        engine,
        world,
        validator,
        faults,
        log: requests,
        room,
        limits: limits === false ? undefined : limits,
      },
      counts: () => given !== undefined || clock.running,
      judges: options.judgesAnswers ?? true,
      count: () => ++calls,
      onCall: (mayHaveChanged) => {
        clock.catchUp();
        if (mayHaveChanged) changed();
      },
    });
    return { service: complete, engine, world, hooks, exchange };
  });
  const byName = new Map(running.map((each) => [each.service.name, each]));

  function onDue({ timer, data }: Due): void {
    const [name = "", kind = ""] = timer.split("/");
    const due = byName.get(name);
    if (due === undefined) return;
    if (kind === attemptTimer) due.hooks.attempt(data as string);
    else if (kind === moveTimer) due.engine.moveInTime(data as DueMove);
    else due.service.timers?.[kind]?.(data as never, due.world);
    changed();
  }

  const snapshot = (): Snapshot => ({
    clock: clock.state,
    ids: idStream.state,
    faults: faultStream.state,
    store: store.state,
    credentials,
  });
  const restore = (state: Snapshot): void => {
    store.restore(state.store);
    room.shrank();
    idStream.restore(state.ids);
    faultStream.restore(state.faults);
    clock.restore(state.clock);
  };

  let credentials: Record<string, unknown> = {};
  let file: StateFile | undefined;
  let unlock = (): void => {};
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
    unlock = lockState(options.state);
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
        urls: tokenUrls(world.spec),
        exchange,
      }),
    ),
    options.atRoot ?? false,
  );

  const files = fileHost(running);

  return {
    fetch: async (input, init) => {
      const isWhole = input instanceof Request && (init === undefined || init === fromPort);
      const request = isWhole ? input : new Request(input, init);
      if (init !== fromPort) request.signal.throwIfAborted();
      return files(request, clock.now()) ?? app.fetch(request);
    },
    credentials: credentials as C,
    control: Object.fromEntries(
      running.map(({ service, world }) => [service.name, announcing(service.control(world) as object, changed)]),
    ) as Control,
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
    records: <R extends object>(name: string) => [...store.collection<R & Stored>(name).values()],
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
      unlock();
    },
  };
}
