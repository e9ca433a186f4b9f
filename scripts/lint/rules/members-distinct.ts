import type { Oas3Rule, UserContext } from "@redocly/openapi-core";
import { camelCase } from "../../model/naming/names.js";
import { jsonBodies } from "../media-type.js";
import { isResourceObject, resourceOf } from "../resource.js";
import { type Located, propertiesOf } from "../schema.js";

/** Members of a flat resource beside its attributes and relationships. */
const taken = ["id", "type", "included"];

/** Callers see attributes and relationships, or attributes and meta, on one flat object: nothing there may collide. */
export const membersDistinct: Oas3Rule = () => ({
  Schema(value, ctx) {
    const schema = { value, location: ctx.location };
    if (!isResourceObject(propertiesOf(ctx.resolve, schema))) return;
    const { attributes, relationships } = resourceOf(ctx.resolve, schema);
    for (const [kind, members] of [
      ["attribute", attributes],
      ["relationship", relationships],
    ] as const) {
      for (const [name, { location }] of members) {
        if (!taken.includes(camelCase(name))) continue;
        ctx.report({
          message: `The ${kind} \`${name}\` would hide the \`${camelCase(name)}\` of the resource itself. Rename or remove it.`,
          location: location.key(),
        });
      }
    }
    checkDistinct(
      [
        ["attribute", attributes],
        ["relationship", relationships],
      ],
      ctx,
    );
  },
  RequestBody(value, ctx) {
    const { resolve } = ctx;
    for (const body of jsonBodies(resolve, { value, location: ctx.location })) {
      const properties = propertiesOf(resolve, body);
      const attributes = propertiesOf(resolve, propertiesOf(resolve, properties.get("data")).get("attributes"));
      if (attributes.size === 0) continue;
      checkDistinct(
        [
          ["attribute", attributes],
          ["meta member", propertiesOf(resolve, properties.get("meta"))],
        ],
        ctx,
      );
    }
  },
});

type Group = readonly [kind: string, members: ReadonlyMap<string, Located>];

function checkDistinct(groups: readonly Group[], { report }: UserContext): void {
  const seen = new Map<string, string>();
  for (const [kind, members] of groups) {
    for (const [name, { location }] of members) {
      const here = `${kind} \`${name}\``;
      const first = seen.get(camelCase(name));
      if (first === undefined) seen.set(camelCase(name), here);
      else {
        report({
          message: `The ${here} collides with the ${first}: callers see both as \`${camelCase(name)}\`. Rename or remove one.`,
          location: location.key(),
        });
      }
    }
  }
}
