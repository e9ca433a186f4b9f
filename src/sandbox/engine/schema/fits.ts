import { isObject } from "../../../json.js";
import { boundedRegExp } from "../../document/bounded-regexp.js";
import { type FlatSchema, typesOf } from "./schemas.js";

/** Whether a value is of a flat schema, as far as can be seen without its members' members. */
export function fits(value: unknown, flat: FlatSchema): boolean {
  const types = typesOf(flat);
  if (types.length > 0 && !types.some((type) => isOfType(value, type))) return false;
  if (Array.isArray(flat.enum) && !flat.enum.includes(value)) return false;
  if (typeof value === "string") {
    const {
      minLength = 0,
      maxLength = Number.POSITIVE_INFINITY,
      format,
      pattern,
    } = flat as { minLength?: number; maxLength?: number; format?: string; pattern?: string };
    if (value.length < minLength || value.length > maxLength) return false;
    if (format === "date-time" && !/^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:?\d\d)$/.test(value))
      return false;
    if (format === "date" && !/^\d{4}-\d\d-\d\d$/.test(value)) return false;
    if (format === "uuid" && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)) return false;
    if ((format === "uri" || format === "url") && !URL.canParse(value)) return false;
    if (format === "email" && !/^[^\s@]+@[^\s@]+$/.test(value)) return false;
    if (typeof pattern === "string" && value.length < 500 && !isMatch(pattern, value)) return false;
  }
  if (typeof value === "number") {
    if (typeof flat.minimum === "number" && value < flat.minimum) return false;
    if (typeof flat.maximum === "number" && value > flat.maximum) return false;
  }
  if (
    isObject(value) &&
    Array.isArray(flat.required) &&
    !flat.required.every((name) => Object.hasOwn(value, name as string))
  )
    return false;
  return true;
}

function isMatch(pattern: string, text: string): boolean {
  try {
    return boundedRegExp(pattern, "u").test(text);
  } catch {
    return true;
  }
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case "null":
      return value === null;
    case "array":
      return Array.isArray(value);
    case "object":
      return isObject(value);
    case "integer":
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}
