// The envelope of a document that does not name one. All of its answers have to agree: one that does not would be taken
// apart wrongly, and a value too few is worse than a `.data` too many.

import { isObject, type Json, type Schema, type SpecDocument } from "../../document/resolve.js";

type Inferred = "jsonapi" | "data" | "none";

const known = new WeakMap<SpecDocument, Inferred>();

/** What may stand beside the value without being part of it. */
const beside = new Set(["data", "meta", "metadata", "links", "_links", "pagination", "paging", "jsonapi"]);

export function inferredEnvelope(document: SpecDocument): Inferred {
  const found = known.get(document) ?? infer(document);
  known.set(document, found);
  return found;
}

function infer(document: SpecDocument): Inferred {
  const operations = operationsIn(document);
  const answers = operations.flatMap((operation) => successes(document, operation));
  // One answer shows no habit.
  if (answers.length < 2) return "none";
  if (
    answers.every(({ schema }) => isResource(document, schema)) &&
    !operations.some((each) => names(document, each))
  ) {
    return "jsonapi";
  }
  return answers.every(({ schema }) => isWrapped(document, schema)) ? "data" : "none";
}

function operationsIn({ root }: SpecDocument): readonly Json[] {
  const items = Object.values(isObject(root.paths) ? root.paths : {}).filter(isObject);
  return items.flatMap((item) =>
    Object.values(item).filter((each) => isObject(each) && isObject(each.responses)),
  ) as Json[];
}

interface Body {
  readonly schema: Schema;
}

function successes(document: SpecDocument, { responses }: Json): readonly Body[] {
  return Object.entries(isObject(responses) ? responses : {}).flatMap(([status, node]) =>
    /^2/.test(status) ? bodiesOf(document, node) : [],
  );
}

function bodiesOf(document: SpecDocument, node: unknown): readonly Body[] {
  const holder = document.resolve(node);
  const content = isObject(holder) && isObject(holder.content) ? holder.content : {};
  return Object.entries(content).flatMap(([media, value]) =>
    /^application\/(.+\+)?json\b/i.test(media) && isObject(value) ? [{ schema: (value.schema ?? {}) as Schema }] : [],
  );
}

function isWrapped(document: SpecDocument, schema: Schema): boolean {
  const { properties, required } = document.properties(schema);
  return required.has("data") && [...properties.keys()].every((name) => beside.has(name));
}

/** `data` is a JSON:API resource, or several: `type`, `id`, `attributes`. */
function isResource(document: SpecDocument, schema: Schema): boolean {
  const data = document.resolve(document.property(schema, "data"));
  if (data === undefined) return false;
  const resource = isObject(data.items) ? (data.items as Schema) : data;
  const { properties } = document.properties(resource);
  return properties.has("type") && properties.has("id") && properties.has("attributes");
}

/** Whether a request names its resource: a flat input has no place for `type`, so that nothing is flattened then. */
function names(document: SpecDocument, { requestBody }: Json): boolean {
  return bodiesOf(document, requestBody).some(({ schema }) => {
    const data = document.property(schema, "data");
    return data !== undefined && document.property(data, "type") !== undefined;
  });
}
