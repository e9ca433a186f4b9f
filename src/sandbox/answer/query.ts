// Parameters by the styles of OpenAPI: text becomes the values that the schemas speak of, defaults filled in. What
// cannot be converted stays text, for the validator to refuse.

import { isObject, type JsonObject } from "../../json.js";
import type { SpecOperation, SpecParameter } from "../document/operation.js";
import { kebabCase } from "./inflection.js";

/** A schema in place of a reference to one, `allOf` and single choices seen through. */
export type Flatten = (schema: unknown) => JsonObject;

const asWritten: Flatten = (schema) => (isObject(schema) ? schema : {});

/** `clamps`: a number out of bounds is brought within them. */
export function parseQuery(
  operation: SpecOperation,
  search: URLSearchParams,
  clamps = false,
  flat: Flatten = asWritten,
): Record<string, unknown> {
  const query: Record<string, unknown> = Object.create(null);
  for (const parameter of operation.parameters) {
    if (parameter.in !== "query") continue;
    const value =
      parameter.style === "deepObject" ? deepObject(parameter, search, clamps, flat) : plain(parameter, search, flat);
    if (value !== undefined) query[parameter.name] = value;
  }
  return query;
}

/** The query with the document's names of its parameters, in any case they came in. */
export function inDeclaredCase({ parameters }: SpecOperation, search: URLSearchParams): URLSearchParams {
  const names = new Map(
    parameters.flatMap((each) => (each.in === "query" ? [[each.name.toLowerCase(), each.name] as const] : [])),
  );
  return new URLSearchParams([...search].map(([name, value]) => [names.get(name.toLowerCase()) ?? name, value]));
}

/** Path parameters by their styles; their texts are decoded. */
export function parsePath(
  operation: SpecOperation,
  path: Readonly<Record<string, string>>,
  flat: Flatten,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const parameter of operation.parameters) {
    const text = path[parameter.name];
    if (parameter.in !== "path" || text === undefined) continue;
    values[parameter.name] = simple(parameter, withoutStyle(parameter, text), flat);
  }
  return values;
}

/** Path parameters as the text of their values, without what their styles put before it. */
export function plainPath(
  { parameters }: SpecOperation,
  path: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const styled = parameters.filter((each) => each.in === "path" && each.style !== "simple" && each.name in path);
  if (styled.length === 0) return path;
  const texts = styled.map((each) => [each.name, withoutStyle(each, path[each.name] ?? "")] as const);
  return { ...path, ...Object.fromEntries(texts) };
}

export function parseHeaders({ parameters }: SpecOperation, headers: Headers, flat: Flatten): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const parameter of parameters) {
    const text = parameter.in === "header" && isToken(parameter.name) ? headers.get(parameter.name) : null;
    if (text !== null) values[parameter.name] = simple(parameter, text, flat);
  }
  return values;
}

export function parseCookies({ parameters }: SpecOperation, headers: Headers, flat: Flatten): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  const wanted = parameters.filter((each) => each.in === "cookie");
  if (wanted.length === 0) return values;
  const search = new URLSearchParams();
  for (const pair of (headers.get("cookie") ?? "").split(/;\s*/)) {
    const at = pair.indexOf("=");
    if (at > 0) search.append(decoded(pair.slice(0, at)), decoded(pair.slice(at + 1)));
  }
  for (const parameter of wanted) {
    const value = plain(parameter, search, flat);
    if (value !== undefined) values[parameter.name] = value;
  }
  return values;
}

function isToken(name: string): boolean {
  return /^[\w!#$%&'*+.^`|~-]+$/.test(name);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const separators: Readonly<Record<string, string>> = { pipeDelimited: "|", spaceDelimited: " ", tabDelimited: "\t" };

function plain(parameter: SpecParameter, search: URLSearchParams, flat: Flatten): unknown {
  const { name, explode, style, media } = parameter;
  const schema = flat(parameter.schema);
  const given = search.getAll(name);
  const last = given.at(-1);
  if (last !== undefined && media !== undefined) return jsonOf(last);
  const isList = typeIs(schema, "array");
  if (!isList && explode && style === "form" && typeIs(schema, "object"))
    return exploded(schema, search, flat) ?? schema.default;
  if (last === undefined) return schema.default;
  const separator = separators[style] ?? ",";
  if (!isList) {
    if (!typeIs(schema, "object")) return scalar(schema, last);
    return pairs(schema, last.split(separator), flat);
  }
  const items = explode ? given : last === "" ? [] : last.split(separator);
  return items.map((item) => scalar(flat(schema.items), item));
}

/** `form` explodes an object into parameters that are named like its members. */
function exploded(schema: JsonObject, search: URLSearchParams, flat: Flatten): unknown {
  const properties = isObject(schema.properties) ? Object.entries(schema.properties) : [];
  const found = properties.filter(([name]) => search.has(name));
  if (found.length === 0) return undefined;
  return Object.fromEntries(
    found.map(([name, property]) => [name, scalar(flat(property), search.get(name) as string)]),
  );
}

/** `x,1,y,2` */
function pairs(schema: JsonObject, parts: readonly string[], flat: Flatten): Record<string, unknown> {
  const properties = isObject(schema.properties) ? schema.properties : {};
  const result: Record<string, unknown> = {};
  for (let index = 0; index + 1 < parts.length; index += 2) {
    const name = parts[index] as string;
    define(result, name, scalar(flat(properties[name]), parts[index + 1] as string));
  }
  return result;
}

/** The values of a path or a header: `a,b`, `x=1,y=2`. */
function simple(parameter: SpecParameter, text: string, flat: Flatten): unknown {
  const schema = flat(parameter.schema);
  if (parameter.media !== undefined) return jsonOf(text);
  if (typeIs(schema, "array")) {
    const separator = parameter.explode && parameter.style === "label" ? "." : ",";
    return text === "" ? [] : text.split(separator).map((item) => scalar(flat(schema.items), item.trim()));
  }
  if (!typeIs(schema, "object")) return scalar(schema, text);
  if (!parameter.explode) return pairs(schema, text.split(","), flat);
  const separator = parameter.style === "label" ? "." : parameter.style === "matrix" ? ";" : ",";
  return pairs(
    schema,
    text.split(separator).flatMap((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]),
    flat,
  );
}

/** Removes the prefix of `label` and `matrix`. */
function withoutStyle({ name, style, explode, schema }: SpecParameter, text: string): string {
  if (style === "label") return text.replace(/^\./, "");
  if (style !== "matrix") return text;
  const rest = text.replace(/^;/, "");
  if (explode && schema.type === "array")
    return rest
      .split(";")
      .map((part) => part.slice(part.indexOf("=") + 1))
      .join(",");
  if (explode && schema.type === "object") return rest;
  return rest.startsWith(`${name}=`) ? rest.slice(name.length + 1) : rest;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** `page[size]=10`. Where the schema names the members, they may be written in any casing. */
function deepObject(
  { name, schema: written }: SpecParameter,
  search: URLSearchParams,
  clamps: boolean,
  flat: Flatten,
): unknown {
  const schema = flat(written);
  const properties = isObject(schema.properties) ? schema.properties : {};
  const closed = schema.additionalProperties === false;
  const members: Record<string, unknown> = Object.create(null);
  for (const [key, written] of Object.entries(properties)) {
    const member = flat(written);
    if (member.default !== undefined) members[key] = member.default;
  }
  for (const [key, value] of search) {
    if (!key.startsWith(`${name}[`) || !key.endsWith("]")) continue;
    const way = key.slice(name.length + 1, -1).split("][");
    const [inner = ""] = way;
    const member = closed && !(inner in properties) && kebabCase(inner) in properties ? kebabCase(inner) : inner;
    const inside = flat(properties[member]);
    if (way.length > 1) {
      nest(members, [member, ...way.slice(1)], inside, value, flat);
      continue;
    }
    const converted = typeIs(inside, "array")
      ? [...list(members[member]), scalar(flat(inside.items), value)]
      : scalar(inside, value);
    members[member] = clamps && typeof converted === "number" ? clamped(inside, converted) : converted;
  }
  return Object.keys(members).length === 0 ? undefined : members;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** `at[point][x]=1` */
function nest(
  target: Record<string, unknown>,
  way: readonly string[],
  schema: JsonObject,
  text: string,
  flat: Flatten,
): void {
  let node = target;
  let inner = schema;
  for (const [index, step] of way.entries()) {
    if (index > 0) inner = flat(isObject(inner.properties) ? inner.properties[step] : undefined);
    if (index === way.length - 1) {
      const there = node[step];
      define(
        node,
        step,
        typeIs(inner, "array") || step === "" ? [...list(there), scalar(flat(inner.items), text)] : scalar(inner, text),
      );
    } else {
      if (!isObject(node[step]) || !Object.hasOwn(node, step)) define(node, step, {});
      node = node[step] as Record<string, unknown>;
    }
  }
}

function define(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}

function clamped({ minimum, maximum }: JsonObject, value: number): number {
  const least = typeof minimum === "number" ? minimum : value;
  const most = typeof maximum === "number" ? maximum : value;
  return Math.min(Math.max(value, least), most);
}

function typeIs(schema: JsonObject, type: string): boolean {
  return [schema.type].flat().includes(type);
}

/** A text as the value that a schema speaks of; of alternatives, the first that it can be. */
export function scalar(schema: JsonObject, text: string): unknown {
  const choices = [schema.oneOf, schema.anyOf].find(Array.isArray) as readonly unknown[] | undefined;
  const types =
    choices === undefined
      ? [schema.type].flat()
      : choices.flatMap((each) => (isObject(each) ? [each.type].flat() : []));
  if ((types.includes("integer") || types.includes("number")) && /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text)) {
    return types.includes("string") && schema.type !== undefined ? text : Number(text);
  }
  if (types.includes("boolean") && (text === "true" || text === "false")) return text === "true";
  if (types.includes("null") && (text === "null" || text === "") && !types.includes("string")) return null;
  if (types.includes("object") && !types.includes("string") && /^\s*\{/.test(text)) return jsonOf(text);
  return text;
}
