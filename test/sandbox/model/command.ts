// A command of the test: something that somebody does, and what must hold when it is done.

import fc from "fast-check";
import { checkAll } from "./check.js";
import type { Ledger } from "./ledger.js";
import type { World } from "./world.js";

export type Command = fc.AsyncCommand<Ledger, World>;

/** Commands of a kind: `run` does it and brings the ledger up to date, and then everything is compared. */
export function command<T>(
  name: string,
  given: fc.Arbitrary<T>,
  run: (given: T, ledger: Ledger, world: World) => Promise<void>,
): fc.Arbitrary<Command> {
  return given.map((chosen) => ({
    check: () => true,
    run: async (ledger, world) => {
      world.touched.clear();
      await run(chosen, ledger, world);
      await checkAll(ledger, world);
    },
    toString: () => `${name}(${fc.stringify(chosen)})`,
  }));
}

/** How far back among the records, the newest first. */
export const back = fc.nat(7);
export const side = fc.constantFrom("source", "destination");
