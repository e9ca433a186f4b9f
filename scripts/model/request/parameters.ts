// Parameters: ids of the path, members of the query, and headers that are options of the client.

import { isObject, type Json } from "../../document/json.js";
import type { Parameter, Schema, SpecDocument } from "../../document/resolve.js";
import type { DefaultHeaders } from "../../vocabulary/extensions/default-headers.js";
import { docsOf, schemaDocs } from "../docs.js";
import { mediaOf, typesOf } from "../media.js";
import { takenOptions } from "../naming/client-options.js";
import { identifier, NameScope } from "../naming/names.js";
import { nullType, union } from "../schema/composition/combine.js";
import type { Types } from "../schema/types.js";
import type { MemberNode, TypeNode } from "../types/node.js";
import type { HeaderParameter, PathParameter, QueryParameter, QueryStyle } from "../types/operation.js";
import type { HeaderOption } from "../types/service.js";

/** An operation's parameters; its own replace those of the path item (OpenAPI, Path Item Object). */
export function parametersOf(document: SpecDocument, pathItem: Json, operation: Json): readonly Parameter[] {
  const found = new Map<string, Parameter>();
  for (const list of [pathItem.parameters, operation.parameters]) {
    for (const entry of Array.isArray(list) ? list : []) {
      const parameter = document.resolve(entry) as unknown;
      if (isObject(parameter) && typeof parameter.name === "string") {
        found.set(`${parameter.in} ${parameter.name}`, parameter as unknown as Parameter);
      }
    }
  }
  return [...found.values()];
}

/** The path's parameters in the order of the template; their names stand beside those that each function uses. */
export function pathParameters(
  path: string,
  parameters: readonly Parameter[],
  types: Types,
  used: readonly string[] = [],
): readonly PathParameter[] {
  const scope = new NameScope(["transport", "input", "options", "call", "list", "waitUntil", ...used]);
  return placeholders(path).map((wire) => {
    const parameter = parameters.find((each) => each.in === "path" && each.name === wire);
    const name = scope.reserve(identifier(wire));
    if (parameter === undefined) return { name, wire, type: types.of({ type: "string" }, "input"), docs: docsOf({}) };
    const { schema = { type: "string" } } = parameterContent(types.document, parameter);
    const style = pathStyle(types.document, parameter);
    const type = types.of(schema, "input");
    return { name, wire, type, docs: parameterDocs(types.document, parameter), ...(style && { style }) };
  });
}

/** Names between braces, in their order. */
export function placeholders(path: string): readonly string[] {
  return [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name = ""]) => name);
}

function pathStyle(document: SpecDocument, parameter: Parameter): PathParameter["style"] {
  const { style = "simple", explode = false } = parameter;
  const { schema, json } = parameterContent(document, parameter);
  if (json) return ["json", false];
  const known = style === "label" || style === "matrix" ? style : "simple";
  const types = typesOf(document, schema);
  const plain = types.every((type) => ["string", "integer", "number"].includes(type));
  return known === "simple" && plain ? undefined : [known, explode];
}

/** The query's parameters, and the members of the input for them. */
export function queryParameters(
  parameters: readonly Parameter[],
  types: Types,
): readonly { readonly parameter: QueryParameter; readonly member: MemberNode }[] {
  const scope = new NameScope();
  const { document } = types;
  const found = parameters
    .flatMap((parameter) => (parameter.in === "querystring" ? wholeQuery(document, parameter) : [parameter]))
    .filter((parameter) => parameter.in === "query" || parameter.in === "querystring");
  // `sort` keeps its name beside `sort[]`, whichever comes first.
  const exact = found.filter(({ name }) => identifier(name) === name);
  const names = new Map(exact.map((parameter) => [parameter, scope.reserve(parameter.name)]));
  return found.map((parameter) => {
    const name = names.get(parameter) ?? scope.reserve(identifier(parameter.name));
    const { schema = {} } = parameterContent(document, parameter);
    const type = types.of(schema, "input");
    return {
      parameter: {
        name,
        wire: parameter.name,
        style: styleOf(document, parameter),
        inner: types.names(schema),
        ...(parameter.allowReserved === true && { reserved: true as const }),
      },
      member: {
        name,
        type: parameter.allowEmptyValue === true ? union([type, { kind: "literal", value: "" }]) : type,
        optional: parameter.required !== true,
        docs: parameterDocs(document, parameter),
      },
    };
  });
}

/** OpenAPI 3.2's `querystring`: a form's members are parameters of their own, anything else is one value. */
function wholeQuery(document: SpecDocument, parameter: Parameter): readonly Parameter[] {
  const [media] = mediaOf(document, parameter.content);
  if (media?.kind !== "form" || media.schema === undefined) return [parameter];
  const { properties, required } = document.properties(media.schema);
  const encoding = isObject(media.node.encoding) ? media.node.encoding : {};
  return [...properties].map(([name, schema]) => {
    const { description } = document.resolve(schema) as Schema;
    const own = Object.hasOwn(encoding, name) && isObject(encoding[name]) ? encoding[name] : {};
    return {
      ...own,
      in: "query",
      name,
      schema,
      required: required.has(name),
      ...(description !== undefined && { description }),
    };
  });
}

/** The schema of a parameter, its own or that of its content. */
export function parameterContent(
  document: SpecDocument,
  parameter: Parameter,
): { readonly schema: Schema | undefined; readonly json: boolean; readonly lost: string | undefined } {
  const [media] = parameter.schema === undefined ? mediaOf(document, parameter.content) : [];
  if (media === undefined) return { schema: parameter.schema, json: false, lost: undefined };
  const lost = media.kind === "json" || media.kind === "text" ? undefined : media.name;
  const structured = typesOf(document, media.schema).some((type) => type !== "string");
  return { schema: media.schema, json: media.kind === "json" || (lost !== undefined && structured), lost };
}

/** Whether a parameter holds objects or lists where its style has room for text alone. */
export function isDeep(document: SpecDocument, parameter: Parameter): boolean {
  const { schema, json, lost } = parameterContent(document, parameter);
  if (json || lost !== undefined || parameter.in === "querystring" || parameter.style === "deepObject") return false;
  const { items } = (document.resolve(schema ?? {}) ?? {}) as Schema;
  const inner = items === undefined ? [...document.properties(schema ?? {}).properties.values()] : [items];
  // The members of an object repeat their names, as parameters do.
  const repeats = parameter.in === "query" && items === undefined && styleOf(document, parameter) === "members";
  return inner.some((each) => isStructured(document, each) && !(repeats && isFlatList(document, each)));
}

function isStructured(document: SpecDocument, schema: unknown): boolean {
  const types = typesOf(document, schema);
  return types.length > 0 && types.every((type) => type === "object" || type === "array");
}

function isFlatList(document: SpecDocument, schema: unknown): boolean {
  const { items } = (document.resolve(schema) ?? {}) as Schema;
  return items !== undefined && !isStructured(document, items);
}

function styleOf(document: SpecDocument, parameter: Parameter): QueryStyle {
  const { schema, json } = parameterContent(document, parameter);
  if (parameter.in === "querystring") return "whole";
  if (json) return "json";
  const style = queryStyle(document, schema, parameter);
  return style === "comma" && parameter.allowEmptyValue === true ? "commaOrNone" : style;
}

/** The style that the loader writes for Swagger's `tsv`. */
const tabDelimited = "tabDelimited";

/** The way a value is written in a query or a form (Parameter and Encoding Object, `style` and `explode`). */
export function queryStyle(
  document: SpecDocument,
  schema: Schema | undefined,
  { style = "form", explode = style === "form" }: Pick<Parameter, "style" | "explode">,
): QueryStyle {
  const types = typesOf(document, schema);
  const members = types.includes("object");
  if (style === "deepObject") return types.includes("array") && !members ? "brackets" : "deepObject";
  if (style === "spaceDelimited" && !explode) return "space";
  if (style === "pipeDelimited" && !explode) return "pipe";
  if (style === tabDelimited && !explode) return "tab";
  if (explode) return members ? "members" : "form";
  return members ? "commaMembers" : "comma";
}

/** Header parameters that OpenAPI wants ignored: other parts of the document describe them. */
const spoken = /^(accept|content-type|authorization)$/i;

/** The headers or cookies of an operation, and the members of the options for them. */
export function headerParameters(
  place: "header" | "cookie",
  parameters: readonly Parameter[],
  handled: ReadonlySet<string>,
  types: Types,
): readonly { readonly parameter: HeaderParameter; readonly member: MemberNode }[] {
  const { document } = types;
  const found = parameters.filter(
    ({ in: where, name }) =>
      where === place && !(place === "header" && (spoken.test(name) || handled.has(name.toLowerCase()))),
  );
  return found.map((parameter) => {
    const { name } = parameter;
    const { schema = { type: "string" }, json } = parameterContent(document, parameter);
    return {
      parameter: { name, wire: name, style: headerStyle(document, schema, json, parameter) },
      member: {
        name,
        type: types.of(schema, "input"),
        optional: parameter.required !== true,
        docs: parameterDocs(document, parameter),
      },
    };
  });
}

function headerStyle(
  document: SpecDocument,
  schema: Schema,
  json: boolean,
  { in: place, style, explode }: Parameter,
): HeaderParameter["style"] {
  if (json) return "json";
  if (place === "cookie") return style === "cookie" ? "raw" : (explode ?? true) ? "explode" : "list";
  const types = typesOf(document, schema);
  const several = types.length === 0 || types.includes("object") || types.includes("array");
  return several ? (explode === true ? "explode" : "list") : undefined;
}

/**
 * Headers that every operation takes and the runtime does not set: they are options of the client, because nobody changes a
 * version from call to call.
 */
export function headerOptions(
  all: readonly (readonly Parameter[])[],
  handled: readonly (string | undefined)[],
  types: Types,
  credentials: readonly string[] = [],
  defaults: DefaultHeaders = {},
): readonly HeaderOption[] {
  const counts = new Map<string, number>();
  const shared = new Map<string, Parameter>();
  for (const parameter of all.flat().filter((each) => each.in === "header")) {
    counts.set(parameter.name, (counts.get(parameter.name) ?? 0) + 1);
    if (!shared.has(parameter.name)) shared.set(parameter.name, parameter);
  }
  const taken = new NameScope([...takenOptions, ...credentials]);
  return (
    [...shared.values()]
      .filter(({ name }) => !handled.includes(name) && !spoken.test(name))
      // A list or an object is written by a call, not by the client.
      .filter(({ schema }) => typesOf(types.document, schema).every((type) => type === "string"))
      // Most operations declare it: the few that do not are sent it too.
      .filter(({ name }) => (counts.get(name) ?? 0) * 2 > all.length)
      .map((parameter) => ({
        name: taken.reserve(identifier(parameter.name)),
        wire: parameter.name,
        ...withDefault(types.of(parameter.schema ?? { type: "string" }, "input"), defaults, parameter.name),
        docs: parameterDocs(types.document, parameter),
      }))
  );
}

/** A header that is sent by default can be left out on purpose: it is null then. */
function withDefault(type: TypeNode, defaults: DefaultHeaders, wire: string): Pick<HeaderOption, "type" | "default"> {
  const given = Object.hasOwn(defaults, wire) ? defaults[wire] : undefined;
  return typeof given !== "string" ? { type } : { type: union([type, nullType]), default: given };
}

function parameterDocs(document: SpecDocument, parameter: Parameter): ReturnType<typeof docsOf> {
  const { schema = {} } = parameterContent(document, parameter);
  const limits = schemaDocs(schema as Schema).notes;
  return docsOf(parameter as unknown as Json, { summary: undefined, notes: limits });
}
