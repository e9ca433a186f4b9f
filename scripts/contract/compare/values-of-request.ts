// The values of an operation's parameters, read out of a request that is shown: the inverse of how OpenAPI writes them.

import type { DescribedOperation, DescribedParameter, Node } from "../../verify/document.js";
import type { FixtureRequest } from "../fixture.js";
import { pairsOf } from "../wire.js";

/** Undefined if the request shows no path, or one that is not the operation's. */
export function valuesOf(
  { path: template, parameters }: DescribedOperation,
  { path, headers = {} }: FixtureRequest,
  prefix: string,
): ReadonlyMap<DescribedParameter, unknown> | undefined {
  if (path === undefined) return undefined;
  const ids = idsOf(template, path, prefix);
  if (ids === undefined) return undefined;
  const pairs = pairsOf(path);
  const given = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const values = new Map<DescribedParameter, unknown>();
  for (const parameter of parameters) {
    const value =
      parameter.in === "path"
        ? typed(parameter.schema, ids.get(parameter.name))
        : parameter.in === "query"
          ? ofQuery(parameter, pairs)
          : parameter.in === "header"
            ? typed(parameter.schema, given.get(parameter.name.toLowerCase()))
            : undefined;
    if (value !== undefined) values.set(parameter, value);
  }
  return values;
}

function idsOf(template: string, path: string, prefix: string): ReadonlyMap<string, string> | undefined {
  const [bare = ""] = path.split("?");
  const names: string[] = [];
  const pattern = template
    .split(/(\{[^{}]*\})/)
    .map((part) => {
      if (!part.startsWith("{")) return part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      names.push(part.slice(1, -1));
      return "([^/]*)";
    })
    .join("");
  const own = bare.startsWith(prefix) ? bare.slice(prefix.length) : bare;
  const found = new RegExp(`^${pattern}$`).exec(own);
  return found === null
    ? undefined
    : new Map(names.map((name, index) => [name, decodeURIComponent(found[index + 1] ?? "")]));
}

function ofQuery(parameter: DescribedParameter, pairs: readonly (readonly [string, string])[]): unknown {
  const { name, schema, style, explode, media } = parameter;
  const own = pairs.filter(([each]) => each === name || each === `${name}[]`).map(([, value]) => value);
  if (style === "deepObject") {
    const members = pairs.flatMap(([each, value]) => {
      const key = each.startsWith(`${name}[`) && each.endsWith("]") ? each.slice(name.length + 1, -1) : undefined;
      return key === undefined ? [] : [[key, typed(schema?.properties?.[key], value)] as const];
    });
    return members.length === 0 ? undefined : Object.fromEntries(members);
  }
  const [first] = own;
  if (first === undefined) return undefined;
  if (media !== undefined) return JSON.parse(first);
  if (schema?.type !== "array") return typed(schema, first);
  const separator = style === "pipeDelimited" ? "|" : style === "spaceDelimited" ? " " : ",";
  return (explode ? own : first.split(separator)).map((item) => typed(schema.items, item));
}

function typed(schema: Node, value: string | undefined): unknown {
  if (value === undefined) return undefined;
  const types = [schema?.type].flat();
  if ((types.includes("integer") || types.includes("number")) && value !== "" && Number.isFinite(Number(value)))
    return Number(value);
  if (types.includes("boolean") && (value === "true" || value === "false")) return value === "true";
  return value;
}
