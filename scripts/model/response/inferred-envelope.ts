// The envelope of a document that names none: the one that most of its responses have. An operation whose responses have none,
// or a member beside the value that would be lost, goes without: a lost value is worse than a `.data` too many.

import { isObject, type Json } from "../../document/json.js";
import type { Schema, SpecDocument } from "../../document/resolve.js";
import { isJson } from "../media.js";

type Inferred = "jsonapi" | "data" | "none";

const known = new WeakMap<SpecDocument, Inferred>();

/** Members beside the value that carry nothing of their own. */
const beside = new Set(["data", "links", "_links", "jsonapi"]);

export function inferredEnvelope(document: SpecDocument, operation: Json): Inferred {
  const habit = known.get(document) ?? infer(document);
  known.set(document, habit);
  const answers = successes(document, operation);
  const fits = habit === "jsonapi" ? isResource : isWrapped;
  return answers.every(({ schema }) => fits(document, schema)) ? habit : "none";
}

function infer(document: SpecDocument): Inferred {
  const operations = operationsIn(document);
  const answers = operations.flatMap((operation) => successes(document, operation));
  const isHabit = (fits: typeof isResource): boolean => {
    const { length } = answers.filter(({ schema }) => fits(document, schema));
    // One response is no pattern.
    return length > 1 && length * 2 > answers.length;
  };
  if (isHabit(isResource) && !operations.some((each) => names(document, each))) return "jsonapi";
  return isHabit(isWrapped) ? "data" : "none";
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
    isJson(media) && isObject(value) ? [{ schema: (value.schema ?? {}) as Schema }] : [],
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
