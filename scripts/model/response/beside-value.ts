// Members beside `data` in an envelope: those that the value keeps, and those that it has no place for.

import { isObject } from "../../document/json.js";
import type { Schema, SpecDocument } from "../../document/resolve.js";
import { noDocs, schemaDocs } from "../docs.js";
import { intersection, isPrimitive, union, withMembers } from "../schema/combine.js";
import type { Types } from "../schema/types.js";
import type { MemberNode, TypeNode } from "../types/node.js";
import { contentOf, type Envelope, isArray } from "./envelope.js";

/** Members that are not about the value, or are put into it elsewhere. */
const silent = {
  jsonapi: new Set(["data", "included", "links", "jsonapi", "errors"]),
  data: new Set(["data", "links", "_links", "jsonapi"]),
  none: new Set<string>(),
};

/** Members of a body that a value without its envelope leaves out. */
export function lostBeside(document: SpecDocument, body: Schema, envelope: Envelope): readonly string[] {
  if (envelope === "none" || contentOf(document, body, envelope) === undefined) return [];
  const kept = new Set(silent[envelope]);
  if (metaOf(document, body, envelope) !== undefined) kept.add("meta");
  return [...document.properties(body).properties.keys()].filter((name) => !kept.has(name));
}

/** A JSON:API document's `meta`, where the value is one object that has no member of that name. */
function metaOf(document: SpecDocument, body: Schema, envelope: Envelope): Schema | undefined {
  const content = contentOf(document, body, envelope);
  if (envelope !== "jsonapi" || content === undefined || isArray(document, content)) return undefined;
  const { properties } = document.properties(content);
  const inner = ["attributes", "relationships"].flatMap((name): readonly Schema[] => {
    const part = properties.get(name);
    return part === undefined ? [] : [part];
  });
  const isTaken = properties.has("meta") || inner.some((part) => document.property(part, "meta") !== undefined);
  return isTaken ? undefined : document.property(body, "meta");
}

/** The value of a document, with its `meta`. */
export function withMeta(
  value: TypeNode,
  given: { readonly document: SpecDocument; readonly body: Schema; readonly envelope: Envelope; readonly types: Types },
): TypeNode {
  const { document, body, envelope, types } = given;
  const meta = metaOf(document, body, envelope);
  if (meta === undefined) return value;
  const target = document.resolve(meta);
  const member: MemberNode = {
    name: "meta",
    type: types.of(meta, "output"),
    optional: !document.properties(body).required.has("meta"),
    docs: isObject(target) ? schemaDocs(meta, target as Schema) : noDocs,
  };
  return beside(value, member);
}

function beside(value: TypeNode, member: MemberNode): TypeNode {
  if (isPrimitive(value, "null") || isPrimitive(value, "undefined")) return value;
  if (value.kind === "union") return union(value.of.map((part) => beside(part, member)));
  if (value.kind === "object") return withMembers(value, [member]);
  return intersection([value, { kind: "object", members: [member], rest: undefined }]);
}
