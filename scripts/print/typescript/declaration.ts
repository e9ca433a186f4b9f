// A named type: an interface for an object, an alias for anything else.

import type { Declaration } from "../../model/types/node.js";
import { docComment } from "./comment.js";
import type { FileBuilder } from "./file.js";
import { alias, interfaceText } from "./statement.js";

export function declare({ name, type, input, docs }: Declaration, { types }: FileBuilder): string {
  const comment = docComment(docs, 0);
  if (type.kind === "object" && (type.members.length > 0 || type.rest !== undefined)) {
    return interfaceText({ name, docs: comment, members: types.members(type.members, type.rest, input) });
  }
  return alias(name, types.layout(type, input), comment);
}
