import type { BodyShape } from "../operation.js";
import type { Payload, PayloadOptions } from "../transport/message.js";
import { isBlob, isBytes, isStream } from "./file-input.js";
import { renamed } from "./json-body.js";
import { counted } from "./upload-progress.js";

// Bodies that are sent as they are.

/** JSON of another media type than `application/json`. */
export function jsonBody(input: unknown, shape: BodyShape): Payload {
  return { body: JSON.stringify(shape.encode === undefined ? input : shape.encode(input, shape)) };
}

/** Of a body whose media type the caller chooses: a file goes as it is, anything else as JSON. */
export function anyBody(input: unknown, shape: BodyShape, options: PayloadOptions): Payload {
  if (isBlob(input) || isBytes(input) || isStream(input)) return binaryBody(input, shape, options);
  return { ...jsonBody(input, shape), type: "application/json" };
}

/** JSON, a value on each line: what is no list is one. Text goes as it is. */
export function linesBody(input: unknown, shape: BodyShape): Payload {
  if (typeof input === "string") return { body: input };
  const value = renamed(input, shape.members);
  // RFC 7464 marks where a value begins.
  const start = /json-seq/.test(shape.media ?? "") ? "\u001e" : "";
  const lines = (Array.isArray(value) ? value : [value]).map((line) => `${start}${JSON.stringify(line)}\n`);
  return { body: lines.join("") };
}

/** Text in the operation's media type. */
export function textBody(input: unknown): Payload {
  if (typeof input !== "string") throw new TypeError(`it has to be text, and is ${kindOf(input)}`);
  return { body: input };
}

/** Bytes: a {@link FileInput}, or text. */
export function binaryBody(input: unknown, _shape: BodyShape, { onUploadProgress }: PayloadOptions): Payload {
  if (isStream(input)) {
    const body = onUploadProgress ? counted(() => input, onUploadProgress, undefined).body : input;
    return { body, duplex: "half", once: true };
  }
  if (!isBlob(input) && !isBytes(input) && typeof input !== "string") {
    throw new TypeError(`it has to be a Blob, bytes or a stream, and is ${kindOf(input)}`);
  }
  if (!onUploadProgress) return { body: input };
  const blob = isBlob(input) ? input : new Blob([input]);
  return counted(() => blob.stream(), onUploadProgress, blob.size, blob.type || undefined);
}

/** The same for one of several media types: the file's own, if it is one of them, or the first. */
export function typedBody(input: unknown, shape: BodyShape, options: PayloadOptions): Payload {
  const types = shape.types ?? [];
  const own = isBlob(input) ? types.find((type) => type.toLowerCase() === input.type) : undefined;
  return Object.assign(binaryBody(input, shape, options), { type: own ?? types[0] });
}

function kindOf(input: unknown): string {
  return input === null ? "null" : Array.isArray(input) ? "a list" : typeof input;
}
