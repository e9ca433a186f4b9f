import { ConfigurationError } from "../../errors.js";

const numberFrom = (least: number) => (value: unknown) => typeof value === "number" && value >= least;
const isFunction = (value: unknown): boolean => typeof value === "function";

/** The value that an option has to have, by the option's name, and how to say it. */
const rules: readonly (readonly [RegExp, (value: never) => unknown, string])[] = [
  // A comparison with NaN is false, so that NaN would switch a limit off.
  [/(Ms|Bytes|Seconds)$|^limit$/, numberFrom(0), "a number from 0 on"],
  [/Attempts$|^capacity$/, numberFrom(1), "a number from 1 on"],
  [/^(on[A-Z].*|when|fetch|trace|validate|verify|handle)$/, isFunction, "a function"],
  [/^throttle$/, (value) => value === false || isFunction(value), "a function or false"],
  [/^retry$/, (value) => value === false || (value && typeof value === "object"), "an object or false"],
  [/^rateLimit$/, (value) => value === "wait" || value === "throw", "wait or throw"],
  [/^headers$/, (value) => typeof value === "object", "an object or pairs"],
  [/^signal$/, (value: Partial<AbortSignal> | null) => value === null || value.throwIfAborted, "an AbortSignal"],
  // Two calls under one key are one call to the service.
  [/^idempotencyKey$/, (value) => typeof value === "string" && `${value}`.trim(), "a text of its own for each call"],
];

/**
 * Refuses options that would do something else than they seem to, or fail later in words of the platform.
 *
 * @throws {ConfigurationError} with the option's name.
 */
export function checkOptions(subject: string, options: object): void {
  const { retry } = options as { readonly retry?: object };
  for (const [option, value] of Object.entries({ ...options, ...retry }) as [string, never][]) {
    const broken = value !== undefined && rules.find(([name, is]) => name.test(option) && !is(value));
    if (broken) throw new ConfigurationError(`${subject}: \`${option}\` has to be ${broken[2]}, not ${String(value)}.`);
  }
}
