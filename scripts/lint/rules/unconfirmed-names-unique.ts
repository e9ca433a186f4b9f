import type { Oas3Rule } from "@redocly/openapi-core";
import { checkShape } from "../../vocabulary/check.js";
import type { Unconfirmed } from "../../vocabulary/extensions/unconfirmed.js";
import { eachExtension } from "../extensions.js";

/** The reference and the report list unconfirmed facts by name; two of one name would read as one. */
export const unconfirmedNamesUnique: Oas3Rule = () => {
  const places = new Map<string, string>();
  return eachExtension(({ name, value, place, location }, { report }) => {
    if (name !== "x-unconfirmed" || checkShape(name, place, value).length > 0) return;
    for (const [index, fact] of (value as readonly Unconfirmed[]).entries()) {
      const here = location.child([index, "name"]);
      const first = places.get(fact.name);
      if (first === undefined) places.set(fact.name, here.absolutePointer);
      else {
        report({
          message: `The unconfirmed fact \`${fact.name}\` is named already at ${first}. Give one of them another name.`,
          location: here,
        });
      }
    }
  });
};
