import { type Extension, nameSchema } from "../extension.js";

/** Files that responses refer to by URLs which need no credentials. */
export interface SignedUrls {
  readonly method?: string;
  readonly origin: string;
  readonly description?: string;
  readonly renewal: string;
}

export const signedUrls: Extension = {
  name: "x-signed-urls",
  uses: [
    {
      places: ["root"],
      description: [
        "Files that answers hold the signed URLs of, by the resource that gets a method for them: `files` has `download`, or what `method`",
        "says. A URL is taken only if it has the `origin`; no credential goes along. `renewal` says where a fresh URL is to be had",
        "when one has expired.",
      ].join(" "),
      schema: {
        type: "object",
        minProperties: 1,
        propertyNames: {
          pattern: "^[a-z][A-Za-z0-9]*(\\.[a-z][A-Za-z0-9]*)*$",
          $comment: "must be camelCase names with dots between them",
        },
        additionalProperties: {
          type: "object",
          required: ["origin", "renewal"],
          additionalProperties: false,
          properties: {
            method: { type: "string", pattern: "^[a-z][A-Za-z0-9]*$", $comment: "must be a camelCase name" },
            origin: {
              type: "string",
              pattern: "^https://[a-z0-9.-]+(:[0-9]+)?$",
              $comment: "must be https:// and a host",
            },
            description: nameSchema,
            renewal: nameSchema,
          },
        },
      },
    },
  ],
};
