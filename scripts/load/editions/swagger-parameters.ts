// Parameters of Swagger 2.0: those in the query, path and headers get a schema and a style; `body` and `formData` become
// the request body.

import { isObject, type JsonObject } from "../../document/json.js";
import { stringify } from "../../document/stringify.js";
import type { Origins } from "../origin.js";
import { valueAt } from "../references/references.js";

export interface Conversion {
  readonly root: JsonObject;
  /** Media types of operations that name none. */
  readonly consumes: readonly string[];
  readonly produces: readonly string[];
  /** `parameters` of the root, which may be referred to. */
  readonly parameters: JsonObject;
  readonly origins: Origins;
  warn(code: string, message: string, remedy: string, near: object): void;
}

export interface Converted {
  readonly parameters: readonly JsonObject[];
  readonly requestBody: JsonObject | undefined;
}

export function convertParameters(
  given: readonly JsonObject[],
  consumes: readonly string[],
  conversion: Conversion,
): Converted {
  const parameters: JsonObject[] = [];
  const fields: JsonObject[] = [];
  let body: JsonObject | undefined;
  for (const each of given) {
    const parameter = resolved(each, conversion);
    if (parameter.in === "body") body = parameter;
    else if (parameter.in === "formData") fields.push(parameter);
    else parameters.push(parameter === each ? withSchema(each, conversion) : each);
  }
  const requestBody =
    body !== undefined ? bodyOf(body, consumes) : fields.length > 0 ? formOf(fields, consumes, conversion) : undefined;
  const origin = body ?? fields[0];
  if (requestBody !== undefined && origin !== undefined) conversion.origins.derive(requestBody, origin);
  return { parameters, requestBody };
}

/** Keywords of a parameter's value, which move into its schema. */
const valueKeys = (
  "type format items default maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern " +
  "maxItems minItems uniqueItems enum multipleOf x-nullable"
).split(" ");

/** Takes the schema out of a parameter, a header or a field of a form. */
export function schemaOf(holder: JsonObject, origins: Origins): JsonObject {
  const schema: JsonObject = {};
  for (const key of valueKeys) {
    if (!Object.hasOwn(holder, key)) continue;
    schema[key] = holder[key];
    delete holder[key];
  }
  origins.derive(schema, holder);
  return schema;
}

/** In place; a parameter that several operations refer to is converted more than once. */
export function withSchema(parameter: JsonObject, conversion: Conversion): JsonObject {
  if ("$ref" in parameter || "schema" in parameter || isBody(parameter)) return parameter;
  const { collectionFormat } = parameter;
  delete parameter.collectionFormat;
  const schema = schemaOf(parameter, conversion.origins);
  parameter.schema = schema;
  // Some leave the type out where the items show it.
  if (schema.type === "array" || (schema.type === undefined && schema.items !== undefined))
    Object.assign(parameter, styleOf(parameter, collectionFormat, conversion));
  return parameter;
}

const queryStyles: Readonly<Record<string, JsonObject>> = {
  csv: { style: "form", explode: false },
  multi: { style: "form", explode: true },
  ssv: { style: "spaceDelimited", explode: false },
  pipes: { style: "pipeDelimited", explode: false },
  // No style of OpenAPI 3: the model knows it all the same.
  tsv: { style: "tabDelimited", explode: false },
};

function styleOf(parameter: JsonObject, collectionFormat: unknown, conversion: Conversion): JsonObject {
  const format = typeof collectionFormat === "string" ? collectionFormat : "csv";
  const inQuery = parameter.in === "query" || parameter.in === "formData";
  const style = inQuery ? queryStyles[format] : format === "csv" ? { style: "simple", explode: false } : undefined;
  if (style !== undefined) return style;
  conversion.warn(
    "collection-format",
    `The parameter ${stringify(parameter.name)} wants its items divided as \`${format}\` says; OpenAPI 3 cannot say that ${inQuery ? "" : `in a ${stringify(parameter.in)} `}and takes commas.`,
    "Pass the items joined, as one value.",
    parameter,
  );
  return inQuery ? { style: "form", explode: false } : { style: "simple", explode: false };
}

function bodyOf({ schema, required, description }: JsonObject, consumes: readonly string[]): JsonObject {
  return {
    ...(description === undefined ? {} : { description }),
    ...(required === true ? { required } : {}),
    content: Object.fromEntries(consumes.map((type) => [type, { schema: schema ?? {} }])),
  };
}

const multipart = "multipart/form-data";
const urlencoded = "application/x-www-form-urlencoded";

function formOf(fields: readonly JsonObject[], consumes: readonly string[], conversion: Conversion): JsonObject {
  const files = fields.some(({ type }) => type === "file");
  const forms = consumes.filter((type) => type === multipart || type === urlencoded);
  const types = files ? [multipart] : forms.length > 0 ? forms : [urlencoded];
  const properties: JsonObject = {};
  const encoding: JsonObject = {};
  for (const field of fields) {
    const name = stringify(field.name);
    // Several operations may refer to the same field: its schema is made of a copy.
    const copy = { ...field };
    const schema = schemaOf(copy, conversion.origins);
    conversion.origins.derive(schema, field);
    if (typeof field.description === "string") schema.description = field.description;
    if (schema.type === "array") {
      const { style, explode } = styleOf(field, field.collectionFormat, conversion);
      encoding[name] = { style, explode };
    }
    Object.defineProperty(properties, name, { value: schema, enumerable: true, writable: true, configurable: true });
  }
  const required = fields.filter((field) => field.required === true).map(({ name }) => stringify(name));
  const schema: JsonObject = { type: "object", properties, ...(required.length > 0 ? { required } : {}) };
  const described = Object.keys(encoding).length > 0 ? { schema, encoding } : { schema };
  return {
    ...(required.length > 0 ? { required: true } : {}),
    content: Object.fromEntries(types.map((type) => [type, described])),
  };
}

export function resolved(node: JsonObject, { root }: Conversion): JsonObject {
  let target: unknown = node;
  for (let hops = 0; hops < 20 && isObject(target) && typeof target.$ref === "string"; hops += 1) {
    target = valueAt(root, target.$ref);
  }
  return isObject(target) ? target : node;
}

export function isBody({ in: place }: JsonObject): boolean {
  return place === "body" || place === "formData";
}
