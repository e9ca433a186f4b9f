// The vocabulary as one JSON Schema, for editors: in a document or an overlay that names it, they complete extensions at any place
// and mark what is misshapen.

import type { JsonSchema } from "./extension.js";
import { vocabulary } from "./vocabulary.js";

export function vocabularySchema(): JsonSchema {
  const extensions = Object.fromEntries(
    vocabulary.map(({ name, uses }) => {
      const meanings = uses.map(({ places, description, schema }) => ({
        title: places === "anywhere" ? "anywhere" : `on ${places.join(", ")}`,
        description,
        ...(typeof schema === "object" ? schema : {}),
      }));
      return [name, meanings.length === 1 ? meanings[0] : { anyOf: meanings }];
    }),
  );
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "OpenAPI document or overlay with the vocabulary of sharewright",
    $ref: "#/$defs/node",
    $defs: {
      node: {
        type: ["object", "array", "string", "number", "boolean", "null"],
        properties: extensions,
        patternProperties: { "^x-": true },
        additionalProperties: { $ref: "#/$defs/node" },
        items: { $ref: "#/$defs/node" },
      },
    },
  };
}

/** The text of `vocabulary.schema.json`. */
export function vocabularySchemaText(): string {
  return `${JSON.stringify(vocabularySchema(), null, 2)}\n`;
}
