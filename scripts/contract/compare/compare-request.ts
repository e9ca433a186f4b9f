import type { ShownAnswer } from "../answer.js";
import { type ClientCall, callFor } from "../client-call.js";
import { exchange } from "../exchange.js";
import type { Fixture } from "../fixture.js";
import { isNamed } from "../runtime-errors.js";
import { asDifferences, isSketch, judged } from "../spec/schema-check.js";
import type { Subject } from "../subject.js";
import { requestDifferences } from "../wire.js";
import type { Difference } from "./difference.js";

export interface ComparedRequest {
  readonly compared: boolean;
  readonly differences: readonly Difference[];
  readonly notes: readonly string[];
  /** The call that the fixture shows, if the client makes it. */
  readonly call: ClientCall | undefined;
}

/** Makes the call that a fixture shows, and compares what is sent with what it shows. */
export async function compareRequest(
  subject: Subject,
  { request, case: name }: Fixture,
  answer: ShownAnswer | undefined,
): Promise<ComparedRequest> {
  const { service, operation, schemas } = subject;
  if (request.path === undefined) return { compared: false, differences: [], notes: [], call: undefined };
  const call = callFor(service.spec, operation, request);
  if (call === undefined) {
    const difference = { check: "request path", at: "", expected: request.path, got: operation.path };
    return { compared: true, differences: [difference], notes: [], call: undefined };
  }
  const violations =
    operation.body === undefined || request.body === undefined
      ? []
      : judged(schemas.violations(operation.body.pointer, request.body), isSketch(name));
  const outcome = await exchange(service, operation, call, answer ?? { status: 200, headers: {}, text: undefined });
  const [sent] = outcome.requests;
  const refused = (answer?.status ?? 200) >= 400;
  if (sent === undefined) {
    // Calls that cannot succeed may be stopped before they are sent; the service refuses the same ones.
    const excused = refused && isNamed(outcome.error, "ConfigurationError");
    const got = outcome.error instanceof Error ? outcome.error.message : outcome.error;
    return {
      compared: true,
      differences: excused ? [] : [{ check: "request", at: "", expected: "one request", got }],
      notes: excused ? [`the client refuses the call itself: ${got}`] : [],
      call: undefined,
    };
  }
  const isLegacy = name.startsWith("legacy");
  const differences = [
    ...requestDifferences(service.spec, operation, request, sent),
    // A request that the service refuses need not fit the spec, nor one of an older version.
    ...(refused || isLegacy ? [] : asDifferences("request schema", violations)),
  ];
  return { compared: true, differences: isLegacy ? [] : differences, notes: [], call };
}
