// One answer, and the client's value of it: as it is, in the other casings, with unknown members, and broken.

import { answered, type ShownAnswer } from "../answer.js";
import type { ClientCall } from "../client-call.js";
import { exchange, type Outcome, resultOf } from "../exchange.js";
import { isApiError, isNamed } from "../runtime-errors.js";
import type { Service } from "../service.js";
import { camel, kebab, recased } from "../spec/casing.js";
import { isObject } from "../spec/json.js";
import { asDifferences, judged } from "../spec/schema-check.js";
import type { Operation } from "../spec/spec.js";
import type { Subject } from "../subject.js";
import { brokenBodies } from "./broken.js";
import { fileDifferences } from "./compare-file.js";
import { compared, type Difference, thrown } from "./difference.js";
import {
  type Facts,
  factDifferences,
  factsOfBody,
  factsOfDocument,
  factsOfFlat,
  factsOfPage,
  factsOfPaging,
  factsOfValue,
} from "./facts.js";
import { issuesIn } from "./issues.js";
import { pagingDifferences } from "./paging.js";
import { maskedIssues, sensitiveValues } from "./sensitive.js";
import { withUnknowns } from "./unknown-values.js";

export async function compareResponse(
  subject: Subject,
  call: ClientCall,
  answer: ShownAnswer,
  sketch: boolean,
): Promise<readonly Difference[]> {
  const outcome = await exchange(subject.service, subject.operation, call, answer);
  if (answer.file !== undefined) return fileDifferences(answer.file, answer, outcome);
  const violations = schemaDifferences(subject, answer, sketch);
  const differences = [
    ...violations,
    ...(answer.status < 300 ? success(subject, answer, outcome) : failure(subject, answer, outcome)),
    ...(await cutOff(subject, call, answer)),
  ];
  if (answer.status >= 300) return [...differences, ...(await failureAsResult(subject, call, answer, outcome))];
  if (answer.body === undefined) return differences;
  return [
    ...differences,
    ...(await inOtherCasings(subject, call, answer)),
    ...(await extended(subject, call, answer)),
    ...(await emptied(subject, call, answer)),
    ...(violations.length === 0 && !sketch ? broken(subject, answer) : []),
    ...(await pagingDifferences(subject.service, subject.operation, call, answer)),
  ];
}

function schemaDifferences(
  { operation, schemas }: Subject,
  answer: ShownAnswer,
  sketch: boolean,
): readonly Difference[] {
  const located = operation.responses.get(answer.status);
  if (answer.body === undefined || located === undefined) return [];
  return asDifferences("schema", judged(schemas.violations(located.pointer, answer.body), sketch));
}

function success(
  subject: Subject,
  answer: ShownAnswer,
  { error, value, response, result }: Outcome,
): readonly Difference[] {
  const { service, operation } = subject;
  if (response === undefined || result === undefined) return [thrown("value", "a value", error)];
  return [
    ...valueDifferences(service, operation, answer.body, value),
    ...compared("withResponse() status", answer.status, response.status),
    ...compared("withResponse() body", answer.body, response.body),
    ...compared("withResponse() request id", headerOf(answer, service.requestId), response.requestId),
    ...compared("withResponse() rate limit", rateLimitOf(service, answer), response.rateLimit),
    ...compared("asResult()", { ok: true, status: answer.status }, { ok: result.ok, status: result.status }),
    ...(result.data === value && response.value === value ? [] : [thrown("asResult()", "the same value", result.data)]),
  ];
}

/** Whether the value states what the body states, all of it and nothing else. */
export function valueDifferences(
  service: Service,
  operation: Operation,
  body: unknown,
  value: unknown,
): readonly Difference[] {
  const { pagination } = operation;
  const page = (pagination === undefined ? { items: value } : (value ?? {})) as { items?: unknown; included?: unknown };
  return [
    ...factDifferences(
      "value",
      bodyFacts(service, operation, body),
      valueFacts(operation, asNumbers(service, page.items), page.included),
    ),
    ...(pagination === undefined ? [] : factDifferences("page", factsOfPaging(body, pagination), factsOfPage(value))),
  ];
}

/**
 * Exact decimals as the numbers of the wire, as far as a number can hold them; test/wire/exact.test.ts looks at each digit.
 * A member that should be exact and is a number is marked, so that it differs.
 */
function asNumbers({ spec }: Service, value: unknown, name = ""): unknown {
  if (spec.decimals.size === 0) return value;
  if (Array.isArray(value)) return value.map((item) => asNumbers({ spec } as Service, item, name));
  if (isObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, asNumbers({ spec } as Service, inner, key)]),
    );
  }
  if (!spec.decimals.has(name)) return value;
  if (typeof value === "number") return `inexact ${value}`;
  return typeof value === "string" && value !== "" && Number.isFinite(Number(value)) ? Number(value) : value;
}

function bodyFacts({ spec }: Service, operation: Operation, body: unknown): Facts {
  if (body === undefined) return new Map();
  if (operation.envelope === "jsonapi") return factsOfDocument(body, spec);
  return factsOfBody(operation.envelope === "data" ? (body as { readonly data: unknown }).data : body, spec);
}

function valueFacts(operation: Operation, value: unknown, included: unknown): Facts {
  if (value === undefined) return new Map();
  return operation.envelope === "jsonapi" ? factsOfFlat(value, [], included) : factsOfValue(value);
}

function failure({ service, operation }: Subject, answer: ShownAnswer, outcome: Outcome): readonly Difference[] {
  const { error, requests } = outcome;
  if (!isApiError(error)) return [thrown("error", `an ApiError with status ${answer.status}`, error)];
  const body = service.spec.inflected ? recased(answer.body, camel, service.spec.verbatim) : answer.body;
  const sent = operation.body ? sensitiveValues(service.spec, operation.body.schema, requests[0]?.body) : [];
  // A header of this name holds a secret, whatever the spec says.
  const secrets = Object.entries(requests[0]?.headers ?? {}).filter(([name]) => /secret|token/i.test(name));
  const values = [...sent, ...secrets.map(([, value]) => value)];
  return [
    ...compared("error status", answer.status, error.status),
    ...compared("error body", body, error.body),
    ...compared("error issues", maskedIssues(issuesIn(body), error.issues, values), error.issues),
    ...compared("error request id", headerOf(answer, service.requestId), error.requestId),
    ...compared("error rate limit", rateLimitOf(service, answer), error.rateLimit),
  ];
}

/** A declared error is a result; any other is thrown. */
async function failureAsResult(
  { service, operation }: Subject,
  call: ClientCall,
  answer: ShownAnswer,
  { error }: Outcome,
): Promise<readonly Difference[]> {
  const declared = operation.responses.has(answer.status);
  try {
    const result = await resultOf(service, operation, call, answer);
    const { ok, status } = result;
    if (!declared)
      return [{ check: "asResult()", at: "", expected: "an exception: not declared", got: { ok, status } }];
    return [
      ...compared("asResult()", { ok: false, status: answer.status }, { ok, status }),
      ...compared("asResult() error", (error as Error).message, (result.error as Error).message),
    ];
  } catch (exception) {
    return !declared && isApiError(exception) ? [] : [thrown("asResult()", "a declared error", exception)];
  }
}

/** The service answers in the casing that the call requests; older settings may give another. The value is the same. */
async function inOtherCasings(subject: Subject, call: ClientCall, answer: ShownAnswer): Promise<readonly Difference[]> {
  const { service, operation } = subject;
  if (!service.spec.inflected) return [];
  const snake = (key: string) => kebab(key).replaceAll("-", "_");
  const casings = [camel, kebab, snake].map(async (casing) => {
    const body = recased(answer.body, casing, service.spec.verbatim);
    const { value, error } = await exchange(service, operation, call, answered(answer.status, answer.headers, body));
    if (error !== undefined) return [thrown("value in another casing", "a value", error)];
    return valueDifferences(service, operation, body, value).map((each) => ({
      ...each,
      check: "value in another casing",
    }));
  });
  return (await Promise.all(casings)).flat();
}

/** Unknown members and values satisfy the schema, and reach the caller. */
async function extended(subject: Subject, call: ClientCall, answer: ShownAnswer): Promise<readonly Difference[]> {
  const { service, operation, schemas } = subject;
  const located = operation.responses.get(answer.status);
  if (located === undefined) return [];
  const { spec } = service;
  const spelled = spec.inflected ? recased(answer.body, kebab, spec.verbatim) : answer.body;
  const { body } = withUnknowns(spec, located.schema, spelled);
  const { value, error, response } = await exchange(
    service,
    operation,
    call,
    answered(answer.status, answer.headers, body),
  );
  const before = judged(schemas.violations(located.pointer, spelled), false).length;
  const after = judged(schemas.violations(located.pointer, body), false);
  return [
    ...(after.length > before ? asDifferences("schema with unknown members", after) : []),
    ...(error === undefined
      ? valueDifferences(service, operation, body, value)
      : [thrown("value", "a value", error)]
    ).map((each) => ({ ...each, check: `${each.check} with unknown members` })),
    ...compared("withResponse() body with unknown members", body, response?.body),
  ];
}

/** A body that ends too early, or a page that something on the way put in its place. */
async function cutOff(subject: Subject, call: ClientCall, answer: ShownAnswer): Promise<readonly Difference[]> {
  const { service, operation } = subject;
  if (answer.text === undefined) return [];
  const texts = [
    answer.text.slice(0, -1),
    answer.text.slice(0, answer.text.length / 2),
    "<html><h1>Bad gateway</h1></html>",
  ];
  const expected = answer.status < 300 ? "DecodeError" : "ApiError";
  const outcomes = texts.map(async (text) => {
    const { error } = await exchange(service, operation, call, { ...answer, text });
    return isNamed(error, expected) ? [] : [thrown(`client on ${text.slice(-20)}`, `a ${expected}`, error)];
  });
  return (await Promise.all(outcomes)).flat();
}

/** A success whose envelope is not there. */
async function emptied(subject: Subject, call: ClientCall, answer: ShownAnswer): Promise<readonly Difference[]> {
  const { service, operation } = subject;
  if (operation.envelope === "none" || operation.responses.get(answer.status) === undefined) return [];
  const bodies: unknown[] = [
    {},
    null,
    [],
    "text",
    ...(operation.pagination === undefined ? [] : [{ data: { id: "1" } }]),
  ];
  const outcomes = bodies.map(async (body) => {
    const { error } = await exchange(service, operation, call, answered(answer.status, answer.headers, body));
    return isNamed(error, "DecodeError") ? [] : [thrown(`client on ${JSON.stringify(body)}`, "a DecodeError", error)];
  });
  return (await Promise.all(outcomes)).flat();
}

/** Each of the broken bodies is refused, so that the check above is known to see faults. */
function broken({ service, operation, schemas }: Subject, answer: ShownAnswer): readonly Difference[] {
  const located = operation.responses.get(answer.status);
  if (located === undefined) return [];
  const { spec } = service;
  const spelled = spec.inflected ? recased(answer.body, kebab, spec.verbatim) : answer.body;
  return brokenBodies(spec, located.schema, spelled)
    .filter(({ body }) => schemas.violations(located.pointer, body).length === 0)
    .map(({ fault }) => ({ check: "schema on a broken body", at: "", expected: "a refusal", got: fault }));
}

function headerOf({ headers }: ShownAnswer, name: string | undefined): string | undefined {
  return name === undefined ? undefined : headers[name];
}

function rateLimitOf({ spec }: Service, answer: ShownAnswer): object {
  const names = { limit: "limit", remaining: "remaining", resetSeconds: "reset" };
  const entries = Object.entries(names).flatMap(([member, key]) => {
    const header = spec.rateLimit[key];
    const value = typeof header === "string" ? headerOf(answer, header) : undefined;
    return value === undefined ? [] : [[member, Number(value)] as const];
  });
  return Object.fromEntries(entries);
}
