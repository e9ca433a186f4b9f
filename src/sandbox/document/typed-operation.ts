// The parameters and the body of an operation, by its entry in the generated `operations`.

type Parameters<Op, Kind extends "path" | "query", Value> = Op extends {
  parameters: { [Name in Kind]?: infer Values };
}
  ? [NonNullable<Values>] extends [never]
    ? Readonly<Record<string, never>>
    : Readonly<NonNullable<Values>>
  : Readonly<Record<string, Value>>;

export type PathOf<Op> = Parameters<Op, "path", string>;

export type QueryOf<Op> = Parameters<Op, "query", unknown>;

export type BodyOf<Op> = Op extends { requestBody: { content: { "application/json": infer Body } } }
  ? Body
  : Op extends { requestBody?: { content: { "application/json": infer Body } } }
    ? Body | undefined
    : unknown;
