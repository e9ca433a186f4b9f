// All fixtures of a folder, one after the other.

import type { Comparer } from "./compare/compare.js";
import { type Coverage, coverageOf } from "./coverage.js";
import type { Fixture } from "./fixture.js";
import type { FileReport } from "./report.js";
import type { Service } from "./service.js";

export interface Contract {
  readonly services: readonly Service[];
  readonly comparer: Comparer;
}

export interface Run {
  readonly reports: readonly FileReport[];
  readonly coverage: Coverage;
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
