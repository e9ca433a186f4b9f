// Values → the request that OpenAPI says they make: Parameter Object, "Style Values", and RFC 6570 beneath it. Text is
// percent-encoded in one normal form (see `normal`), so that two right spellings are equal.

import type { SpokenOperation, SpokenParameter } from "./document.js";

export interface WantedRequest {
  readonly method: string;
  readonly path: string;
  /** `name=value`, in the normal form. */
  readonly query: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  /** Names of parameters whose writing OpenAPI leaves open: only that they are there is checked. */
  readonly open: readonly string[];
}

export type Values = ReadonlyMap<SpokenParameter, unknown>;

export function expectRequest(operation: SpokenOperation, values: Values): WantedRequest {
  const { method, path, parameters } = operation;
  const given = (place: string) => parameters.filter((each) => each.in === place && values.has(each));
  const open = parameters.filter((each) => values.has(each) && isOpen(each, values.get(each)));
  const filled = path.replace(/#.*/, "").replace(/\{([^{}]*)\}/g, (_, name: string) => {
    const parameter = given("path").find((each) => each.name === name);
    return parameter === undefined ? encode("undeclared") : inPath(parameter, values.get(parameter));
  });
  const [before = "", after] = filled.split("?");
  const query = [...given("query"), ...given("querystring")].flatMap((each) => inQuery(each, values.get(each)));
  return {
    method,
    path: normal(before),
    query: [...(after === undefined ? [] : after.split("&")), ...query].map(normal),
    headers: Object.fromEntries(given("header").map((each) => [each.name.toLowerCase(), simple(each, values.get(each), String)])),
    cookies: given("cookie").flatMap((each) => inCookie(each, values.get(each))),
    open: open.map(({ name }) => name),
  };
}

/** Upper-case escapes, and none for what never needs one; `[`, `]`, `|` and blanks are always escaped. */
export function normal(text: string): string {
  return text
    .replace(/[[\]| "<>^`{}\\]|[^\u0000-\u007f]+/g, encodeURIComponent)
    .replace(/%[0-9a-f]{2}/gi, (escape) => {
      const character = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
      return /[A-Za-z0-9\-._~!'()*]/.test(character) ? character : escape.toUpperCase();
    });
}

function inPath(parameter: SpokenParameter, value: unknown): string {
  const { name, style, explode } = parameter;
  if (parameter.media !== undefined || style === "simple") return simple(parameter, value, encode);
  const several = typeof value === "object" && value !== null;
  const items = several && !Array.isArray(value) ? members(value, explode ? "=" : ",") : list(value).map(encode);
  if (style === "label") return `.${items.join(explode ? "." : ",")}`;
  if (!explode || !several) return `;${encode(name)}=${items.join(",")}`;
  return items.map((item) => (Array.isArray(value) ? `;${encode(name)}=${item}` : `;${item}`)).join("");
}

function inQuery(parameter: SpokenParameter, value: unknown): readonly string[] {
  const { name, style, explode, media } = parameter;
  if (parameter.in === "querystring") return [encode(content(value))];
  if (media !== undefined) return [`${encode(name)}=${encode(content(value))}`];
  return styled({ name, style, explode }, value);
}

/** What stands in a query, and in a form. */
export function styled(
  { name, style, explode }: Pick<SpokenParameter, "name" | "style" | "explode">,
  value: unknown,
): readonly string[] {
  const key = encode(name);
  if (typeof value !== "object" || value === null) return [`${key}=${encode(value)}`];
  if (style === "deepObject") return deep(key, value);
  const separator = separators[style] ?? ",";
  if (Array.isArray(value)) {
    if (explode) return value.map((item) => `${key}=${encode(item)}`);
    return [`${key}=${value.map(encode).join(separator)}`];
  }
  if (explode) return members(value, "=");
  return [`${key}=${members(value, separator).join(separator)}`];
}

const separators: Readonly<Record<string, string>> = {
  spaceDelimited: "%20",
  pipeDelimited: "%7C",
  tabDelimited: "%09",
};

function deep(prefix: string, value: object): readonly string[] {
  return Object.entries(value).flatMap(([name, inner]) => {
    const key = `${prefix}%5B${encode(name)}%5D`;
    return typeof inner === "object" && inner !== null ? deep(key, inner) : [`${key}=${encode(inner)}`];
  });
}

function simple(
  { explode, media }: SpokenParameter,
  value: unknown,
  encode: (value: unknown) => string,
): string {
  if (media !== undefined) return encode(content(value));
  if (typeof value !== "object" || value === null) return encode(value);
  if (Array.isArray(value)) return value.map(encode).join(",");
  return Object.entries(value)
    .map(([name, inner]) => `${encode(name)}${explode ? "=" : ","}${encode(inner)}`)
    .join(",");
}

/** The cookies of one parameter; a list that is exploded gives its cookie several times, as OpenAPI 3.2 says. */
function inCookie(parameter: SpokenParameter, value: unknown): readonly string[] {
  const { media, style, name } = parameter;
  if (media !== undefined) return [`${encode(name)}=${encode(content(value))}`];
  const pairs = styled({ ...parameter, style: "form" }, value);
  return style === "cookie" ? pairs.map(decodeURIComponent) : pairs;
}

/**
 * What OpenAPI says nothing about: a list of objects, a value two levels deep, a style with a kind that its table has as
 * "n/a".
 */
function isOpen({ style, explode, media, in: place }: SpokenParameter, value: unknown): boolean {
  if (media !== undefined || place === "querystring") return false;
  if (typeof value !== "object" || value === null) return ["deepObject", "spaceDelimited", "pipeDelimited"].includes(style);
  const nested = Object.values(value).some((inner) => typeof inner === "object" && inner !== null);
  if (nested || Object.keys(value).length === 0) return true;
  if (style === "deepObject") return Array.isArray(value);
  return (style === "spaceDelimited" || style === "pipeDelimited" || style === "tabDelimited") && explode;
}

function members(value: object, separator: string): readonly string[] {
  return Object.entries(value).map(([name, inner]) => `${encode(name)}${separator}${encode(inner)}`);
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function content(value: unknown): string {
  return JSON.stringify(value);
}

function encode(value: unknown): string {
  return encodeURIComponent(String(value));
}
