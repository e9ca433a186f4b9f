import { type Extension, nameSchema, namesSchema } from "../extension.js";

/** A page of the service's that an end user is sent to, and comes back from. */
export interface BrowserFlow {
  readonly title: string;
  readonly description?: string;
  readonly url: string;
  /** The query parameter with the address to come back to. */
  readonly redirect: string;
  readonly parameters: readonly BrowserParameter[];
  readonly exclusive?: readonly (readonly string[])[];
  readonly returns: readonly BrowserParameter[];
}

export interface BrowserParameter {
  readonly name: string;
  /** The caller's name; absent, the wire's name in camelCase. */
  readonly member?: string;
  readonly required?: boolean;
  readonly description: string;
  /** The known values; others are refused unless `open`. */
  readonly values?: readonly string[];
  readonly open?: boolean;
}

const member = { type: "string", pattern: "^[a-z][A-Za-z0-9]*$", $comment: "must be a camelCase name" };

const parameter = {
  type: "object",
  required: ["name", "description"],
  additionalProperties: false,
  properties: {
    name: nameSchema,
    member,
    required: { type: "boolean" },
    description: nameSchema,
    values: namesSchema,
    open: { type: "boolean" },
  },
};

export const browserFlow: Extension = {
  name: "x-browser-flow",
  uses: [
    {
      places: ["root"],
      description: [
        "Pages of the service's that an end user is sent to in the browser, by a camelCase name: for `consentPage` there are the",
        "functions `consentPageUrl` and `readConsentPageReturn`. `parameters` go into the query of `url`, `redirect` names the one with the",
        "address to come back to, of each list in `exclusive` at most one is given, and `returns` stand in the query on the way back.",
      ].join(" "),
      schema: {
        type: "object",
        minProperties: 1,
        propertyNames: member,
        additionalProperties: {
          type: "object",
          required: ["title", "url", "redirect", "parameters", "returns"],
          additionalProperties: false,
          properties: {
            title: nameSchema,
            description: nameSchema,
            url: { type: "string", pattern: "^https://[^?#]+$", $comment: "must be an https URL without a query" },
            redirect: nameSchema,
            parameters: { type: "array", items: parameter, minItems: 1 },
            exclusive: { type: "array", items: { ...namesSchema, minItems: 2 }, minItems: 1 },
            returns: { type: "array", items: parameter },
          },
        },
      },
    },
  ],
};
