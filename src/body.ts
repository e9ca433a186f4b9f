import type { BodyShape, Members } from "./operation.js";
import { wireName } from "./query.js";

/** Turns the caller's input into the request body. `undefined` members are left out, `null` is kept. */
export function encodeBody(shape: BodyShape, input: unknown): unknown {
  const wrapped = shape.attributes !== undefined || shape.meta !== undefined;
  return wrapped ? wrap(shape, input) : rename(input, shape.members);
}

/**
 * JSON:API: the flat input's members go to `data.attributes`, those the spec puts in `meta` go there. A member nobody
 * knows is an attribute: services add these first. An empty side is left out, unless both are.
 */
function wrap(shape: BodyShape, input: unknown): unknown {
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

function rename(value: unknown, members: Members | undefined): unknown {
  if (members === undefined || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => rename(item, members));
  const renamed: Record<string, unknown> = {};
  for (const [member, inner] of Object.entries(value)) set(renamed, members, member, inner);
  return renamed;
}

function set(target: Record<string, unknown>, members: Members | undefined, member: string, value: unknown): void {
  if (value === undefined) return;
  const [wire, inner] = wireName(members, member);
  define(target, wire, rename(value, inner));
}

/** Assigns a member, also one named `__proto__`, which plain assignment would take for the prototype. */
export function define(target: Record<string, unknown>, name: string, value: unknown): void {
  if (name === "__proto__")
    Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
  else target[name] = value;
}
