// The clients and specs against recorded exchanges: ours, and the vendors' own where they lie beside the checkout.

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { describeDifference } from "../../scripts/contract/compare/difference.js";
import { loadFixtures } from "../../scripts/contract/fixture.js";
import type { FileReport } from "../../scripts/contract/report.js";
import { runFixtures } from "../../scripts/contract/run.js";
import { exempt } from "./exempt.js";
import { openContract } from "./open-contract.js";
import { ownFixtures, root } from "./paths.js";

const contract = await openContract();
const own = await runFixtures(contract, loadFixtures(ownFixtures));

function testEach(reports: readonly FileReport[]): void {
  for (const { file, outcome, notes, differences } of reports) {
    // A vendor's example may show what our spec leaves out on purpose. It is listed with the reason; of our own none may be.
    if (outcome === "skipped") test.skip(`${file} is not compared: ${notes.join("; ")}`);
    else test(`${file} fits spec and client`, () => expect(differences.map(describeDifference)).toEqual([]));
  }
}

describe("our fixtures", () => {
  testEach(own.reports);

  test("none of them is skipped", () => {
    expect(own.reports.filter(({ outcome }) => outcome === "skipped").map(({ file }) => file)).toEqual([]);
  });

  test("every operation and declared status has one, and every webhook", () => {
    const wanted = "write test/fixtures/<service>/<operationId>.<status>.json for each, from the vendor's page";
    expect(own.coverage.missing, wanted).toEqual([]);
  });

  test("there are fixtures of every service", () => {
    expect([...new Set(own.coverage.rows.map(({ service }) => service))]).toEqual(["persona", "enablenow"]);
  });

  test("what is exempt from that is missing indeed, and says why", () => {
    const services = contract.services.flatMap(({ spec }) => [...spec.operations.keys(), ...spec.webhooks.keys()]);
    for (const [name, why] of Object.entries(exempt)) {
      expect(services).toContain(name.split(" ")[0]);
      expect(why.length).toBeGreaterThan(10);
    }
  });
});

for (const name of ["persona", "persona-resources", "enablenow"]) {
  const folder = resolve(root, "../shared/fixtures", name);
  const reports = existsSync(folder) ? (await runFixtures(contract, loadFixtures(folder))).reports : [];
  describe.skipIf(reports.length === 0)(`the published examples of ${name}`, () => {
    testEach(reports);

    test("some of them are compared", () => {
      expect(reports.filter(({ outcome }) => outcome !== "skipped").length).toBeGreaterThan(5);
    });
  });
}
