/** Headers by name, in any casing; what is undefined is not sent. */
export type HeaderSource = Readonly<Record<string, string | undefined>> | undefined;

/** Later headers replace earlier ones, however their names are written. */
export function mergeHeaders(...sources: readonly HeaderSource[]): Headers {
  const headers = new Headers();
  for (const source of sources) {
    for (const [name, value] of Object.entries(source ?? {})) if (value !== undefined) headers.set(name, value);
  }
  return headers;
}
