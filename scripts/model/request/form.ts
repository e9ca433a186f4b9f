// The model of a form: its files in each of its alternatives, and the way each part is written.

import { isObject, type Json } from "../../document/json.js";
import type { Schema, SpecDocument } from "../../document/resolve.js";
import { stringify } from "../../document/stringify.js";
import { isRequirement } from "../docs.js";
import type { Losses } from "../losses.js";
import { isBinary, isJson, type Media, typesOf } from "../media.js";
import { fileType, intersection, nullType, union } from "../schema/composition/combine.js";
import type { Types } from "../schema/types.js";
import type { MemberNode, TypeNode } from "../types/node.js";
import type { QueryParameter } from "../types/operation.js";
import { queryStyle } from "./parameters.js";

/** The type of a form: an object, or several that it may be. */
export function formType(document: SpecDocument, media: Media, types: Types): TypeNode {
  const form = (schema: Schema, around: readonly unknown[]): TypeNode => {
    const target = document.resolve(schema);
    if (!isObject(target) || around.includes(target)) return types.of(schema, "input");
    const { properties } = document.properties(schema);
    const choices = choicesOf(document, target as Schema);
    if (properties.size === 0 && choices.length === 0 && restOf(document, target as Schema) === undefined)
      return types.of(schema, "input");
    const own = properties.size > 0 || choices.length === 0 ? [objectOf(document, schema, media.node, types)] : [];
    const inner = [...around, target];
    return intersection([...own, ...choices.map((each) => union(each.map((choice) => form(choice, inner))))]);
  };
  return form(media.schema ?? {}, []);
}

/** The alternatives of a form, its own and those of its `allOf`. */
function choicesOf(document: SpecDocument, schema: Schema, seen = new Set<unknown>()): readonly (readonly Schema[])[] {
  if (seen.has(schema)) return [];
  seen.add(schema);
  const own = [schema.oneOf, schema.anyOf].filter((list) => Array.isArray(list) && !list.every(isRequirement));
  const parts = (Array.isArray(schema.allOf) ? schema.allOf : [])
    .map((part) => document.resolve(part))
    .filter(isObject);
  return [...(own as Schema[][]), ...parts.flatMap((part) => choicesOf(document, part as Schema, seen))];
}

type Rest = Pick<Schema, "additionalProperties"> & { readonly patternProperties?: unknown };

/** What a form, or a part of its `allOf`, says about members without a name. */
function restOf(document: SpecDocument, schema: Schema, seen = new Set<unknown>()): Rest | undefined {
  if (seen.has(schema)) return undefined;
  seen.add(schema);
  const { additionalProperties, patternProperties } = schema;
  if ((additionalProperties !== undefined && additionalProperties !== false) || patternProperties !== undefined) {
    return {
      ...(additionalProperties !== undefined && { additionalProperties }),
      ...(patternProperties !== undefined && { patternProperties }),
    };
  }
  const parts = (Array.isArray(schema.allOf) ? schema.allOf : [])
    .map((part) => document.resolve(part))
    .filter(isObject);
  return parts.map((part) => restOf(document, part as Schema, seen)).find((rest) => rest !== undefined);
}

function objectOf(document: SpecDocument, schema: Schema, node: Json, types: Types): TypeNode {
  const { properties, required } = document.properties(schema);
  const rest = restOf(document, document.resolve(schema) as Schema);
  const plain = types.of(
    {
      type: "object",
      properties: Object.fromEntries(properties),
      required: [...required],
      ...rest,
    },
    "input",
  );
  if (plain.kind !== "object") return plain;
  const files = new Map<string, TypeNode>();
  for (const [wire, property] of properties) {
    const own = fileIn(document, property, contentTypeOf(node, wire), types) ?? jsonIn(document, property, types);
    if (own !== undefined) files.set(types.memberName(wire), own);
  }
  const members = plain.members.map(
    (member): MemberNode => ({ ...member, type: files.get(member.name) ?? member.type }),
  );
  return { ...plain, members, rest: filesWithoutName(document, rest, types) ?? plain.rest };
}

/** The type of the members without a name, where some are files. */
function filesWithoutName(document: SpecDocument, rest: Rest | undefined, types: Types): TypeNode | undefined {
  const patterns = isObject(rest?.patternProperties) ? Object.values(rest.patternProperties) : [];
  const schemas = [...patterns, rest?.additionalProperties].filter((each) => each !== undefined && each !== false);
  const found = schemas.map((each) => fileIn(document, each, "", types));
  if (found.every((each) => each === undefined)) return undefined;
  return union(found.map((each, index) => each ?? types.of(schemas[index] as Schema | boolean, "input")));
}

/** The type of a part that is a file, a list of files, or a file beside something else; undefined for any other. */
function fileIn(
  document: SpecDocument,
  schema: unknown,
  media: string | undefined,
  types: Types,
): TypeNode | undefined {
  if (isFile(document, schema, media)) {
    return typesOf(document, schema).includes("null") ? union([fileType, nullType]) : fileType;
  }
  const target = document.resolve(schema);
  if (!isObject(target)) return undefined;
  const { items, oneOf, anyOf } = target as Schema;
  if (typesOf(document, target).includes("array") && oneOf === undefined && anyOf === undefined) {
    const item = isObject(items) ? fileIn(document, items, media, types) : undefined;
    if (item === undefined) return undefined;
    const list: TypeNode = { kind: "array", items: item };
    return typesOf(document, target).includes("null") ? union([list, nullType]) : list;
  }
  const choices = (oneOf ?? anyOf ?? []) as readonly Schema[];
  const found = choices.map((choice) => (choice === target ? undefined : fileIn(document, choice, media, types)));
  if (found.every((each) => each === undefined)) return undefined;
  return union(found.map((each, index) => each ?? types.of(choices[index], "input")));
}

/** The type of a part whose schema is a text that holds JSON, and says of what shape: the part is that JSON. */
function jsonIn(document: SpecDocument, schema: Schema, types: Types): TypeNode | undefined {
  const target = document.resolve(schema);
  if (!isObject(target) || !isObject(target.contentSchema) || target.contentEncoding !== undefined) return undefined;
  return isJson(stringify(target.contentMediaType ?? ""))
    ? types.of(target.contentSchema as Schema, "input")
    : undefined;
}

/** Whether a part is a file: raw bytes by its schema, or by its media type. */
function isFile(document: SpecDocument, schema: unknown, media: string | undefined): boolean {
  if (isBinary(document, schema)) return true;
  const types = typesOf(document, schema).filter((type) => type !== "null");
  const target = document.resolve(schema);
  if (!isObject(target) || target.oneOf !== undefined || target.anyOf !== undefined) return false;
  // OpenAPI 3.1 writes a file as an empty schema.
  const silent = Object.keys(target).every((key) => /^(title|description|x-.*)$/.test(key));
  if (media !== undefined && types.every((type) => type === "string")) {
    return /octet-stream|^(image|audio|video|font)\/|pdf|zip/.test(media);
  }
  return silent && media === undefined;
}

function contentTypeOf(node: Json, wire: string): string | undefined {
  const { encoding } = node;
  const own = isObject(encoding) && Object.hasOwn(encoding, wire) ? encoding[wire] : undefined;
  return isObject(own) && typeof own.contentType === "string" ? own.contentType : undefined;
}

/** The members of a form, those of its alternatives among them. */
export function propertiesOf(document: SpecDocument, schema: Schema): ReadonlyMap<string, Schema> {
  const found = new Map<string, Schema>();
  const seen = new Set<unknown>();
  const visit = (part: Schema): void => {
    const target = document.resolve(part);
    if (!isObject(target) || seen.has(target)) return;
    seen.add(target);
    for (const [name, property] of document.properties(part).properties)
      if (!found.has(name)) found.set(name, property);
    for (const choices of choicesOf(document, target as Schema)) for (const choice of choices) visit(choice);
  };
  visit(schema);
  return found;
}

/** The members of a form whose Encoding Object names a style. */
export function fieldsOf(
  document: SpecDocument,
  { schema = {}, node }: Media,
  types: Types,
): readonly QueryParameter[] {
  const encoding = isObject(node.encoding) ? node.encoding : {};
  return [...propertiesOf(document, schema)].flatMap(([wire, property]): QueryParameter[] => {
    const own = Object.hasOwn(encoding, wire) ? encoding[wire] : undefined;
    if (!isObject(own)) return [];
    const { style, explode, allowReserved, contentType } = own as { style?: string; explode?: boolean } & Json;
    const base = { name: types.memberName(wire), wire, inner: types.names(property) };
    const reserved = allowReserved === true ? { reserved: true as const } : {};
    if (style === undefined && explode === undefined && allowReserved === undefined) {
      // Lists of objects are JSON item by item; a list as a whole is where the spec says so.
      return typeof contentType === "string" && isJson(contentType) ? [{ ...base, style: "json" }] : [];
    }
    if (style === "deepObject") return [{ ...base, ...reserved, style: "brackets" }];
    const way = queryStyle(document, property, {
      ...(style !== undefined && { style }),
      ...(explode !== undefined && { explode }),
    });
    return [{ ...base, ...reserved, style: way }];
  });
}

const separators: Readonly<Record<string, string>> = { comma: ",", space: " ", pipe: "|", tab: "\t" };

/** The parts that are a list in one text, and what divides its items: those whose Encoding Object names a style that joins. */
export function joinedOf(document: SpecDocument, { schema = {}, node }: Media): Readonly<Record<string, string>> {
  const encoding = isObject(node.encoding) ? node.encoding : {};
  const parts = [...propertiesOf(document, schema)].flatMap(([wire, property]): [string, string][] => {
    const own = Object.hasOwn(encoding, wire) && isObject(encoding[wire]) ? encoding[wire] : {};
    const types = typesOf(document, property);
    if (!types.includes("array") || types.includes("object") || own.contentType !== undefined) return [];
    const { style, explode } = own as { style?: string; explode?: boolean };
    if (style === undefined && explode === undefined) return [];
    const way = queryStyle(document, property, {
      ...(style !== undefined && { style }),
      ...(explode !== undefined && { explode }),
    });
    const separator = separators[way];
    return separator === undefined ? [] : [[wire, separator]];
  });
  return Object.fromEntries(parts);
}

/** Media types of the parts that an Encoding Object or the schema names. */
export function partsOf(
  document: SpecDocument,
  { schema = {}, node }: Media,
  joined: Readonly<Record<string, string>>,
  losses: Losses,
): Readonly<Record<string, string>> {
  const encoding = isObject(node.encoding) ? node.encoding : {};
  const parts = [...propertiesOf(document, schema)].flatMap(([wire, property]): [string, string][] => {
    const own = Object.hasOwn(encoding, wire) && isObject(encoding[wire]) ? encoding[wire] : {};
    const several = typesOf(document, property).some((type) => type === "object" || type === "array");
    const isForm = (own.style === "form" && own.explode !== false) || Object.hasOwn(joined, wire);
    if (own.headers !== undefined || (own.style !== undefined && several && !isForm)) {
      losses.report(
        "body-encoding",
        `The part ${JSON.stringify(wire)} has headers or a style of its own, which no FormData carries.`,
        "Send the body by `http` if the service insists on them.",
      );
    }
    const target = document.resolve(property) as Schema;
    const named = typeof own.contentType === "string" ? own.contentType : target.contentMediaType;
    // A text that is JSON already goes as it is.
    if (own.contentType === undefined && isJson(stringify(named ?? "")) && target.contentSchema === undefined)
      return [];
    // Of several, the first that is no range.
    const first = stringify(named ?? "")
      .split(",")
      .map((each) => each.trim())
      .find((each) => each !== "" && !each.includes("*"));
    return first === undefined ? [] : [[wire, first]];
  });
  return Object.fromEntries(parts);
}
