// The signature of an operation, and the documentation that its function and its method share.

import type { Operation, PathParameter } from "../../model/types/operation.js";
import { pageType } from "../resource/pager.js";
import type { Tag } from "../typescript/comment.js";
import { globalType } from "../typescript/global.js";
import type { FileBuilder } from "../typescript/source-file.js";
import type { FunctionParameter } from "../typescript/statement.js";

/** Parameters and result of one call. */
export interface Signature {
  readonly parameters: readonly FunctionParameter[];
  readonly returns: string;
}

export function signature(operation: Operation, file: FileBuilder): Signature {
  return { parameters: parametersOf(operation, file), returns: returnType(operation, file) };
}

export function parametersOf(operation: Operation, file: FileBuilder): readonly FunctionParameter[] {
  const { types } = file;
  const { ids, input, options } = operation;
  const needed = options.required !== undefined && options.required.length > 0;
  return [
    ...ids.map(({ name, type }) => ({ name, optional: false, type: types.text(type, true) })),
    ...(input === undefined ? [] : [inputParameter(input, needed, file)]),
    { name: "options", optional: !needed, type: optionsType(operation, file) },
  ];
}

/** An optional input before required options is passed as `undefined`. */
function inputParameter(
  { type, required }: NonNullable<Operation["input"]>,
  needed: boolean,
  { types }: FileBuilder,
): FunctionParameter {
  const text = types.text(type, true);
  if (required || !needed) return { name: "input", optional: !required, type: text };
  return { name: "input", optional: false, type: `${text} | undefined` };
}

function optionsType({ options }: Operation, { imports, types }: FileBuilder): string {
  const { query, headers, cookies, required = [], progress = false } = options;
  const own = imports.runtime(options.base);
  // The operation's own headers may hold more than text, and would not fit the type of `headers` that every call has.
  const base = headers === undefined ? own : globalType("Omit", own, `"headers"`);
  const member = (name: "query" | "headers" | "cookies", type: string): string =>
    required.includes(name) ? `${name}: ${type}` : `${name}?: ${type} | undefined`;
  const members = [
    ...(query === undefined ? [] : [member("query", types.text(query, true))]),
    ...(headers === undefined
      ? []
      : [
          member(
            "headers",
            `${types.text(headers, true)} & ${globalType("Readonly", globalType("Record", "string", "unknown"))}`,
          ),
        ]),
    ...(cookies === undefined ? [] : [member("cookies", types.text(cookies, true))]),
  ];
  const upload = progress ? ` & ${imports.runtime("UploadOptions")}` : "";
  return members.length === 0 ? `${base}${upload}` : `${base}${upload} & { ${members.join("; ")} }`;
}

/** The value that the promise of a call resolves to. */
export function valueType({ value, pager, beside }: Operation, { imports, types }: FileBuilder): string {
  if (pager === undefined) return types.text(value);
  const page = `${imports.runtime(pageType(pager))}<${types.text(value)}>`;
  return beside === undefined ? page : `${page} & ${types.text(beside.type)}`;
}

function returnType(operation: Operation, file: FileBuilder): string {
  const { imports, types } = file;
  const value = valueType(operation, file);
  const result = imports.type(operation.resultName, operation.file);
  if (operation.pager === undefined) return `${imports.runtime("ApiPromise")}<${value}, ${result}>`;
  return `${imports.runtime("ListPromise")}<${types.text(operation.value)}, ${result}, ${value}>`;
}

/** `POST /connect/share-tokens/{share-token-id}/redeem` */
export function requestLine({ httpMethod, path }: Operation): string {
  return `${httpMethod} ${path}`;
}

/** The documentation of a call. */
export function callTags(
  operation: Pick<Operation, "failures"> & { readonly ids: readonly Pick<PathParameter, "name" | "docs">[] },
): Tag[] {
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
