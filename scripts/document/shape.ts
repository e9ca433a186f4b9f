// The shape of an OpenAPI document as one table: which member of which object holds objects of OpenAPI, which holds a map
// whose keys are names, and which holds data. An example that looks like a schema, or holds a `$ref`, is data.

/** The content of a member. In a map with `extensions`, keys that begin with `x-` are extensions and no names. */
export type Slot = Kind | ListSlot | MapSlot | "text" | "texts" | "data";

interface ListSlot {
  readonly list: Kind;
}

interface MapSlot {
  readonly map: Kind;
  readonly extensions?: boolean;
}

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
  | "example"
  | "link"
  | "serverVariable"
  | "oauthFlows"
  | "oauthFlow"
  | "opaque"
  | "unknown";

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

const exampleMap = { map: "example" } as const;
const valued = { schema: "schema", content: { map: "mediaType" }, example: "data", examples: exampleMap } as const;

type Shape = Readonly<Record<string, Slot>>;

/** The kinds that OpenAPI describes, and the members of each. */
const shapes: Readonly<Record<Exclude<Kind, "unknown">, Shape>> = {
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
    examples: exampleMap,
    requestBodies: { map: "requestBody" },
    headers: { map: "header" },
    securitySchemes: { map: "securityScheme" },
    links: { map: "link" },
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
    links: { map: "link" },
  },
  mediaType: {
    schema: "schema",
    itemSchema: "schema",
    encoding: { map: "encoding" },
    example: "data",
    examples: exampleMap,
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
    enum: "data",
    const: "data",
    default: "data",
    example: "data",
    examples: "data",
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
    flows: "oauthFlows",
  },
  server: { url: "text", name: "text", description: "text", variables: { map: "serverVariable" } },
  tag: { name: "text", description: "text", summary: "text", parent: "text" },
  info: { title: "text", version: "text", description: "text", summary: "text", contact: "opaque", license: "opaque" },
  requirement: {},
  example: { value: "data" },
  link: { parameters: "data", requestBody: "data" },
  serverVariable: { default: "data", enum: "data" },
  oauthFlows: {
    implicit: "oauthFlow",
    password: "oauthFlow",
    clientCredentials: "oauthFlow",
    authorizationCode: "oauthFlow",
    deviceAuthorization: "oauthFlow",
  },
  oauthFlow: { scopes: "data" },
  // Read as a whole by the one stage that needs it.
  opaque: {},
};

/** Kinds that may also be `true` or `false`. */
export const booleanKinds: ReadonlySet<Kind> = new Set(["schema"]);

/**
 * Members of an object that no table describes: an extension's, another edition's, or those of a file whose place in the
 * document is not known. A word that means data in a schema, or a map elsewhere, means the same there.
 */
const unknownShape: Shape = Object.fromEntries(
  Object.values(shapes).flatMap((shape) =>
    Object.entries(shape).flatMap(([key, slot]): [string, Slot][] => {
      if (shapes.schema[key] === "data") return [[key, "data"]];
      return typeof slot === "object" && "map" in slot ? [[key, { ...slot, map: "unknown" }]] : [];
    }),
  ),
);

/** The content that OpenAPI describes for a member; undefined for a member that it does not describe. */
export function describedSlot(kind: Kind, key: string): Slot | undefined {
  if (kind === "unknown") return undefined;
  if (kind === "callback") return key === "$ref" || key.startsWith("x-") ? undefined : "pathItem";
  const shape = shapes[kind];
  return Object.hasOwn(shape, key) ? shape[key] : undefined;
}

function slotOf(kind: Kind, key: string): Slot {
  return describedSlot(kind, key) ?? (Object.hasOwn(unknownShape, key) ? (unknownShape[key] as Slot) : "unknown");
}

/** The content under a key of a list, a map or an object. */
export function slotIn(slot: Slot, key: string): Slot {
  if (slot === "text" || slot === "texts" || slot === "data" || slot === "opaque") return "data";
  if (typeof slot === "string") return slotOf(slot, key);
  if ("list" in slot) return slot.list;
  return slot.extensions === true && key.startsWith("x-") ? "unknown" : slot.map;
}
