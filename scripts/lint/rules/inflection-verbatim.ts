import { isPlainObject, type Location, type Oas3Rule } from "@redocly/openapi-core";
import { didYouMean } from "../../problem/nearest.js";
import { checkShape } from "../../vocabulary/check.js";
import type { KeyInflection } from "../../vocabulary/key-inflection.js";
import { composed, type Node, type Placed, type Resolve } from "../schema.js";

/** Inside a verbatim property no key is re-cased, so a declared `foo-bar` there would reach callers as it is. */
export const inflectionVerbatim: Oas3Rule = () => {
  let verbatim: readonly string[] = [];
  let place: Location | undefined;
  const names = new Set<string>();
  return {
    Root: {
      enter(root, { location }) {
        const value: unknown = (root as unknown as Node)["x-key-inflection"];
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
    SchemaProperties(properties, { resolve, report, location }) {
      for (const [name, value] of Object.entries(properties)) {
        names.add(name);
        if (!verbatim.includes(name)) continue;
        for (const inner of declaredInside(resolve, { value, location: location.child([name]) })) {
          if (!/[-_]/.test(inner.value)) continue;
          report({
            message: `\`${inner.value}\` is declared inside \`${name}\`, whose keys are never re-cased. Take \`${name}\` off \`verbatim\`, or declare it as a free map.`,
            location: inner.location.key(),
          });
        }
      }
    },
  };
};

/** Names of properties declared anywhere below a schema. */
function declaredInside(resolve: Resolve, schema: Placed): readonly Placed<string>[] {
  const found: Placed<string>[] = [];
  const seen = new Set<unknown>();
  const visit = (below: Placed): void => {
    for (const { value, location } of composed(resolve, below)) {
      if (seen.has(value)) continue;
      seen.add(value);
      for (const name of ["items", "additionalProperties"])
        visit({ value: value[name], location: location.child([name]) });
      for (const name of ["anyOf", "oneOf"]) {
        const branches = value[name];
        if (!Array.isArray(branches)) continue;
        for (const [index, branch] of branches.entries())
          visit({ value: branch, location: location.child([name, index]) });
      }
      const properties = value.properties;
      if (!isPlainObject(properties)) continue;
      for (const [name, property] of Object.entries(properties)) {
        const at = location.child(["properties", name]);
        found.push({ value: name, location: at });
        visit({ value: property, location: at });
      }
    }
  };
  visit(schema);
  return found;
}
