import { ConfigurationError } from "../../errors.js";
import type { ClientOptions } from "../options.js";

/**
 * Refuses limits that are no numbers: a comparison with NaN is false, so that it would switch a limit off. What is to be
 * called has to be a function.
 *
 * @throws {ConfigurationError} with the option's name.
 */
export function checkLimits(subject: string, options: Pick<ClientOptions, "retry">): void {
  for (const [option, value] of Object.entries({ ...options, ...options.retry })) {
    const isCalled = /^(onRe|when$)/.test(option);
    const least = option === "maxAttempts" ? 1 : 0;
    if (value === undefined || !(isCalled || /(Ms|Bytes|Attempts)$/.test(option))) continue;
    if (isCalled ? typeof value === "function" : typeof value === "number" && value >= least) continue;
    const wanted = isCalled ? "a function" : `a number from ${least} on`;
    throw new ConfigurationError(`${subject}: \`${option}\` has to be ${wanted}, not ${value}.`);
  }
}
