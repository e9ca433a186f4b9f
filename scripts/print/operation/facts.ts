// The facts of an operation: everything that the runtime needs for its calls, as one constant.

import type { VariableStatementStructure } from "ts-morph";
import type { RuntimeName } from "../../model/naming/house-names.js";
import { arrayIn, type TypeNode } from "../../model/types/node.js";
import type { Body, Names, Operation, QueryParameter } from "../../model/types/operation.js";
import { pagersFile } from "../resource/pager.js";
import { type Data, dataText, Expression } from "../typescript/literal.js";
import type { FileBuilder } from "../typescript/source-file.js";
import { constant } from "../typescript/statement.js";

/** Name of the constant with an operation's facts. */
export function factsName({ functionName, factsName = `${functionName}Operation` }: Operation): string {
  return factsName;
}

export function facts(
  operation: Operation,
  file: FileBuilder,
  pagerName: string | undefined,
): VariableStatementStructure {
  const { imports } = file;
  const data: Data = {
    name: operation.name,
    method: operation.httpMethod,
    path: operation.path,
    // A function, because a bundler keeps what the result of a call is needed for.
    server:
      operation.servers &&
      new Expression(`(transport) => ${imports.runtimeValue("ownServer")}(transport, ${dataText(operation.servers)})`),
    ...pathData(operation, file),
    ...queryFacts(operation, pagerName, file),
    sensitive: operation.sensitiveParameters,
    body: operation.body && bodyData(operation.body, operation.sensitive, file),
    ...preparation(operation, file),
    ...readingData(operation, file),
    ...exactReading(operation, file),
    decode: decoder(operation, file),
    errors: errorData(operation, file),
    quota: operation.quota,
    security: operation.security,
    check: operation.check,
    keyed: operation.keyed,
    pager: pagerName === undefined ? undefined : new Expression(imports.value(pagerName, pagersFile)),
  };
  return constant(factsName(operation), imports.runtime("Operation"), dataText(data, true), { exported: true });
}

/** A list writes its query itself. */
function queryFacts({ query }: Operation, pagerName: string | undefined, file: FileBuilder): { [fact: string]: Data } {
  if (query.length === 0) return {};
  const write = pagerName === undefined ? new Expression(file.imports.runtimeValue("writeQuery")) : undefined;
  return { query: queryData(query, file), ...(write && { write }) };
}

function decoder({ pager, decode, value, isLoose }: Operation, { imports }: FileBuilder): Expression | undefined {
  if (pager !== undefined) return undefined;
  const maybe = value.kind === "union" && value.of.some(isUndefined);
  const data = isLoose ? "unwrapDataOrAll" : maybe ? "unwrapDataIfAny" : "unwrapData";
  const flatten = arrayIn(value) !== undefined ? "flattenList" : "flattenDocument";
  const names = {
    none: undefined,
    nothing: "nothing",
    data,
    jsonapi: isLoose ? "flattenAnswer" : flatten,
  } as const;
  const name = names[decode];
  return name === undefined ? undefined : new Expression(imports.runtimeValue(name));
}

function isUndefined(type: TypeNode): boolean {
  return type.kind === "primitive" && type.name === "undefined";
}

/** The writer of a path whose parameters are more than ids. */
function pathData({ ids }: Operation, { imports }: FileBuilder): { [fact: string]: Data } {
  const styled = ids.flatMap(({ wire, style }): [string, Data][] => (style === undefined ? [] : [[wire, [...style]]]));
  if (styled.length === 0) return {};
  return { fill: new Expression(imports.runtimeValue("fillStyles")), pathStyles: Object.fromEntries(styled) };
}

/** The steps that prepare a request, beyond the usual ones. */
function preparation(operation: Operation, file: FileBuilder): { [fact: string]: Data } {
  const { prepare, ...others } = plainPreparation(operation, file);
  if (operation.exact?.body === undefined || !(prepare instanceof Expression)) {
    return { ...(prepare !== undefined && { prepare }), ...others };
  }
  const exact = file.imports.runtimeValue("prepareExact");
  return { prepare: new Expression(`(...given) => ${exact}(${prepare.text}, bodyNumbers, ...given)`), ...others };
}

function plainPreparation(operation: Operation, { imports }: FileBuilder): { [fact: string]: Data } {
  const { headers = [], cookies = [], accept, path, query, body } = operation;
  const styled = headers.flatMap(({ wire, style }): [string, Data][] => (style === undefined ? [] : [[wire, style]]));
  const sent = cookies.map(({ name, wire, style = "explode" }): [string, Data] => [name, [wire, style]]);
  const special = body !== undefined && writerOf(body) !== undefined;
  const twofold = path.includes("?") && query.length > 0;
  if (styled.length + sent.length === 0 && accept === undefined && !special && !twofold)
    return body === undefined ? {} : { prepare: new Expression(imports.runtimeValue("prepareJson")) };
  const parameters = (): { [fact: string]: Data } => ({
    write: new Expression(imports.runtimeValue("writeHeaders")),
    ...(styled.length > 0 && { headers: Object.fromEntries(styled) }),
    ...(sent.length > 0 && { cookies: Object.fromEntries(sent) }),
  });
  return {
    prepare: new Expression(imports.runtimeValue("prepareMessage")),
    ...(styled.length + sent.length > 0 && { headers: parameters() }),
    ...(accept !== undefined && { accept }),
  };
}

/** The reader of a response with exact numbers. */
function exactReading({ exact, reading }: Operation, { imports }: FileBuilder): { [fact: string]: Data } {
  // A stream is read value by value, as it is opened.
  if (reading !== undefined || (exact?.answer === undefined && exact?.failure === undefined)) return {};
  const parse = () =>
    `(text, response, call) => ${imports.runtimeValue("parseExact")}(text, response, call, answerNumbers)`;
  const read = imports.runtimeValue("readExactValue");
  return {
    ...(exact.answer !== undefined && { parse: new Expression(parse()) }),
    readValue: new Expression(exact.failure === undefined ? read : `(exchange) => ${read}(exchange, failureNumbers)`),
  };
}

/** The tables of exact numbers, as constants of the operation's file. */
export function exactTables({ exact }: Operation, { imports }: FileBuilder): readonly VariableStatementStructure[] {
  const tables = [
    ["answerNumbers", exact?.answer],
    ["failureNumbers", exact?.failure],
    ["bodyNumbers", exact?.body],
  ] as const;
  return tables.flatMap(([name, table]) => {
    if (table === undefined) return [];
    const rows = table.map(({ number, members, rest, items }): Data => ({ number, members, rest, items }));
    return constant(name, imports.runtime("ExactNumbers"), dataText(rows));
  });
}

const readers = {
  binary: "binaryAnswer",
  jsonAndBinary: "binaryAnswer",
  textEvents: "textEvents",
  jsonEvents: "jsonEvents",
  lines: "jsonLines",
  redirect: "redirectTarget",
} as const;

/** The reader of a response that is no JSON. */
function readingData(
  { reading, orFile, exact, jsonEvents }: Operation,
  { imports }: FileBuilder,
): { [fact: string]: Data } {
  if (reading === undefined) return {};
  if (reading === "text" || reading === "jsonOrText" || reading === "jsonAndText") {
    return { parse: new Expression(imports.runtimeValue(reading === "text" ? "plainText" : "jsonOrText")) };
  }
  const reader = imports.runtimeValue(readers[reading]);
  const isExact = exact?.answer !== undefined && (reading === "jsonEvents" || reading === "lines");
  const exactly = () => (isExact ? `${imports.runtimeValue("exactJson")}(call, answerNumbers)` : "undefined");
  const named = jsonEvents === undefined ? "" : `, ${dataText(jsonEvents)}`;
  return {
    open: new Expression(
      isExact || named !== "" ? `(response, call) => ${reader}(response, call, ${exactly()}${named})` : reader,
    ),
    readValue: new Expression(
      imports.runtimeValue(reading === "jsonAndBinary" ? "fileOrJson" : orFile ? "eventsOrFile" : "openAnswer"),
    ),
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
  commaOrNone: "commaItemsOrNone",
  deepObject: "deepMembers",
  space: "spaceMembers",
  pipe: "pipeMembers",
  tab: "tabMembers",
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

/** The writer of a body that is no plain JSON. */
function writerOf(body: Body): RuntimeName | undefined {
  switch (body.kind) {
    case "plain":
      if (body.upload !== undefined) return "uploadBody";
      return body.media === undefined ? undefined : "jsonBody";
    case "form":
      return "formBody";
    case "multipart":
      return "multipartBody";
    case "binary":
      return body.types === undefined ? "binaryBody" : "typedBody";
    case "any":
      return "anyBody";
    case "lines":
      return "linesBody";
    case "text":
      return "textBody";
    case "jsonapi":
      if (body.upload !== undefined) return "uploadBody";
      return body.media === undefined ? undefined : "jsonBody";
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
      media: body.media,
      ...writerData(body, file),
      encode: new Expression(imports.runtimeValue("wrapAttributes")),
      attributes: body.attributes && (namesData(body.attributes) ?? {}),
      meta: body.meta && (namesData(body.meta) ?? {}),
      ...redaction,
    };
  }
  const members = namesData(body.names);
  const { types, fields = [], parts = {}, joined = {} } = body.kind === "plain" ? {} : body;
  return {
    required,
    media: body.media,
    types,
    ...writerData(body, file),
    encode: body.kind === "plain" ? members && new Expression(imports.runtimeValue("renameMembers")) : undefined,
    members,
    fields: fields.length === 0 ? undefined : queryData(fields, file),
    parts: Object.keys(parts).length === 0 ? undefined : parts,
    joined: Object.keys(joined).length === 0 ? undefined : joined,
    ...redaction,
  };
}

function writerData(body: Body, { imports }: FileBuilder): { [fact: string]: Data } {
  const writer = writerOf(body);
  if (writer === undefined) return {};
  const write = new Expression(imports.runtimeValue(writer));
  if (!("upload" in body) || body.upload === undefined) return { write };
  const { content, name, multipart } = body.upload;
  return { write, upload: { content, name, multipart: multipart || undefined } };
}

function namesData(names: Names): { [member: string]: Data } | undefined {
  const entries = Object.entries(names).map(([member, { wire, inner }]): [string, Data] => {
    const inside = namesData(inner);
    return [member, inside === undefined ? wire : [wire, inside]];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
