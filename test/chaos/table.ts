import type { Operation } from "./client.js";
import { bytesPerCall } from "./memory.js";
import type { Run } from "./runner.js";
import { faultKinds } from "./server/faults.js";
import { type Tally, truth } from "./verdict.js";

const services: Readonly<Record<Operation, string>> = {
  create: "persona create",
  redeem: "persona redeem",
  share: "enablenow POST /shares",
};

const columns: Readonly<Record<string, (tally: Tally) => string | number>> = {
  calls: ({ calls }) => calls,
  ok: ({ ok }) => ok,
  failed: ({ failed }) => failed,
  unknown: ({ unknown }) => unknown,
  lost: ({ lost }) => lost,
  phantom: ({ phantom }) => phantom,
  denied: ({ denied }) => denied,
  unsaid: ({ unsaid }) => unsaid,
  doubled: ({ doubled }) => doubled,
  hung: ({ hung }) => hung,
  aborted: ({ aborted }) => aborted,
  "says the truth about the outcome": (tally) => `${percent(truth(tally))} %`,
  unhandled: ({ unhandled }) => unhandled,
  "att/call": ({ requests, calls }) => (requests / calls).toFixed(2),
  most: ({ mostAttempts }) => mostAttempts,
  s: ({ seconds }) => seconds.toFixed(1),
};

/** One line of the table, below `heading`. */
export function lines({ client, tallies }: Run): string[] {
  return Object.entries(tallies).map(([operation, tally]) =>
    line(
      client,
      services[operation as Operation],
      Object.values(columns).map((read) => String(read(tally))),
    ),
  );
}

export function heading(): string {
  return line("client", "operation", Object.keys(columns));
}

function line(client: string, operation: string, cells: readonly string[]): string {
  const names = Object.keys(columns);
  const wide = cells.map((cell, at) => cell.padStart(Math.max(6, names[at]?.length ?? 0)));
  return [client.padEnd(14), operation.padEnd(23), ...wide].join(" ");
}

export function faultLine({ faults }: Run): string {
  return faultKinds.map((kind) => `${kind} ${faults[kind] ?? 0}`).join(", ");
}

/** Start, middle and end, and the slope once there are rounds enough for one. */
export function memoryLine({ memory }: Run): string {
  const points = [memory[0], memory[memory.length >> 1], memory.at(-1)].flatMap((point) => point ?? []);
  const shown = points.map(({ calls, heapUsed, rss }) => `${mb(heapUsed)} / ${mb(rss)} MB after ${calls}`).join(", ");
  const leak = leakPerCall(memory);
  return `heap / RSS: ${shown}${leak === undefined ? "" : `; ${leak.toFixed(1)} bytes of heap per call stay`}`;
}

/** The first fifth is left out: code is being compiled and pools are being filled. */
export function leakPerCall(memory: Run["memory"]): number | undefined {
  const steady = memory.slice(Math.ceil(memory.length / 5));
  return steady.length < 8 ? undefined : bytesPerCall(steady);
}

/** Rounded down: 100 is none that does not. */
function percent(part: number): string {
  return part === 1 ? "100" : (Math.floor(part * 10_000) / 100).toFixed(2);
}

function mb(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1);
}
