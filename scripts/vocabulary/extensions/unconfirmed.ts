import { type Extension, nameSchema } from "../extension.js";

export type Assumption = string | number | boolean;

/** A fact that no source states. */
export interface Unconfirmed {
  /** Unique within the service. */
  readonly name: string;
  readonly question: string;
  readonly assumed: Assumption;
  readonly alternatives?: readonly Assumption[];
}

const assumption = { type: ["string", "number", "boolean"] } as const;

export const unconfirmed: Extension = {
  name: "x-unconfirmed",
  uses: [
    {
      places: "anywhere",
      description: "Facts about this object that no source states, with what is assumed until someone knows.",
      schema: {
        type: "array",
        minItems: 1,
        items: {
          type: "object",
          required: ["name", "question", "assumed"],
          additionalProperties: false,
          properties: {
            name: { type: "string", pattern: "^[a-z0-9]+(-[a-z0-9]+)*$", $comment: "must be kebab-case" },
            question: nameSchema,
            assumed: assumption,
            alternatives: { type: "array", items: assumption, minItems: 1, uniqueItems: true },
          },
        },
      },
    },
  ],
};
