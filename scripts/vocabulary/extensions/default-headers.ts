import type { Extension } from "../extension.js";

/** Values by the names of headers. */
export type DefaultHeaders = Readonly<Record<string, string>>;

export const defaultHeaders: Extension = {
  name: "x-default-headers",
  uses: [
    {
      places: ["root"],
      description:
        "Headers that most operations take, with the value that clients send unless their caller gives another: the dated version of the API that the description follows.",
      schema: {
        type: "object",
        minProperties: 1,
        propertyNames: { pattern: "^[\\w!#$%&'*+.^`|~-]+$", $comment: "must be the name of a header" },
        additionalProperties: { type: "string", pattern: "^[ -~]+$", $comment: "must be visible ASCII" },
      },
    },
  ],
};
