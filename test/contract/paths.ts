import { resolve } from "node:path";

/** The checkout. */
export const root = resolve(import.meta.dirname, "../..");

/** Our own fixtures: at least one for every operation and declared status. They lend their calls to bare answers too. */
export const ownFixtures = resolve(root, "test/fixtures");
