// Statements that are laid out here, as text: ts-morph has only to know where they stand.

import { blockComment } from "./comment.js";
import type { FileBuilder } from "./file.js";
import { group, type Layout, list, print } from "./layout.js";
import type { PrintedMember } from "./type.js";

/** A comment of `docComment` with the line break behind it, or nothing. */
function commentLine(text: string | undefined): string {
  const comment = blockComment(text, 0);
  return comment === undefined ? "" : `${comment}\n`;
}

/** A constant with a type. Exported, its declaration is no longer than that. */
export function constant(
  name: string,
  type: string,
  value: Layout,
  { exported = false }: { readonly exported?: boolean } = {},
): string {
  const head = `${exported ? "export " : ""}const ${name}: ${type} = `;
  return `${head}${print(value, { column: 0, indent: 0 })};\n`;
}

export interface FunctionText {
  readonly name: string;
  readonly docs: string | undefined;
  readonly parameters: readonly Parameter[];
  readonly returns: Layout;
  readonly statements: readonly string[];
  readonly async?: boolean;
}

export interface Parameter {
  readonly name: string;
  readonly optional: boolean;
  readonly type: Layout;
  /** What it is when nothing is given. */
  readonly initial?: string;
}

/** A function that is exported. */
export function functionText({ name, docs, parameters, returns, statements, async = false }: FunctionText): string {
  const head = `export ${async ? "async " : ""}function ${name}`;
  const signature = print(signatureLayout(parameters, returns), { column: head.length, indent: 0, behind: 2 });
  const body = statements.map((statement) => `  ${statement}\n`).join("");
  return `${commentLine(docs)}${head}${signature} {\n${body}}\n`;
}

function signatureLayout(parameters: readonly Parameter[], returns: Layout): Layout {
  const items = parameters.map(({ name, optional, type, initial }) => {
    return group(`${name}${optional ? "?" : ""}: `, type, initial === undefined ? "" : ` = ${initial}`);
  });
  return group(list("(", items, ")"), ": ", returns);
}

/** Parameters and return type as ts-morph takes them: each parameter on its own line if they do not fit on one. */
export function signatureText(
  head: string,
  parameters: readonly Parameter[],
  returns: Layout,
  { indent, file }: { readonly indent: number; readonly file: FileBuilder },
): { readonly parameters: { readonly name: string }[]; readonly returnType: string } {
  const layout = signatureLayout(parameters, returns);
  const text = print(layout, { column: indent + head.length, indent, behind: 2 });
  const end = endOfParameters(text);
  return { parameters: [{ name: file.hole(text.slice(1, end)) }], returnType: file.hole(text.slice(end + 3)) };
}

/** Where the bracket that opens a signature closes. */
function endOfParameters(text: string): number {
  let depth = 0;
  // A string and a comment may hold brackets of their own.
  for (const { 0: token, index } of text.matchAll(/\/\*[\s\S]*?\*\/|"(?:[^"\\]|\\.)*"|[()]/g)) {
    if (token === "(") depth += 1;
    if (token === ")") depth -= 1;
    if (depth === 0) return index;
  }
  return text.length;
}

export interface InterfaceText {
  readonly name: string;
  readonly docs: string | undefined;
  readonly extends?: string | undefined;
  readonly members: readonly PrintedMember[];
}

/** An interface that is exported. */
export function interfaceText({ name, docs, extends: base, members }: InterfaceText): string {
  const head = `export interface ${name}${base === undefined ? "" : ` extends ${base}`} `;
  const body = list("{", members.map(memberLayout), "}", { separator: ";", padded: true, broken: true });
  return `${commentLine(docs)}${head}${print(body, { column: head.length, indent: 0 })}\n`;
}

/** A member of an object type, its comment on the line above. */
export function memberLayout({ key, optional, type, comment }: PrintedMember): Layout {
  const name = `${key}${optional ? "?" : ""}: `;
  return comment === undefined ? group(name, type) : group({ kind: "comment", text: comment }, name, type);
}

/** An alias that is exported. */
export function alias(name: string, type: Layout, docs?: string): string {
  const head = `export type ${name} = `;
  const text = print(type, { column: head.length, indent: 0, behind: 1 });
  return `${commentLine(docs)}${text.startsWith("\n") ? head.trimEnd() : head}${text};\n`;
}
