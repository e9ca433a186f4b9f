import { ConfigurationError } from "../errors.js";
import { define, isObject } from "../json.js";
import type { BodyShape, Members, Prepare } from "../operation.js";
import { wireName } from "./query.js";

// JSON bodies. `undefined` members are left out, `null` is kept.

/** Puts the input into a message, as JSON. A content type that the caller or the client set is kept. */
export const prepareJson: Prepare = (message, { body }, input, _options, name) => {
  if (!body || (input === undefined && !body.required)) return message;
  const { headers } = message;
  // Null is a value of its own; what a caller does not say, where a body has to be, is an object without members.
  const given = input === undefined ? {} : input;
  let text: string;
  try {
    text = JSON.stringify(body.encode ? body.encode(given, body) : given);
  } catch (cause) {
    // A BigInt, or an object that holds itself.
    throw new ConfigurationError(`${name}: the body cannot be written as JSON: ${(cause as Error).message}.`, {
      cause,
    });
  }
  if (!headers.has("content-type")) headers.set("content-type", "application/json");
  return { ...message, body: text };
};

/** The input is the body, in the wire's spelling. */
export function renameMembers(input: unknown, { members }: BodyShape): unknown {
  return renamed(input, members);
}

/**
 * JSON:API: the flat input's members go to `data.attributes`, those the spec puts in `meta` go there. A member that
 * the spec does not name is an attribute, because services add new ones there. An empty side is left out, unless both are.
 * An input that is a JSON:API document already, as on a vendor's page of examples, is sent as it is.
 */
export function wrapAttributes(input: unknown, shape: BodyShape): unknown {
  if (isObject(input) && isObject(input.data) && isObject(input.data.attributes)) return input;
  const attributes: Record<string, unknown> = {};
  const meta: Record<string, unknown> = {};
  for (const [member, value] of Object.entries(input ?? {})) {
    const toMeta = shape.meta !== undefined && Object.hasOwn(shape.meta, member);
    set(toMeta ? meta : attributes, toMeta ? shape.meta : shape.attributes, member, value);
  }
  const hasMeta = Object.keys(meta).length > 0;
  const hasAttributes = Object.keys(attributes).length > 0 || (shape.attributes !== undefined && !hasMeta);
  return { ...(hasAttributes && { data: { attributes } }), ...(hasMeta && { meta }) };
}

export function renamed(value: unknown, members: Members | undefined): unknown {
  // Files, bytes and streams have a tag; plain objects have none.
  if (members === undefined || typeof value !== "object" || value === null || Symbol.toStringTag in value) return value;
  if (Array.isArray(value)) return value.map((item) => renamed(item, members));
  const object: Record<string, unknown> = {};
  for (const [member, inner] of Object.entries(value)) set(object, members, member, inner);
  return object;
}

function set(target: Record<string, unknown>, members: Members | undefined, member: string, value: unknown): void {
  if (value === undefined) return;
  const [wire, inner] = wireName(members, member);
  define(target, wire, renamed(value, inner));
}
