// The validators of a named type, and of a resource's types by its state.

import type { VariableStatementStructure } from "ts-morph";
import type { Declaration, StateTypes } from "../../model/types/node.js";
import { literal, propertyKey, stringLiteral } from "../../print/typescript/escape.js";
import { morph } from "../../print/typescript/morph.js";
import { constant } from "../../print/typescript/statement.js";
import { entriesOf, entryTexts, type ValidatorFile, valibot, validatorOf } from "./expression.js";

/** `ShareToken` → `shareTokenValidator` */
export function validatorName(type: string): string {
  const name = `${type.charAt(0).toLowerCase()}${type.slice(1)}Validator`;
  // One that begins with no letter would keep its name, and a type may have that of its validator.
  return name.startsWith(type.charAt(0)) ? `a${name}` : name;
}

export function declareValidators(
  declaration: Declaration,
  file: ValidatorFile,
): readonly VariableStatementStructure[] {
  const { name, type, input, states } = declaration;
  if (states !== undefined) return byState(declaration, states, file);
  return [validator(name, validatorOf(type, input, file), file)];
}

function validator(type: string, made: string, { imports }: ValidatorFile): VariableStatementStructure {
  const schema = imports.packageType("GenericSchema", "valibot");
  const docs = `Validator of {@link ${type}}.`;
  return constant(validatorName(type), `${schema}<unknown, ${imports.declared(type)}>`, made, { exported: true, docs });
}

/** Members that all states share stand there once. Valibot checks the state that the value has. */
function byState(
  { name, type }: Declaration,
  { property, known, other, base }: StateTypes,
  file: ValidatorFile,
): readonly VariableStatementStructure[] {
  const common = `${validatorName(base)}Entries`;
  const { imports } = file;
  const members = type.kind === "object" ? type.members : [];
  const key = propertyKey(property.name);
  const inState = (status: string, more: string): string =>
    valibot(file, "looseObject", `{ ...${common}, ${key}: ${status}${more} }`);
  const values = known.map(({ state }) => literal(state)).join(", ");
  const otherState = `${imports.packageValue("custom", "valibot")}<${imports.runtime("UnknownState")}>((value) => typeof value === "string" && ![${values}].includes(value))`;
  const own = known.map((each) => ({
    name: each.name,
    made: inState(
      valibot(file, "literal", stringLiteral(each.state)),
      entryTexts(each.members, false, file)
        .map((entry) => `, ${entry}`)
        .join(""),
    ),
  }));
  const optionalOther = property.optional ? valibot(file, "exactOptional", otherState) : otherState;
  const all = [...own, { name: other, made: inState(optionalOther, "") }];
  const bare = (type: string): string => `${validatorName(type)}Object`;
  return [
    inferred(common, entriesOf(members, false, file)),
    ...all.map(({ name: each, made }) => inferred(bare(each), made)),
    validator(base, valibot(file, "looseObject", common), file),
    ...all.map(({ name: each }) => validator(each, bare(each), file)),
    validator(
      name,
      valibot(file, "variant", stringLiteral(property.name), `[${all.map((each) => bare(each.name)).join(", ")}]`),
      file,
    ),
  ];
}

/** A constant of this file alone, whose type follows from what it is. */
function inferred(name: string, initializer: string): VariableStatementStructure {
  return {
    kind: morph.StructureKind.VariableStatement,
    declarationKind: morph.VariableDeclarationKind.Const,
    declarations: [{ name, initializer }],
  };
}
