// Facts for the fact sheet from the document itself. Code has no place for these, so the model does not hold them:
// examples, meanings of statuses, and headers that no program reads.

import { isObject, type Json } from "../../document/json.js";
import { type Parameter, type Schema, SpecDocument, text } from "../../document/resolve.js";
import { stringify } from "../../document/stringify.js";
import { recaseProse } from "../../model/naming/recase-prose.js";
import { parametersOf } from "../../model/request/parameters.js";
import { jsonSchema } from "../../model/request/request-body.js";
import type { Operation } from "../../model/types/operation.js";
import { operationsOf, type Service } from "../../model/types/service.js";
import { exampleOf } from "./values/example.js";

export interface OperationDetails {
  /** Bodies as on the wire, each with its title. */
  readonly bodies: readonly { readonly summary: string | undefined; readonly value: unknown }[];
  /** Values of path and query, by their names on the wire. */
  readonly parameters: ReadonlyMap<string, unknown>;
  /** The meaning of each status. */
  readonly responses: Responses;
}

type Responses = Readonly<Record<string, { readonly description: string | undefined }>>;

export interface Details {
  readonly summary: string | undefined;
  /** By operationId. */
  readonly operations: ReadonlyMap<string, OperationDetails>;
  /** Names of the headers with the state of a product's quota. */
  readonly quotaHeaders: readonly string[];
  readonly retryAfter: string | undefined;
}

export function detailsOf(service: Service, root: unknown): Details {
  const document = new SpecDocument(root);
  const { info, "x-rate-limit": rateLimit } = document.root;
  const operations = operationsOf(service.root).map((operation) => operationDetails(document, operation));
  // The descriptions with the caller's names, if those differ from the wire's.
  const responses = operations.map(([, details]) => details.responses);
  const recased = service.inflection === undefined ? responses : recaseProse(responses, document);
  return {
    summary: isObject(info) ? text(info.summary) : undefined,
    operations: new Map(
      operations.map(([id, details], index) => [id, { ...details, responses: recased[index] ?? {} }]),
    ),
    quotaHeaders: isObject(rateLimit) && isObject(rateLimit.quota) ? Object.values(rateLimit.quota).map(stringify) : [],
    retryAfter: isObject(rateLimit) ? text(rateLimit.retryAfter) : undefined,
  };
}

function operationDetails(document: SpecDocument, { id, pointer }: Operation): [string, OperationDetails] {
  const node = document.at(pointer);
  const item = document.at(pointer.replace(/(\/additionalOperations)?\/[^/]*$/, ""));
  const operation = isObject(node) ? node : {};
  const parameters = parametersOf(document, isObject(item) ? item : {}, operation);
  const examples = parameters.map((parameter) => [parameter.name, parameterExample(document, parameter)] as const);
  const details = {
    bodies: bodiesOf(document, operation),
    parameters: new Map(examples.filter(([, example]) => example !== undefined)),
    responses: responsesOf(document, operation),
  };
  return [id, details];
}

function parameterExample(document: SpecDocument, parameter: Parameter): unknown {
  const { example, examples, schema } = parameter;
  if (example !== undefined) return example;
  const [first] = isObject(examples) ? Object.values(examples) : [];
  const named = document.resolve(first);
  return isObject(named) && named.value !== undefined ? named.value : exampleOf(document, schema);
}

function bodiesOf(document: SpecDocument, operation: Json): OperationDetails["bodies"] {
  const request = document.resolve(operation.requestBody);
  const content = isObject(request) && isObject(request.content) ? request.content : {};
  const media = Object.values(content).find((each) => isObject(each) && each.schema === jsonSchema(content));
  if (!isObject(media)) return [];
  const named = Object.values(isObject(media.examples) ? media.examples : {})
    .map((example) => document.resolve(example) as unknown)
    .filter((example): example is Json => isObject(example) && "value" in example)
    .map((example) => ({ summary: text(example.summary), value: example.value }));
  if (named.length > 0) return named;
  const value = media.example ?? exampleOf(document, media.schema as Schema | undefined);
  return value === undefined ? [] : [{ summary: undefined, value }];
}

function responsesOf(document: SpecDocument, operation: Json): Responses {
  const responses = Object.entries(isObject(operation.responses) ? operation.responses : {}).map(([status, node]) => {
    const response = document.resolve(node);
    return [status, { description: isObject(response) ? text(response.description) : undefined }];
  });
  return Object.fromEntries(responses);
}
