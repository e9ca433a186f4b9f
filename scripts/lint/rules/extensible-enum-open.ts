import type { Oas3Rule } from "@redocly/openapi-core";
import { eachExtension } from "../extensions.js";
import { keyword, typesOf } from "../schema.js";

/** An open set of strings cannot be closed by `enum` beside it, and its values are strings. */
export const extensibleEnumOpen: Oas3Rule = () =>
  eachExtension(({ name, owner, location }, { resolve, report }) => {
    if (name !== "x-extensible-enum") return;
    for (const closed of ["enum", "const"]) {
      const found = keyword(resolve, owner, closed);
      if (!found) continue;
      report({
        message: `\`${closed}\` closes the set that \`x-extensible-enum\` leaves open. Remove one of them.`,
        location: found.location.key(),
      });
    }
    const types = typesOf(resolve, owner);
    if (types.has("string") && [...types].every((type) => type === "string" || type === "null")) return;
    report({
      message: '`x-extensible-enum` belongs on a string. Set `type` to `string`, or to `[string, "null"]`.',
      location: location.key(),
    });
  });
