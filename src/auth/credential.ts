import { ConfigurationError, TimeoutError } from "../errors.js";
import { limited } from "../transport/deadline.js";

/** A secret, or a function that gives it: called for each request, so that it may change. */
export type Secret = string | (() => string | Promise<string>);

/** Where a credential comes from when the caller does not pass it. */
export interface CredentialSource {
  readonly service: string;
  /** Name of the option, `apiKey`. */
  readonly option: string;
  /** Name of the environment variable, `SHOP_API_KEY`. */
  readonly variable: string;
}

/**
 * The credential the caller passed, or else the environment's.
 *
 * @throws {ConfigurationError} if there is none; the message names the option and the variable.
 */
export function credential<T extends Secret>(given: T | undefined, source: CredentialSource): T | string {
  const value = offered(given, source.variable, (found) => found);
  if (value === undefined) {
    throw new ConfigurationError(
      `${source.service}: no ${source.option}. Pass it, or set ${source.variable} in the environment.`,
    );
  }
  return value;
}

/**
 * Applies `make` to a credential, if the caller passes it or the environment holds it.
 *
 * @param variable name of the environment variable.
 */
export function offered<T extends Secret, Made>(
  given: T | undefined,
  variable: string,
  make: (value: T | string) => Made,
): Made | undefined {
  const value = given ?? environment(variable);
  if (value === undefined || value === "") return undefined;
  if (typeof value === "string" || typeof value === "function") return make(value);
  throw new ConfigurationError(
    `The credential that ${variable} stands for is ${typeof value}. It has to be a text, or a function that gives one.`,
  );
}

/** A variable of the environment, which only Node and platforms like it have, and Deno shows to whom it is allowed. */
function environment(variable: string): string | undefined {
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } };
  try {
    return process?.env?.[variable];
  } catch {
    return undefined;
  }
}

/**
 * Calls for a secret, for as long as an attempt may take.
 *
 * @throws {ConfigurationError} if there is none: the service would get the word "undefined".
 */
export async function reveal(secret: Exclude<Secret, string>, timeoutMs: number): Promise<string> {
  const expire = (): never => {
    throw new TimeoutError("No credential was given in time.", timeoutMs);
  };
  const value: unknown = await limited(undefined, timeoutMs, async () => secret(), expire);
  if (typeof value === "string" && value !== "") return value;
  throw new ConfigurationError("The function that gives the credential gave none. It has to give a text.");
}
