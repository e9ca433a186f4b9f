/** Where an extension may stand: the OpenAPI object that carries it, in the words of the specification. */
export type ExtensionPlace = "root" | "server" | "operation" | "schema";

/** A JSON Schema (draft 2020-12) as plain data. `$comment` beside a `pattern` or `not` becomes the text of a finding. */
export type JsonSchema = boolean | { readonly [keyword: string]: unknown };

/** One meaning of an extension. `x-rate-limit` has two: one at the root, one on an operation. */
export interface Use {
  /** `anywhere` is every object of OpenAPI that admits extensions at all. */
  readonly places: readonly ExtensionPlace[] | "anywhere";
  readonly description: string;
  readonly schema: JsonSchema;
}

export interface Extension {
  readonly name: `x-${string}`;
  readonly uses: readonly Use[];
}

/** The use of an extension at a place, which may be one the vocabulary knows no use for. */
export function useAt(extension: Extension, place: string): Use | undefined {
  return extension.uses.find(({ places }) => places === "anywhere" || places.some((known) => known === place));
}

/** `/data` or `/_pagination/page`: a JSON pointer (RFC 6901) to a member, never to the whole body. */
export const pointerSchema = {
  type: "string",
  pattern: "^(/([^~/]|~[01])+)+$",
  $comment: "must be a JSON pointer such as `/data`",
} as const;

/** The name of a header, parameter, property or operation: any text but the empty one. */
export const nameSchema = { type: "string", minLength: 1 } as const;

/** Some names, in no order, none twice. */
export const namesSchema = { type: "array", items: nameSchema, minItems: 1, uniqueItems: true } as const;
