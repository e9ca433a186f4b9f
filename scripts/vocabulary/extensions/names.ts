import type { Extension } from "../extension.js";

export const environment: Extension = {
  name: "x-environment",
  uses: [
    {
      places: ["server"],
      description: "The name a caller chooses the server by. The first server is the default.",
      schema: { type: "string", pattern: "^[a-z][a-z0-9]*(-[a-z0-9]+)*$", $comment: "must be kebab-case" },
    },
  ],
};

export const resource: Extension = {
  name: "x-resource",
  uses: [
    {
      places: ["operation"],
      description: "Where callers find the operation: a dotted camelCase path such as `connect.shareTokens`.",
      schema: {
        type: "string",
        pattern: "^[a-z][A-Za-z0-9]*(\\.[a-z][A-Za-z0-9]*)*$",
        $comment: "must be camelCase names with dots between them",
      },
    },
  ],
};

export const method: Extension = {
  name: "x-method",
  uses: [
    {
      places: ["operation"],
      description: "What callers call the operation on its resource: a camelCase name such as `redeem`.",
      schema: { type: "string", pattern: "^[a-z][A-Za-z0-9]*$", $comment: "must be a camelCase name" },
    },
  ],
};
