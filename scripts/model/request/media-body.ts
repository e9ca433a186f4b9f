// Request bodies that are not one JSON value: forms, files, text, lines.

import { isObject, type Json, type Schema, type SpecDocument } from "../../document/resolve.js";
import { said } from "../../document/text-of.js";
import { schemaDocs } from "../docs.js";
import type { Losses } from "../losses.js";
import { essence, isBinary, isMediaType, type Media, typesOf } from "../media.js";
import { stringType, type Types, union } from "../schema/schemas.js";
import type { MemberNode, TypeNode } from "../types/node.js";
import type { QueryParameter } from "../types/operation.js";
import { queryStyle } from "./parameters.js";
import type { RequestBody } from "./request-body.js";

export const fileType: TypeNode = { kind: "runtime", name: "FileInput", of: undefined };

export function rawBody(
  document: SpecDocument,
  media: Media,
  always: boolean,
  types: Types,
  losses: Losses,
): RequestBody {
  const { kind, name, schema = {} } = media;
  const docs = schemaDocs(schema, document.resolve(schema) as Schema);
  if (kind === "form" || kind === "multipart") {
    const members = membersOf(document, media, types);
    const free = members?.every(({ optional }) => optional) ?? false;
    const rest = hasRest(document, schema) ? ({ kind: "primitive", name: "unknown" } as const) : undefined;
    return {
      body:
        kind === "form"
          ? { kind, names: types.names(schema), always, media: essence(name), fields: fieldsOf(document, media, types) }
          : { kind, names: types.names(schema), always, parts: partsOf(document, media, losses) },
      type: members === undefined ? types.of(schema, "input") : { kind: "object", members, rest },
      docs,
      required: always && !free,
    };
  }
  if (kind === "lines" && !isBinary(document, schema)) {
    const value = types.of(schema, "input");
    return {
      body: { kind, names: types.names(schema), always, media: isMediaType(name) ? name : undefined },
      type: union([value, ...(value.kind === "array" ? [] : [{ kind: "array", items: value } as const]), stringType]),
      docs,
      required: always,
    };
  }
  // A range says nothing that a header could: what the file is, or the platform, decides.
  const known = name.includes("*") || !isMediaType(name) ? undefined : name;
  const text = kind === "text" || (kind === "events" && !isBinary(document, schema));
  if (/\bxml\b/i.test(name)) {
    losses.report(
      "body-xml",
      `The body is XML (${name}): the caller passes it as text.`,
      "Nothing, unless the service takes JSON too: then say so, by an overlay.",
    );
  }
  if (essence(name).startsWith("multipart/")) {
    losses.report(
      "body-multipart",
      `The body is ${name}: the caller passes its bytes, and its Content-Type with the boundary as a header.`,
      "Nothing, unless the service takes multipart/form-data too: then say so, by an overlay.",
    );
  }
  return {
    body: { kind: text ? "text" : "binary", names: {}, always, media: known },
    type: text ? stringType : union([fileType, stringType]),
    docs,
    required: always,
  };
}

/** The members of a form, its files as files; undefined if its schema is no object with members. */
function membersOf(
  document: SpecDocument,
  { schema = {}, node }: Media,
  types: Types,
): readonly MemberNode[] | undefined {
  const { properties, required } = document.properties(schema);
  if (properties.size === 0) return undefined;
  const plain = types.of(
    { type: "object", properties: Object.fromEntries(properties), required: [...required] },
    "input",
  );
  if (plain.kind !== "object") return undefined;
  const files = new Map<string, TypeNode>();
  for (const [wire, property] of properties) {
    const target = document.resolve(property) as Schema;
    const media = contentTypeOf(node, wire);
    if (isFile(document, property, media)) files.set(types.memberName(wire), fileType);
    else if (typesOf(document, property).includes("array") && isFile(document, target.items, media)) {
      files.set(types.memberName(wire), { kind: "array", items: fileType });
    }
  }
  return plain.members.map((member) => ({ ...member, type: files.get(member.name) ?? member.type }));
}

/** Whether a part is a file: raw bytes by its schema, or by the media type that is asked for. */
function isFile(document: SpecDocument, schema: unknown, media: string | undefined): boolean {
  if (isBinary(document, schema)) return true;
  const types = typesOf(document, schema);
  const target = document.resolve(schema);
  // OpenAPI 3.1 writes a file as a schema that says nothing.
  const silent = isObject(target) && Object.keys(target).every((key) => /^(title|description|x-.*)$/.test(key));
  if (media !== undefined && types.every((type) => type === "string")) {
    return /octet-stream|^(image|audio|video|font)\/|pdf|zip/.test(media);
  }
  return silent && media === undefined && isObject(target) && target.contentEncoding === undefined;
}

function contentTypeOf(node: Json, wire: string): string | undefined {
  const { encoding } = node;
  const own = isObject(encoding) && Object.hasOwn(encoding, wire) ? encoding[wire] : undefined;
  return isObject(own) && typeof own.contentType === "string" ? own.contentType : undefined;
}

/** The members of a form that an Encoding Object gives a way of their own. */
function fieldsOf(document: SpecDocument, { schema = {}, node }: Media, types: Types): readonly QueryParameter[] {
  const encoding = isObject(node.encoding) ? node.encoding : {};
  return [...document.properties(schema).properties].flatMap(([wire, property]): QueryParameter[] => {
    const own = Object.hasOwn(encoding, wire) ? encoding[wire] : undefined;
    if (!isObject(own)) return [];
    const { style, explode, allowReserved, contentType } = own as { style?: string; explode?: boolean } & Json;
    const base = { name: types.memberName(wire), wire, inner: types.names(property) };
    const reserved = allowReserved === true ? { reserved: true as const } : {};
    if (style === undefined && explode === undefined && allowReserved === undefined) {
      // Lists of objects are JSON item by item; a list as a whole is where the spec says so.
      const json = typeof contentType === "string" && /\bjson\b/.test(contentType);
      return json ? [{ ...base, style: "json" }] : [];
    }
    if (style === "deepObject") return [{ ...base, ...reserved, style: "brackets" }];
    const way = queryStyle(document, property, {
      ...(style !== undefined && { style }),
      ...(explode !== undefined && { explode }),
    });
    return [{ ...base, ...reserved, style: way }];
  });
}

/** Media types of the parts that an Encoding Object or the schema names. */
function partsOf(
  document: SpecDocument,
  { schema = {}, node }: Media,
  losses: Losses,
): Readonly<Record<string, string>> {
  const encoding = isObject(node.encoding) ? node.encoding : {};
  const parts = [...document.properties(schema).properties].flatMap(([wire, property]): [string, string][] => {
    const own = Object.hasOwn(encoding, wire) && isObject(encoding[wire]) ? encoding[wire] : {};
    const several = typesOf(document, property).some((type) => type === "object" || type === "array");
    if (own.headers !== undefined || (own.style !== undefined && several)) {
      losses.report(
        "body-encoding",
        `The part ${JSON.stringify(wire)} has headers or a style of its own, which no FormData carries.`,
        "Send the body by `http` if the service insists on them.",
      );
    }
    const target = document.resolve(property) as Schema;
    const named = typeof own.contentType === "string" ? own.contentType : target.contentMediaType;
    // Of several, the first that is one and no range.
    const first = said(named ?? "")
      .split(",")
      .map((each) => each.trim())
      .find((each) => each !== "" && !each.includes("*"));
    return first === undefined ? [] : [[wire, first]];
  });
  return Object.fromEntries(parts);
}

function hasRest(document: SpecDocument, schema: Schema): boolean {
  const target = document.resolve(schema);
  return isObject(target) && target.additionalProperties !== undefined && target.additionalProperties !== false;
}
