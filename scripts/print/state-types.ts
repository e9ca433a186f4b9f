// A resource with a lifecycle: the union of its types by state, each of them, and what they have in common.

import { noDocs } from "../model/docs.js";
import type { Declaration, Docs, StateTypes } from "../model/types/node.js";
import { docComment } from "./typescript/comment.js";
import { declare } from "./typescript/declaration.js";
import { stringLiteral, typeKey } from "./typescript/escape.js";
import type { FileBuilder } from "./typescript/file.js";
import { alternatives, type Layout } from "./typescript/layout.js";
import { alias, interfaceText } from "./typescript/statement.js";

export function declareStates(
  declaration: Declaration,
  { property: state, known, other, base }: StateTypes,
  file: FileBuilder,
): readonly string[] {
  const { types, imports } = file;
  const typeIn = (name: string, docs: Docs, type: Layout, optional: boolean, inner: StateMembers): string => {
    const own = { key: typeKey(state.name), optional, type, comment: undefined };
    const members = [own, ...types.members(inner, undefined, false)];
    return interfaceText({ name, docs: docComment(docs, 0), extends: base, members });
  };
  const names = [...known.map(({ name }) => name), other];
  return [
    alias(declaration.name, alternatives("|", names), docComment(unionDocs(declaration, state.name), 0)),
    ...known.map((each) => typeIn(each.name, each.docs, stringLiteral(each.state), false, each.members)),
    typeIn(other, otherDocs(declaration), imports.runtime("UnknownState"), state.optional, []),
    declare({ ...declaration, name: base, docs: baseDocs(declaration) }, file),
  ];
}

type StateMembers = StateTypes["known"][number]["members"];

function unionDocs({ docs }: Declaration, state: string): Docs {
  const told = `Comparing \`${state}\` tells its types apart, and with them what is there in each state.`;
  return { ...docs, description: [docs.description, told].filter((part) => part !== undefined).join("\n\n") };
}

function otherDocs({ name }: Declaration): Docs {
  const description = `A {@link ${name}} in a state that the spec does not know. The service may add one at any time: let a \`switch\` have a default.`;
  return { ...noDocs, description };
}

function baseDocs({ name }: Declaration): Docs {
  return { ...noDocs, description: `What a {@link ${name}} is in any state.` };
}
