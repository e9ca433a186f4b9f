import { ConfigurationError } from "../../errors.js";
import type { ClientOptions } from "../options.js";

/** Options that are called. */
type Called = "onRequest" | "onResponse";

/**
 * Refuses limits that are no numbers: a comparison with NaN is false, so that it would switch a limit off. What is to be
 * called has to be a function.
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
    onRequest,
    onResponse,
  }: Pick<ClientOptions, "timeoutMs" | "totalTimeoutMs" | "retry" | "maxResponseBytes" | Called>,
): void {
  const limits = { timeoutMs, totalTimeoutMs, maxResponseBytes, onRequest, onResponse, ...retry };
  for (const [option, value] of Object.entries(limits)) {
    const least = option === "maxAttempts" ? 1 : 0;
    const isCalled = /^(on|when)/.test(option);
    if (value === undefined || (isCalled ? typeof value === "function" : typeof value === "number" && value >= least)) {
      continue;
    }
    const wanted = isCalled ? "a function" : `a number from ${least} on`;
    throw new ConfigurationError(`${subject}: \`${option}\` has to be ${wanted}, not ${value}.`);
  }
}
