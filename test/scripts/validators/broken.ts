// A body with one value of another kind.

import { isObject } from "../../../scripts/contract/spec/json.js";

type Path = readonly (string | number)[];

/** Places of which the value of a call is made: of an enveloped answer, what stands in its data. */
export function placesIn(body: unknown, envelope: string): readonly Path[] {
  if (envelope === "none") return inner(body, []);
  const { data } = body as { readonly data: unknown };
  if (envelope === "data") return inner(data, ["data"]);
  return [data].flat().flatMap((resource, index) => {
    const at: Path = Array.isArray(data) ? ["data", index, "attributes"] : ["data", "attributes"];
    return inner((resource as { readonly attributes?: unknown }).attributes, at);
  });
}

function inner(value: unknown, at: Path): readonly Path[] {
  const entries: (readonly [string | number, unknown])[] = Array.isArray(value)
    ? value.map((item, index) => [index, item] as const)
    : isObject(value)
      ? Object.entries(value)
      : [];
  return entries.flatMap(([key, each]) => [[...at, key], ...inner(each, [...at, key])]);
}

/** A boolean, to which no format and no limit applies; in place of a boolean, text. */
export function broken(body: unknown, [key, ...rest]: Path): unknown {
  if (key === undefined) return typeof body === "boolean" ? "broken" : true;
  if (Array.isArray(body)) return body.map((item, index) => (index === key ? broken(item, rest) : item));
  return Object.fromEntries(
    Object.entries(body as object).map(([name, value]) => [name, name === key ? broken(value, rest) : value]),
  );
}
