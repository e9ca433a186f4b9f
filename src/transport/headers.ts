import { ConfigurationError } from "../errors.js";

/** Headers by name, in any casing; what is undefined is not sent. */
export type HeaderSource = Readonly<Record<string, unknown>> | undefined;

/** Adds headers, in place of others of the same name, however it is written. */
export function setHeaders(headers: Headers, source: HeaderSource): Headers {
  for (const [name, value] of Object.entries(source ?? {}))
    if (value !== undefined) setHeader(headers, name, value as string);
  return headers;
}

/** @throws {ConfigurationError} if the value could not be told from other headers, by a line break say. */
export function setHeader(headers: Headers, name: string, value: string): void {
  try {
    headers.set(name, value);
  } catch {
    // The platform's message quotes the value, which may be secret: it is not passed on.
    throw new ConfigurationError(`${JSON.stringify(name)} holds what no header may carry.`);
  }
}
