import { type Extension, nameSchema, pointerSchema } from "../extension.js";

/** A copy of a list that is kept up to date: its starting point, and the identity of its entries. */
export interface Sync {
  readonly since: string;
  readonly order?: Readonly<Record<string, string>>;
  readonly id: string;
  readonly time: string;
  readonly pending?: { readonly member: string; readonly value: string | number | boolean | null };
  readonly match?: readonly string[];
  readonly overlapDays: number;
  readonly method?: string;
}

export const sync: Extension = {
  name: "x-sync",
  uses: [
    {
      places: ["operation"],
      description: [
        "How a copy of this list is kept in step: the resource gets a method `sync`, or as `method` says.",
        "`since` is the query parameter that takes the moment to read from, and `order` the query that has the oldest come first;",
        "`id`, `time`, `pending.member` and `match` are JSON pointers into an entry.",
        "An entry is pending while the member has the value; `match` names what it has in common with the final one.",
        "Entries may appear `overlapDays` later than one that is newer.",
      ].join(" "),
      schema: {
        type: "object",
        required: ["since", "id", "time", "overlapDays"],
        additionalProperties: false,
        dependentRequired: { match: ["pending"] },
        properties: {
          method: { type: "string", pattern: "^[a-z][A-Za-z0-9]*$", $comment: "must be a camelCase name" },
          since: nameSchema,
          order: { type: "object", minProperties: 1, additionalProperties: { type: "string" } },
          id: pointerSchema,
          time: pointerSchema,
          pending: {
            type: "object",
            required: ["member", "value"],
            additionalProperties: false,
            properties: { member: pointerSchema, value: { type: ["string", "number", "boolean", "null"] } },
          },
          match: { type: "array", items: pointerSchema, minItems: 1, uniqueItems: true },
          overlapDays: { type: "integer", minimum: 0, maximum: 366 },
        },
      },
    },
  ],
};
