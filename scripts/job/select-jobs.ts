// The services of redocly.yaml that a command line names.

import { didYouMean } from "../problem/nearest.js";
import { UsageError } from "../terminal/usage-error.js";
import { CONFIG_FILE, type Job } from "./job.js";

/** A name that redocly.yaml does not have. */
export class UnknownServiceError extends UsageError {}

/**
 * The jobs of these services; without names, all of them.
 *
 * @param isBroken some entries of redocly.yaml have problems, which may be why a name is not known.
 */
export function selectJobs(jobs: readonly Job[], names: readonly string[], isBroken = false): readonly Job[] {
  const known = jobs.flatMap(({ name }) => name ?? []);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined && !isBroken) {
    throw new UnknownServiceError(
      `${CONFIG_FILE} has no service "${unknown}".${didYouMean(unknown, known)} It has: ${known.join(", ")}.`,
    );
  }
  return names.length === 0 ? jobs : jobs.filter(({ name = "" }) => names.includes(name));
}
