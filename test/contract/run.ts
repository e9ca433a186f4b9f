// All fixtures there are: what `npm run contract` and the tests both do.

import { type Comparer, createComparer } from "./compare.js";
import { type Coverage, coverageOf } from "./coverage.js";
import { type Fixture, loadFixtures } from "./fixture.js";
import { ownFixtures } from "./paths.js";
import type { FileReport } from "./report.js";
import { readServices, type Service } from "./services.js";

export interface Contract {
  readonly services: readonly Service[];
  readonly comparer: Comparer;
}

export interface Run {
  readonly reports: readonly FileReport[];
  readonly coverage: Coverage;
}

export async function openContract(): Promise<Contract> {
  const services = await readServices();
  return { services, comparer: createComparer(services, loadFixtures(ownFixtures)) };
}

export async function runFixtures(
  { services, comparer }: Contract,
  fixtures: readonly Fixture[],
  tell: (report: FileReport) => void = () => {},
): Promise<Run> {
  const reports: FileReport[] = [];
  for (const fixture of fixtures) {
    const report = await comparer.compare(fixture);
    reports.push(report);
    tell(report);
  }
  return {
    reports,
    coverage: coverageOf(
      services,
      reports.flatMap(({ covered }) => covered),
    ),
  };
}
