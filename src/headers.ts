/** Headers by name, in any casing; what is undefined is not sent. */
export type HeaderSource = Readonly<Record<string, string | undefined>> | undefined;

/** Adds headers, in place of others of the same name, however it is written. */
export function setHeaders(headers: Headers, source: HeaderSource): Headers {
  for (const [name, value] of Object.entries(source ?? {})) if (value !== undefined) headers.set(name, value);
  return headers;
}
