import type { Oas3Rule } from "@redocly/openapi-core";
import type { UncheckedObject } from "../schema.js";

/** Two operations of one name would be one method of the client; half a name would be a guess. */
export const operationNamed: Oas3Rule = () => {
  const owners = new Map<string, string>();
  return {
    Operation(node, { report, location }) {
      const { "x-resource": resource, "x-method": method } = node as unknown as UncheckedObject;
      if ((resource === undefined) !== (method === undefined)) {
        const [given, missing] = method === undefined ? ["x-resource", "x-method"] : ["x-method", "x-resource"];
        report({
          message: `\`${node.operationId}\` has \`${given}\` but no \`${missing}\`. Give it both, or neither to have them inferred.`,
          location: location.child([given]).key(),
        });
        return;
      }
      if (resource === undefined) return;
      const name = `${resource}.${method}`;
      const owner = owners.get(name);
      if (owner === undefined) owners.set(name, String(node.operationId));
      else {
        report({
          message: `\`${node.operationId}\` is named \`${name}\`, as \`${owner}\` already is. Give one of them another \`x-method\`.`,
          location: location.child(["x-method"]),
        });
      }
    },
  };
};
