// Lets a client make its calls against the fault server, then asks the ledger what came of them.

import type { Client, Operation } from "./client.js";
import { type Memory, measureMemory } from "./memory.js";
import type { FaultKind } from "./server/faults.js";
import { random } from "./server/random.js";
import type { FaultServer } from "./server/server.js";
import { add, judge, nothing, type Outcome, type Settled, type Tally, told } from "./verdict.js";

export interface RunOptions {
  /** Calls of each operation in one round. */
  readonly calls: number;
  readonly rounds: number;
  readonly inFlight: number;
  /** A call that has not settled by then, in milliseconds, counts as hung. */
  readonly hungAfterMs: number;
  /** Time after a phase, in milliseconds, in which what a client left running may still show. */
  readonly settleMs: number;
  /** The part of the calls that their caller aborts on the way. */
  readonly aborts?: number;
  /** Which operations of the client to call. Default: all it has. */
  readonly operations?: readonly Operation[];
  /** Whether to look at the memory: it means collecting all garbage, which takes its time. */
  readonly memory: boolean;
}

export interface Run {
  readonly client: string;
  readonly tallies: Readonly<Partial<Record<Operation, Tally>>>;
  readonly faults: Readonly<Partial<Record<FaultKind, number>>>;
  /** Before the first call, after every phase; empty if nobody asked. `calls` counts those made until then. */
  readonly memory: readonly (Memory & { readonly calls: number; readonly phase: string })[];
}

const operations = ["create", "redeem", "share"] as const;

export async function run(client: Client, server: FaultServer, options: RunOptions): Promise<Run> {
  const tallies: Partial<Record<Operation, Tally>> = {};
  const faults: Partial<Record<FaultKind, number>> = {};
  let calls = 0;
  const memory: Run["memory"][number][] = [];
  const remember = async (phase: string): Promise<void> => {
    if (options.memory) memory.push({ phase, calls, ...(await measureMemory()) });
  };
  await remember("start");
  for (let round = 0; round < options.rounds; round += 1) {
    await server.clear();
    for (const operation of options.operations ?? operations) {
      const call = client[operation];
      if (call === undefined) continue;
      const tally = await phase(operation, call, await inputs(operation, round), server, options, faults);
      tallies[operation] = add(tallies[operation] ?? nothing, tally);
      calls += tally.calls;
      await remember(`${round + 1} ${operation}`);
    }
  }
  return { client: client.name, tallies, faults, memory };

  async function inputs(operation: Operation, round: number): Promise<string[]> {
    if (operation === "redeem") return server.stock(options.calls);
    const prefix = operation === "create" ? "inq" : "consent";
    return Array.from({ length: options.calls }, (_, index) => `${prefix}_${round}_${index}`);
  }
}

async function phase(
  operation: Operation,
  call: NonNullable<Client[Operation]>,
  inputs: readonly string[],
  server: FaultServer,
  options: RunOptions,
  faults: Partial<Record<FaultKind, number>>,
): Promise<Tally> {
  const settled: Settled[] = [];
  const started = performance.now();
  let ended = started;
  const unhandled = await countUnhandled(async () => {
    const waiting = inputs.values();
    const worker = async (): Promise<void> => {
      for (const input of waiting) {
        const subject = `${operation} ${input}`;
        const abortMs = whenToAbort(subject, options.aborts ?? 0);
        const outcome = await settle((signal) => call(input, signal), options.hungAfterMs, abortMs);
        settled.push({ subject, outcome, ...(abortMs !== undefined && { aborted: true }) });
      }
    };
    await Promise.all(Array.from({ length: options.inFlight }, worker));
    ended = performance.now();
    await new Promise((resolve) => setTimeout(resolve, options.settleMs));
  });
  const entries = await server.take();
  for (const [kind, times] of Object.entries(entries.faults)) {
    faults[kind as FaultKind] = (faults[kind as FaultKind] ?? 0) + times;
  }
  return { ...judge(settled, entries, operation), unhandled, seconds: (ended - started) / 1000 };
}

/** When a caller loses patience, in milliseconds: most often with the request on its way or at the service. */
function whenToAbort(subject: string, rate: number): number | undefined {
  const next = random("abort", subject);
  return next() < rate ? next() * 60 : undefined;
}

async function settle(
  call: (signal: AbortSignal | undefined) => Promise<string>,
  limitMs: number,
  abortMs: number | undefined,
): Promise<Outcome> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const controller = abortMs === undefined ? undefined : new AbortController();
  const abort = controller && setTimeout(() => controller.abort(), abortMs);
  const late = new Promise<Outcome>((resolve) => {
    timer = setTimeout(() => resolve({ kind: "hung" }), limitMs);
  });
  const done = (async (): Promise<Outcome> => {
    try {
      return { kind: "ok", id: await call(controller?.signal) };
    } catch (error) {
      return { kind: "failed", told: told(error) };
    }
  })();
  try {
    return await Promise.race([done, late]);
  } finally {
    clearTimeout(timer);
    clearTimeout(abort);
  }
}

/** Stands in for whoever else listens (a test runner), so that a rejection is counted once and ends nothing. */
async function countUnhandled(work: () => Promise<void>): Promise<number> {
  let count = 0;
  const listener = (): void => {
    count += 1;
  };
  const others = process.listeners("unhandledRejection");
  process.removeAllListeners("unhandledRejection");
  process.on("unhandledRejection", listener);
  try {
    await work();
  } finally {
    process.off("unhandledRejection", listener);
    for (const other of others) process.on("unhandledRejection", other);
  }
  return count;
}
