// `x-upload` → objects in place of which callers may pass a file; they hold its bytes in base64.

import { isObject } from "../../document/json.js";
import { type Schema, type SpecDocument, text } from "../../document/resolve.js";
import { stringify } from "../../document/stringify.js";
import type { Losses } from "../losses.js";
import { essence, type Media } from "../media.js";
import type { Upload } from "../types/operation.js";

/** The upload of a request; undefined if no file stands in it. */
export function uploadOf(
  document: SpecDocument,
  all: readonly Media[],
  sent: Media,
  losses: Losses,
): Upload | undefined {
  if (essence(sent.name) !== "application/json") return undefined;
  const [first, ...others] = [...uploadsIn(document, sent.schema)].map((each) => JSON.parse(each) as Upload);
  if (first === undefined) return undefined;
  if (others.length > 0) {
    losses.report(
      "upload-shapes",
      `Files stand in this request in several shapes: a file is written as ${JSON.stringify(first)} everywhere.`,
      "Give its `x-upload` schemas the same members.",
    );
  }
  return { ...first, multipart: all.some(({ kind }) => kind === "multipart") };
}

function uploadsIn(document: SpecDocument, schema: Schema | undefined): ReadonlySet<string> {
  const found = new Set<string>();
  const seen = new Set<unknown>();
  const visit = (node: unknown): void => {
    const target = document.resolve(node);
    if (!isObject(target) || seen.has(target)) return;
    seen.add(target);
    const declared = target["x-upload"];
    if (isObject(declared))
      found.add(JSON.stringify({ content: stringify(declared.content), name: text(declared.name) }));
    for (const property of document.properties(target as Schema).properties.values()) visit(property);
    const { items, additionalProperties, prefixItems = [], allOf = [], anyOf = [], oneOf = [] } = target as Schema;
    for (const part of [items, additionalProperties, ...prefixItems, ...allOf, ...anyOf, ...oneOf]) visit(part);
  };
  visit(schema);
  return found;
}
