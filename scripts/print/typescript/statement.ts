// The statements of generated files as structures of ts-morph.

import type {
  FunctionDeclarationStructure,
  InterfaceDeclarationStructure,
  OptionalKind,
  ParameterDeclarationStructure,
  TypeAliasDeclarationStructure,
  VariableStatementStructure,
} from "ts-morph";
import { morph } from "./morph.js";

const { StructureKind, VariableDeclarationKind } = morph;

/** The `docs` of a ts-morph structure from a comment of `docComment`: empty if there is none. */
export function docsOf(comment: string | undefined): { readonly docs?: string[] } {
  return comment === undefined ? {} : { docs: [comment] };
}

/** A constant with a type. In an exported one, the declaration is as short as the type. */
export function constant(
  name: string,
  type: string,
  initializer: string,
  { exported = false, docs }: { readonly exported?: boolean; readonly docs?: string | undefined } = {},
): VariableStatementStructure {
  return {
    kind: StructureKind.VariableStatement,
    ...docsOf(docs),
    ...(exported && { isExported: true }),
    declarationKind: VariableDeclarationKind.Const,
    declarations: [{ name, type, initializer }],
  };
}

export interface FunctionParameter {
  readonly name: string;
  readonly optional: boolean;
  readonly type: string;
  /** The default value. */
  readonly initial?: string;
}

export function parameterStructures(
  parameters: readonly FunctionParameter[],
): OptionalKind<ParameterDeclarationStructure>[] {
  return parameters.map(({ name, optional, type, initial }) => ({
    name,
    type,
    ...(optional && { hasQuestionToken: true }),
    ...(initial !== undefined && { initializer: initial }),
  }));
}

interface FunctionParts {
  readonly name: string;
  readonly docs: string | undefined;
  readonly parameters: readonly FunctionParameter[];
  readonly returns: string;
  readonly statements: readonly string[];
  readonly async?: boolean;
  readonly typeParameters?: readonly string[];
}

/** A function that is exported. */
export function exportedFunction(parts: FunctionParts): FunctionDeclarationStructure {
  const { name, docs, parameters, returns, statements, async = false, typeParameters = [] } = parts;
  return {
    kind: StructureKind.Function,
    ...docsOf(docs),
    isExported: true,
    ...(async && { isAsync: true }),
    name,
    ...(typeParameters.length > 0 && { typeParameters: [...typeParameters] }),
    parameters: parameterStructures(parameters),
    returnType: returns,
    statements: [...statements],
  };
}

/** A member of an object type. */
export interface PrintedMember {
  /** With its quotes, if it needs any. */
  readonly key: string;
  readonly optional: boolean;
  readonly type: string;
  readonly docs: string | undefined;
}

export interface PrintedMembers {
  readonly named: readonly PrintedMember[];
  /** The type of the index signature. */
  readonly rest: string | undefined;
}

/** An interface that is exported. */
export function interfaceDeclaration({
  name,
  docs,
  extends: base,
  members,
}: {
  readonly name: string;
  readonly docs: string | undefined;
  readonly extends?: string | undefined;
  readonly members: PrintedMembers;
}): InterfaceDeclarationStructure {
  return {
    kind: StructureKind.Interface,
    ...docsOf(docs),
    isExported: true,
    name,
    ...(base !== undefined && { extends: [base] }),
    properties: members.named.map(({ key, optional, type, docs: comment }) => ({
      ...docsOf(comment),
      name: key,
      ...(optional && { hasQuestionToken: true }),
      type,
    })),
    ...(members.rest !== undefined && {
      indexSignatures: [{ keyName: "key", keyType: "string", returnType: members.rest }],
    }),
  };
}

/** An alias that is exported. */
export function typeAlias(name: string, type: string, docs?: string): TypeAliasDeclarationStructure {
  return { kind: StructureKind.TypeAlias, ...docsOf(docs), isExported: true, name, type };
}
