// Commands that concern everybody: time goes by, and the network breaks in another way.

import { deepStrictEqual as equal } from "node:assert";
import fc from "fast-check";
import type { FaultRule } from "../../../src/sandbox/world/faults.js";
import { type Command, command } from "./command.js";
import { advance } from "./ledger.js";
import { statusOf } from "./world.js";

const second = 1000;
const day = 86_400_000;

const wait = command(
  "wait",
  fc.oneof(
    fc.constantFrom(second, 2 * second, 5 * second, 60 * second, 3600 * second),
    fc.integer({ min: second, max: 15 * day }),
  ),
  async (ms, ledger, world) => {
    world.moves.mover = "clock";
    await world.sandbox.advance(ms);
    world.moves.mover = "calls";
    const before = new Map([...ledger.tokens.values()].map(({ id, status }) => [id, status]));
    advance(ledger, ms, ({ id }) => statusOf(world, "connect/share-token", id) !== "pending");
    for (const { id, status } of ledger.tokens.values()) if (status !== before.get(id)) world.touched.add(id);
    equal(world.sandbox.now().getTime(), ledger.now);
  },
);

const faults: readonly Omit<FaultRule, "rate">[] = [
  { drop: "before" },
  { drop: "after" },
  { cut: true },
  { status: 500 },
  { status: 503 },
  { status: 429 },
  { expiredToken: true },
  { latencyMs: 1, drop: "after" },
];

const weather = command(
  "weather",
  fc.record({
    rules: fc.uniqueArray(fc.nat(faults.length - 1), { maxLength: 3 }),
    rate: fc.constantFrom(0.2, 0.5, 0.9),
    service: fc.constantFrom(undefined, undefined, "persona", "enablenow"),
  }),
  async ({ rules, rate, service }, ledger, { sandbox }) => {
    sandbox.clearFaults();
    for (const rule of rules) sandbox.fault({ ...faults[rule], rate, ...(service !== undefined && { service }) });
    ledger.stormy = rules.length > 0;
  },
);

export const weatherCommands: readonly fc.Arbitrary<Command>[] = [wait, wait, weather];
