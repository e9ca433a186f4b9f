/** Members of a document whose own members have names, which may be any word, or statuses. */
export const named: ReadonlySet<string> = new Set([
  ...["responses", "properties", "patternProperties", "dependentSchemas", "$defs", "definitions", "schemas"],
  ...["parameters", "headers", "content", "encoding", "links", "callbacks", "requestBodies", "securitySchemes"],
  ...["paths", "webhooks", "pathItems", "mediaTypes"],
]);
