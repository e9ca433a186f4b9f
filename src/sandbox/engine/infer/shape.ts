// Where the resource, or the list of them, stands in an answer, and the members of a new one in a body.

import { isObject } from "../../../json.js";
import { type Content, isJson, responseOf, type SpecOperation } from "../../document/operation.js";
import { valueAt } from "../../document/pointer.js";
import type { Spec } from "../../spec.js";
import { type Schemas, typesOf } from "../schema/schemas.js";
import { letters, singular } from "./names.js";

export interface AnswerShape {
  readonly kind: "one" | "many";
  readonly envelope: "jsonapi" | "plain";
  /** Where it stands in the answer: `/data`; empty for all of it. */
  readonly pointer: string;
  /** Of the resource, or of each item. */
  readonly schema: unknown;
  /** Its name under `components/schemas`. */
  readonly name: string | undefined;
  readonly content: Content;
}

const listNames = [
  "data",
  "items",
  "results",
  "records",
  "entries",
  "values",
  "objects",
  "list",
  "content",
  "rows",
  "elements",
  "hits",
];
const oneNames = ["data", "result", "item", "response", "record", "entity", "object"];

/** The shape of the answer that an operation gives when it succeeds; `undefined` if that is no JSON object or list. */
export function answerShape(
  operation: SpecOperation,
  spec: Spec,
  schemas: Schemas,
  words: readonly string[],
): AnswerShape | undefined {
  const content = responseOf(operation, operation.success)?.content.find(
    ({ type, schema }) => isJson(type) && schema !== undefined,
  );
  if (content?.schema === undefined) return undefined;
  const schema = valueAt(spec.document, content.schema);
  const flat = schemas.flat(schema);
  const found = (
    kind: "one" | "many",
    pointer: string,
    inner: unknown,
    envelope: AnswerShape["envelope"] = "plain",
  ): AnswerShape => ({
    ...{ kind, envelope, pointer, content },
    schema: inner,
    name: schemas.nameOf(inner),
  });
  if (typesOf(flat).includes("array"))
    return isResource(flat.items, schemas) ? found("many", "", flat.items) : undefined;
  const properties = schemas.properties(flat);
  const data = properties.get("data");
  if (data !== undefined) {
    const inner = schemas.flat(data);
    const item = typesOf(inner).includes("array") ? inner.items : data;
    if (isJsonApi(item, schemas)) return found(item === data ? "one" : "many", "/data", item, "jsonapi");
  }
  const list = listIn(properties, schemas, words);
  if (list !== undefined) return found("many", `/${escaped(list)}`, schemas.flat(properties.get(list)).items);
  const inner = resourceIn(properties, schemas, words);
  if (inner !== undefined) return found("one", `/${escaped(inner)}`, properties.get(inner));
  return properties.size > 0 || typesOf(flat).includes("object") ? found("one", "", schema) : undefined;
}

function isJsonApi(schema: unknown, schemas: Schemas): boolean {
  const properties = schemas.properties(schema);
  return (
    properties.has("type") && properties.has("id") && (properties.has("attributes") || properties.has("relationships"))
  );
}

function isResource(schema: unknown, schemas: Schemas): boolean {
  return schemas.properties(schema).size > 0 || typesOf(schemas.flat(schema)).includes("object");
}

function hasId(properties: ReadonlyMap<string, unknown>): boolean {
  return ["id", "_id", "uuid", "guid", "key", "slug"].some((name) => properties.has(name));
}

/** The member that holds the items. */
function listIn(
  properties: ReadonlyMap<string, unknown>,
  schemas: Schemas,
  words: readonly string[],
): string | undefined {
  if (hasId(properties)) return undefined;
  const lists = [...properties].flatMap(([name, property]) => {
    const flat = schemas.flat(property);
    return typesOf(flat).includes("array") && isResource(flat.items, schemas) ? [name] : [];
  });
  const own = words.map(letters);
  const [only] = lists;
  return (
    lists.find((name) => own.includes(letters(name))) ??
    listNames.find((name) => lists.includes(name)) ??
    (lists.length === 1 && properties.size <= 8 ? only : undefined)
  );
}

/** The member that holds the one resource, if it is wrapped. */
function resourceIn(
  properties: ReadonlyMap<string, unknown>,
  schemas: Schemas,
  words: readonly string[],
): string | undefined {
  if (hasId(properties)) return undefined;
  const objects = [...properties].flatMap(([name, property]) => (schemas.properties(property).size > 0 ? [name] : []));
  const own = words.map((word) => letters(singular(word)));
  return objects.find((name) => own.includes(letters(name))) ?? oneNames.find((name) => objects.includes(name));
}

/** Where the members of the resource stand in a body: as in the answer, if they stand there, or else at its top. */
export function bodyPointer(schema: unknown, shape: AnswerShape | undefined, schemas: Schemas): string {
  const properties = schemas.properties(schema);
  const wrapped = shape?.pointer ?? "";
  const name = wrapped.slice(1).replaceAll("~1", "/").replaceAll("~0", "~");
  if (
    wrapped !== "" &&
    isObject(schemas.flat(properties.get(name))) &&
    schemas.properties(properties.get(name)).size > 0
  )
    return wrapped;
  return "";
}

function escaped(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}
