// The errors of the runtime, by their names: the client that is compared brings its own runtime along.

export type ErrorName = "ApiError" | "ConfigurationError" | "DecodeError";

export interface ApiErrorFacts extends Error {
  readonly status: number;
  readonly body: unknown;
  readonly issues: unknown;
  readonly requestId: unknown;
  readonly rateLimit: unknown;
}

export function isApiError(error: unknown): error is ApiErrorFacts {
  return isNamed(error, "ApiError");
}

export function isNamed(error: unknown, name: ErrorName): error is Error {
  return error instanceof Error && error.name === name;
}

/** Whether it is one of the runtime's, of whatever kind. */
export function isOfRuntime(error: unknown): boolean {
  const names = [
    "ApiError",
    "ConfigurationError",
    "DecodeError",
    "ConnectionError",
    "TimeoutError",
    "SharewrightError",
  ];
  return error instanceof Error && names.includes(error.name);
}
