import type { Extension } from "../extension.js";

/** JSON:API, `{ "data": value }`, or the bare value. */
export type Envelope = "jsonapi" | "data" | "none";

export const envelope: Extension = {
  name: "x-envelope",
  uses: [
    {
      places: ["root", "operation"],
      description: "How values are wrapped on the wire. An operation overrules the root.",
      schema: { enum: ["jsonapi", "data", "none"] },
    },
    {
      places: ["schema"],
      description: "This object is a document of its own, such as the payload of a webhook, wrapped in this way.",
      schema: { enum: ["jsonapi", "data", "none"] },
    },
  ],
};
