// A named type: an interface for an object, an alias for anything else.

import type { StatementStructures } from "ts-morph";
import type { Declaration } from "../../model/types/node.js";
import { docComment } from "./comment.js";
import type { FileBuilder } from "./source-file.js";
import { interfaceDeclaration, typeAlias } from "./statement.js";

export function declare({ name, type, input, docs }: Declaration, { types }: FileBuilder): StatementStructures {
  if (type.kind === "object" && (type.members.length > 0 || type.rest !== undefined)) {
    return interfaceDeclaration({
      name,
      docs: docComment(docs),
      members: types.members(type.members, type.rest, input),
    });
  }
  return typeAlias(name, types.text(type, input), docComment(docs));
}
