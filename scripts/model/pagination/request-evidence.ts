// Parameters of an operation that may ask for a page, under the caller's names.

import { isObject } from "../../document/json.js";
import { type Parameter, type Schema, type SpecDocument, text } from "../../document/resolve.js";
import { stringify } from "../../document/stringify.js";
import { identifier, NameScope } from "../naming/names.js";
import { jsonSchema } from "../request/request-body.js";
import type { Types } from "../schema/types.js";
import type { PagerInput } from "./input.js";
import { scalarTypes } from "./response-evidence.js";
import { aside, bare } from "./words.js";

export interface PagingParameter {
  /** Path in the caller's input. */
  readonly path: readonly string[];
  /** The wire's name, without separators. */
  readonly name: string;
  readonly types: ReadonlySet<string>;
  readonly schema: Schema;
  readonly description: string;
  /** Whether every call needs it. */
  readonly required: boolean;
}

/** Parameters of the query, and of a `page` object in it. */
export function queryPagingParameters({ document, parameters, types }: PagerInput): readonly PagingParameter[] {
  const scope = new NameScope();
  return parameters.flatMap((parameter: Parameter): readonly PagingParameter[] => {
    if (parameter.in !== "query") return [];
    // Reserved in the order of the query's members.
    const name = scope.reserve(identifier(parameter.name));
    const { schema = {} } = parameter;
    const inner = aside.has(bare(parameter.name)) ? document.properties(schema).properties : new Map<string, Schema>();
    if (parameter.style === "deepObject" && inner.size > 0) {
      return [...inner].flatMap(([wire, part]) =>
        parametersAt(document, `${parameter.name}${wire}`, [name, types.memberName(wire)], part),
      );
    }
    const found = parametersAt(document, parameter.name, [name], schema, text(parameter.description));
    return found.map((each) => ({ ...each, required: parameter.required === true }));
  });
}

/** Members of a request body: a search is posted, with its page. */
export function bodyPagingParameters(input: PagerInput): readonly PagingParameter[] {
  const { document, operation, types } = input;
  const body = document.resolve(operation.requestBody);
  const schema = isObject(body) && isObject(body.content) ? jsonSchema(body.content) : undefined;
  if (schema === undefined) return [];
  return [...document.properties(schema).properties].flatMap(([wire, property]) =>
    aside.has(bare(wire)) && scalarTypes(document, property).size === 0
      ? insideOf(document, wire, property, types)
      : parametersAt(document, wire, [types.memberName(wire)], property),
  );
}

function insideOf(document: SpecDocument, outer: string, schema: Schema, types: Types): readonly PagingParameter[] {
  return [...document.properties(schema).properties].flatMap(([wire, property]) =>
    parametersAt(document, wire, [types.memberName(outer), types.memberName(wire)], property),
  );
}

function parametersAt(
  document: SpecDocument,
  wire: string,
  path: readonly string[],
  given: Schema,
  description?: string,
): readonly PagingParameter[] {
  // A reference may lead to anything.
  const target: unknown = document.resolve(given);
  const schema = (isObject(target) ? target : {}) as Schema;
  const types = scalarTypes(document, schema);
  // A date in `after` is a filter.
  const dated = /date|time/.test(stringify(schema.format));
  const listed = types.size === 0 && ["type", "properties", "anyOf", "oneOf", "allOf"].some((word) => word in schema);
  if (dated || listed || types.has("boolean")) return [];
  const words = [description, text(given.description), text(schema.description)].join(" ");
  return [{ path, name: bare(wire), types, schema, description: words, required: false }];
}
