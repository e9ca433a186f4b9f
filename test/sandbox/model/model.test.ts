// Two organizations and two apps do as they please, while the network breaks and time goes by; after every step the
// sandbox is what a ledger says it is. `SANDBOX_MODEL_RUNS=2000` makes more runs, `SANDBOX_MODEL_SEED=7` others.

import fc from "fast-check";
import { expect, test } from "vitest";
import { caseCommands } from "./case-commands.js";
import { connectCommands } from "./connect-commands.js";
import { openLedger } from "./ledger.js";
import { allMoves } from "./lifecycles.js";
import { shareCommands } from "./share-commands.js";
import { weatherCommands } from "./weather-commands.js";
import { openWorld, restart } from "./world.js";

const numRuns = Number(process.env.SANDBOX_MODEL_RUNS ?? 100);
const seed = Number(process.env.SANDBOX_MODEL_SEED ?? 20_261_101);

test("no state is illegal, no share lost or doubled and no answer outside the spec, whatever happens", async () => {
  const world = openWorld();
  const all = [...connectCommands, ...shareCommands, ...caseCommands, ...weatherCommands];
  const commands = fc.commands([...all], { maxCommands: 60, size: "max" });
  const property = fc.asyncProperty(commands, async (chosen) => {
    restart(world);
    await fc.asyncModelRun(() => ({ model: openLedger(world.sandbox), real: world }), chosen);
  });
  await fc.assert(property, { numRuns, seed });
  // It would prove little if it had not been everywhere.
  expect(world.moves.made).toEqual(allMoves);
}, 3_600_000);
