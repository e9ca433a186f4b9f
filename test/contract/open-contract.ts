// Both services, with our own fixtures to lend their calls.

import { createComparer } from "../../scripts/contract/compare/compare.js";
import { loadFixtures } from "../../scripts/contract/fixture.js";
import type { Contract } from "../../scripts/contract/run.js";
import { ownFixtures } from "./paths.js";
import { readServices } from "./services.js";

export async function openContract(): Promise<Contract> {
  const services = await readServices();
  return { services, comparer: createComparer(services, loadFixtures(ownFixtures)) };
}
