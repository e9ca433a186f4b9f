// The envelope of a body, and the place of the value in it.

import { isObject, type Json } from "../../document/json.js";
import type { Schema, SpecDocument } from "../../document/resolve.js";
import { type Media, typesOf } from "../media.js";
import { inferredEnvelope } from "./inferred-envelope.js";

export type Envelope = "jsonapi" | "data" | "none";

/** The envelope of an operation's bodies: by its own extension, else the document's, else the one that most responses share. */
export function envelopeOf(document: SpecDocument, operation: Json): Envelope {
  const declared = operation["x-envelope"] ?? document.root["x-envelope"];
  if (declared === undefined) return inferredEnvelope(document, operation);
  return declared === "jsonapi" || declared === "data" ? declared : "none";
}

/** The schema of the value inside an envelope; undefined if the body has no such envelope. */
export function contentOf(document: SpecDocument, body: Schema, envelope: Envelope): Schema | undefined {
  if (envelope === "none") return body;
  return document.property(body, "data");
}

interface Body {
  /** Undefined when it is empty. */
  readonly media: Media | undefined;
}

/** Whether some answers have no value in the envelope, or one of another shape. */
export function areShapesMixed(document: SpecDocument, answers: readonly Body[], envelope: Envelope): boolean {
  const shapes = answers.flatMap(({ media }) => {
    if (media === undefined) return envelope === "jsonapi" ? ["empty"] : [];
    const content = media.kind === "json" ? contentOf(document, media.schema ?? {}, envelope) : undefined;
    if (content === undefined) return ["whole"];
    if (envelope === "data") return [];
    const kind = isArray(document, content) ? "list" : "resource";
    return typesOf(document, content).includes("null") ? ["null", kind] : [kind];
  });
  return new Set(shapes).size > 1 || shapes.includes("whole");
}

/** Whether a schema is an array, seen through references. */
export function isArray(document: SpecDocument, schema: Schema | undefined): boolean {
  const target = document.resolve(schema);
  return isObject(target) && [target.type ?? []].flat().includes("array");
}

export function itemsOf(document: SpecDocument, schema: Schema | undefined): Schema | undefined {
  const target = document.resolve(schema);
  return isObject(target) && isObject(target.items) ? (target.items as Schema) : undefined;
}
