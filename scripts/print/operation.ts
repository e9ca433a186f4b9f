// What the runtime is told about an operation, and the function that calls it.

import type { TypeNode } from "../model/types/node.js";
import type { Body, Names, Operation, QueryParameter, Success } from "../model/types/operation.js";
import { pagersFile, pageType } from "./pager.js";
import { docComment, type Tag } from "./typescript/comment.js";
import type { FileBuilder } from "./typescript/file.js";
import { alternatives, group, type Layout, list } from "./typescript/layout.js";
import { type Data, dataLayout, Expression } from "./typescript/literal.js";
import { alias, constant, functionText, type Parameter } from "./typescript/statement.js";

/** Name of the constant with an operation's facts. */
export function factsName({ functionName, factsName = `${functionName}Operation` }: Operation): string {
  return factsName;
}

export function facts(operation: Operation, file: FileBuilder, pagerName: string | undefined): string {
  const { imports } = file;
  const data: Data = {
    name: operation.name,
    method: operation.httpMethod,
    path: operation.path,
    ...pathData(operation, file),
    ...queryFacts(operation, pagerName, file),
    body: operation.body && bodyData(operation.body, operation.sensitive, file),
    ...preparation(operation, file),
    ...readingData(operation, file),
    decode: decoder(operation, file),
    errors: errorData(operation, file),
    quota: operation.quota,
    security: operation.security,
    check: operation.check,
    keyed: operation.keyed,
    pager: pagerName === undefined ? undefined : new Expression(imports.value(pagerName, pagersFile)),
  };
  return constant(factsName(operation), imports.runtime("Operation"), dataLayout(data, true), { exported: true });
}

/** A list writes its query by itself. */
function queryFacts({ query }: Operation, pagerName: string | undefined, file: FileBuilder): { [fact: string]: Data } {
  if (query.length === 0) return {};
  const write = pagerName === undefined ? new Expression(file.imports.runtimeValue("writeQuery")) : undefined;
  return { query: queryData(query, file), ...(write && { write }) };
}

function decoder({ pager, decode, value }: Operation, { imports }: FileBuilder): Expression | undefined {
  if (pager !== undefined) return undefined;
  const maybe = value.kind === "union" && value.of.some(isUndefined);
  const data = maybe ? "unwrapDataIfAny" : "unwrapData";
  const names = { none: undefined, nothing: "nothing", data, jsonapi: "flattenDocument" } as const;
  const name = names[decode];
  return name === undefined ? undefined : new Expression(imports.runtimeValue(name));
}

function isUndefined(type: TypeNode): boolean {
  return type.kind === "primitive" && type.name === "undefined";
}

/** How a path is filled whose parameters are more than ids. */
function pathData({ ids }: Operation, { imports }: FileBuilder): { [fact: string]: Data } {
  const styled = ids.flatMap(({ wire, style }): [string, Data][] => (style === undefined ? [] : [[wire, [...style]]]));
  if (styled.length === 0) return {};
  return { fill: new Expression(imports.runtimeValue("fillStyles")), pathStyles: Object.fromEntries(styled) };
}

/** What has to be done to a message beyond the usual. */
function preparation(operation: Operation, { imports }: FileBuilder): { [fact: string]: Data } {
  const { headers = [], cookies = [], accept, path, query, body, server } = operation;
  const styled = headers.flatMap(({ wire, style }): [string, Data][] => (style === undefined ? [] : [[wire, style]]));
  const sent = cookies.map(({ name, wire, style = "explode" }): [string, Data] => [name, [wire, style]]);
  const special = body !== undefined && writerOf(body) !== undefined;
  const twofold = path.includes("?") && query.length > 0;
  if (styled.length + sent.length === 0 && accept === undefined && !special && !twofold && server === undefined)
    return body === undefined ? {} : { prepare: new Expression(imports.runtimeValue("prepareJson")) };
  const parameters = {
    ...(styled.length > 0 && { headers: Object.fromEntries(styled) }),
    ...(sent.length > 0 && { cookies: Object.fromEntries(sent) }),
  };
  return {
    prepare: new Expression(imports.runtimeValue("prepareMessage")),
    ...(styled.length + sent.length > 0 && { headers: parameters }),
    ...(accept !== undefined && { accept }),
    ...(server !== undefined && { server: [...server] }),
  };
}

const readers = {
  binary: "binaryAnswer",
  jsonAndBinary: "binaryAnswer",
  textEvents: "textEvents",
  jsonEvents: "jsonEvents",
  lines: "jsonLines",
  redirect: "redirectTarget",
} as const;

/** How an answer is read that is no JSON. */
function readingData({ reading }: Operation, { imports }: FileBuilder): { [fact: string]: Data } {
  if (reading === undefined) return {};
  if (reading === "text" || reading === "jsonOrText" || reading === "jsonAndText") {
    return { parse: new Expression(imports.runtimeValue(reading === "text" ? "plainText" : "jsonOrText")) };
  }
  return {
    open: new Expression(imports.runtimeValue(readers[reading])),
    settle: new Expression(imports.runtimeValue(reading === "jsonAndBinary" ? "fileOrJson" : "openAnswer")),
    ...(reading === "redirect" && { redirects: true }),
  };
}

function errorData({ failures }: Operation, { imports }: FileBuilder): Data {
  const statuses = failures.flatMap((each) => each.statuses).sort((a, b) => a - b);
  const ranges = failures.flatMap((each) => each.ranges ?? []);
  if (ranges.length === 0) return statuses;
  const digits = new Set(ranges.flatMap((range) => (range === "default" ? [3, 4, 5] : [range])));
  return { includes: new Expression(imports.runtimeValue("inRanges")), statuses, ranges: [...digits].sort() };
}

/** The functions of the runtime that write a parameter otherwise than as `form`, exploded. */
const styles = {
  comma: "commaItems",
  deepObject: "deepMembers",
  space: "spaceMembers",
  pipe: "pipeMembers",
  members: "memberPairs",
  commaMembers: "commaMembers",
  brackets: "bracketPairs",
  json: "jsonPair",
  whole: "wholeQuery",
} as const;

function queryData(parameters: readonly QueryParameter[], { imports }: FileBuilder): { [member: string]: Data } {
  return Object.fromEntries(
    parameters.map(({ name, wire, style, inner, reserved }): [string, Data] => {
      const names = namesData(inner);
      const way: Data | undefined = style === "form" ? undefined : new Expression(imports.runtimeValue(styles[style]));
      if (reserved === true) {
        const outer = new Expression(imports.runtimeValue("reserved"));
        return [name, way === undefined ? [wire, outer] : [wire, outer, names ?? {}, way]];
      }
      if (way === undefined) return [name, wire];
      return [name, names === undefined ? [wire, way] : [wire, way, names]];
    }),
  );
}

/** What makes a body of the input that is no plain JSON. */
function writerOf(body: Body): string | undefined {
  switch (body.kind) {
    case "plain":
      return body.media === undefined ? undefined : "jsonBody";
    case "form":
      return "formBody";
    case "multipart":
      return "multipartBody";
    case "binary":
      return "binaryBody";
    case "lines":
      return "linesBody";
    case "text":
      return "textBody";
    case "jsonapi":
      return undefined;
  }
}

function bodyData(body: Body, sensitive: readonly string[], file: FileBuilder): Data {
  const { imports } = file;
  const required = body.always ? true : undefined;
  const redaction =
    sensitive.length === 0 ? {} : { sensitive, redact: new Expression(imports.runtimeValue("redactMembers")) };
  if (body.kind === "jsonapi") {
    return {
      required,
      encode: new Expression(imports.runtimeValue("wrapAttributes")),
      attributes: body.attributes && (namesData(body.attributes) ?? {}),
      meta: body.meta && (namesData(body.meta) ?? {}),
      ...redaction,
    };
  }
  const writer = writerOf(body);
  const members = namesData(body.names);
  const { fields = [], parts = {} } = body.kind === "plain" ? {} : body;
  return {
    required,
    media: body.media,
    write: writer === undefined ? undefined : new Expression(imports.runtimeValue(writer)),
    encode: body.kind === "plain" ? members && new Expression(imports.runtimeValue("renameMembers")) : undefined,
    members,
    fields: fields.length === 0 ? undefined : queryData(fields, file),
    parts: Object.keys(parts).length === 0 ? undefined : parts,
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
  readonly parameters: readonly Parameter[];
  readonly returns: Layout;
}

export function signature(operation: Operation, file: FileBuilder): Signature {
  const { types } = file;
  const { ids, input, options } = operation;
  const needed = options.required !== undefined && options.required.length > 0;
  return {
    parameters: [
      ...ids.map(({ name, type }) => ({ name, optional: false, type: types.layout(type, true) })),
      ...(input === undefined ? [] : [inputParameter(input, needed, file)]),
      { name: "options", optional: !needed, type: optionsType(operation, file) },
    ],
    returns: returnType(operation, file),
  };
}

/** Before options that have to be given, an input that need not be is passed as `undefined`. */
function inputParameter(
  { type, required }: NonNullable<Operation["input"]>,
  needed: boolean,
  { types }: FileBuilder,
): Signature["parameters"][number] {
  const layout = types.layout(type, true);
  const optional = !required;
  if (!optional || !needed) return { name: "input", optional, type: layout };
  return { name: "input", optional: false, type: alternatives("|", [layout, "undefined"]) };
}

function optionsType({ options }: Operation, { imports, types }: FileBuilder): Layout {
  const { query, headers, cookies, required = [], progress = false } = options;
  const own = imports.runtime(options.base);
  // Headers that are no text would not go with those of any call.
  const base = headers === undefined ? own : `Omit<${own}, "headers">`;
  const member = (name: "query" | "headers" | "cookies", type: Layout): Layout =>
    required.includes(name) ? group(`${name}: `, type) : group(`${name}?: `, type, " | undefined");
  const members = [
    ...(query === undefined ? [] : [member("query", types.layout(query, true))]),
    ...(headers === undefined
      ? []
      : [member("headers", group(types.layout(headers, true), " & Readonly<Record<string, unknown>>"))]),
    ...(cookies === undefined ? [] : [member("cookies", types.layout(cookies, true))]),
  ];
  const [only, ...others] = members;
  const upload = progress ? ` & ${imports.runtime("UploadOptions")}` : "";
  if (only === undefined) return `${base}${upload}`;
  if (others.length === 0) return group(`${base}${upload} & { `, only, " }");
  return group(`${base}${upload} & `, list("{", members, "}", { separator: ";", padded: true }));
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
  const result = imports.type(operation.resultName, operation.file);
  if (operation.pager === undefined) return group(imports.runtime("ApiPromise"), list("<", [value, result], ">"));
  return group(imports.runtime("ListPromise"), list("<", [types.layout(operation.value), result, value], ">"));
}

/** The union of outcomes that the spec declares. */
export function resultAlias(operation: Operation, file: FileBuilder): string {
  const { imports, types } = file;
  const successes: readonly (Pick<Success, "statuses"> & { readonly value?: TypeNode })[] =
    operation.outcomes ?? operation.successes.map((status) => ({ statuses: [status] }));
  const outcomes = [
    ...successes.map(({ statuses, value }) => {
      const status = statuses.includes("any") ? "number" : alternatives("|", statuses.map(String));
      return group(
        imports.runtime("Succeeded"),
        list("<", [status, value === undefined ? valueLayout(operation, file) : types.layout(value)], ">"),
      );
    }),
    ...operation.failures.map(({ statuses, ranges = [], body }) => {
      const status = ranges.length > 0 ? "number" : alternatives("|", statuses.map(String));
      return group(imports.runtime("Failed"), list("<", [status, types.layout(body)], ">"));
    }),
  ];
  const docs = `Declared outcomes of {@link ${operation.functionName}}, told apart by \`status\`.`;
  return alias(operation.resultName, outcomes.length === 0 ? "never" : alternatives("|", outcomes), docs);
}

/** The call that a function and its method have in common: both stand over the same facts. */
export function callStatement(operation: Operation, transport: string, { imports }: FileBuilder): string {
  const callee = imports.runtimeValue(operation.pager === undefined ? "call" : "list");
  const facts = imports.value(factsName(operation), operation.file);
  const ids = operation.ids.map(({ name }) => name).join(", ");
  const input = operation.input === undefined ? "undefined" : "input";
  return `return ${callee}(${transport}, ${facts}, [${ids}], ${input}, options);`;
}

export function callFunction(operation: Operation, clientPath: string, file: FileBuilder): string {
  const { parameters, returns } = signature(operation, file);
  const transport = { name: "transport", optional: false, type: file.imports.runtime("Transport") };
  const description = `The function behind \`${clientPath}\`.`;
  return functionText({
    name: operation.functionName,
    docs: docComment({ ...operation.docs, description, notes: [], link: undefined }, 0),
    parameters: [transport, ...parameters],
    returns,
    statements: [callStatement(operation, "transport", file)],
  });
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
