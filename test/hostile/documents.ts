// The parts of hostile documents.

export type Json = Record<string, unknown>;

const told = { type: "object", properties: { name: { type: "string" } } };

/** One operation, `GET /toys`, that answers with the schema, and what is given besides. */
export function toys({
  schema = told,
  operation = {},
  ...members
}: { schema?: unknown; operation?: Json } & Json = {}): Json {
  const content = { "application/json": { schema } };
  return {
    openapi: "3.1.0",
    info: { title: "Toys", version: "1" },
    paths: {
      "/toys": {
        get: { operationId: "listToys", responses: { "200": { description: "All.", content } }, ...operation },
      },
    },
    ...members,
  };
}

/** Each of the schemas in the one before it. */
export function nested(
  levels: number,
  wrap: (inner: unknown) => unknown,
  inmost: unknown = { type: "string" },
): unknown {
  let schema = inmost;
  for (let level = 0; level < levels; level += 1) schema = wrap(schema);
  return schema;
}

export function many<T>(count: number, make: (index: number) => [string, T]): Record<string, T> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => make(index)));
}

export const yaml = (rest: string): string => `openapi: 3.1.0
info: { title: Toys, version: "1" }
${rest}`;
