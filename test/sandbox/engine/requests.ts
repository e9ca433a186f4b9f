// A valid request for an operation, made of its document alone: required parameters, a body in the first media type, a
// credential of every form, and ids of what is there.

import type { JsonObject } from "../../../src/json.js";
import { responseOf, type SpecOperation } from "../../../src/sandbox/document/operation.js";
import type { Collection, Inferred } from "../../../src/sandbox/engine/infer/collections.js";
import type { Resources } from "../../../src/sandbox/engine/records/record.js";
import { Sampler } from "../../../src/sandbox/engine/schema/sample.js";
import { createSchemas, type Schemas } from "../../../src/sandbox/engine/schema/schemas.js";
import { credentialsFor } from "../../../src/sandbox/engine/security.js";
import type { Spec } from "../../../src/sandbox/spec.js";

export type Sent = { readonly url: string; readonly init: RequestInit };

/** Ways to choose among examples, alternatives and optional members. */
export const choices = [0, 1, 2, 3, 4, 5, 6, 7] as const;

/**
 * One for each alternative of the schemas: the first that is accepted counts. `named` are parameters of the path, `shown` the
 * members of a resource that parameters of the query are to find.
 */
export function requestsFor(
  operation: SpecOperation,
  spec: Spec,
  inferred: Inferred,
  resources: Resources,
  named: Readonly<Record<string, string>> = {},
  shown: JsonObject = {},
): readonly Sent[] {
  return choices.map((choice) => requestFor(operation, choice, { spec, inferred, resources, named, shown }));
}

interface Circumstances {
  readonly spec: Spec;
  readonly inferred: Inferred;
  readonly resources: Resources;
  readonly named: Readonly<Record<string, string>>;
  readonly shown: JsonObject;
}

function requestFor(
  operation: SpecOperation,
  choice: number,
  { spec, inferred, resources, named, shown }: Circumstances,
): Sent {
  const schemas = createSchemas(spec.references);
  const sampler = samplerFor(schemas, choice);
  const role = inferred.roles.get(operation.id);
  const path = { ...pathOf(operation, [role?.owner, role?.collection], resources, inferred, sampler), ...named };
  const fixed = [...new URLSearchParams(/\?([^#]*)/.exec(operation.path)?.[1] ?? "")];
  const query = new URLSearchParams(fixed.filter(([, value]) => !value.startsWith("{")));
  const headers = new Headers();
  const cookies: string[] = [];
  for (const { name, in: place, required, schema, style, explode, media } of operation.parameters) {
    if (!required || place === "path") continue;
    const found = shown[name];
    const isShown = place === "query" && found !== null && ["string", "number", "boolean"].includes(typeof found);
    const value = isShown ? found : parameterValue(schema, name, sampler);
    const parts = media !== undefined ? [[name, JSON.stringify(value)] as const] : written(name, value, style, explode);
    if (place === "query" || place === "querystring") for (const [key, text] of parts) query.append(key, text);
    if (place === "header" && /^[\w-]+$/.test(name)) headers.set(name, flatText(value, explode));
    if (place === "cookie") cookies.push(...parts.map(([key, text]) => `${key}=${encodeURIComponent(text)}`));
  }
  for (const { header, query: pair } of credentialsFor(spec)) {
    const [name = "", value = ""] = header?.split(/: (.*)/s) ?? [];
    if (name === "Cookie") cookies.push(value);
    else if (name !== "" && !headers.has(name)) headers.set(name, value);
    const [key, text] = pair?.split("=") ?? [];
    if (key !== undefined) query.set(key, text ?? "");
  }
  if (cookies.length > 0) headers.set("cookie", cookies.join("; "));
  const address = operation.path.replace(/[#?].*/, "").replace(/\{([^}]+)\}/g, (_, name: string) => {
    const style = operation.parameters.find((each) => each.in === "path" && each.name === name)?.style;
    const before = style === "label" ? "." : style === "matrix" ? `;${name}=` : "";
    return before + encodeURIComponent(path[name] ?? "1");
  });
  const body = bodyOf(operation, spec, schemas, sampler, headers);
  const search = query.size > 0 ? `?${query}` : "";
  return {
    url: `http://localhost${address}${search}`,
    init: { method: operation.method, headers, ...(body !== undefined && { body }) },
  };
}

/** Values for a request; `choice` is one of the ways to choose. */
export function samplerFor(schemas: Schemas, choice: number): Sampler {
  const options = { examples: choice % 2 === 0, optional: choice > 3, choice: (choice >> 1) & 1, seed: "a" } as const;
  return new Sampler(schemas, { ...options, now: "2026-11-01T09:00:00.000Z", direction: "request" });
}

/** Of a list at least one item: an empty one would not be written at all. */
export function parameterValue(schema: JsonObject, name: string, sampler: Sampler): unknown {
  const value = sampler.sample(schema, name);
  return Array.isArray(value) && value.length === 0 ? [sampler.sample(schema.items ?? {}, name)] : value;
}

/** Ids of what is there, from the outermost collection inwards. */
function pathOf(
  operation: SpecOperation,
  collections: readonly (Collection | undefined)[],
  resources: Resources,
  inferred: Inferred,
  sampler: Sampler,
): Record<string, string> {
  const path: Record<string, string> = {};
  const named = operation.parameters.filter((each) => each.in === "path");
  for (const { name, schema } of named) path[name] = flatText(sampler.sample(schema, name), false);
  return { ...path, ...idsThere(operation, collections, resources, inferred, path) };
}

/** Those parameters of a path that name something which is there; `others` are the values of the rest. */
export function idsThere(
  operation: SpecOperation,
  collections: readonly (Collection | undefined)[],
  resources: Resources,
  { otherNames }: Inferred,
  others: Readonly<Record<string, string>>,
): Record<string, string> {
  const path: Record<string, string> = { ...others };
  const found: Record<string, string> = {};
  const named = operation.parameters.filter((each) => each.in === "path");
  const ownName = (name: string): string => otherNames.get(operation.id)?.[name] ?? name;
  const chain: Collection[] = [];
  for (const collection of collections) {
    const own: Collection[] = [];
    for (let each = collection; each !== undefined && own.length < 9; each = each.within) own.unshift(each);
    chain.push(...own);
  }
  for (const each of chain) {
    // What the owner names is not named again by a list of others.
    const isNamed = (name: string): boolean =>
      named.some((parameter) => parameter.name === ownName(name)) && !(ownName(name) in found);
    if (each.ids.length === 0 || !each.ids.every(isNamed)) continue;
    const parents = Object.fromEntries(each.parents.map((name) => [name, path[ownName(name)] ?? ""]));
    const [record] = resources.of(each.name).within(parents);
    const ids = record?.id.split("/").slice(-each.ids.length) ?? [];
    for (const [index, name] of each.ids.entries())
      if (ids[index] !== undefined) path[ownName(name)] = found[ownName(name)] = decodeURIComponent(ids[index]);
  }
  return found;
}

function written(
  name: string,
  value: unknown,
  style: string,
  explode: boolean,
): readonly (readonly [string, string])[] {
  const separator = style === "pipeDelimited" ? "|" : style === "spaceDelimited" ? " " : ",";
  if (Array.isArray(value))
    return explode ? value.map((each) => [name, String(each)] as const) : [[name, value.join(separator)]];
  if (typeof value !== "object" || value === null) return [[name, String(value)]];
  const members = Object.entries(value).map(([key, each]) => [key, String(each)] as const);
  if (style === "deepObject") return members.map(([key, each]) => [`${name}[${key}]`, each] as const);
  return explode ? members : [[name, members.flat().join(separator)]];
}

function flatText(value: unknown, explode: boolean): string {
  if (Array.isArray(value)) return value.join(",");
  if (typeof value !== "object" || value === null) return String(value);
  return Object.entries(value)
    .map((pair) => pair.join(explode ? "=" : ","))
    .join(",");
}

function bodyOf(
  { body, method }: SpecOperation,
  spec: Spec,
  schemas: Schemas,
  sampler: Sampler,
  headers: Headers,
): BodyInit | undefined {
  const content = body?.content.find(({ type }) => /json/.test(type)) ?? body?.content[0];
  if (content === undefined || method === "GET" || method === "HEAD") return undefined;
  const schema = content.schema === undefined ? {} : spec.references.at(content.schema)?.node;
  const value = sampler.sample(schema);
  const fields = Object.entries((value ?? {}) as object);
  if (/multipart/.test(content.type)) {
    const form = new FormData();
    for (const [name, each] of fields) {
      const flat = schemas.flat(schemas.properties(schema).get(name));
      for (const item of Array.isArray(each) ? each : [each]) {
        form.append(
          name,
          flat.format === "binary" ? new Blob(["x"]) : typeof item === "object" ? JSON.stringify(item) : String(item),
        );
      }
    }
    return form;
  }
  headers.set("content-type", content.type.includes("*") ? "application/json" : content.type);
  if (/json|\*/.test(content.type)) return JSON.stringify(value);
  if (/urlencoded/.test(content.type)) {
    return new URLSearchParams(
      fields.map(([name, each]) => [name, typeof each === "object" ? JSON.stringify(each) : String(each)]),
    ).toString();
  }
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Whether a document declares that an operation succeeds. */
export function hasSuccess(operation: SpecOperation): boolean {
  return operation.success < 400 && responseOf(operation, operation.success) !== undefined;
}
