// What is sensitive in a request, by name: the runtime masks its values where an error repeats them.

import { isObject, type Json } from "../../document/json.js";
import type { Parameter, Schema, SpecDocument } from "../../document/resolve.js";
import type { Body } from "../types/operation.js";
import { parameterContent } from "./parameters.js";
import { jsonSchema } from "./request-body.js";

/** Whether a schema is marked as personal or secret: by `x-sensitive`, or by the standards' keywords for secrets. */
function isMarked(schema: Json): boolean {
  return schema["x-sensitive"] !== undefined || schema.format === "password" || schema.writeOnly === true;
}

/**
 * Names on the wire, sorted. Everything inside a member of such a name counts; of a body that is sensitive as a whole, every
 * member does. The envelope of a JSON:API body does not count.
 */
export function sensitiveMembers(document: SpecDocument, operation: Json, body: Body | undefined): readonly string[] {
  const node = document.resolve(operation.requestBody);
  const schema = isObject(node) && isObject(node.content) ? jsonSchema(node.content) : undefined;
  if (body === undefined || schema === undefined) return [];
  const roots = body.kind === "jsonapi" ? [...document.properties(schema).properties.values()] : [schema];
  return sensitiveNames(
    document,
    roots.map((root) => [undefined, root]),
  );
}

/** Names of query parameters, and of headers in lower case, sorted, and of the members inside parameters that are objects. */
export function sensitiveParameters(document: SpecDocument, parameters: readonly Parameter[]): readonly string[] {
  return sensitiveNames(
    document,
    parameters
      .filter((parameter) => parameter.in === "query" || parameter.in === "header")
      .map((parameter) => [
        parameter.in === "header" ? parameter.name.toLowerCase() : parameter.name,
        parameterContent(document, parameter).schema,
      ]),
  );
}

/** Names in schemas, each with the name of what holds it. */
function sensitiveNames(
  document: SpecDocument,
  roots: readonly (readonly [owner: string | undefined, schema: unknown])[],
): readonly string[] {
  const names = new Set<string>();
  const seen = new Map<unknown, Set<string | undefined>>();
  const visit = (node: unknown, owner: string | undefined): void => {
    const found = document.resolve(node);
    if (!isObject(found)) return;
    const schema = found as Schema;
    const owners = seen.get(schema) ?? new Set();
    if (owners.has(owner)) return;
    seen.set(schema, owners.add(owner));
    const isSensitive = [node, schema].some((each) => isObject(each) && isMarked(each));
    if (isSensitive && owner !== undefined) names.add(owner);
    for (const [name, property] of document.properties(schema).properties) {
      if (isSensitive && owner === undefined) names.add(name);
      else visit(property, name);
    }
    const { items, additionalProperties, prefixItems = [], allOf = [], anyOf = [], oneOf = [] } = schema;
    for (const part of [items, additionalProperties, ...prefixItems, ...allOf, ...anyOf, ...oneOf]) visit(part, owner);
  };
  for (const [owner, schema] of roots) visit(schema, owner);
  return [...names].sort();
}
