import { type Extension, nameSchema, pointerSchema } from "../extension.js";

/** The next page starts after a cursor, which is taken from the query of the URL at `next`. */
export interface CursorPagination {
  readonly style: "cursor";
  readonly after: string;
  readonly before?: string;
  readonly size?: string;
  readonly items: string;
  readonly next: string;
  readonly previous?: string;
}

/** Pages are numbered, and the response holds their number. */
export interface PagePagination {
  readonly style: "page";
  readonly page: string;
  readonly size?: string;
  readonly items: string;
  readonly current: string;
  readonly pages: string;
  readonly total?: string;
  readonly perPage?: string;
}

/** The response holds a token for the next page, which a parameter takes. */
export interface TokenPagination {
  readonly style: "token";
  readonly after: string;
  readonly before?: string;
  readonly size?: string;
  readonly items?: string;
  readonly next: string;
  readonly previous?: string;
}

/** Pages are numbered, and the response need not hold their number: the list ends with a page that is not full. */
export interface CountedPagination {
  readonly style: "counted";
  readonly page: string;
  readonly size?: string;
  readonly items?: string;
  readonly pages?: string;
  readonly total?: string;
}

/** A list that is always one page. */
export interface SinglePagination {
  readonly style: "single";
  readonly items?: string;
}

export type Pagination = CursorPagination | PagePagination | TokenPagination | CountedPagination | SinglePagination;

const cursor = {
  type: "object",
  required: ["style", "after", "items", "next"],
  additionalProperties: false,
  properties: {
    style: { const: "cursor" },
    after: nameSchema,
    before: nameSchema,
    size: nameSchema,
    items: pointerSchema,
    next: pointerSchema,
    previous: pointerSchema,
  },
};

const page = {
  type: "object",
  required: ["style", "page", "items", "current", "pages"],
  additionalProperties: false,
  properties: {
    style: { const: "page" },
    page: nameSchema,
    size: nameSchema,
    items: pointerSchema,
    current: pointerSchema,
    pages: pointerSchema,
    total: pointerSchema,
    perPage: pointerSchema,
  },
};

const token = {
  type: "object",
  required: ["style", "after", "next"],
  additionalProperties: false,
  properties: { ...cursor.properties, style: { const: "token" } },
};

const counted = {
  type: "object",
  required: ["style", "page"],
  additionalProperties: false,
  properties: {
    style: { const: "counted" },
    page: nameSchema,
    size: nameSchema,
    items: pointerSchema,
    pages: pointerSchema,
    total: pointerSchema,
  },
};

const single = {
  type: "object",
  required: ["style"],
  additionalProperties: false,
  properties: { style: { const: "single" }, items: pointerSchema },
};

/** OpenAPI's `discriminator` lets ajv judge a value by its own style: `oneOf` alone explains a mistake in terms of both. */
const byStyle = {
  type: "object",
  required: ["style"],
  discriminator: { propertyName: "style" },
  oneOf: [cursor, page, token, counted],
};

const members = [
  "`after`, `before`, `page` and `size` are query parameters as the wire spells them (`page[after]`, `pageSize`);",
  "`items`, `next`, `previous`, `current`, `pages`, `total` and `perPage` are JSON pointers into the answer;",
  "without `items`, the answer is the list.",
].join(" ");

export const pagination: Extension = {
  name: "x-pagination",
  uses: [
    {
      places: ["root"],
      description: `How lists come in pages, for every operation that takes the parameter and answers the items. ${members}`,
      schema: byStyle,
    },
    {
      places: ["operation"],
      description: `How this list comes in pages, or \`false\` when it does not, whatever the root says. ${members}`,
      schema: {
        ...byStyle,
        oneOf: [...byStyle.oneOf, single],
        type: ["object", "boolean"],
        not: { const: true },
        $comment: "must be an object or `false`",
      },
    },
  ],
};
