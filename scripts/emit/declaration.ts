// A named type: an interface for an object, an alias for anything else.

import { type StatementStructures, StructureKind } from "ts-morph";
import type { Declaration } from "../model/types.js";
import type { FileBuilder } from "./file.js";
import { type Layout, print } from "./layout.js";
import { docComment } from "./prose.js";
import type { PrintedMember } from "./type.js";

export function declare(declaration: Declaration, file: FileBuilder): StatementStructures {
  const { types } = file;
  const { name, type, input } = declaration;
  const docs = comment(docComment(declaration.docs, 0));
  if (type.kind === "object" && (type.members.length > 0 || type.rest !== undefined)) {
    return {
      kind: StructureKind.Interface,
      isExported: true,
      name,
      docs,
      properties: types.members(type.members, type.rest, input).map((member) => property(member, file)),
    };
  }
  return alias(name, types.layout(type, input), file, docs);
}

export function alias(
  name: string,
  type: Layout,
  file: FileBuilder,
  docs: readonly string[] = [],
): StatementStructures {
  const column = `export type ${name} = `.length;
  return {
    kind: StructureKind.TypeAlias,
    isExported: true,
    name,
    docs: [...docs],
    type: file.hole(print(type, { column, indent: 0, behind: 1 })),
  };
}

export function property(
  { key, optional, type, comment: docs }: PrintedMember,
  file: FileBuilder,
): {
  name: string;
  hasQuestionToken: boolean;
  docs: string[];
  type: string;
} {
  const column = 2 + key.length + (optional ? 3 : 2);
  const text = file.hole(print(type, { column, indent: 2, behind: 1 }));
  return { name: key, hasQuestionToken: optional, docs: comment(docs(2)), type: text };
}

export function comment(text: string | undefined): string[] {
  return text === undefined ? [] : [text];
}
