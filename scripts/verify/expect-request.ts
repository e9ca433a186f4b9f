// Values → the request that OpenAPI says they make: Parameter Object, "Style Values", and RFC 6570 beneath it. Text is
// percent-encoded in one normal form (see `normal`), so that two right spellings are equal.

import type { DescribedOperation, DescribedParameter } from "./document.js";

export interface WantedRequest {
  readonly method: string;
  readonly path: string;
  /** `name=value`, in the normal form. */
  readonly query: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  /** Parameters whose writing OpenAPI leaves open, which are in none of the above: only that they are sent is checked. */
  readonly open: readonly DescribedParameter[];
}

export type Values = ReadonlyMap<DescribedParameter, unknown>;

export function expectRequest(operation: DescribedOperation, values: Values): WantedRequest {
  const { method, path, parameters } = operation;
  const open = parameters.filter((each) => values.has(each) && isOpen(each, values.get(each)));
  const given = (place: string) =>
    parameters.filter((each) => each.in === place && values.has(each) && !open.includes(each));
  const filled = path.replace(/#.*/, "").replace(/\{([^{}]*)\}/g, (_, name: string) => {
    const parameter = given("path").find((each) => each.name === name);
    if (parameter === undefined) return open.some((each) => each.name === name) ? "*" : encode("undeclared");
    return inPath(parameter, values.get(parameter));
  });
  const [before = "", after] = filled.split("?");
  const query = [...given("query"), ...given("querystring")].flatMap((each) => inQuery(each, values.get(each)));
  return {
    method,
    path: normal(before),
    query: [...(after === undefined ? [] : after.split("&")), ...query].map(normal),
    headers: Object.fromEntries(
      given("header").map((each) => [each.name.toLowerCase(), simple(each, values.get(each), String)]),
    ),
    cookies: given("cookie").flatMap((each) => inCookie(each, values.get(each))),
    open,
  };
}

/** Upper-case escapes, and none for what never needs one; `[`, `]`, `|` and blanks are always escaped. */
export function normal(text: string): string {
  return text.replace(/[[\]| "<>^`{}\\]|\P{ASCII}+/gu, encodeURIComponent).replace(/%[0-9a-f]{2}/gi, (escaped) => {
    const character = String.fromCharCode(Number.parseInt(escaped.slice(1), 16));
    return /[A-Za-z0-9\-._~!'()*]/.test(character) ? character : escaped.toUpperCase();
  });
}

function inPath(parameter: DescribedParameter, value: unknown): string {
  const { name, style, explode } = parameter;
  if (parameter.media !== undefined || style === "simple") return simple(parameter, value, encode);
  const several = typeof value === "object" && value !== null;
  const items = several && !Array.isArray(value) ? members(value, explode ? "=" : ",") : list(value).map(encode);
  if (style === "label") return `.${items.join(explode ? "." : ",")}`;
  if (!explode || !several) return `;${encode(name)}=${items.join(",")}`;
  return items.map((item) => (Array.isArray(value) ? `;${encode(name)}=${item}` : `;${item}`)).join("");
}

function inQuery(parameter: DescribedParameter, value: unknown): readonly string[] {
  const { name, style, explode, media } = parameter;
  if (parameter.in === "querystring") return [encode(content(value, media))];
  if (media !== undefined) return [`${encode(name)}=${encode(content(value, media))}`];
  const pairs = styled({ name, style, explode }, value);
  // Reserved characters stay, but for those that a query is taken apart by (3.1.1, 4.8.12.2).
  return parameter.reserved
    ? pairs.map((pair) => pair.replace(/%(3A|2F|3F|40|24|2C|3B|3D)/g, decodeURIComponent))
    : pairs;
}

/** The pairs of a query, or of a form. */
export function styled(
  { name, style, explode }: Pick<DescribedParameter, "name" | "style" | "explode">,
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

export const separators: Readonly<Record<string, string>> = {
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

function simple({ explode, media }: DescribedParameter, value: unknown, encode: (value: unknown) => string): string {
  if (media !== undefined) return encode(content(value, media));
  if (typeof value !== "object" || value === null) return encode(value);
  if (Array.isArray(value)) return value.map(encode).join(",");
  return Object.entries(value)
    .map(([name, inner]) => `${encode(name)}${explode ? "=" : ","}${encode(inner)}`)
    .join(",");
}

/** The cookies of one parameter; a list that is exploded gives its cookie several times, as OpenAPI 3.2 says. */
function inCookie(parameter: DescribedParameter, value: unknown): readonly string[] {
  const { media, style, name } = parameter;
  if (media !== undefined) return [`${encode(name)}=${encode(content(value, media))}`];
  const pairs = styled({ ...parameter, style: "form" }, value);
  return style === "cookie" ? pairs.map(decodeURIComponent) : pairs;
}

/**
 * Values that OpenAPI leaves undefined: a list of objects, a value two levels deep, a style with a kind that its table has as
 * "n/a".
 */
function isOpen({ style, explode, media, in: place }: DescribedParameter, value: unknown): boolean {
  if (media !== undefined || place === "querystring") return false;
  if (typeof value !== "object" || value === null)
    return ["deepObject", "spaceDelimited", "pipeDelimited"].includes(style);
  // A level more in brackets is what everybody makes of `deepObject`; of lists there, everybody makes something else.
  if (style === "deepObject") return Object.keys(value).length === 0 || holdsList(value);
  const nested = Object.values(value).some((inner) => typeof inner === "object" && inner !== null);
  if (nested || Object.keys(value).length === 0) return true;
  return (style === "spaceDelimited" || style === "pipeDelimited" || style === "tabDelimited") && explode;
}

function holdsList(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Array.isArray(value) || Object.values(value).some(holdsList);
}

function members(value: object, separator: string): readonly string[] {
  return Object.entries(value).map(([name, inner]) => `${encode(name)}${separator}${encode(inner)}`);
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function content(value: unknown, media = "application/json"): string {
  return typeof value === "object" || /json/i.test(media) ? JSON.stringify(value) : String(value);
}

function encode(value: unknown): string {
  return encodeURIComponent(String(value));
}
