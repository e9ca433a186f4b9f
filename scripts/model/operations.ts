// Operation Object → the model of one call: its signature, its request, its outcomes.

import { isObject } from "../document/json.js";
import { type Parameter, pathOf, type SpecDocument, text } from "../document/resolve.js";
import type { Problem } from "../problem/problem.js";
import { docsOf, noDocs } from "./docs.js";
import { exactBodiesOf } from "./exact-bodies.js";
import { type Losses, lossesOf } from "./losses.js";
import { functionNames } from "./naming/file-names.js";
import { type NameScope, typeName } from "./naming/names.js";
import type { PlacedOperation } from "./naming/place-operations.js";
import { isIdempotent, wireMethod } from "./naming/route.js";
import { besidePageOf } from "./pagination/beside-page.js";
import { pagerOf } from "./pagination/pager.js";
import { carriesKey, type Idempotency } from "./request/idempotency.js";
import { reportLostParameters } from "./request/lost-parameters.js";
import { headerParameters, pathParameters, queryParameters } from "./request/parameters.js";
import { readToVerify } from "./request/read-to-verify.js";
import { type RequestBody, requestBody } from "./request/request-body.js";
import { sensitiveMembers, sensitiveParameters } from "./request/sensitive.js";
import { ownServers } from "./request/servers.js";
import { lostBeside } from "./response/beside-value.js";
import { areShapesMixed, contentOf, type Envelope, envelopeOf, isArray, itemsOf } from "./response/envelope.js";
import type { ResponseHeaders } from "./response/response-headers.js";
import { includedOf, pagedResponses, type Responses, responsesOf } from "./response/responses.js";
import { outcomesOf } from "./response/success-value.js";
import { union, voidType } from "./schema/composition/combine.js";
import type { Types } from "./schema/types.js";
import { arrayIn, type MemberNode, type TypeNode } from "./types/node.js";
import type { Body, Decode, Input, Operation, QueryParameter, Success } from "./types/operation.js";
import type { Pager } from "./types/pager.js";
import { unconfirmedOf } from "./unconfirmed.js";
import { reportCallbacks } from "./webhooks.js";

interface Context {
  readonly document: SpecDocument;
  readonly types: Types;
  /** The file of each operation. */
  readonly files: ReadonlyMap<PlacedOperation, string>;
  readonly parameters: ReadonlyMap<PlacedOperation, readonly Parameter[]>;
  /** Headers that responses declare. */
  readonly headers: ResponseHeaders;
  readonly idempotency: Idempotency | undefined;
  /** Names of functions. */
  readonly functions: NameScope;
  /** Headers that the runtime sets, in lower case. */
  readonly handled: ReadonlySet<string>;
  /** No fact of the whole document is unconfirmed. */
  readonly isConfirmed: boolean;
}

/** The parts of an operation that the names of all operations depend on. */
interface Draft {
  readonly placed: PlacedOperation;
  readonly parameters: readonly Parameter[];
  readonly envelope: Envelope;
  readonly responses: Responses;
  readonly pager: Pager | undefined;
  readonly losses: Losses;
}

export function buildOperations(
  placed: readonly PlacedOperation[],
  context: Context,
): { readonly operations: ReadonlyMap<PlacedOperation, Operation>; readonly problems: readonly Problem[] } {
  const { document, types, headers } = context;
  const problems: Problem[] = [];
  const drafts = placed.map((each): Draft => {
    const parameters = context.parameters.get(each) ?? [];
    const losses = lossesOf(each, problems);
    const responses = responsesOf(document, each.operation, types, { head: each.httpMethod === "head", losses });
    // Every document's included resources are known before the first relationship to one gets its type.
    const { operation, httpMethod, pointer } = each;
    const envelope = envelopeOf(document, operation);
    const { schema } = responses;
    types.include(includedOf(document, schema), schema && contentOf(document, schema, envelope));
    const found = pagerOf({
      document,
      operation,
      httpMethod,
      parameters,
      body: responses.schema,
      types,
      pointer,
      headers,
    });
    problems.push(...found.problems);
    const { pager } = found;
    if (schema !== undefined && pager === undefined) reportBeside(lostBeside(document, schema, envelope), losses);
    const read = pager === undefined ? responses : pagedResponses(responses, losses);
    return { placed: each, parameters, envelope, responses: read, pager, losses };
  });
  const paged = new Set(drafts.filter(({ pager }) => pager !== undefined).map((draft) => draft.placed));
  const names = functionNames(placed, (each) => paged.has(each), context.functions);
  const built = drafts.map(
    (draft) => [draft.placed, build(draft, names.get(draft.placed) ?? draft.placed.id, placed, context)] as const,
  );
  // A result takes a name that the types of the spec leave: `search` and a schema `SearchResult` go together.
  const operations = new Map(
    built.map(([each, operation]) => [each, { ...operation, resultName: types.reserve(operation.resultName) }]),
  );
  return { operations, problems };
}

function build(draft: Draft, functionName: string, all: readonly PlacedOperation[], context: Context): Operation {
  const { document, types } = context;
  const { placed, parameters, responses, pager } = draft;
  const { operation, httpMethod, path } = placed;
  const file = context.files.get(placed) ?? "";
  const declare = (suffix: string, type: TypeNode, docs: Operation["docs"]): TypeNode =>
    types.declare(typeName(functionName) + suffix, type, docs, file, "input");

  // After all functions have their names: one may be called `fooOperation`.
  const facts = context.functions.reserve(`${functionName}Operation`);
  const body = bodyOf(draft, context);
  const query = queryParameters(parameters, types);
  const members = query.map(({ member }) => member);
  const headers = headerParameters("header", parameters, context.handled, types);
  const cookies = headerParameters("cookie", parameters, context.handled, types);
  reportLostParameters(document, wirePath(path), parameters, draft.losses);
  reportCallbacks(operation, draft.losses);
  const idempotent = carriesKey(document.root, context.idempotency, { httpMethod, parameters });
  const queryIsInput = body === undefined && ["get", "delete", "head", "query"].includes(httpMethod);

  const input = inputOf({ body, members: queryIsInput ? members : [], functionName, declare });
  const option = (suffix: string, members: readonly MemberNode[]): TypeNode | undefined =>
    members.length === 0 ? undefined : declare(suffix, closedObject(members), noDocs);
  const optionMembers = {
    query: queryIsInput ? [] : members,
    headers: headers.map(({ member }) => member),
    cookies: cookies.map(({ member }) => member),
  };
  const needed = (["query", "headers", "cookies"] as const).filter((name) =>
    optionMembers[name].some(({ optional }) => !optional),
  );
  const { value: spelled, decode, outcomes, isLoose } = types.within(draft.envelope, () => valueType(draft, context));
  const declareAs = (suffix: string, type: TypeNode, docs: Operation["docs"]): TypeNode =>
    types.declare(typeName(functionName) + suffix, type, docs, file, "output");
  // A result without a name gets one: signature, result and page all use it.
  const name = (type: TypeNode, suffix: string): TypeNode =>
    outcomes === undefined && isSpelledInPlace(type) ? declareAs(suffix, type, noDocs) : type;
  const listed = (type: TypeNode): TypeNode => {
    if (type.kind === "array") return { ...type, items: name(type.items, "Item") };
    if (type.kind === "intersection") return { ...type, of: type.of.map(listed) };
    return type.kind === "object"
      ? declareAs("List", type, { ...noDocs, description: "What a list holds beside its items." })
      : type;
  };
  const sensitive = sensitiveParameters(document, parameters);
  const isList = arrayIn(spelled) !== undefined;
  const value = isList ? listed(spelled) : name(spelled, pager === undefined ? "Value" : "Item");
  const exact = exactBodiesOf(document, operation, { responses, body: body?.body, types, losses: draft.losses });
  const beside = types.within(draft.envelope, () =>
    besidePageOf({ document, schema: responses.schema, envelope: draft.envelope, pager, types, losses: draft.losses }),
  );
  return {
    id: placed.id,
    name: [...placed.resource, placed.method].join("."),
    functionName,
    file,
    ...(facts !== `${functionName}Operation` && { factsName: facts }),
    method: placed.method,
    httpMethod: wireMethod(httpMethod),
    path: wirePath(path),
    servers: ownServers(placed, document.root, draft.losses),
    pointer: placed.pointer,
    docs: docsOf(operation),
    ids: pathParameters(path, parameters, types, [facts]),
    input,
    options: {
      base: idempotent ? "IdempotentRequestOptions" : "RequestOptions",
      query: option("Query", optionMembers.query),
      headers: option("Headers", optionMembers.headers),
      cookies: option("Cookies", optionMembers.cookies),
      ...(needed.length > 0 && { required: needed }),
      ...(isUploaded(body?.body) && { progress: true }),
    },
    query: query.map(({ parameter }): QueryParameter => parameter),
    ...(headers.length > 0 && { headers: headers.map(({ parameter }) => parameter) }),
    ...(cookies.length > 0 && { cookies: cookies.map(({ parameter }) => parameter) }),
    body: body?.body,
    accept: responses.accept,
    ...(exact !== undefined && { exact }),
    reading: responses.reading,
    ...(responses.orFile && { orFile: true as const }),
    ...(responses.jsonEvents && { jsonEvents: responses.jsonEvents }),
    sensitive: sensitiveMembers(document, operation, body?.body),
    ...(sensitive.length > 0 && { sensitiveParameters: sensitive }),
    decode,
    ...(isLoose && { isLoose }),
    value,
    pager,
    ...(beside !== undefined && {
      beside: {
        ...beside,
        type: declareAs("Page", beside.type, { ...noDocs, description: "What a page holds beside its items." }),
      },
    }),
    successes: responses.successes,
    outcomes,
    failures: responses.failures,
    resultName: `${typeName(functionName)}Result`,
    idempotent,
    ...(idempotent && !context.idempotency?.methods.includes(httpMethod.toUpperCase()) && { keyed: true as const }),
    check: idempotent || isIdempotent(httpMethod) ? undefined : readToVerify(placed, all),
    quota: isObject(operation["x-rate-limit"]) ? text(operation["x-rate-limit"].quota) : undefined,
    unconfirmed: context.isConfirmed ? [] : unconfirmedOf(operation, pathOf(placed.pointer)),
  };
}

function inputOf(given: {
  readonly body: RequestBody | undefined;
  readonly members: readonly MemberNode[];
  readonly functionName: string;
  readonly declare: (suffix: string, type: TypeNode, docs: Operation["docs"]) => TypeNode;
}): Input | undefined {
  const { body, members, declare } = given;
  if (body !== undefined) {
    const type = body.type.kind === "object" ? declare("Input", body.type, body.docs) : body.type;
    return { type, required: body.required };
  }
  if (members.length === 0) return undefined;
  return {
    type: declare("Input", closedObject(members), noDocs),
    required: members.some((member) => !member.optional),
  };
}

/** Whether signature, result and page would each write the members of a type out again. */
function isSpelledInPlace(type: TypeNode): boolean {
  return type.kind === "intersection" || (type.kind === "object" && type.members.length > 0);
}

function closedObject(members: readonly MemberNode[]): TypeNode {
  return { kind: "object", members, rest: undefined };
}

/** The value of a call; of a list, one item. */
function valueType(
  { responses, envelope, pager }: Draft,
  { document, types }: Context,
): {
  readonly value: TypeNode;
  readonly decode: Decode;
  readonly outcomes: readonly Success[] | undefined;
  readonly isLoose?: true;
} {
  const { schema, reading, answers } = responses;
  const read = reading !== undefined || schema !== undefined || answers.some(({ media }) => media !== undefined);
  const enveloped = schema !== undefined && envelope !== "none" && contentOf(document, schema, envelope) !== undefined;
  const decode: Decode = enveloped ? envelope : read ? "none" : "nothing";
  if (pager !== undefined && schema !== undefined) {
    const list =
      envelope === "jsonapi" ? contentOf(document, schema, envelope) : document.schemaAt(schema, pager.items);
    if (isArray(document, list)) {
      return { value: types.of(itemsOf(document, list), "output"), decode, outcomes: undefined };
    }
  }
  if (!read) return { value: voidType, decode, outcomes: undefined };
  const outcomes = outcomesOf(document, responses, envelope, types);
  const value = outcomes.length === 0 ? types.of({}, "output") : union(outcomes.map((each) => each.value));
  const uniform = outcomes.length === 1 && answers.every(({ status }) => status !== "any");
  const isLoose = enveloped && areShapesMixed(document, answers, envelope);
  return { value, decode, outcomes: uniform ? undefined : outcomes, ...(isLoose && { isLoose }) };
}

function reportBeside(names: readonly string[], losses: Losses): void {
  if (names.length === 0) return;
  losses.report(
    "envelope-member",
    `The value is what \`data\` holds: ${names.map((name) => `\`${name}\``).join(", ")} beside it is left out.`,
    "Say by `x-pagination` how the list comes in pages, or give the operation `x-envelope: none`, and its value is the whole body.",
  );
}

/** A fragment never leaves the client: some documents tell operations on one path apart by it. */
function wirePath(path: string): string {
  return path.replace(/#.*$/s, "");
}

/** Whether a body is sent that may be large: a file, or a form. */
function isUploaded(body: Body | undefined): boolean {
  if (body?.kind === "plain" || body?.kind === "jsonapi") return body.upload?.multipart === true;
  return body?.kind === "multipart" || body?.kind === "binary";
}

function bodyOf({ placed, envelope, losses }: Draft, { document, types }: Context): RequestBody | undefined {
  const { operation, httpMethod } = placed;
  if (!["get", "head", "trace"].includes(httpMethod)) return requestBody(document, operation, envelope, types, losses);
  const node = document.resolve(operation.requestBody);
  if (isObject(node) && isObject(node.content) && Object.keys(node.content).length > 0) {
    losses.report(
      "body-method",
      `No fetch sends a body with ${httpMethod.toUpperCase()}: the operation is called without.`,
      "Nothing, if the service does not need it. Otherwise ask for another method.",
    );
  }
  return undefined;
}
