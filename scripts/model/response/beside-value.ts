// Members beside `data` in an envelope: those that the value keeps, and those that it has no place for.

import { isObject } from "../../document/json.js";
import type { Schema, SpecDocument } from "../../document/resolve.js";
import { noDocs, schemaDocs } from "../docs.js";
import { intersection, isPrimitive, union, withMembers } from "../schema/composition/combine.js";
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

/** A JSON:API document's `meta`, where the value is a list, or an object that has no member of that name. */
function metaOf(document: SpecDocument, body: Schema, envelope: Envelope): Schema | undefined {
  const content = contentOf(document, body, envelope);
  if (envelope !== "jsonapi" || content === undefined) return undefined;
  if (isArray(document, content)) return document.property(body, "meta");
  const { properties } = document.properties(content);
  const inner = ["attributes", "relationships"].flatMap((name): readonly Schema[] => {
    const part = properties.get(name);
    return part === undefined ? [] : [part];
  });
  const isTaken = properties.has("meta") || inner.some((part) => document.property(part, "meta") !== undefined);
  return isTaken ? undefined : document.property(body, "meta");
}

interface Given {
  readonly document: SpecDocument;
  readonly body: Schema;
  readonly envelope: Envelope;
  readonly types: Types;
}

/** The value of a document, with its `meta`. */
export function withMeta(value: TypeNode, given: Given): TypeNode {
  const member = metaMember(given);
  return member === undefined ? value : beside(value, member);
}

/** The list of a document, with its `meta` and what it includes and no item leads to. */
export function withAside(value: TypeNode, included: Schema | undefined, given: Given): TypeNode {
  const meta = metaMember(given);
  const members = [
    ...(meta === undefined ? [] : [meta]),
    ...(included === undefined ? [] : [given.types.leftover(included)]),
  ];
  if (members.length === 0) return value;
  return { kind: "intersection", of: [value, { kind: "object", members, rest: undefined }] };
}

function metaMember({ document, body, envelope, types }: Given): MemberNode | undefined {
  const meta = metaOf(document, body, envelope);
  if (meta === undefined) return undefined;
  const target = document.resolve(meta);
  return {
    name: "meta",
    type: types.of(meta, "output"),
    optional: !document.properties(body).required.has("meta"),
    docs: isObject(target) ? schemaDocs(meta, target as Schema) : noDocs,
  };
}

function beside(value: TypeNode, member: MemberNode): TypeNode {
  if (isPrimitive(value, "null") || isPrimitive(value, "undefined")) return value;
  if (value.kind === "union") return union(value.of.map((part) => beside(part, member)));
  if (value.kind === "object") return withMembers(value, [member]);
  return intersection([value, { kind: "object", members: [member], rest: undefined }]);
}
