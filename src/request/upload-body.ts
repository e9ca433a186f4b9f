import { toBase64 } from "../bytes.js";
import { define } from "../json.js";
import type { BodyShape } from "../operation.js";
import type { Payload, PayloadOptions } from "../transport/message.js";
import { type FileInput, isBlob, isBytes, isStream } from "./file-input.js";
import { formPayload } from "./multipart-body.js";

/**
 * JSON in which files may stand where the service has an object with their bytes in base64. With a file in it, the body goes as
 * `multipart/form-data` where the operation takes that, its parts called by their path, as `data[attributes][file]`; else
 * the file becomes such an object.
 */
export async function uploadBody(input: unknown, shape: BodyShape, options: PayloadOptions): Promise<Payload> {
  const body = shape.encode ? shape.encode(input, shape) : input;
  const { content = "data", name, multipart } = shape.upload ?? {};
  if (!holdsFile(body)) return { body: JSON.stringify(body), type: "application/json" };
  if (multipart) {
    const form = new FormData();
    await addParts(form, "", body);
    return formPayload(form, options);
  }
  const text = async (value: unknown): Promise<unknown> => {
    if (isFile(value)) {
      const file = await blobOf(value);
      return { [content]: toBase64(new Uint8Array(await file.arrayBuffer())), ...(name && { [name]: file.name }) };
    }
    if (Array.isArray(value)) return Promise.all(value.map(text));
    if (!isPlain(value)) return value;
    const object: Record<string, unknown> = {};
    for (const [key, inner] of Object.entries(value)) define(object, key, await text(inner));
    return object;
  };
  return { body: JSON.stringify(await text(body)), type: "application/json" };
}

function holdsFile(value: unknown): boolean {
  if (isFile(value)) return true;
  if (Array.isArray(value)) return value.some(holdsFile);
  return isPlain(value) && Object.values(value).some(holdsFile);
}

async function addParts(form: FormData, path: string, value: unknown): Promise<void> {
  if (value === undefined || value === null) return;
  if (isFile(value)) {
    const file = await blobOf(value);
    return form.append(path, file, file.name);
  }
  if (Array.isArray(value)) {
    for (const item of value) await addParts(form, `${path}[]`, item);
  } else if (isPlain(value)) {
    for (const [key, inner] of Object.entries(value))
      await addParts(form, path === "" ? key : `${path}[${key}]`, inner);
  } else form.append(path, value instanceof Date ? value.toISOString() : String(value));
}

function isFile(value: unknown): value is FileInput {
  return isBlob(value) || isBytes(value) || isStream(value);
}

/** A stream is read into memory: neither form of a body takes one. */
async function blobOf(file: FileInput): Promise<Blob & { readonly name: string }> {
  const { name = "file" } = file as { readonly name?: string };
  if (isBlob(file)) return Object.assign(file.slice(0, file.size, file.type), { name });
  return Object.assign(new Blob([isStream(file) ? await new Response(file).arrayBuffer() : (file as BlobPart)]), {
    name,
  });
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !(value instanceof Date);
}
