import { type Extension, nameSchema, namesSchema } from "../extension.js";

export interface KeyInflection {
  readonly header: string;
  readonly value: string;
  /** Properties, in wire spelling, whose inner keys belong to someone else and are never re-cased. */
  readonly verbatim: readonly string[];
}

export const keyInflection: Extension = {
  name: "x-key-inflection",
  uses: [
    {
      places: ["root"],
      description: "The header to send for camelCase answers, and the properties whose inner keys are never re-cased.",
      schema: {
        type: "object",
        required: ["header", "value", "verbatim"],
        additionalProperties: false,
        properties: { header: nameSchema, value: nameSchema, verbatim: { ...namesSchema, minItems: 0 } },
      },
    },
  ],
};
