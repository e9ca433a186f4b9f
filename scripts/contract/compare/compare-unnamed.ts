// A fixture against an operation that its document does not name: the function is found by what it sends, as `verify` finds it,
// and its value is compared with the answer as a whole, within whatever envelope was inferred.

import { argumentsFor, type Caller, type Located, origin } from "../../verify/call-operation.js";
import { holdsAnswer } from "../../verify/compare.js";
import type { DescribedOperation } from "../../verify/document.js";
import { answerOf, type ShownAnswer } from "../answer.js";
import type { Fixture } from "../fixture.js";
import type { FileReport } from "../report.js";
import { isApiError } from "../runtime-errors.js";
import type { Service } from "../service.js";
import { asDifferences, isSketch, judged, type SchemaCheck } from "../spec/schema-check.js";
import type { Operation } from "../spec/spec.js";
import { pairsOf, readRequest } from "../wire.js";
import { compared, type Difference, thrown } from "./difference.js";
import { valuesOf } from "./values-of-request.js";

type Part = Pick<FileReport, "differences" | "notes" | "covered">;

/** Each operation is looked for once: two fixtures may show the same one. */
const located = new WeakMap<DescribedOperation, Promise<Located | undefined>>();

export async function unnamedReport(
  { unnamed }: Pick<Service, "unnamed">,
  operation: Operation,
  schemas: SchemaCheck,
  fixture: Fixture,
): Promise<Part> {
  const described = unnamed?.document
    .operations()
    .find(({ method, path }) => method === operation.method && operation.prefix + path === operation.path);
  if (unnamed === undefined || described === undefined)
    return { differences: [], notes: ["is not found"], covered: [] };
  const { caller } = unnamed;
  const found = await once(caller, described);
  if (found === undefined) {
    const difference = { check: "client", at: "", expected: `a function that sends ${operation.id}`, got: undefined };
    return { differences: [difference], notes: [], covered: [] };
  }
  const { request } = fixture;
  const values = valuesOf(described, request, operation.prefix);
  if (values === undefined) return { differences: [], notes: ["shows no path of its operation"], covered: [] };
  const answer = answerOf(fixture, operation);
  const args = await argumentsFor(described, values, request.body, found, caller);
  const called = await caller.call(found, args, () => respond(answer));
  if (called.sent === undefined)
    return { differences: [thrown("request", "one request", called.error)], notes: [], covered: [] };
  const isSuccess = answer === undefined || answer.status < 400;
  const sent = await readRequest(called.sent);
  const wanted = request.path === undefined ? [] : pairsOf(request.path).map(text).sort();
  const differences: Difference[] = [
    ...compared("request method", operation.method, sent.method),
    ...compared(
      "request path",
      pathOf(request.path, operation.prefix),
      pathOf(called.sent.url.slice(origin.length), ""),
    ),
    // A key of the client's may stand in the query too.
    ...compared(
      "request query",
      wanted,
      pairsOf(sent.path)
        .map(text)
        .filter((pair) => wanted.includes(pair))
        .sort(),
    ),
    ...(request.body === undefined ? [] : compared("request body", request.body, sent.body)),
  ];
  const sketch = isSketch(fixture.case);
  const check = (name: string, pointer: string | undefined, body: unknown): readonly Difference[] =>
    pointer === undefined || body === undefined
      ? []
      : asDifferences(name, judged(schemas.violations(pointer, body), sketch));
  if (isSuccess) differences.push(...check("request schema", operation.body?.pointer, request.body));
  if (answer !== undefined) {
    differences.push(...check("schema", operation.responses.get(answer.status)?.pointer, answer.body));
    if (answer.status < 300) differences.push(...valueDifferences(answer, called.value, called.error));
    else if (!isApiError(called.error) || called.error.status !== answer.status)
      differences.push(thrown("error", `an ApiError with status ${answer.status}`, called.error ?? called.value));
  }
  const status = answer?.status;
  return {
    differences,
    notes: answer === undefined ? ["shows a request only"] : [],
    covered: [
      { operationId: operation.id, status, request: request.path !== undefined, response: answer !== undefined },
    ],
  };
}

function once(caller: Caller, operation: DescribedOperation): Promise<Located | undefined> {
  const known = located.get(operation) ?? caller.locate(operation);
  located.set(operation, known);
  return known;
}

function respond(answer: ShownAnswer | undefined): Response {
  if (answer === undefined) return Response.json({});
  return new Response(answer.file ?? answer.text ?? null, { status: answer.status, headers: { ...answer.headers } });
}

function valueDifferences({ body }: ShownAnswer, value: unknown, error: unknown): readonly Difference[] {
  if (error !== undefined) return [thrown("value", "a value", error)];
  return body === undefined || holdsAnswer(value, body)
    ? []
    : [{ check: "value", at: "", expected: JSON.stringify(body), got: JSON.stringify(value) }];
}

function text([name, value]: readonly [string, string]): string {
  return `${name}=${value}`;
}

/** Without its query, and without what the server's URL adds. */
function pathOf(path: string | undefined, prefix: string): string | undefined {
  if (path === undefined) return undefined;
  const [bare = ""] = path.split("?");
  return decodeURIComponent(bare.startsWith(prefix) ? bare.slice(prefix.length) : bare);
}
