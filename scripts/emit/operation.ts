// What the runtime is told about an operation, and the function that calls it.

import { type StatementStructures, StructureKind, VariableDeclarationKind } from "ts-morph";
import type { Body, Names, Operation, QueryParameter } from "../model/types.js";
import { type Data, dataLayout, Expression } from "./data.js";
import { alias, comment } from "./declaration.js";
import type { FileBuilder } from "./file.js";
import { alternatives, group, type Layout, list, print } from "./layout.js";
import { pagersFile, pageType } from "./pager.js";
import { docComment, type Tag } from "./prose.js";

/** Name of the constant with an operation's facts. */
export function factsName(operation: Operation): string {
  return `${operation.functionName}Operation`;
}

export function facts(operation: Operation, file: FileBuilder, pagerName: string | undefined): StatementStructures {
  const { imports } = file;
  const data: Data = {
    name: operation.name,
    method: operation.httpMethod,
    path: operation.path,
    query: operation.query.length === 0 ? undefined : queryData(operation.query),
    body: operation.body && bodyData(operation.body, operation.sensitive, file),
    decode: decoder(operation, file),
    errors: operation.failures.flatMap(({ statuses }) => statuses).sort((a, b) => a - b),
    quota: operation.quota,
    check: operation.check,
    keyed: operation.keyed,
    pager: pagerName === undefined ? undefined : new Expression(imports.value(pagerName, pagersFile)),
  };
  const type = imports.runtime("Operation");
  return {
    kind: StructureKind.VariableStatement,
    declarationKind: VariableDeclarationKind.Const,
    declarations: [
      {
        name: factsName(operation),
        initializer: `${file.hole(print(dataLayout(data, true), { column: 0, indent: 0 }))} satisfies ${type}`,
      },
    ],
  };
}

function decoder(operation: Operation, { imports }: FileBuilder): Expression | undefined {
  if (operation.pager !== undefined) return undefined;
  const names = { none: undefined, nothing: "nothing", data: "unwrapData", jsonapi: "flattenDocument" } as const;
  const name = names[operation.decode];
  return name === undefined ? undefined : new Expression(imports.runtimeValue(name));
}

function queryData(parameters: readonly QueryParameter[]): Data {
  return Object.fromEntries(
    parameters.map(({ name, wire, style, inner }): [string, Data] => {
      const names = namesData(inner);
      if (style === "form") return [name, wire];
      return [name, names === undefined ? [wire, style] : [wire, style, names]];
    }),
  );
}

function bodyData(body: Body, sensitive: readonly string[], { imports }: FileBuilder): Data {
  const required = body.always ? true : undefined;
  const redaction =
    sensitive.length === 0 ? {} : { sensitive, redact: new Expression(imports.runtimeValue("redactMembers")) };
  if (body.kind === "plain") {
    const members = namesData(body.names);
    return {
      required,
      encode: members && new Expression(imports.runtimeValue("renameMembers")),
      members,
      ...redaction,
    };
  }
  return {
    required,
    encode: new Expression(imports.runtimeValue("wrapAttributes")),
    attributes: body.attributes && (namesData(body.attributes) ?? {}),
    meta: body.meta && (namesData(body.meta) ?? {}),
    ...redaction,
  };
}

function namesData(names: Names): { [member: string]: Data } | undefined {
  const entries = Object.entries(names).map(([member, { wire, inner }]): [string, Data] => {
    const inside = namesData(inner);
    return [member, inside === undefined ? wire : [wire, inside]];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** Parameters, result and documentation of one call; every emitter that prints a signature takes it from here. */
export interface Signature {
  readonly parameters: readonly { readonly name: string; readonly optional: boolean; readonly type: Layout }[];
  readonly returns: Layout;
}

export function signature(operation: Operation, file: FileBuilder): Signature {
  const { types } = file;
  const { ids, input } = operation;
  return {
    parameters: [
      ...ids.map(({ name, type }) => ({ name, optional: false, type: types.layout(type, true) })),
      ...(input === undefined
        ? []
        : [{ name: "input", optional: !input.required, type: types.layout(input.type, true) }]),
      { name: "options", optional: true, type: optionsType(operation, file) },
    ],
    returns: returnType(operation, file),
  };
}

function optionsType({ options }: Operation, { imports, types }: FileBuilder): Layout {
  const base = imports.runtime(options.base);
  if (options.query === undefined) return base;
  return group(`${base} & { query?: `, types.layout(options.query, true), " | undefined }");
}

/** What the caller gets, before it is a promise. */
function valueLayout({ value, pager }: Operation, { imports, types }: FileBuilder): Layout {
  if (pager === undefined) return types.layout(value);
  const page = imports.runtime(pageType(pager));
  return group(page, "<", types.layout(value), ">");
}

function returnType(operation: Operation, file: FileBuilder): Layout {
  const { imports, types } = file;
  const value = valueLayout(operation, file);
  if (operation.pager === undefined)
    return group(imports.runtime("ApiPromise"), list("<", [value, operation.resultName], ">"));
  return group(
    imports.runtime("ListPromise"),
    list("<", [types.layout(operation.value), operation.resultName, value], ">"),
  );
}

/** The union of outcomes that the spec declares. */
export function resultAlias(operation: Operation, file: FileBuilder): StatementStructures {
  const { imports, types } = file;
  const outcomes = [
    ...operation.successes.map((status) =>
      group(imports.runtime("Succeeded"), list("<", [String(status), valueLayout(operation, file)], ">")),
    ),
    ...operation.failures.map(({ statuses, body }) =>
      group(imports.runtime("Failed"), list("<", [alternatives("|", statuses.map(String)), types.layout(body)], ">")),
    ),
  ];
  const docs = [`Declared outcomes of {@link ${operation.functionName}}, told apart by \`status\`.`];
  return alias(operation.resultName, outcomes.length === 0 ? "never" : alternatives("|", outcomes), file, docs);
}

/** The call that a function and its method have in common: both stand over the same facts. */
export function callStatement(operation: Operation, transport: string, { imports }: FileBuilder): string {
  const callee = imports.runtimeValue(operation.pager === undefined ? "call" : "list");
  const ids = operation.ids.map(({ name }) => name).join(", ");
  const input = operation.input === undefined ? "undefined" : "input";
  return `return ${callee}(${transport}, ${factsName(operation)}, [${ids}], ${input}, options);`;
}

export function callFunction(operation: Operation, clientPath: string, file: FileBuilder): StatementStructures {
  const { parameters, returns } = signature(operation, file);
  const transport = { name: "transport", optional: false, type: file.imports.runtime("Transport") };
  return {
    kind: StructureKind.Function,
    isExported: true,
    name: operation.functionName,
    docs: comment(
      docComment(
        { ...operation.docs, description: `The function behind \`${clientPath}\`.`, notes: [], link: undefined },
        0,
      ),
    ),
    ...signatureText(`export function ${operation.functionName}`, [transport, ...parameters], returns, {
      indent: 0,
      file,
    }),
    statements: [callStatement(operation, "transport", file)],
  };
}

/** Parameters and return type as ts-morph takes them: each parameter on its own line if they do not fit on one. */
export function signatureText(
  head: string,
  parameters: Signature["parameters"],
  returns: Layout,
  { indent, file }: { readonly indent: number; readonly file: FileBuilder },
): { readonly parameters: { readonly name: string }[]; readonly returnType: string } {
  const items = parameters.map(({ name, optional, type }) => group(`${name}${optional ? "?" : ""}: `, type));
  const layout = group(list("(", items, ")"), ": ", returns);
  const text = print(layout, { column: indent + head.length, indent, behind: 2 });
  const end = endOfParameters(text);
  return { parameters: [{ name: file.hole(text.slice(1, end)) }], returnType: file.hole(text.slice(end + 3)) };
}

/** Where the bracket that opens a signature closes. */
function endOfParameters(text: string): number {
  let depth = 0;
  // A string may hold brackets of its own.
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[()]/g)) {
    if (token === "(") depth += 1;
    if (token === ")") depth -= 1;
    if (depth === 0) return index;
  }
  return text.length;
}

/** Documentation of a call as its caller reads it. */
export function callTags(operation: Operation): Tag[] {
  const params = operation.ids.flatMap(({ name, docs }) =>
    docs.description === undefined ? [] : [{ name: "param", text: `${name} ${oneLine(docs.description)}` }],
  );
  const statuses = operation.failures.flatMap((failure) => failure.statuses).sort((a, b) => a - b);
  const throws =
    statuses.length === 0 ? [] : [{ name: "throws", text: `{ApiError} with status ${sentenceList(statuses)}.` }];
  return [...params, ...throws];
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}

export function sentenceList(values: readonly (string | number)[]): string {
  const all = values.map(String);
  const last = all.pop() ?? "";
  return all.length === 0 ? last : `${all.join(", ")} or ${last}`;
}
