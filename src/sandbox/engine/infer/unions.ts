// Resources of several JSON:API types under one path: which types there are, and what the resources of each look like.

import type { Schemas } from "../schema/schemas.js";

/** The `type`s that a JSON:API resource may have. */
export function typesIn(schema: unknown, schemas: Schemas): readonly string[] {
  const flat = schemas.flat(schema);
  const choices = choicesOf(flat);
  if (choices !== undefined) return choices.flatMap((choice) => typesIn(choice, schemas));
  const type = schemas.flat(schemas.properties(flat).get("type"));
  const known = type.const ?? type.enum ?? type["x-extensible-enum"];
  return known === undefined ? [] : [known].flat().map(String);
}

/** The schema of the resources of one type: the choice of a union that has it, or else the schema itself. */
export function schemaOfType(schema: unknown, type: unknown, schemas: Schemas): unknown {
  const choice = choicesOf(schemas.flat(schema))?.find((each) => typesIn(each, schemas).includes(String(type)));
  return choice === undefined ? schema : schemaOfType(choice, type, schemas);
}

function choicesOf(flat: Readonly<Record<string, unknown>>): readonly unknown[] | undefined {
  return [flat.oneOf, flat.anyOf].find(Array.isArray);
}
