// Parameters: ids of the path, members of the query, and headers that are options of the client.

import { clientOptions } from "./client-options.js";
import { docsOf, schemaDocs } from "./docs.js";
import { isObject, type Json, type Parameter, type Schema, type SpecDocument } from "./document.js";
import { identifier, NameScope } from "./names.js";
import type { Types } from "./schema.js";
import type { HeaderOption, MemberNode, PathParameter, QueryParameter } from "./types.js";

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
  return [...path.matchAll(/\{([^{}]*)\}/g)].map(([, wire = ""]) => {
    const parameter = parameters.find((each) => each.in === "path" && each.name === wire);
    return {
      name: scope.claim(identifier(wire)),
      wire,
      type: types.of(parameter?.schema ?? { type: "string" }, "input"),
      docs: parameter === undefined ? docsOf({}) : parameterDocs(parameter),
    };
  });
}

/** The query's parameters, and the members of the input they are set by. */
export function queryParameters(
  parameters: readonly Parameter[],
  types: Types,
): readonly { readonly parameter: QueryParameter; readonly member: MemberNode }[] {
  const scope = new NameScope();
  return parameters
    .filter((parameter) => parameter.in === "query")
    .map((parameter) => {
      const name = scope.claim(identifier(parameter.name));
      const { schema = {} } = parameter;
      return {
        parameter: { name, wire: parameter.name, style: styleOf(parameter), inner: types.names(schema) },
        member: {
          name,
          type: types.of(schema, "input"),
          optional: parameter.required !== true,
          docs: parameterDocs(parameter),
        },
      };
    });
}

function styleOf({ style = "form", explode = style === "form" }: Parameter): QueryParameter["style"] {
  if (style === "deepObject") return "deepObject";
  if (style === "spaceDelimited" && !explode) return "space";
  if (style === "pipeDelimited" && !explode) return "pipe";
  return explode ? "form" : "comma";
}

/**
 * Headers that every operation takes and no other rule sets: they are options of the client, because nobody changes a
 * version from call to call.
 */
export function headerOptions(
  all: readonly (readonly Parameter[])[],
  handled: readonly (string | undefined)[],
  types: Types,
  credentials: readonly string[] = [],
): readonly HeaderOption[] {
  const [first = [], ...others] = all;
  const taken = new NameScope([...clientOptions, ...credentials]);
  return first
    .filter((parameter) => parameter.in === "header" && !handled.includes(parameter.name))
    .filter(({ name }) => others.every((list) => list.some((each) => each.in === "header" && each.name === name)))
    .map((parameter) => ({
      name: taken.claim(identifier(parameter.name)),
      wire: parameter.name,
      type: types.of(parameter.schema ?? { type: "string" }, "input"),
      docs: parameterDocs(parameter),
    }));
}

function parameterDocs(parameter: Parameter): ReturnType<typeof docsOf> {
  const { schema = {} } = parameter;
  const limits = schemaDocs(schema as Schema).notes;
  return docsOf(parameter as unknown as Json, { summary: undefined, notes: limits });
}
