import { isPlainObject, type Oas3Rule } from "@redocly/openapi-core";

/** Descriptions become the TSDoc that callers hover over; Redocly wants them on everything but properties. */
export const schemaPropertyDescription: Oas3Rule = () => ({
  SchemaProperties(properties, { resolve, report, location }) {
    for (const [name, schema] of Object.entries(properties)) {
      if (isDescribed(schema) || isDescribed(resolve(schema).node)) continue;
      report({
        message: `The property \`${name}\` has no description. Say what it means, in which unit, and what its default is.`,
        location: location.child([name]).key(),
      });
    }
  },
});

function isDescribed(schema: unknown): boolean {
  return isPlainObject(schema) && typeof schema.description === "string" && schema.description.trim() !== "";
}
