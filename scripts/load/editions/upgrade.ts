// Every edition becomes OpenAPI 3.1, in place, so that the model knows one: schemas of JSON Schema 2020-12, where a type
// may be a list, bounds are numbers and null is a type.

import { isObject, type JsonObject } from "../../document/json.js";
import type { Kind } from "../../document/shape.js";
import { pointerTo, type Spot } from "../../document/visit.js";
import type { Problem } from "../../problem/problem.js";
import { valueAt } from "../references/references.js";
import type { Edition } from "./edition.js";

const version = "3.1.1";

/** The members that OpenAPI 3.0 allows beside a `$ref`: any other has no effect there. */
const besideRef = new Set([
  "$ref",
  "description",
  "summary",
  "title",
  "deprecated",
  "readOnly",
  "writeOnly",
  "default",
  "example",
  "nullable",
]);

/** Converts one object of the document. */
export function upgradeNode(
  root: JsonObject,
  node: JsonObject,
  kind: Kind,
  spot: Spot | undefined,
  edition: Edition,
  problems: Problem[],
): void {
  if (kind === "document") {
    node.openapi = version;
    delete node.$self;
    // OpenAPI 3.0 documents use this name for the later `webhooks`.
    if (edition === "3.0" && node.webhooks === undefined && isObject(node["x-webhooks"]))
      node.webhooks = node["x-webhooks"];
  } else if (kind === "schema") {
    upgradeSchema(node, edition);
  } else if (kind === "pathItem") {
    withoutStrayMethods(node, spot, problems);
  } else if (kind === "mediaType" && typeof node.$ref === "string") {
    putMediaType(root, node, node.$ref, spot, problems);
  }
}

/** Only OpenAPI 3.2 allows references to media types: the target replaces the reference. */
function putMediaType(
  root: JsonObject,
  node: JsonObject,
  ref: string,
  spot: Spot | undefined,
  problems: Problem[],
): void {
  const target = valueAt(root, ref);
  // Reported with all other references that lead nowhere.
  if (target === undefined) return;
  delete node.$ref;
  if (isObject(target) && isPlainMediaType(target)) {
    Object.assign(node, target);
  } else {
    problems.push({
      code: "media-type",
      severity: "warning",
      message: `${ref} is no media type, or one that refers on. The content stays open.`,
      remedy: "Refer to an object of `components/mediaTypes` that has its own schema.",
      pointer: pointerTo(spot),
    });
  }
}

const mediaTypeKeys = /^(schema|itemSchema|examples?|encoding|prefixEncoding|itemEncoding|description|x-.*)$/;

/** Whether an object is a media type with none inside: it may be put into any place without a circle. */
function isPlainMediaType(node: JsonObject): boolean {
  const { encoding, prefixEncoding, itemEncoding } = node;
  // Headers of parts may have a `content` of their own.
  const inner = [encoding, prefixEncoding, itemEncoding].some((each) => JSON.stringify(each)?.includes('"content"'));
  return Object.keys(node).every((key) => mediaTypeKeys.test(key)) && !inner;
}

function upgradeSchema(schema: JsonObject, edition: Edition): void {
  const old = edition === "2.0" || edition === "3.0";
  if (old && typeof schema.$ref === "string") {
    for (const key of Object.keys(schema)) if (!besideRef.has(key) && !key.startsWith("x-")) delete schema[key];
  }
  bound(schema, "exclusiveMinimum", "minimum");
  bound(schema, "exclusiveMaximum", "maximum");
  if (edition === "2.0") fromSwagger(schema);
  // 3.1 documents use it too, where it has no effect: the meaning is plain.
  if ("nullable" in schema) {
    if (schema.nullable === true) admitNull(schema);
    delete schema.nullable;
  }
}

function bound(schema: JsonObject, exclusive: string, inclusive: string): void {
  if (typeof schema[exclusive] !== "boolean") return;
  if (schema[exclusive] === true && typeof schema[inclusive] === "number") {
    schema[exclusive] = schema[inclusive];
    delete schema[inclusive];
  } else {
    delete schema[exclusive];
  }
}

function fromSwagger(schema: JsonObject): void {
  if (schema.type === "file") {
    schema.type = "string";
    schema.format = "binary";
  }
  if (typeof schema.discriminator === "string") schema.discriminator = { propertyName: schema.discriminator };
  if ("x-nullable" in schema && !("nullable" in schema)) {
    schema.nullable = schema["x-nullable"];
    delete schema["x-nullable"];
  }
}

/** Annotations for readers; they stay outside when the rest becomes an alternative to null. */
const annotations = new Set([
  "title",
  "description",
  "default",
  "example",
  "examples",
  "deprecated",
  "readOnly",
  "writeOnly",
  "externalDocs",
]);

function admitNull(schema: JsonObject): void {
  const composed = ["$ref", "allOf", "anyOf", "oneOf", "not"].some((key) => key in schema);
  if (composed) {
    const inner: JsonObject = {};
    for (const key of Object.keys(schema)) {
      if (annotations.has(key) || key === "nullable" || key.startsWith("x-")) continue;
      inner[key] = schema[key];
      delete schema[key];
    }
    schema.anyOf = [inner, { type: "null" }];
    return;
  }
  if (Array.isArray(schema.enum) && !schema.enum.includes(null)) schema.enum = [...schema.enum, null];
  const type =
    schema.type ?? (isObject(schema.properties) ? "object" : schema.items === undefined ? undefined : "array");
  if (Array.isArray(type)) {
    if (!type.includes("null")) schema.type = [...type, "null"];
  } else if (type !== undefined && type !== "null") {
    schema.type = [type, "null"];
  }
}

/** Methods with a key of their own in a path item, and methods that fetch cannot send. */
const notAdditional = /^(get|put|post|delete|options|head|patch|query|connect|trace|track)$/i;
/** RFC 9110, section 5.6.2. */
const token = /^[\w!#$%&'*+.^`|~-]+$/;

/** OpenAPI 3.2 knows operations of any method, under its name. */
function withoutStrayMethods(item: JsonObject, spot: Spot | undefined, problems: Problem[]): void {
  const additional = isObject(item.additionalOperations) ? item.additionalOperations : {};
  const stray = Object.keys(additional).filter((method) => notAdditional.test(method) || !token.test(method));
  for (const method of stray) delete additional[method];
  if (stray.length > 0) {
    problems.push({
      code: "method",
      severity: "warning",
      message: `${stray.join(", ")} ${spot?.key ?? ""}: no method that a path item can add. Left out.`,
      remedy: "Put an operation of OpenAPI's own methods into the path item itself; no fetch sends CONNECT or TRACE.",
      pointer: pointerTo(spot),
    });
  }
}
