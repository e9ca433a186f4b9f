import { ConfigurationError } from "../errors.js";
import type { RequestOptions } from "./options.js";

/**
 * Refuses limits that are no numbers: a comparison with NaN is false, so that it would switch a limit off.
 *
 * @throws {ConfigurationError} with the option's name.
 */
export function checkLimits(
  subject: string,
  {
    timeoutMs,
    totalTimeoutMs,
    retry,
    maxResponseBytes,
  }: Pick<RequestOptions, "timeoutMs" | "totalTimeoutMs" | "retry"> & {
    readonly maxResponseBytes?: number | undefined;
  },
): void {
  const limits = { timeoutMs, totalTimeoutMs, maxResponseBytes, ...retry };
  for (const [option, value] of Object.entries(limits)) {
    if (value === undefined || (typeof value === "number" && value >= (option === "maxAttempts" ? 1 : 0))) continue;
    throw new ConfigurationError(
      `${subject}: \`${option}\` has to be a number from ${option === "maxAttempts" ? 1 : 0} on, not ${value}.`,
    );
  }
}
