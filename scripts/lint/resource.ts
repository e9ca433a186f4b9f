import { type Located, propertiesOf, type Resolve } from "./schema.js";

/** The members of a resource as callers will see them on one flat object, by name in wire spelling. */
export interface LintedResource {
  readonly attributes: ReadonlyMap<string, Located>;
  readonly relationships: ReadonlyMap<string, Located>;
}

/** Recognises a JSON:API resource object: a `type` beside `attributes` or `relationships`. */
export function isResourceObject(properties: ReadonlyMap<string, Located>): boolean {
  return properties.has("type") && (properties.has("attributes") || properties.has("relationships"));
}

/** A JSON:API resource object keeps its members one level down; any other schema is the resource itself. */
export function resourceOf(resolve: Resolve, schema: Located): LintedResource {
  const properties = propertiesOf(resolve, schema);
  if (!isResourceObject(properties)) return { attributes: properties, relationships: new Map() };
  return {
    attributes: propertiesOf(resolve, properties.get("attributes")),
    relationships: propertiesOf(resolve, properties.get("relationships")),
  };
}
