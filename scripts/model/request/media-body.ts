// Request bodies that are not one JSON value: forms, files, text, lines.

import type { Schema, SpecDocument } from "../../document/resolve.js";
import { schemaDocs } from "../docs.js";
import type { Losses } from "../losses.js";
import { essence, isBinary, isMediaType, type Media } from "../media.js";
import { fileType, stringType, union } from "../schema/composition/combine.js";
import type { Types } from "../schema/types.js";
import type { Docs, TypeNode } from "../types/node.js";
import type { Body } from "../types/operation.js";
import { fieldsOf, formType, joinedOf, partsOf } from "./form.js";
import { partsAroundFiles } from "./form-files.js";

export interface RequestBody {
  readonly body: Body;
  /** An inline type, to be declared under the operation's name, or a named one. */
  readonly type: TypeNode;
  readonly docs: Docs;
  /** Whether the caller has to pass anything. */
  readonly required: boolean;
}

export function rawBody(
  document: SpecDocument,
  media: Media,
  always: boolean,
  types: Types,
  losses: Losses,
  fileTypes: readonly string[] = [],
): RequestBody {
  const { kind, name, schema = {} } = media;
  const docs = schemaDocs(schema, document.resolve(schema) as Schema);
  if (kind === "form" || kind === "multipart") {
    const { type, fields } = types.together(schema, () => ({
      type: formType(document, media, types),
      fields: kind === "form" ? fieldsOf(document, media, types) : undefined,
    }));
    const joined = kind === "multipart" ? joinedOf(document, media) : {};
    const around = kind === "multipart" ? partsAroundFiles(document, media) : [];
    if (around.length > 0) {
      losses.report(
        "body-file-inside",
        `A file inside of ${around.map((each) => JSON.stringify(each)).join(", ")} has no part of its own: the part is JSON, which holds no file.`,
        "Make the file a member of the form itself, by an overlay, under the name that the service reads.",
      );
    }
    const free = type.kind === "object" && type.members.every(({ optional }) => optional);
    return {
      body:
        kind === "form"
          ? { kind, names: types.names(schema), always, media: essence(name), ...(fields && { fields }) }
          : { kind, names: types.names(schema), always, parts: partsOf(document, media, joined, losses), joined },
      type,
      docs,
      required: always && !free,
    };
  }
  if (kind === "lines" && !isBinary(document, schema)) {
    const value = types.of(schema, "input");
    return {
      body: { kind, names: types.names(schema), always, media: isMediaType(name) ? name : undefined },
      type: union([value, ...(value.kind === "array" ? [] : [{ kind: "array", items: value } as const]), stringType]),
      docs,
      required: always,
    };
  }
  // A range is no value for a header: the file's own type, or the platform, decides.
  const known = name.includes("*") || !isMediaType(name) ? undefined : name;
  const text = kind === "text" || (kind === "events" && !isBinary(document, schema));
  if (/\bxml\b/i.test(name)) {
    losses.report(
      "body-xml",
      `The body is XML (${name}): the caller passes it as text.`,
      "Nothing, unless the service takes JSON too: then say so, by an overlay.",
    );
  }
  if (essence(name).startsWith("multipart/")) {
    losses.report(
      "body-multipart",
      `The body is ${name}: the caller passes its bytes, and its Content-Type with the boundary as a header.`,
      "Nothing, unless the service takes multipart/form-data too: then say so, by an overlay.",
    );
  }
  if (fileTypes.length > 1) {
    const type = union([fileType, stringType]);
    return { body: { kind: "binary", names: {}, always, types: fileTypes }, type, docs, required: always };
  }
  return {
    body: { kind: text ? "text" : "binary", names: {}, always, media: known },
    type: text ? stringType : union([fileType, stringType]),
    docs,
    required: always,
  };
}

/** The media types that a file may be sent as, where the body has a choice and no range among them. */
export function fileTypes(all: readonly Media[]): readonly string[] {
  const names = all.filter(({ kind }) => kind === "binary").map(({ name }) => name);
  const isNamed = names.every((name) => isMediaType(name) && !/\*|^multipart\//i.test(name));
  return isNamed ? names : [];
}
