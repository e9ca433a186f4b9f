// A resource with a lifecycle: the union of its types by state, each of them, and their common base.

import type { StatementStructures } from "ts-morph";
import { noDocs } from "../model/docs.js";
import { withArticle } from "../model/naming/names.js";
import type { Declaration, Docs, StateTypes } from "../model/types/node.js";
import { docComment } from "./typescript/comment.js";
import { declare } from "./typescript/declaration.js";
import { stringLiteral, typeKey } from "./typescript/escape.js";
import type { FileBuilder } from "./typescript/source-file.js";
import { interfaceDeclaration, typeAlias } from "./typescript/statement.js";

export function declareStates(
  declaration: Declaration,
  { property: state, known, other, base }: StateTypes,
  file: FileBuilder,
): readonly StatementStructures[] {
  const { types, imports } = file;
  const typeIn = (name: string, docs: Docs, type: string, optional: boolean, inner: StateMembers) => {
    const own = { key: typeKey(state.name), optional, type, docs: undefined };
    const { named, rest } = types.members(inner, undefined, false);
    return interfaceDeclaration({
      name,
      docs: docComment(docs),
      extends: base,
      members: { named: [own, ...named], rest },
    });
  };
  const names = [...known.map(({ name }) => name), other];
  return [
    typeAlias(declaration.name, names.join(" | "), docComment(unionDocs(declaration, state.name))),
    ...known.map((each) => typeIn(each.name, each.docs, stringLiteral(each.state), false, each.members)),
    typeIn(other, otherDocs(declaration), imports.runtime("UnknownState"), state.optional, []),
    declare({ ...declaration, name: base, docs: baseDocs(declaration) }, file),
  ];
}

type StateMembers = StateTypes["known"][number]["members"];

function unionDocs({ docs }: Declaration, state: string): Docs {
  const advice = `Comparing \`${state}\` tells its types apart, and with them what is there in each state.`;
  return { ...docs, description: [docs.description, advice].filter((part) => part !== undefined).join("\n\n") };
}

function otherDocs({ name }: Declaration): Docs {
  const [article] = withArticle(name).split(" ");
  const description = `${article === "an" ? "An" : "A"} {@link ${name}} in a state that the spec does not know. The service may add one at any time: let a \`switch\` have a default.`;
  return { ...noDocs, description };
}

function baseDocs({ name }: Declaration): Docs {
  const [article] = withArticle(name).split(" ");
  return { ...noDocs, description: `What ${article} {@link ${name}} is in any state.` };
}
