// Request Body Object → the caller's input, and the way it is sent.

import { isDeepStrictEqual } from "node:util";
import { isObject, type Json } from "../../document/json.js";
import type { Schema, SpecDocument } from "../../document/resolve.js";
import { isRequirement, schemaDocs } from "../docs.js";
import { type Losses, noLosses } from "../losses.js";
import { essence, isJson, isMediaType, type Media, type MediaKind, mediaOf, preferred, typesOf } from "../media.js";
import { contentOf, type Envelope, isArray } from "../response/envelope.js";
import { intersection, unknownType } from "../schema/composition/combine.js";
import type { Types } from "../schema/types.js";
import type { Upload } from "../types/operation.js";
import { formForFiles } from "./form-files.js";
import { fileTypes, type RequestBody, rawBody } from "./media-body.js";
import { uploadOf } from "./uploads.js";

export type { RequestBody } from "./media-body.js";

/** JSON first, for types describe it fully; then forms, which have members; then the rest. */
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
  const first = preferred(all, order);
  if (first === undefined) return undefined;
  const media = formForFiles(document, all, first) ?? first;
  const upload = uploadOf(document, all, media, losses);
  const offered = media.kind === "binary" ? fileTypes(all) : [];
  const left = all
    .filter((each) => !isAlike(each, media) && !(upload?.multipart && each.kind === "multipart"))
    .filter(({ name }) => !offered.includes(name))
    .map(({ name }) => name);
  if (left.length > 0) {
    losses.report(
      "body-alternative",
      `The body is sent as ${media.name}; ${left.join(", ")} is left out.`,
      "Nothing, if the service takes them all alike. Otherwise leave the one to be used alone, by an overlay.",
    );
  }
  const always = node.required === true;
  if (media.kind !== "json") return rawBody(document, media, always, types, losses, offered);
  const schema = media.schema ?? {};
  // A range without a schema: a file or JSON, as the caller has it.
  if (media.name.includes("*") && typesOf(document, schema).length === 0) {
    return { body: { kind: "any", names: {}, always }, type: unknownType, docs: schemaDocs(schema), required: always };
  }
  const target = document.resolve(schema) as Schema;
  const own = ownType(media.name);
  if (envelope === "jsonapi" && isWrapped(document, target)) {
    const flat = flattened(document, target, always, types, upload);
    return { ...flat, body: { ...flat.body, ...own } };
  }
  // A body that is sent as it is keeps its resources as on the wire.
  const type = types.within("none", () => types.of(schema, "input"));
  const free = isObject(target) && target.type === "object" && document.properties(target).required.size === 0;
  return {
    body: {
      kind: "plain",
      names: types.names(schema),
      always,
      upload,
      ...own,
    },
    type,
    docs: schemaDocs(schema, target),
    required: always && !free,
  };
}

/** The media type that a body of JSON has to be sent with, where it is not the usual one. */
function ownType(name: string): { readonly media?: string } {
  return isMediaType(name) && !name.includes("*") && essence(name) !== "application/json" ? { media: name } : {};
}

/** Whether a body of another media type adds nothing to the one that is sent. */
function isAlike(media: Media, sent: Media): boolean {
  return media.kind === sent.kind && isDeepStrictEqual(media.schema, sent.schema);
}

export function jsonSchema(content: Json): Schema | undefined {
  const key = Object.keys(content).find((name) => isJson(name));
  const media = key === undefined ? undefined : content[key];
  return isObject(media) ? ((media.schema ?? {}) as Schema) : undefined;
}

/** Whether a JSON:API document holds only attributes and `meta`: then its input is flat. */
function isWrapped(document: SpecDocument, schema: Schema): boolean {
  const { properties } = document.properties(schema);
  const isFrame = properties.size > 0 && [...properties.keys()].every((name) => name === "data" || name === "meta");
  if (!isFrame || isChoice(document, schema)) return false;
  const data = properties.get("data");
  if (data === undefined) return true;
  const inside = document.properties(data).properties;
  const attributes = inside.get("attributes");
  if (attributes === undefined || inside.size > 1) return false;
  // A flat input has one place for a name.
  const beside = document.properties(properties.get("meta") ?? {}).properties;
  if ([...document.properties(attributes).properties.keys()].some((name) => beside.has(name))) return false;
  return !isChoice(document, data) && !isChoice(document, attributes) && !isArray(document, data);
}

function isChoice(document: SpecDocument, schema: Schema): boolean {
  const target = document.resolve(schema);
  if (!isObject(target)) return false;
  return [target.oneOf, target.anyOf].some((list) => Array.isArray(list) && !list.every(isRequirement));
}

/** One flat input for the members of `data.attributes` and of `meta`. */
function flattened(
  document: SpecDocument,
  schema: Schema,
  always: boolean,
  types: Types,
  upload: Upload | undefined,
): RequestBody {
  const data = contentOf(document, schema, "jsonapi");
  const attributes = data && document.property(data, "attributes");
  const meta = document.property(schema, "meta");
  const parts = [attributes, meta].flatMap((part) =>
    part === undefined ? [] : [types.of(document.resolve(part), "input")],
  );
  const objects = parts.filter((part) => part.kind === "object");
  // Attributes that an `allOf` puts together.
  const others = parts.filter((part) => part.kind !== "object");
  const members = objects.flatMap((part) => part.members);
  const rest = objects.find((part) => part.rest !== undefined)?.rest;
  return {
    body: {
      kind: "jsonapi",
      attributes: attributes === undefined ? undefined : types.names(attributes),
      meta: meta === undefined ? undefined : allNames(document, meta, types),
      always,
      upload,
    },
    type: intersection([...others, { kind: "object", members, rest }]),
    docs: schemaDocs(schema),
    required: always && (others.length > 0 || members.some((member) => !member.optional)),
  };
}

/** Every name of `meta`, those too that are spelled alike on both sides: the table separates `meta` from attributes. */
function allNames(document: SpecDocument, meta: Schema, types: Types): ReturnType<Types["names"]> {
  const names = Object.fromEntries(
    [...document.properties(meta).properties.keys()].map((wire) => [types.memberName(wire), { wire, inner: {} }]),
  );
  return { ...names, ...types.names(meta) };
}
