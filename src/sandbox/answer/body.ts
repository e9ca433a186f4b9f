// Bodies: read up to a limit, and taken apart by their media type.

import { isObject, type JsonObject } from "../../json.js";
import { type Content, isJson, type SpecBody } from "../document/operation.js";
import { type Flatten, scalar } from "./query.js";

/** A body as it came. */
export interface SentBody {
  /** Empty for none, and for bytes. */
  readonly text: string;
  /** Of what is no text. */
  readonly bytes?: Uint8Array<ArrayBuffer>;
  readonly form?: FormData;
  /** Of a form, by the names of their parts. */
  readonly files?: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

export class BodyTooLarge extends Error {}

/** Bodies of more bytes are not read. */
export const largestBody = 30_000_000;

/** @throws {BodyTooLarge} */
export async function readBody(request: Request): Promise<SentBody> {
  const announced = request.headers.get("content-length");
  if (Number(announced ?? 0) > largestBody) throw new BodyTooLarge();
  const type = request.headers.get("content-type") ?? "";
  // As a whole where its length is known: on a port, a stream takes longer than most answers.
  if (announced !== null && !isBinary(type)) {
    const bytes = await request.arrayBuffer();
    if (bytes.byteLength > largestBody) throw new BodyTooLarge();
    return textOf(bytes, type);
  }
  if (request.body === null) return { text: "" };
  const bytes = await collected(request.body);
  if (/^multipart\//i.test(type)) {
    const form = await new Response(bytes, { headers: { "content-type": type } }).formData().catch(() => undefined);
    return { text: form === undefined ? "unreadable" : "", bytes, ...(form && { form, files: await filesOf(form) }) };
  }
  return isBinary(type) ? { text: "", bytes } : textOf(bytes, type);
}

export const utf8 = new TextDecoder("utf-8", { fatal: true });

/** JSON that is no UTF-8 stays bytes, for its reader to refuse; in other texts a mark stands for what cannot be read. */
function textOf(bytes: ArrayBuffer | Uint8Array<ArrayBuffer>, type: string): SentBody {
  try {
    return { text: utf8.decode(bytes) };
  } catch {
    return isJson(type) ? { text: "", bytes: new Uint8Array(bytes) } : { text: new TextDecoder().decode(bytes) };
  }
}

async function filesOf(form: FormData): Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>>> {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const [name, value] of form) {
    if (typeof value !== "string") files.set(name, new Uint8Array(await value.arrayBuffer()));
  }
  return files;
}

function isBinary(type: string): boolean {
  return type !== "" && !/json|^text\/|urlencoded|xml|yaml|csv/i.test(type);
}

async function collected(body: ReadableStream<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.byteLength;
    if (size > largestBody) {
      await reader.cancel();
      throw new BodyTooLarge();
    }
    chunks.push(next.value);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}

/** The media type that a body is declared in; `undefined` if it is in none of them. */
export function declaredContent({ content }: SpecBody, type: string | null): Content | undefined {
  if (type === null || type === "") return content.find((each) => isJson(each.type)) ?? content[0];
  const essence = (text: string) =>
    text
      .replace(/\s*;.*$/, "")
      .trim()
      .toLowerCase();
  const sent = essence(type);
  const [main] = sent.split("/");
  return (
    content.find((each) => essence(each.type) === sent) ??
    content.find((each) => essence(each.type) === `${main}/*`) ??
    content.find((each) => essence(each.type) === "*/*") ??
    // A JSON of another name is JSON all the same.
    (isJson(sent) ? content.find((each) => isJson(each.type)) : undefined)
  );
}

/** Fields of a form, as the members of the schema. Files are text here: their names. */
export function formMembers(
  fields: Iterable<readonly [string, FormDataEntryValue | string]>,
  schema: JsonObject,
  flat: Flatten,
): JsonObject {
  const properties = isObject(schema.properties) ? schema.properties : {};
  const result: Record<string, unknown> = {};
  for (const [key, value] of fields) {
    const [, outer = key, rest] = /^([^[]+)((?:\[[^\]]*\])+)$/.exec(key) ?? [];
    const name = Object.hasOwn(properties, key) ? key : outer;
    const property = flat(properties[name]);
    const isList = [property.type].flat().includes("array");
    const inner = isList ? flat(property.items) : property;
    const converted = typeof value === "string" ? fieldValue(inner, value) : value.name;
    const there = Object.hasOwn(result, name) ? result[name] : undefined;
    if (rest !== undefined && rest !== "[]" && name === outer && !isList) {
      const target: Record<string, unknown> = isObject(there) ? there : {};
      let node = target;
      const way = rest.slice(1, -1).split("][");
      for (const step of way.slice(0, -1)) {
        if (!isObject(node[step]) || !Object.hasOwn(node, step)) define(node, step, {});
        node = node[step] as Record<string, unknown>;
      }
      const last = way.at(-1) as string;
      const schemaOfLast = flat(isObject(property.properties) ? property.properties[last] : undefined);
      define(node, last, typeof value === "string" ? fieldValue(schemaOfLast, value) : value.name);
      define(result, name, target);
    } else if (isList && typeof value === "string" && there === undefined && /^\s*\[/.test(value))
      define(result, name, fieldValue({ type: "object" }, value.trim().replace(/^/, "")) ?? [value]);
    else if (isList) define(result, name, [...(Array.isArray(there) ? there : []), converted]);
    else define(result, name, converted);
  }
  return result;
}

function fieldValue(schema: JsonObject, text: string): unknown {
  const isObjectLike = [schema.type].flat().includes("object") || schema.properties !== undefined;
  if (isObjectLike && /^\s*[[{]/.test(text)) {
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  }
  return scalar(schema, text);
}

function define(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}
