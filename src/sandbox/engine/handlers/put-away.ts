// A DELETE that leaves the resource where it is: one that archives or redacts it says since when, and answers with it.

import { define } from "../../../json.js";
import type { SpecOperation } from "../../document/operation.js";
import type { Role } from "../infer/collections.js";
import { letters } from "../infer/names.js";
import { schemaOfType } from "../infer/unions.js";
import { holderOf } from "../lifecycles.js";
import type { ResourceRecord } from "../records/record.js";
import type { Schemas } from "../schema/schemas.js";

/** An operation of this name removes the resource, whatever moment its schema has. */
const removes: ReadonlySet<string> = new Set(["delete", "remove", "destroy", "erase", "clear"]);

/**
 * Sets the moment and the state that are named after what the operation does: `archive-a-list` sets `archived-at`, and
 * `status` to `archived` where that is one. The word for it; `undefined` if the resource has no such moment.
 */
export function putAway(
  { id }: SpecOperation,
  record: ResourceRecord,
  { collection, shape }: Role,
  { schemas, now }: { readonly schemas: Schemas; readonly now: string },
): string | undefined {
  const [verb = ""] = id.split(/[-_\s.]|(?=[A-Z])/);
  if (collection === undefined || shape === undefined || removes.has(verb.toLowerCase())) return undefined;
  const word = `${verb.toLowerCase()}${verb.endsWith("e") ? "d" : "ed"}`;
  const top = schemas.properties(schemaOfType(collection.schema, record.resource.type, schemas));
  const members = collection.envelope === "jsonapi" ? schemas.properties(top.get("attributes")) : top;
  const moment = [...members].find(
    ([name, schema]) => letters(name) === `${word}at` && schemas.flat(schema).format === "date-time",
  )?.[0];
  if (moment === undefined) return undefined;
  const holder = holderOf(record.resource);
  if (typeof holder[moment] !== "string") define(holder, moment, now);
  for (const [name, schema] of members) {
    const { enum: closed, "x-extensible-enum": open } = schemas.flat(schema);
    if (/^(status|state)$/.test(letters(name)) && [closed, open].flat().includes(word)) define(holder, name, word);
  }
  return word;
}
