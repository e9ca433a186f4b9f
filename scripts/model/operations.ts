// Operation Object → one call: its signature, its place on the wire, its outcomes.

import type { Problem } from "../problem.js";
import type { ResourceClass } from "./build.js";
import { checkOf } from "./check.js";
import { docsOf, noDocs } from "./docs.js";
import { isObject, type Parameter, type SpecDocument, text } from "./document.js";
import { contentOf, type Envelope, envelopeOf, isArray, itemsOf } from "./envelope.js";
import { carriesKey, type Idempotency } from "./idempotency.js";
import { type NameScope, typeName } from "./names.js";
import { pagerOf } from "./pagination.js";
import { parametersOf, pathParameters, queryParameters } from "./parameters.js";
import { type RequestBody, requestBody } from "./request-body.js";
import { functionNames, type Placed } from "./resources.js";
import type { ResponseHeaders } from "./response-headers.js";
import { includedOf, type Responses, responsesOf, successValue } from "./responses.js";
import type { Types } from "./schema.js";
import { sensitiveMembers } from "./sensitive.js";
import type { Input, MemberNode, Operation, Pager, QueryParameter, TypeNode } from "./types.js";
import { unconfirmedOf } from "./unconfirmed.js";

interface Context {
  readonly document: SpecDocument;
  readonly types: Types;
  readonly classes: ReadonlyMap<string, ResourceClass>;
  /** Headers that answers declare. */
  readonly headers: ResponseHeaders;
  readonly idempotency: Idempotency | undefined;
  /** Names of functions. */
  readonly functions: NameScope;
}

/** An operation half read: what the names of all operations depend on. */
interface Draft {
  readonly placed: Placed;
  readonly parameters: readonly Parameter[];
  readonly envelope: Envelope;
  readonly responses: Responses;
  readonly pager: Pager | undefined;
}

export function buildOperations(
  placed: readonly Placed[],
  context: Context,
): { readonly operations: ReadonlyMap<Placed, Operation>; readonly problems: readonly Problem[] } {
  const { document, types, headers } = context;
  const problems: Problem[] = [];
  const drafts = placed.map((each): Draft => {
    const parameters = parametersOf(document, each.pathItem, each.operation);
    const responses = responsesOf(document, each.operation, types);
    // Every document's included resources are known before the first relationship to one is spelled.
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
    return { placed: each, parameters, envelope, responses, pager: found.pager };
  });
  const paged = new Set(drafts.filter(({ pager }) => pager !== undefined).map((draft) => draft.placed));
  const names = functionNames(placed, (each) => paged.has(each), context.functions);
  const built = drafts.map(
    (draft) => [draft.placed, build(draft, names.get(draft.placed) ?? draft.placed.id, placed, context)] as const,
  );
  // A result takes what name the types of the spec leave: `search` and a schema `SearchResult` go together.
  const operations = new Map(
    built.map(([each, operation]) => [each, { ...operation, resultName: types.claim(operation.resultName) }]),
  );
  return { operations, problems };
}

function build(draft: Draft, functionName: string, all: readonly Placed[], context: Context): Operation {
  const { document, types } = context;
  const { placed, parameters, responses, pager } = draft;
  const { operation, httpMethod, path } = placed;
  const file = context.classes.get(placed.resource.join("."))?.file ?? "";
  const declare = (suffix: string, members: readonly MemberNode[], docs: Operation["docs"]): TypeNode =>
    types.declare(typeName(functionName) + suffix, { kind: "object", members, rest: undefined }, docs, file, "input");

  const body = requestBody(document, operation, draft.envelope, types);
  const query = queryParameters(parameters, types);
  const members = query.map(({ member }) => member);
  const idempotent = carriesKey(document.root, context.idempotency, { httpMethod, parameters });
  const queryIsInput = body === undefined && ["get", "delete", "head"].includes(httpMethod);

  const input = inputOf({ body, members: queryIsInput ? members : [], functionName, declare });
  const optionsQuery = queryIsInput || members.length === 0 ? undefined : declare("Query", members, noDocs);
  const { type: value, decode } = valueType(draft, context);
  return {
    id: placed.id,
    name: [...placed.resource, placed.method].join("."),
    functionName,
    method: placed.method,
    httpMethod: httpMethod.toUpperCase() as Operation["httpMethod"],
    path,
    pointer: placed.pointer,
    docs: docsOf(operation),
    ids: pathParameters(path, parameters, types),
    input,
    options: { base: idempotent ? "IdempotentRequestOptions" : "RequestOptions", query: optionsQuery },
    query: query.map(({ parameter }): QueryParameter => parameter),
    body: body?.body,
    sensitive: sensitiveMembers(document, operation, body?.body),
    decode,
    value,
    pager,
    successes: responses.successes,
    failures: responses.failures,
    resultName: `${typeName(functionName)}Result`,
    idempotent,
    ...(idempotent && !context.idempotency?.methods.includes(httpMethod.toUpperCase()) && { keyed: true as const }),
    check: idempotent || !["post", "patch"].includes(httpMethod) ? undefined : checkOf(placed, all),
    quota: isObject(operation["x-rate-limit"]) ? text(operation["x-rate-limit"].quota) : undefined,
    unconfirmed: unconfirmedOf(operation, ["paths", path, httpMethod]),
  };
}

function inputOf(given: {
  readonly body: RequestBody | undefined;
  readonly members: readonly MemberNode[];
  readonly functionName: string;
  readonly declare: (suffix: string, members: readonly MemberNode[], docs: Operation["docs"]) => TypeNode;
}): Input | undefined {
  const { body, members, declare } = given;
  if (body !== undefined) {
    const type = body.type.kind === "object" ? declare("Input", body.type.members, body.docs) : body.type;
    return { type, required: body.required };
  }
  if (members.length === 0) return undefined;
  return { type: declare("Input", members, noDocs), required: members.some((member) => !member.optional) };
}

/** The value of a call; of a list, one item. */
function valueType(
  { responses, envelope, pager }: Draft,
  { document, types }: Context,
): ReturnType<typeof successValue> {
  const { schema } = responses;
  const { type, decode } = successValue(document, schema, envelope, types);
  if (pager === undefined || schema === undefined) return { type, decode };
  const list = envelope === "jsonapi" ? contentOf(document, schema, envelope) : document.schemaAt(schema, pager.items);
  return isArray(document, list) ? { type: types.of(itemsOf(document, list), "output"), decode } : { type, decode };
}
