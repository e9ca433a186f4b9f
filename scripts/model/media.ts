// Media Type Objects: the kind of each body, and the choice among several.

import { isObject, type Json } from "../document/json.js";
import type { Schema, SpecDocument } from "../document/resolve.js";
import { stringify } from "../document/stringify.js";

/** `events`: server-sent events; `lines`: a JSON value on each line. */
export type MediaKind = "json" | "form" | "multipart" | "events" | "lines" | "text" | "binary";

export interface Media {
  readonly kind: MediaKind;
  /** As the spec spells it: `application/json`. */
  readonly name: string;
  /** Undefined where the spec says nothing about the content. */
  readonly schema: Schema | undefined;
  /** The Media Type Object. */
  readonly node: Json;
}

/** The media types of a `content`, in its order. */
export function mediaOf(document: SpecDocument, content: unknown): readonly Media[] {
  if (!isObject(content)) return [];
  return Object.entries(content).flatMap(([name, entry]): Media[] => {
    const node = document.resolve(entry);
    if (!isObject(node)) return [];
    const schema = schemaIn(node.schema) ?? schemaIn(node.itemSchema);
    return [{ kind: kindOf(document, name, schema), name, schema, node }];
  });
}

function schemaIn(value: unknown): Schema | undefined {
  return isObject(value) ? (value as Schema) : undefined;
}

function kindOf(document: SpecDocument, name: string, schema: Schema | undefined): MediaKind {
  const type = essence(name);
  if (isBinary(document, schema)) return "binary";
  if (
    /^(application|text)\/((x-)?ndjson|(x-)?json-?lines?|(x-)?jsonl|json-seq|stream\+json|.+\+json-seq)$/.test(type)
  ) {
    return "lines";
  }
  if (type === "text/event-stream") return "events";
  if (isJson(type)) return "json";
  if (type === "application/x-www-form-urlencoded") return "form";
  // The second is a mistake of many, for either of the two.
  if (type === "multipart/form-data" || type === "multipart/x-www-form-urlencoded") return "multipart";
  // Parts without names: only the caller can put them together.
  if (type.startsWith("multipart/")) return "binary";
  if (
    /^(text\/|application\/(.+\+)?(xml|yaml)$|application\/(x-)?(yaml|xml-dtd|javascript|sql|graphql|jwt|jose|sdp|toml)$)/.test(
      type,
    )
  ) {
    return "text";
  }
  const types = typesOf(document, schema);
  // `*/*`, or a type that is not known: the schema decides.
  if (types.some((each) => ["object", "array", "number", "integer", "boolean"].includes(each))) return "json";
  if (/^(\*|application)\/\*$/.test(type) && types.length === 0) return "json";
  const isBytes = /^(image|audio|video|font)\/|octet-stream|pdf|zip/.test(type) && !type.endsWith("+xml");
  return types.includes("string") && !isBytes ? "text" : "binary";
}

/** Types a schema allows, seen through references and choices. */
export function typesOf(document: SpecDocument, schema: unknown, depth = 0): readonly string[] {
  const target = document.resolve(schema);
  if (!isObject(target) || depth > 8) return [];
  const own = [target.type ?? []].flat().map(stringify);
  if (own.length > 0) return own;
  if (target.properties !== undefined || target.additionalProperties !== undefined) return ["object"];
  if (target.items !== undefined || target.prefixItems !== undefined) return ["array"];
  const { const: constant, enum: values = constant === undefined ? [] : [constant] } = target as Schema;
  if (Array.isArray(values) && values.length > 0)
    return values.map((value) => (value === null ? "null" : typeof value));
  return [target.allOf, target.oneOf, target.anyOf].flatMap((parts) =>
    Array.isArray(parts) ? parts.flatMap((part) => typesOf(document, part, depth + 1)) : [],
  );
}

/** Whether a schema is that of raw bytes: 3.0's `format: binary`, or a media type of the content without an encoding. */
export function isBinary(document: SpecDocument, schema: unknown, depth = 0): boolean {
  const target = document.resolve(schema);
  if (!isObject(target) || target.contentEncoding !== undefined) return false;
  // 3.0 describes a reference by an `allOf` of one.
  if (Array.isArray(target.allOf) && depth < 8 && target.allOf.some((part) => isBinary(document, part, depth + 1))) {
    return true;
  }
  if (target.format === "binary") return [target.type ?? "string"].flat().includes("string");
  // Swagger's word, which tools carried into 3.0, with `object` beside it.
  if (target.format === "file") return target.properties === undefined;
  const media = stringify(target.contentMediaType ?? "");
  return media !== "" && !isJson(media) && !/^text\/|\bxml\b/i.test(media);
}

/** The first of a kind, the kinds in this order. */
export function preferred(all: readonly Media[], order: readonly MediaKind[]): Media | undefined {
  for (const kind of order) {
    const found = all.filter((media) => media.kind === kind);
    // A media type without parameters is known to all servers; one with a schema is better than one without.
    const first = found.find(({ name, schema }) => schema !== undefined && essence(name) === "application/json");
    if (found.length > 0) return first ?? found.find(({ schema }) => schema !== undefined) ?? found[0];
  }
  return undefined;
}

/** Whether a media type is JSON: `application/json`, or any that ends with `+json` (RFC 6839). `json-seq` is another type. */
export function isJson(name: string): boolean {
  return /^(application|text)\/json$|^[^/\s]+\/[^/\s]+\+json$/.test(essence(name));
}

/** A media type without its parameters, in lower case; `*` in it stands for any. */
export function essence(name: string): string {
  return name.slice(0, `${name};`.indexOf(";")).trim().toLowerCase();
}

/** Whether a media type can stand in a header: the spec's text may be anything. */
export function isMediaType(name: string): boolean {
  return /^[\w!#$&^.+*-]+\/[\w!#$&^.+*-]+(\s*;\s*[\w-]+=("[\w ./+:-]*"|[\w./+:-]+))*$/.test(name);
}
