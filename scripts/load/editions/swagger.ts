// Swagger 2.0 → OpenAPI 3.1, in place: objects are moved and not copied, so that problems still find their line. References
// are rewritten at the end, by the new places of their targets. A part that 3.1 cannot express is reported.

import { isObject, type JsonObject } from "../../document/json.js";
import { stringify } from "../../document/stringify.js";
import type { Place, Problem } from "../../problem/problem.js";
import type { Origins } from "../origin.js";
import { valueAt } from "../references/references.js";
import {
  type Conversion,
  type Converted,
  convertParameters,
  isBody,
  resolved,
  schemaOf,
  withSchema,
} from "./swagger-parameters.js";

const methods = ["get", "put", "post", "delete", "options", "head", "patch"];
const flows: Readonly<Record<string, string>> = { application: "clientCredentials", accessCode: "authorizationCode" };

export function convertSwagger(
  root: JsonObject,
  origins: Origins,
  placeOf: (near: object) => Place | undefined,
  problems: Problem[],
): void {
  const conversion: Conversion = {
    root,
    consumes: texts(root.consumes) ?? ["application/json"],
    produces: texts(root.produces) ?? ["application/json"],
    parameters: isObject(root.parameters) ? root.parameters : {},
    origins,
    warn(code, message, remedy, near) {
      problems.push({ code, severity: "warning", message, remedy, place: placeOf(near) });
    },
  };
  const inPaths = schemasInPaths(root);
  root.servers = serversOf(root);
  const paths = isObject(root.paths) ? root.paths : {};
  for (const [path, item] of Object.entries(paths)) {
    if (isObject(item) && !path.startsWith("x-")) convertPathItem(item, conversion);
  }
  for (const response of members(root.responses)) convertResponse(response, conversion.produces, conversion);
  const shared = Object.entries(conversion.parameters).filter(([, each]) => isObject(each) && !isBody(each));
  for (const [, parameter] of shared) withSchema(parameter as JsonObject, conversion);
  root.components = {
    ...(isObject(root.components) ? root.components : {}),
    schemas: { ...(isObject(root.definitions) ? root.definitions : {}), ...Object.fromEntries(inPaths.values()) },
    responses: root.responses ?? {},
    parameters: Object.fromEntries(shared),
    securitySchemes: securitySchemesOf(root.securityDefinitions),
  };
  const gone = "swagger host basePath schemes consumes produces definitions parameters responses securityDefinitions";
  for (const key of gone.split(" ")) delete root[key];
  rewriteReferences(root, (ref) => {
    const [from, to] = moved.find(([from]) => ref.startsWith(from)) ?? [];
    const [name] = inPaths.get(ref) ?? [];
    if (name !== undefined) return `#/components/schemas/${name}`;
    return from === undefined || to === undefined ? ref : to + ref.slice(from.length);
  });
}

/** A target in the middle of a path moves with it: it becomes a component, and so keeps an address. */
function schemasInPaths(root: JsonObject): ReadonlyMap<string, readonly [string, JsonObject]> {
  const found = new Map<string, readonly [string, JsonObject]>();
  forEachObject(root, ({ $ref: ref }) => {
    if (typeof ref !== "string" || !ref.startsWith("#/paths/") || found.has(ref)) return;
    const target = valueAt(root, ref);
    if (isObject(target)) found.set(ref, [`InPath${found.size + 1}`, target]);
  });
  return found;
}

function convertPathItem(item: JsonObject, conversion: Conversion): void {
  const common = Array.isArray(item.parameters) ? item.parameters.filter(isObject) : [];
  for (const method of methods) {
    const operation = item[method];
    if (isObject(operation)) convertOperation(operation, common, conversion);
  }
  const { parameters } = convertParameters(common, conversion.consumes, conversion);
  if (parameters.length > 0) item.parameters = parameters;
  else delete item.parameters;
}

function convertOperation(operation: JsonObject, common: readonly JsonObject[], conversion: Conversion): void {
  const consumes = texts(operation.consumes) ?? conversion.consumes;
  const produces = texts(operation.produces) ?? conversion.produces;
  const own = Array.isArray(operation.parameters) ? operation.parameters.filter(isObject) : [];
  // A body that all operations of a path share is copied into each of them.
  const bodies = common.filter((each) => isBody(resolved(each, conversion)));
  const given = [...bodies.filter((each) => !own.some((mine) => sameBody(mine, each, conversion))), ...own];
  const { parameters, requestBody }: Converted = convertParameters(given, consumes, conversion);
  if (parameters.length > 0) operation.parameters = parameters;
  else delete operation.parameters;
  if (requestBody !== undefined) operation.requestBody = requestBody;
  for (const response of members(operation.responses)) convertResponse(response, produces, conversion);
  const schemes = texts(operation.schemes);
  if (schemes !== undefined && !schemes.includes("https") && !schemes.includes("http")) {
    conversion.warn(
      "scheme",
      `The operation wants ${schemes.join(", ")}; clients speak HTTP.`,
      "Call it by other means.",
      operation,
    );
  }
  delete operation.schemes;
  delete operation.consumes;
  delete operation.produces;
}

/** An operation's own body, or field of a form, replaces that of its path. */
function sameBody(mine: JsonObject, other: JsonObject, conversion: Conversion): boolean {
  const [a, b] = [resolved(mine, conversion), resolved(other, conversion)];
  return a.in === "body" ? isBody(b) : a.in === "formData" && (b.in === "body" || b.name === a.name);
}

function convertResponse(response: JsonObject, produces: readonly string[], { origins }: Conversion): void {
  const { schema, examples } = response;
  delete response.schema;
  delete response.examples;
  for (const header of members(response.headers)) {
    header.schema = schemaOf(header, origins);
    header.style = "simple";
  }
  const shown = isObject(examples) ? examples : {};
  if (!isObject(schema) && Object.keys(shown).length === 0) return;
  const file = isObject(schema) && schema.type === "file";
  // A file is not JSON, whatever the document's default says.
  const types = file && produces.every((type) => /json/.test(type)) ? ["application/octet-stream"] : produces;
  const content: JsonObject = {};
  for (const type of new Set([
    ...types,
    ...Object.keys(shown).filter((key) => key.includes("/") && !isObject(schema)),
  ])) {
    content[type] = {
      ...(isObject(schema) ? { schema } : {}),
      ...(Object.hasOwn(shown, type) ? { example: shown[type] } : {}),
    };
  }
  response.content = content;
}

function serversOf({ host, basePath, schemes, servers }: JsonObject): unknown {
  const base = typeof basePath === "string" && basePath !== "/" ? basePath.replace(/^(?!\/)/, "/") : "";
  if (typeof host !== "string" || host === "") return base === "" ? (servers ?? []) : [{ url: base }];
  const wanted = (texts(schemes) ?? []).filter((scheme) => scheme === "https" || scheme === "http");
  // The safe one is the default where the document leaves a choice.
  const [first = "https", ...others] = [...wanted].sort((a, b) => b.length - a.length);
  return [first, ...others].map((scheme) => ({ url: `${scheme}://${host}${base}` }));
}

function securitySchemesOf(definitions: unknown): JsonObject {
  const entries = Object.entries(isObject(definitions) ? definitions : {}).filter(([, each]) => isObject(each));
  for (const [, scheme] of entries as [string, JsonObject][]) {
    if (scheme.type === "basic") {
      scheme.type = "http";
      scheme.scheme = "basic";
    } else if (scheme.type === "oauth2") {
      const { flow, authorizationUrl, tokenUrl, scopes } = scheme;
      const given = Object.entries({ authorizationUrl, tokenUrl, scopes: scopes ?? {} });
      scheme.flows = {
        [flows[stringify(flow)] ?? stringify(flow)]: Object.fromEntries(
          given.filter(([, value]) => value !== undefined),
        ),
      };
      for (const key of ["flow", "authorizationUrl", "tokenUrl", "scopes"]) delete scheme[key];
    }
  }
  return Object.fromEntries(entries);
}

const moved: readonly (readonly [string, string])[] = [
  ["#/definitions/", "#/components/schemas/"],
  ["#/responses/", "#/components/responses/"],
  ["#/parameters/", "#/components/parameters/"],
];

/** Also in examples, where it does no harm: a reference of Swagger leads nowhere any more. */
function rewriteReferences(root: JsonObject, rewritten: (ref: string) => string): void {
  forEachObject(root, (node) => {
    if (typeof node.$ref === "string") node.$ref = rewritten(node.$ref);
  });
}

function forEachObject(root: JsonObject, visit: (node: JsonObject) => void): void {
  const waiting: object[] = [root];
  const seen = new Set<object>(waiting);
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    visit(node as JsonObject);
    for (const child of Object.values(node)) {
      if (typeof child !== "object" || child === null || seen.has(child)) continue;
      seen.add(child);
      waiting.push(child);
    }
  }
}

function members(map: unknown): readonly JsonObject[] {
  return isObject(map) ? Object.values(map).filter(isObject) : [];
}

function texts(value: unknown): readonly string[] | undefined {
  const found = Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
  return found.length === 0 ? undefined : found;
}
