// Which member of a resource its path names it by, and what new ones look like.

import { isObject } from "../../../json.js";
import type { Ids } from "../../world/ids.js";
import { matches, textMatching } from "../schema/pattern.js";
import { type Schemas, typesOf } from "../schema/schemas.js";
import type { Collection } from "./collections.js";
import { letters, singular } from "./names.js";

/** The way to the member: `["id"]`, `["owner", "login"]`; `undefined` if the resource does not show it. */
export type IdPath = readonly string[] | undefined;

const usual = ["id", "_id", "uuid", "guid", "key", "slug", "name", "code", "number", "login", "username", "token"];

export function idPaths(collection: Collection, schemas: Schemas): readonly IdPath[] {
  const properties = schemas.properties(collection.schema);
  const isLast = (index: number) => index === collection.ids.length - 1;
  return collection.ids.map((parameter, index) => idPath(parameter, collection, properties, schemas, isLast(index)));
}

function idPath(
  parameter: string,
  collection: Collection,
  properties: ReadonlyMap<string, unknown>,
  schemas: Schemas,
  isLast: boolean,
): IdPath {
  if (collection.envelope === "jsonapi") return ["id"];
  const names = [...properties.keys()].filter((name) => isScalar(properties.get(name), schemas));
  const plain = letters(parameter);
  const rest = [collection.word, singular(collection.word)]
    .map(letters)
    .filter((word) => plain.startsWith(word))
    .map((word) => plain.slice(word.length));
  const named = (wanted: string) => names.find((name) => letters(name) === wanted);
  const exact = named(plain) ?? rest.map(named).find((name) => name !== undefined);
  if (exact !== undefined) return [exact];
  const object = [...properties].find(
    ([name, property]) => letters(name) === plain && schemas.properties(property).size > 0,
  );
  if (object !== undefined) {
    const inner = usual
      .filter((name) => !["id", "_id"].includes(name))
      .find((name) => schemas.properties(object[1]).has(name));
    return inner === undefined ? undefined : [object[0], inner];
  }
  const suffix = usual.find((name) => plain.endsWith(letters(name)) && names.includes(name));
  if (suffix !== undefined) return [suffix];
  const first = isLast ? usual.find((name) => names.includes(name)) : undefined;
  return first === undefined ? undefined : [first];
}

function isScalar(schema: unknown, schemas: Schemas): boolean {
  const types = typesOf(schemas.flat(schema));
  return types.length === 0 || types.some((type) => ["string", "integer", "number"].includes(type));
}

export type IdForm =
  | { readonly kind: "integer"; readonly from: number }
  | { readonly kind: "uuid" }
  /** As an example: its beginning, and letters of the same kind. */
  | {
      readonly kind: "like";
      readonly prefix: string;
      readonly length: number;
      readonly letters: "hex" | "digits" | "lower" | "upper" | "any";
    }
  | { readonly kind: "choice"; readonly values: readonly unknown[] }
  /** As a format of JSON Schema has it. */
  | { readonly kind: "format"; readonly format: string }
  /** As a regular expression has it, which a text of the kind shows. */
  | { readonly kind: "pattern"; readonly pattern: string; readonly shown: string };

/** Whether a value can stand for a resource in its path, by what the path's parameter says. */
export function canBeInPath(value: unknown, schema: unknown, schemas: Schemas): boolean {
  const flat = schemas.flat(schema);
  if (Array.isArray(flat.enum)) return flat.enum.map(String).includes(String(value));
  const types = typesOf(flat).join();
  if (types === "integer" && !/^-?\d+$/.test(String(value))) return false;
  if (types === "boolean" && typeof value !== "boolean") return false;
  if (String(flat.format).startsWith("date") && Number.isNaN(Date.parse(String(value)))) return false;
  if (flat.format === "email" && !String(value).includes("@")) return false;
  return typeof flat.pattern !== "string" || matches(flat.pattern, String(value));
}

/** The schemas of a member and of the path parameter in one. Where they differ, the parameter's counts. */
export function inPath(member: unknown, parameter: unknown, schemas: Schemas): unknown {
  const flat = schemas.flat(parameter);
  const keywords = ["enum", "pattern", "format", "minLength", "maxLength"].filter((name) => flat[name] !== undefined);
  if (keywords.length === 0) return member;
  return { ...schemas.flat(member), ...Object.fromEntries(keywords.map((name) => [name, flat[name]])) };
}

/** The form of new ids, by the schema and by examples, the most telling first. */
export function idForm(schema: unknown, examples: readonly unknown[], word: string, schemas: Schemas): IdForm {
  const flat = schemas.flat(schema);
  const types = typesOf(flat);
  const shown = [...[flat.example, flat.examples].flat(), ...examples].filter(
    (value) => value !== undefined && value !== null && !isObject(value),
  );
  if (Array.isArray(flat.enum)) return { kind: "choice", values: flat.enum };
  if (types.join() === "boolean") return { kind: "choice", values: [true, false] };
  if (types.includes("integer") || types.includes("number") || (types.length === 0 && typeof shown[0] === "number")) {
    const numbers = shown.filter((value): value is number => Number.isSafeInteger(value));
    return {
      kind: "integer",
      from: Math.max(typeof flat.minimum === "number" ? flat.minimum : 1, ...numbers.map((value) => value + 1)),
    };
  }
  const example = shown.find((value) => typeof value === "string" && value !== "" && value.length < 200) as
    | string
    | undefined;
  if (flat.format === "uuid" || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(example ?? ""))
    return { kind: "uuid" };
  if (typeof flat.format === "string" && textOfFormat.has(flat.format)) return { kind: "format", format: flat.format };
  if (typeof flat.pattern === "string") {
    const least = typeof flat.minLength === "number" ? flat.minLength : 0;
    const fits = shown.find((value) => typeof value === "string" && matches(flat.pattern as string, value));
    const text = (fits as string | undefined) ?? textMatching(flat.pattern, least);
    if (text !== undefined) return { kind: "pattern", pattern: flat.pattern, shown: text };
  }
  const most = typeof flat.maxLength === "number" ? flat.maxLength : 200;
  const least = typeof flat.minLength === "number" ? flat.minLength : 0;
  if (example === undefined) {
    const prefix = `${singular(word)
      .replace(/[^A-Za-z0-9]+/g, "_")
      .toLowerCase()
      .slice(0, 12)}_`;
    const length = Math.max(12, least - prefix.length);
    if (prefix.length + length <= most) return { kind: "like", prefix, length, letters: "any" };
    return { kind: "like", prefix: "", length: Math.max(Math.min(most, 12), 1), letters: "lower" };
  }
  const [, prefix = ""] = /^(.*[_:/-])(?=[A-Za-z0-9]+$)/.exec(example) ?? [];
  const body = example.slice(prefix.length);
  const kind = /^\d+$/.test(body)
    ? "digits"
    : /^[0-9a-f]+$/.test(body) && /\d/.test(body)
      ? "hex"
      : /^[a-z0-9]+$/.test(body)
        ? "lower"
        : /^[A-Z0-9]+$/.test(body)
          ? "upper"
          : "any";
  return { kind: "like", prefix, length: Math.max(body.length, 4), letters: kind };
}

const dayMs = 24 * 60 * 60 * 1000;
const day = (count: number): string => new Date(Date.UTC(2026, 0, 1) + count * dayMs).toISOString();

/** Texts of formats that name a resource in some paths, another one for each count. */
const textOfFormat: ReadonlyMap<string, (count: number) => string> = new Map([
  ["date-time", day],
  ["date", (count) => day(count).slice(0, 10)],
  ["email", (count) => `user-${count + 1}@example.com`],
  ["hostname", (count) => `host-${count + 1}.example.com`],
  ["ipv4", (count) => `192.0.2.${(count % 254) + 1}`],
  ["uri", (count) => `https://example.com/${count + 1}`],
]);

/** So many letters are changed at random before the shown text is taken as it is. */
const mostTries = 20;

/** Another text of the pattern: the shown one with other letters and digits, as far as the pattern has room for others. */
function likeShown({ pattern, shown }: IdForm & { readonly kind: "pattern" }, ids: Ids, count: number): string {
  if (count === 0) return shown;
  for (let tries = 0; tries < mostTries; tries += 1) {
    const text = shown.replace(/[a-f]|[g-z]|[A-Z]|\d/g, (letter) =>
      ids.from(
        /\d/.test(letter) ? alphabets.digits : /[a-f]/.test(letter) ? "abcdef" : /[a-z]/.test(letter) ? lower : upper,
        1,
      ),
    );
    if (text !== shown && matches(pattern, text)) return text;
  }
  // Where no letter can be another, there may be more of them.
  return textMatching(pattern, shown.length + count) ?? shown;
}

const lower = "abcdefghijklmnopqrstuvwxyz";
const upper = lower.toUpperCase();

const alphabets = {
  digits: "0123456789",
  lower: "abcdefghijklmnopqrstuvwxyz0123456789",
  upper: "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
} as const;

export function newId(form: IdForm, ids: Ids, count: number): string | number {
  switch (form.kind) {
    case "integer":
      return form.from + count;
    case "uuid":
      return ids.uuid();
    case "choice":
      return form.values[count % Math.max(form.values.length, 1)] as string;
    case "format":
      return textOfFormat.get(form.format)?.(count) ?? "";
    case "pattern":
      return likeShown(form, ids, count);
    case "like":
      if (form.letters === "any") return ids.prefixed(form.prefix, form.length);
      if (form.letters === "hex") return `${form.prefix}${ids.hex(form.length)}`;
      return `${form.prefix}${ids.from(alphabets[form.letters], form.length)}`;
  }
}
