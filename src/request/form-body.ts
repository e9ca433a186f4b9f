import { isObject } from "../json.js";
import type { BodyShape, Payload } from "../operation.js";
import { renamed } from "./json-body.js";
import { encode, wireName, writeParameter } from "./query.js";

/**
 * `application/x-www-form-urlencoded`. A member whose Encoding Object names a style is written as a query parameter of that
 * style is; any other by its own kind (OpenAPI 3.1, Encoding Object): a list repeats its name, an object is JSON.
 * `undefined` and `null` are left out, for a form has neither.
 */
export function formBody(input: unknown, { fields = {}, members }: BodyShape): Payload {
  const pairs: string[] = [];
  for (const [member, value] of Object.entries(input ?? {})) {
    if (value === undefined || value === null) continue;
    const field = Object.hasOwn(fields, member) ? fields[member] : undefined;
    const [wire, names] = wireName(members, member);
    if (Array.isArray(field)) writeParameter(pairs, field as never, value);
    else {
      const name = encode(typeof field === "string" ? field : wire);
      for (const item of Array.isArray(value) ? value : [value])
        pairs.push(`${name}=${fieldText(renamed(item, names))}`);
    }
  }
  return { body: pairs.join("&") };
}

function fieldText(value: unknown): string {
  return encode(Array.isArray(value) || (isObject(value) && !(value instanceof Date)) ? JSON.stringify(value) : value);
}
