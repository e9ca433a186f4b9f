// `npm run test:chaos`: share tokens are created and redeemed, and shares made, over a network that breaks one exchange in
// five. Afterwards the server's ledger is held against what the client believes. It ends with 1 if a call of ours was
// lost, doubled or hung, if an error did not say the truth about the outcome, if a rejection went unhandled, if most calls failed, or (with --long) if memory grew.
//
// `npm run test:chaos -- --rivals` adds the clients people would use instead.

import { join } from "node:path";
import { parseArgs } from "node:util";
import { installLocked } from "../package/npm.js";
import type { Client, Pace } from "./client.js";
import { sharewright } from "./clients/sharewright.js";
import { type Run, run } from "./runner.js";
import { startServerProcess } from "./server/child.js";
import { faultLine, heading, leakPerCall, lines, memoryLine } from "./table.js";
import { isSound, truth } from "./verdict.js";

const { values } = parseArgs({
  options: {
    calls: { type: "string", default: "10000" },
    faults: { type: "string", default: "0.2" },
    aborts: { type: "string", default: "0.05" },
    "in-flight": { type: "string", default: "64" },
    seed: { type: "string", default: "1" },
    long: { type: "boolean", default: false },
    rivals: { type: "boolean", default: false },
    "rival-calls": { type: "string", default: "2000" },
  },
});

/** The slope of a run that keeps nothing is within this many bytes per call, by measurement; one kept object is more. */
const flat = 10;

const pace: Pace = { timeoutMs: 750, attempts: 12, baseDelayMs: 20 };
const calls = number(values.calls);
const rate = number(values.faults);
const aborts = number(values.aborts);
const inFlight = number(values["in-flight"]);
const seed = number(values.seed);
const rounds = values.long ? 10 : 1;

console.log(
  `${rate * 100} % faults, ${aborts * 100} % aborted, ${inFlight} in flight, seed ${seed}, ${rounds} round(s)\n${heading()}`,
);
const ours = await measure(sharewright, calls, rounds);
// Where hardly anything succeeds, nothing is shown.
let sound =
  Object.values(ours.tallies).every((tally) => isSound(tally) && tally.ok > tally.calls / 2) &&
  Object.values(ours.tallies).every((tally) => truth(tally) === 1);
const leak = values.long ? leakPerCall(ours.memory) : undefined;
if (leak !== undefined && leak > flat) sound = false;

if (values.rivals) {
  installLocked(join(import.meta.dirname, "rivals"));
  const [{ openapiFetch }, { heyApi }, { stainless }] = await Promise.all([
    import("./clients/openapi-fetch.js"),
    import("./clients/hey-api.js"),
    import("./clients/stainless.js"),
  ]);
  for (const rival of [openapiFetch, heyApi, stainless]) await measure(rival, number(values["rival-calls"]), 1);
}

console.log(`
unknown  failed, and the error says that the call may have been carried out
lost     phantom: believed done, is not; denied: done, reported as refused; unsaid: done, and the error does not say that it may be
doubled  carried out more often than asked
${sound ? "sharewright: sound" : "sharewright: NOT SOUND"}`);
process.exitCode = sound ? 0 : 1;

async function measure(
  make: (url: string, pace: Pace) => Client | Promise<Client>,
  each: number,
  times: number,
): Promise<Run> {
  const server = await startServerProcess(seed, rate);
  try {
    const options = {
      calls: each,
      rounds: times,
      inFlight,
      aborts,
      hungAfterMs: 60_000,
      // What an abort left at the service is carried out later.
      settleMs: pace.timeoutMs + 1_000,
      memory: true,
    };
    const result = await run(await make(server.url, pace), server, options);
    console.log([...lines(result), `  ${memoryLine(result)}`, `  ${faultLine(result)}`].join("\n"));
    return result;
  } finally {
    await server.close();
  }
}

function number(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value)) throw new Error(`"${text}" is not a number.`);
  return value;
}
