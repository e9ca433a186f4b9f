// Request Body Object → the caller's input and how it is put on the wire.

import { isObject, type Json, type Schema, type SpecDocument } from "../../document/resolve.js";
import { schemaDocs } from "../docs.js";
import { type Losses, noLosses } from "../losses.js";
import { isMediaType, type MediaKind, mediaOf, preferred } from "../media.js";
import { contentOf, type Envelope } from "../response/envelope.js";
import type { Types } from "../schema/schemas.js";
import type { Docs, MemberNode, TypeNode } from "../types/node.js";
import type { Body } from "../types/operation.js";
import { rawBody } from "./media-body.js";

export interface RequestBody {
  readonly body: Body;
  /** Spelled inline, to be declared under the operation's name, or already a named type. */
  readonly type: TypeNode;
  readonly docs: Docs;
  /** Whether the caller has to say anything. */
  readonly required: boolean;
}

/** JSON first, for it holds what types can say; then what still has members; then what has none. */
const order: readonly MediaKind[] = ["json", "form", "multipart", "binary", "text", "lines", "events"];

export function requestBody(
  document: SpecDocument,
  operation: Json,
  envelope: Envelope,
  types: Types,
  losses: Losses = noLosses,
): RequestBody | undefined {
  const node = document.resolve(operation.requestBody);
  if (!isObject(node)) return undefined;
  const all = mediaOf(document, node.content);
  const media = preferred(all, order);
  if (media === undefined) return undefined;
  const left = all.filter(({ kind }) => kind !== media.kind).map(({ name }) => name);
  if (left.length > 0) {
    losses.report(
      "body-alternative",
      `The body is sent as ${media.name}; ${left.join(", ")} is left out.`,
      "Nothing, if the service takes them all alike. Otherwise leave the one to be used alone, by an overlay.",
    );
  }
  const always = node.required === true;
  if (media.kind !== "json") return rawBody(document, media, always, types, losses);
  const schema = media.schema ?? {};
  const target = document.resolve(schema) as Schema;
  if (envelope === "jsonapi" && isWrapped(document, target)) return flattened(document, target, always, types);
  const type = types.of(schema, "input");
  const free = isObject(target) && target.type === "object" && document.properties(target).required.size === 0;
  const { name } = media;
  return {
    body: {
      kind: "plain",
      names: types.names(schema),
      always,
      ...(isMediaType(name) && !/^application\/json\b(?!-)|\*/i.test(name) && { media: name }),
    },
    type,
    docs: schemaDocs(schema, target),
    required: always && !free,
  };
}

export function jsonSchema(content: Json): Schema | undefined {
  const key = Object.keys(content).find((name) => /^application\/(.+\+)?json\b/i.test(name));
  const media = key === undefined ? undefined : content[key];
  return isObject(media) ? ((media.schema ?? {}) as Schema) : undefined;
}

function isWrapped(document: SpecDocument, schema: Schema): boolean {
  const { properties } = document.properties(schema);
  return properties.size > 0 && [...properties.keys()].every((name) => name === "data" || name === "meta");
}

/** One flat input for the members of `data.attributes` and of `meta`. */
function flattened(document: SpecDocument, schema: Schema, always: boolean, types: Types): RequestBody {
  const data = contentOf(document, schema, "jsonapi");
  const attributes = data && document.property(data, "attributes");
  const meta = document.property(schema, "meta");
  const members: MemberNode[] = [];
  for (const part of [attributes, meta]) {
    if (part === undefined) continue;
    const object = types.of(document.resolve(part), "input");
    if (object.kind === "object") members.push(...object.members);
  }
  return {
    body: {
      kind: "jsonapi",
      attributes: attributes === undefined ? undefined : types.names(attributes),
      meta: meta === undefined ? undefined : allNames(document, meta, types),
      always,
    },
    type: { kind: "object", members, rest: undefined },
    docs: schemaDocs(schema),
    required: always && members.some((member) => !member.optional),
  };
}

/** Every name of `meta`, those too that are spelled alike on both sides: the table is what tells meta from attributes. */
function allNames(document: SpecDocument, meta: Schema, types: Types): ReturnType<Types["names"]> {
  const names = Object.fromEntries(
    [...document.properties(meta).properties.keys()].map((wire) => [types.memberName(wire), { wire, inner: {} }]),
  );
  return { ...names, ...types.names(meta) };
}
