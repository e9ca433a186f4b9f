import type { Oas3Rule } from "@redocly/openapi-core";
import { didYouMean } from "../../problem/nearest.js";
import { checkShape } from "../../vocabulary/check.js";
import { eachExtension } from "../extensions.js";
import { resourceOf } from "../resource.js";

/** A misspelt guaranteed member would leave the right one optional, and nobody would notice. */
export const guaranteedSound: Oas3Rule = () =>
  eachExtension(({ name, value, place, owner, location }, { resolve, report }) => {
    if (name !== "x-guaranteed" || checkShape(name, place, value).length > 0) return;
    const { attributes, relationships } = resourceOf(resolve, owner);
    const known = new Set([...attributes.keys(), ...relationships.keys()]);
    for (const [index, member] of (value as readonly string[]).entries()) {
      if (known.has(member)) continue;
      report({
        message: `\`x-guaranteed\` names \`${member}\`, which the schema does not declare.${didYouMean(member, known)} Correct it or declare it.`,
        location: location.child([index]),
      });
    }
  });
