// Files in a body: whether only a form of parts can carry them, and those that no form can.

import { isObject } from "../../document/json.js";
import type { Schema, SpecDocument } from "../../document/resolve.js";
import { isBinary, type Media, preferred } from "../media.js";
import { propertiesOf } from "./form.js";

/** The form of parts that is declared beside another body, where the members of that one are files. */
export function formForFiles(document: SpecDocument, all: readonly Media[], chosen: Media): Media | undefined {
  if (chosen.kind !== "json" && chosen.kind !== "form") return undefined;
  const form = preferred(all, ["multipart"]);
  if (form === undefined || chosen.schema === undefined) return undefined;
  const members = [...propertiesOf(document, chosen.schema).values()];
  return members.some((member) => isFileOrList(document, member)) ? form : undefined;
}

/** The parts that are JSON and have a file somewhere inside, where it would be lost. */
export function partsAroundFiles(document: SpecDocument, { schema = {} }: Media): readonly string[] {
  return [...propertiesOf(document, schema)].flatMap(([wire, property]) =>
    !isFileOrList(document, property) && holdsFile(document, property) ? [wire] : [],
  );
}

function isFileOrList(document: SpecDocument, schema: Schema): boolean {
  if (isBinary(document, schema)) return true;
  const target = document.resolve(schema);
  if (!isObject(target)) return false;
  const { items, oneOf = [], anyOf = [] } = target as Schema;
  return [items, ...oneOf, ...anyOf].some((part) => isBinary(document, part) || isListOfFiles(document, part));
}

function isListOfFiles(document: SpecDocument, schema: unknown): boolean {
  const target = document.resolve(schema);
  return isObject(target) && isBinary(document, target.items);
}

function holdsFile(document: SpecDocument, schema: unknown): boolean {
  const waiting: unknown[] = [schema];
  const seen = new Set<unknown>();
  for (const each of waiting) {
    const target = document.resolve(each);
    if (!isObject(target) || seen.has(target)) continue;
    if (isBinary(document, target)) return true;
    seen.add(target);
    const { properties = {}, items, additionalProperties, allOf = [], oneOf = [], anyOf = [] } = target as Schema;
    waiting.push(...Object.values(properties), items, additionalProperties, ...allOf, ...oneOf, ...anyOf);
  }
  return false;
}
