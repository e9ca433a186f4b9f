// A document that holds a text wherever a spec can hold one.

type Json = Record<string, unknown>;

/** An object with one member, whatever it is called: `__proto__` in a literal would be the prototype. */
export function own(key: string, value: unknown): Json {
  return Object.fromEntries([[key, value]]);
}

export function everywhere(payload: string): Json {
  const told = {
    title: payload,
    summary: payload,
    description: payload,
    externalDocs: { url: payload, description: payload },
    "x-anything": own(payload, payload),
  };
  const values = { default: payload, example: payload, examples: [payload] };
  const text = { ...told, ...values, type: "string", pattern: payload, format: payload };
  const schema = {
    ...told,
    type: "object",
    $comment: payload,
    required: [payload],
    example: own(payload, payload),
    properties: {
      ...own(payload, text),
      kind: { ...told, enum: [payload, "other"], default: payload },
      open: { ...told, type: "string", "x-extensible-enum": [payload, "known"] },
      fixed: { const: payload },
      object: { const: own(payload, payload), default: own(payload, [payload]) },
      map: { additionalProperties: { const: payload }, propertyNames: { enum: [payload] } },
      matched: { patternProperties: own(payload, text) },
      pair: { prefixItems: [{ const: payload }], items: { enum: [payload] } },
      some: { anyOf: [{ required: [payload] }] },
      told: {
        oneOf: [{ $ref: "#/components/schemas/Toy" }],
        discriminator: { propertyName: payload, mapping: own(payload, "#/components/schemas/Toy") },
      },
      encoded: { type: "string", contentMediaType: payload, contentEncoding: payload },
      again: own("$ref", refTo("schemas", payload)),
    },
    "x-lifecycle": {
      property: "open",
      initial: payload,
      terminal: [payload],
      reason: payload,
      states: { ...own(payload, { description: payload, guarantees: [payload] }), known: {} },
      transitions: [{ from: payload, to: payload, by: payload, at: payload }],
    },
  };
  const waiters = {
    ...own(payload, { poll: "readDoor", until: ["known"], stop: [payload] }),
    other: { poll: "readDoor", until: [payload, "known"] },
  };
  // Never an input, and so with a type for each state.
  const door = { ...schema, "x-lifecycle": { ...schema["x-lifecycle"], waiters } };
  const toy = { $ref: "#/components/schemas/Toy" };
  const examples = own(payload, { summary: payload, description: payload, value: own(payload, payload) });
  const content = {
    "application/json": { schema: toy, examples },
    [`text/${payload}`]: { schema: text, example: payload },
  };
  const headers = own(payload, { description: payload, schema: text, example: payload });
  const links = own(payload, {
    operationId: payload,
    parameters: own(payload, payload),
    description: payload,
    server: { url: payload },
  });
  const response = { description: payload, content, headers, links };
  const parameter = (place: string) => ({
    ...told,
    in: place,
    name: payload,
    schema: { ...text, enum: [payload] },
    examples,
  });
  const servers = [
    { url: payload, description: payload, name: payload, "x-environment": payload },
    {
      url: `https://{${payload}}.test`,
      name: payload,
      variables: own(payload, { default: payload, enum: [payload], description: payload }),
    },
  ];
  const operation = (more: Json) => ({
    ...told,
    tags: [payload],
    parameters: [parameter("query"), parameter("header"), parameter("cookie")],
    responses: { "200": response, "404": response, default: response, ...own(payload, response) },
    servers,
    callbacks: own(payload, own(payload, { post: { responses: { "200": response } } })),
    "x-rate-limit": { quota: payload },
    "x-unconfirmed": [{ name: payload, question: payload, assumed: payload, alternatives: [payload] }],
    ...more,
  });
  const requestBody = { description: payload, required: true, content };
  const form = {
    required: true,
    content: {
      "multipart/form-data": {
        schema: { type: "object", properties: { ...own(payload, { type: "string", format: "binary" }), plain: text } },
        encoding: own(payload, { contentType: payload, headers }),
      },
    },
  };
  return {
    openapi: "3.1.0",
    jsonSchemaDialect: payload,
    info: {
      ...told,
      version: payload,
      termsOfService: payload,
      license: { name: payload, url: payload, identifier: payload },
      contact: { name: payload, url: payload, email: payload },
    },
    externalDocs: { url: payload, description: payload },
    servers,
    tags: [{ ...told, name: payload, parent: payload }],
    security: [own(payload, [payload]), { oauth: [payload] }, { mail: [] }],
    "x-key-inflection": { header: payload, value: payload, verbatim: [payload] },
    "x-idempotency": { header: payload, methods: ["post", payload] },
    "x-rate-limit": { limit: payload, remaining: payload, reset: payload, resetUnit: payload },
    "x-pagination": { style: "cursor", after: payload, size: payload, items: `/${payload}`, next: `/${payload}` },
    paths: {
      "/doors/{id}": {
        get: {
          operationId: "readDoor",
          parameters: [{ in: "path", name: "id", required: true, schema: { type: "string" } }],
          responses: {
            "200": {
              description: payload,
              content: { "application/json": { schema: { $ref: "#/components/schemas/Door" } } },
            },
          },
        },
      },
      "/named": {
        get: operation({
          operationId: "a",
          "x-resource": `named.${payload.replaceAll(".", " ")}`,
          "x-method": payload,
        }),
        post: operation({ operationId: payload, requestBody }),
      },
      "/files": { summary: payload, post: operation({ operationId: `file ${payload}`, requestBody: form }) },
      [`/${payload}/{${payload}}`]: {
        parameters: [{ ...parameter("path"), required: true }],
        put: operation({ operationId: `put ${payload}`, requestBody }),
        // Named by its path alone.
        delete: operation({ tags: undefined }),
      },
    },
    webhooks: own(payload, { post: operation({ operationId: `hook ${payload}`, requestBody }) }),
    "x-webhook-signature": {
      header: payload,
      format: payload,
      separator: payload,
      signedPayload: payload,
      toleranceSeconds: 1,
    },
    components: {
      schemas: { ...own(payload, schema), Toy: schema, Door: door },
      parameters: own(payload, parameter("query")),
      responses: own(payload, response),
      requestBodies: own(payload, requestBody),
      headers,
      examples,
      links,
      securitySchemes: {
        ...own(payload, { type: "apiKey", in: "query", name: payload, description: payload }),
        oauth: {
          type: "oauth2",
          description: payload,
          flows: {
            clientCredentials: { tokenUrl: payload, refreshUrl: payload, scopes: own(payload, payload) },
          },
        },
        mail: { type: "http", scheme: "bearer", bearerFormat: payload, description: payload },
      },
    },
  };
}

/** A reference to a component, as a pointer spells its name. */
export function refTo(section: string, name: string): string {
  return `#/components/${section}/${name.replaceAll("~", "~0").replaceAll("/", "~1").replaceAll("%", "%25")}`;
}
