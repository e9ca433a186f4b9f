// Words of paths and members, as far as inference needs them.

/** A name without casing and separators. */
export function letters(name: string): string {
  return name.replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();
}

export function singular(word: string): string {
  if (/(ss|us|is)$/i.test(word)) return word;
  return word
    .replace(/ies$/i, "y")
    .replace(/(ch|sh|x|ss)es$/i, "$1")
    .replace(/s$/i, "");
}

/** The segments of a path template, in which a parameter stands alone: `/jobs/{id}:stop.json` → `jobs`, `{id}`, `stop`. */
export function segmentsOf(path: string): readonly string[] {
  return path
    .replace(/[#?].*$/, "")
    .split("/")
    .filter((segment) => segment !== "")
    .flatMap((segment) => {
      const [, parameter, rest = ""] = /^(\{[^{}]+\})(.*)$/.exec(segment) ?? [];
      if (parameter === undefined) return [segment.replace(/\.(json|xml)$/, "")];
      const verb = rest.replace(/^\.(json|xml)$/, "").replace(/^[:.]/, "");
      return verb === "" || verb.includes("{") ? [parameter] : [parameter, verb];
    });
}

export function isParameter(segment: string | undefined): boolean {
  return segment !== undefined && /^\{[^{}]+\}$/.test(segment);
}

export function parameterName(segment: string): string {
  return segment.slice(1, -1);
}

/** A path template without the names of its parameters: the same for two that lead to the same place. */
export function placeOf(segments: readonly string[]): string {
  return segments.map((segment) => (isParameter(segment) ? "{}" : segment)).join("/");
}
