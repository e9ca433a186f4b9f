// What stands where in an OpenAPI document, as a table. Whoever goes through a document by it meets the objects of OpenAPI
// and nothing that is data: an example that looks like a schema, or holds a `$ref`, is an example.

/** One kind of object, or a list or a map of them. In a map with `extensions`, keys that begin with `x-` are not names. */
export type Slot =
  | Kind
  | { readonly list: Kind }
  | { readonly map: Kind; readonly extensions?: boolean }
  | { readonly mapOfLists: "text" }
  | "text"
  | "texts";

export type Kind =
  | "document"
  | "components"
  | "pathItem"
  | "operation"
  | "parameter"
  | "header"
  | "requestBody"
  | "response"
  | "mediaType"
  | "encoding"
  | "callback"
  | "schema"
  | "discriminator"
  | "securityScheme"
  | "server"
  | "tag"
  | "info"
  | "requirement"
  | "opaque";

const operations = {
  get: "operation",
  put: "operation",
  post: "operation",
  delete: "operation",
  options: "operation",
  head: "operation",
  patch: "operation",
  trace: "operation",
} as const;

const schemaMap = { map: "schema" } as const;
const schemaList = { list: "schema" } as const;

const valued = { schema: "schema", content: { map: "mediaType" }, examples: { map: "opaque" } } as const;

export const shapes: Readonly<Record<Kind, Readonly<Record<string, Slot>>>> = {
  document: {
    info: "info",
    servers: { list: "server" },
    paths: { map: "pathItem", extensions: true },
    webhooks: { map: "pathItem" },
    components: "components",
    security: { list: "requirement" },
    tags: { list: "tag" },
    externalDocs: "opaque",
  },
  components: {
    schemas: schemaMap,
    responses: { map: "response" },
    parameters: { map: "parameter" },
    examples: { map: "opaque" },
    requestBodies: { map: "requestBody" },
    headers: { map: "header" },
    securitySchemes: { map: "securityScheme" },
    links: { map: "opaque" },
    callbacks: { map: "callback" },
    pathItems: { map: "pathItem" },
    mediaTypes: { map: "mediaType" },
  },
  pathItem: {
    ...operations,
    query: "operation",
    additionalOperations: { map: "operation" },
    parameters: { list: "parameter" },
    servers: { list: "server" },
    summary: "text",
    description: "text",
  },
  operation: {
    tags: "texts",
    parameters: { list: "parameter" },
    requestBody: "requestBody",
    responses: { map: "response", extensions: true },
    callbacks: { map: "callback" },
    security: { list: "requirement" },
    servers: { list: "server" },
    externalDocs: "opaque",
    operationId: "text",
    summary: "text",
    description: "text",
  },
  parameter: { name: "text", in: "text", style: "text", description: "text", ...valued },
  header: { description: "text", ...valued },
  requestBody: { description: "text", content: { map: "mediaType" } },
  response: {
    description: "text",
    headers: { map: "header" },
    content: { map: "mediaType" },
    links: { map: "opaque" },
  },
  mediaType: {
    schema: "schema",
    itemSchema: "schema",
    encoding: { map: "encoding" },
    examples: { map: "opaque" },
  },
  encoding: { contentType: "text", style: "text", headers: { map: "header" } },
  callback: {},
  schema: {
    properties: schemaMap,
    patternProperties: schemaMap,
    dependentSchemas: schemaMap,
    $defs: schemaMap,
    definitions: schemaMap,
    items: "schema",
    contains: "schema",
    additionalProperties: "schema",
    unevaluatedProperties: "schema",
    unevaluatedItems: "schema",
    propertyNames: "schema",
    contentSchema: "schema",
    not: "schema",
    if: "schema",
    // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema is called so.
    then: "schema",
    else: "schema",
    allOf: schemaList,
    anyOf: schemaList,
    oneOf: schemaList,
    prefixItems: schemaList,
    discriminator: "discriminator",
    required: "texts",
    title: "text",
    description: "text",
    format: "text",
    pattern: "text",
    externalDocs: "opaque",
    xml: "opaque",
  },
  discriminator: { propertyName: "text", mapping: "opaque", defaultMapping: "text" },
  securityScheme: {
    type: "text",
    name: "text",
    in: "text",
    scheme: "text",
    description: "text",
    flows: "opaque",
  },
  server: { url: "text", name: "text", description: "text", variables: { map: "opaque" } },
  tag: { name: "text", description: "text", summary: "text", parent: "text" },
  info: { title: "text", version: "text", description: "text", summary: "text", contact: "opaque", license: "opaque" },
  requirement: {},
  opaque: {},
};

/** Where a schema may be `true` or `false`. */
export const booleanKinds: ReadonlySet<Kind> = new Set(["schema"]);
