import type { Location, Oas3Rule } from "@redocly/openapi-core";
import { didYouMean } from "../../problem/nearest.js";
import { checkShape } from "../../vocabulary/check.js";
import type { KeyInflection } from "../../vocabulary/extensions/key-inflection.js";
import type { UncheckedObject } from "../schema.js";

/** A verbatim property has to be one: a misspelled name would leave the customer's keys re-cased. */
export const inflectionVerbatim: Oas3Rule = () => {
  let verbatim: readonly string[] = [];
  let place: Location | undefined;
  const names = new Set<string>();
  return {
    Root: {
      enter(root, { location }) {
        const value: unknown = (root as unknown as UncheckedObject)["x-key-inflection"];
        if (value === undefined || checkShape("x-key-inflection", "root", value).length > 0) return;
        verbatim = (value as KeyInflection).verbatim;
        place = location.child(["x-key-inflection", "verbatim"]);
      },
      leave(_, { report }) {
        for (const [index, name] of verbatim.entries()) {
          if (names.has(name)) continue;
          report({
            message: `\`verbatim\` names \`${name}\`, but no schema has such a property.${didYouMean(name, names)} Correct or remove it.`,
            ...(place ? { location: place.child([index]) } : {}),
          });
        }
      },
    },
    SchemaProperties(properties) {
      for (const name of Object.keys(properties)) names.add(name);
    },
  };
};
