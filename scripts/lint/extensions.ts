import type { Location, Oas3Visitor, UserContext } from "@redocly/openapi-core";
import type { Located, UncheckedObject } from "./schema.js";

/** An `x-` key found in the spec. */
export interface Occurrence {
  readonly name: string;
  readonly value: unknown;
  /** The kind of object it stands on, in words: `operation`, `path item`. */
  readonly place: string;
  /** That object, as written: perhaps a `$ref` with the extension beside it. */
  readonly owner: Located<UncheckedObject>;
  readonly location: Location;
}

/** A visitor that calls back for every extension of the document, once each, in whatever file it stands. */
export function eachExtension(visit: (occurrence: Occurrence, ctx: UserContext) => void): Oas3Visitor {
  const visitKeys = (owner: unknown, location: Location, ctx: UserContext): void => {
    // Types without a prefix are maps with keys of the author's, where a property may well be called `x-ray`.
    const prefix = ctx.type.extensionsPrefix;
    if (prefix === undefined || typeof owner !== "object" || owner === null || Array.isArray(owner)) return;
    const place = inWords(ctx.type.name);
    for (const [name, value] of Object.entries(owner)) {
      if (!name.startsWith(prefix)) continue;
      visit(
        { name, value, place, owner: { value: owner as UncheckedObject, location }, location: location.child([name]) },
        ctx,
      );
    }
  };
  return {
    any: { enter: (node: unknown, ctx) => visitKeys(node, ctx.location, ctx) },
    // `any` sees the target of a `$ref`, never the members beside it.
    ref: { enter: (node, ctx) => visitKeys(node, ctx.location, ctx) },
  };
}

function inWords(typeName: string): string {
  return typeName.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
}
