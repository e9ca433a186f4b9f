import { isObject } from "../../document/json.js";
import type { Schema, SpecDocument } from "../../document/resolve.js";
import type { Losses } from "../losses.js";
import type { Envelope } from "../response/envelope.js";
import { includedOf } from "../response/responses.js";
import type { Types } from "../schema/types.js";
import type { BesidePage, Pager } from "../types/pager.js";
import { besideItems } from "./beside-items.js";

/** Members of a list's pages beside their items. */
export function besidePageOf({
  document,
  schema,
  envelope,
  pager,
  types,
  losses,
}: {
  readonly document: SpecDocument;
  /** The body of the success. */
  readonly schema: Schema | undefined;
  readonly envelope: Envelope;
  readonly pager: Pager | undefined;
  readonly types: Types;
  readonly losses: Losses;
}): BesidePage | undefined {
  if (pager === undefined || schema === undefined) return undefined;
  const { members: named, paths, taken } = besideItems(document, schema, pager, envelope, types);
  const included = envelope === "jsonapi" ? includedOf(document, schema) : undefined;
  const members = included === undefined ? named : [...named, types.leftover(included)];
  const body = document.resolve(schema);
  const rest = isObject(body) ? body.additionalProperties : undefined;
  if (isObject(rest) && Object.keys(rest).length > 0) {
    losses.report(
      "page-rest",
      "A page holds what its answer names: members of any other name, which the answer may have, are left out.",
      "Read them by `.raw()`, or say `x-pagination: false`, and the value is the whole answer.",
    );
  }
  if (taken.length > 0) {
    losses.report(
      "page-member",
      `A page has its own ${taken.map((name) => `\`${name}\``).join(", ")}: what the answer calls so is left out.`,
      "Read it by `.raw()`, or say `x-pagination: false`, and the value is the whole answer.",
    );
  }
  return members.length === 0 ? undefined : { type: { kind: "object", members, rest: undefined }, paths };
}
