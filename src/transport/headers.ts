import { ConfigurationError } from "../errors.js";

/** Headers by name, in any casing, or as pairs, as a `Headers` object is; undefined ones are not there. */
export type HeaderSource = Readonly<Record<string, unknown>> | Iterable<readonly [string, unknown]> | undefined;

export function headerEntries(source: HeaderSource): readonly (readonly [string, unknown])[] {
  const isPairs = source && Symbol.iterator in source;
  const entries = isPairs ? [...(source as Iterable<readonly [string, unknown]>)] : Object.entries(source ?? {});
  return entries.filter(([, value]) => value !== undefined);
}

/** Adds headers, in place of others of the same name, however it is written; one that is null takes the other away. */
export function setHeaders(headers: Headers, source: HeaderSource): Headers {
  for (const [name, value] of headerEntries(source)) setHeader(headers, name, value as string | null);
  return headers;
}

/** @throws {ConfigurationError} if the value may not stand in a header, as one with a line break. */
export function setHeader(headers: Headers, name: string, value: string | null): void {
  try {
    if (value === null) headers.delete(name);
    else headers.set(name, value);
  } catch {
    // The platform's message quotes the value, which may be secret: it is not passed on.
    throw new ConfigurationError(`${JSON.stringify(name)} holds what no header may carry.`);
  }
}
