import { isObject } from "../json.js";
import type { BodyShape } from "../operation.js";
import type { Payload, PayloadOptions } from "../transport/message.js";
import { isBlob, isBytes, isStream } from "./file-input.js";
import { renamed } from "./json-body.js";
import { wireName } from "./query.js";
import { counted } from "./upload-progress.js";

/**
 * `multipart/form-data`, by the platform's own `FormData`, which chooses the boundary. A part's kind is that of its value
 * (OpenAPI 3.1, Encoding Object): files as they are, objects as JSON, the rest as text; a list gives a part an item,
 * unless the spec wants its part to be JSON, or one text of all items. A stream is read into memory first: `FormData` takes none. `undefined` and `null` are left out.
 */
export async function multipartBody(
  input: unknown,
  { parts = {}, joined = {}, members }: BodyShape,
  { onUploadProgress }: PayloadOptions,
): Promise<Payload> {
  const form = new FormData();
  for (const [member, value] of Object.entries(input ?? {})) {
    const [wire, names] = wireName(members, member);
    const media = Object.hasOwn(parts, wire) ? parts[wire] : undefined;
    const isWhole = media !== undefined && isJson(media);
    const separator = Object.hasOwn(joined, wire) ? joined[wire] : undefined;
    const given = separator !== undefined && Array.isArray(value) ? joinedItems(value, separator) : value;
    for (const item of Array.isArray(given) && !isWhole ? given : [given]) {
      if (item !== undefined && item !== null)
        await append(form, wire, renamed(item, isFile(item) ? undefined : names), media);
    }
  }
  return formPayload(form, { onUploadProgress });
}

/** Undefined for a list without items, as in a query. */
function joinedItems(items: readonly unknown[], separator: string): string | undefined {
  const texts = items.map((item) => (item instanceof Date ? item.toISOString() : item));
  const odd = texts.find((item) => !["string", "number", "boolean"].includes(typeof item));
  if (odd !== undefined) throw new TypeError(`an item of a list that is one part is ${typeof odd}`);
  return texts.length === 0 ? undefined : texts.join(separator);
}

/** A form as it is sent; who wants to hear of its progress gets it as bytes. */
export function formPayload(form: FormData, { onUploadProgress }: PayloadOptions): Payload {
  if (!onUploadProgress) return { body: form };
  const { blob, type } = encoded(form);
  return counted(() => blob.stream(), onUploadProgress, blob.size, type);
}

/**
 * The form as one blob, by WHATWG's "multipart/form-data encoding algorithm": unlike the platform's, it has a size, and
 * the same boundary in all attempts. Files in it are referred to, not read.
 */
function encoded(form: FormData): { readonly blob: Blob; readonly type: string } {
  const boundary = `----form-${crypto.randomUUID()}`;
  const quoted = (text: string): string =>
    `"${text.replace(/["\r\n]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`)}"`;
  const pieces: BlobPart[] = [];
  for (const [name, value] of form) {
    const head = `--${boundary}\r\nContent-Disposition: form-data; name=${quoted(name)}`;
    if (typeof value === "string") pieces.push(`${head}\r\n\r\n${value.replace(/\r\n|\r|\n/g, "\r\n")}`);
    else {
      const type = value.type || "application/octet-stream";
      pieces.push(`${head}; filename=${quoted(value.name)}\r\nContent-Type: ${type}\r\n\r\n`, value);
    }
    pieces.push("\r\n");
  }
  pieces.push(`--${boundary}--\r\n`);
  return { blob: new Blob(pieces), type: `multipart/form-data; boundary=${boundary}` };
}

async function append(form: FormData, name: string, value: unknown, media: string | undefined): Promise<void> {
  if (isBlob(value)) {
    // A part takes its type from the file; the spec's stands in where the file has none.
    const typed = value.type === "" && media !== undefined ? new Blob([value], { type: media }) : value;
    return form.append(name, typed, fileName(value));
  }
  if (isStream(value)) return form.append(name, typed(await new Response(value).arrayBuffer(), media), "file");
  if (isBytes(value)) return form.append(name, typed(value, media), "file");
  if (Array.isArray(value) || (isObject(value) && !(value instanceof Date))) {
    return form.append(name, typed(JSON.stringify(value), media ?? "application/json"));
  }
  const text = value instanceof Date ? value.toISOString() : value;
  if (!["string", "number", "boolean"].includes(typeof text)) {
    throw new TypeError(`the part ${JSON.stringify(name)} is ${typeof text}`);
  }
  if (media === undefined) return form.append(name, String(text));
  form.append(name, typed(isJson(media) ? JSON.stringify(text) : String(text), media));
}

function isJson(media: string): boolean {
  return /[/+]json *(;|$)/i.test(media);
}

function typed(data: BlobPart, media = "application/octet-stream"): Blob {
  return new Blob([data], { type: media });
}

function fileName(value: Blob): string {
  return (value as Partial<File>).name ?? "file";
}

function isFile(value: unknown): boolean {
  return isBlob(value) || isBytes(value) || isStream(value);
}
