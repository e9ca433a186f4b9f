// Query strings by the styles of OpenAPI: text becomes the values that the schemas speak of, defaults filled in. What
// cannot be converted stays text, for the validator to refuse.

import { isObject, type JsonObject } from "../../json.js";
import type { Parameter, SpecOperation } from "../spec.js";
import { kebabCase } from "./inflection.js";

/** `clamps`: a number out of bounds is brought within them. */
export function parseQuery(operation: SpecOperation, search: URLSearchParams, clamps = false): Record<string, unknown> {
  const query: Record<string, unknown> = Object.create(null);
  for (const parameter of operation.parameters) {
    if (parameter.in !== "query") continue;
    const value = parameter.style === "deepObject" ? deepObject(parameter, search, clamps) : plain(parameter, search);
    if (value !== undefined) query[parameter.name] = value;
  }
  return query;
}

function plain({ name, schema, explode }: Parameter, search: URLSearchParams): unknown {
  const given = search.getAll(name);
  const last = given.at(-1);
  if (last === undefined) return schema.default;
  if (schema.type !== "array") return scalar(schema, last);
  const items = explode ? given : last === "" ? [] : last.split(",");
  return items.map((item) => scalar(isObject(schema.items) ? schema.items : {}, item));
}

/** `page[size]=10`. Where the schema names the members, they may be written in any casing. */
function deepObject({ name, schema }: Parameter, search: URLSearchParams, clamps: boolean): unknown {
  const properties = isObject(schema.properties) ? schema.properties : {};
  const closed = schema.additionalProperties === false;
  const members: Record<string, unknown> = Object.create(null);
  for (const [key, member] of Object.entries(properties)) {
    if (isObject(member) && member.default !== undefined) members[key] = member.default;
  }
  for (const [key, value] of search) {
    if (!key.startsWith(`${name}[`) || !key.endsWith("]")) continue;
    const inner = key.slice(name.length + 1, -1);
    const member = closed && !(inner in properties) && kebabCase(inner) in properties ? kebabCase(inner) : inner;
    const inside = isObject(properties[member]) ? properties[member] : {};
    const converted = scalar(inside, value);
    members[member] = clamps && typeof converted === "number" ? clamped(inside, converted) : converted;
  }
  return Object.keys(members).length === 0 ? undefined : members;
}

function clamped({ minimum, maximum }: JsonObject, value: number): number {
  const least = typeof minimum === "number" ? minimum : value;
  const most = typeof maximum === "number" ? maximum : value;
  return Math.min(Math.max(value, least), most);
}

function scalar(schema: JsonObject, text: string): unknown {
  const types = [schema.type].flat();
  if (types.includes("integer") || types.includes("number")) {
    return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
  }
  if (types.includes("boolean")) return text === "true" ? true : text === "false" ? false : text;
  return text;
}
