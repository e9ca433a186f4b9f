// One delivery: the event that the receiver reads states what the body states.

import { isNamed } from "../runtime-errors.js";
import type { Service } from "../service.js";
import { camel, kebab, recased } from "../spec/casing.js";
import { asDifferences, judged, type SchemaCheck } from "../spec/schema-check.js";
import type { Webhook } from "../spec/spec.js";
import { brokenBodies } from "./broken.js";
import type { Difference } from "./difference.js";
import { thrown } from "./difference.js";
import { factDifferences, factsOfBody, factsOfDocument, factsOfFlat, factsOfValue } from "./facts.js";
import { withUnknowns } from "./unknown-values.js";

export function compareWebhook(
  service: Service,
  schemas: SchemaCheck,
  webhook: Webhook,
  body: unknown,
): readonly Difference[] {
  const { spec } = service;
  const spelled = spec.inflected ? recased(body, kebab, spec.verbatim) : body;
  const extended = withUnknowns(spec, webhook.body.schema, spelled).body;
  const violations = asDifferences("schema", judged(schemas.violations(webhook.body.pointer, body), false));
  return [
    ...violations,
    ...eventDifferences("event", service, webhook, body),
    ...eventDifferences("event as text", service, webhook, body, JSON.stringify(body)),
    ...(spec.inflected
      ? eventDifferences("event in another casing", service, webhook, recased(body, camel, spec.verbatim))
      : []),
    ...asDifferences("schema with unknown members", judged(schemas.violations(webhook.body.pointer, extended), false)),
    ...eventDifferences("event with unknown members", service, webhook, extended),
    ...(violations.length > 0 ? [] : broken(schemas, webhook, service, spelled)),
    ...cutOff(service, JSON.stringify(body)),
  ];
}

function eventDifferences(
  check: string,
  service: Service,
  webhook: Webhook,
  body: unknown,
  given: unknown = body,
): readonly Difference[] {
  const { spec, documents } = service;
  let event: unknown;
  try {
    event = service.parseEvent(given);
  } catch (error) {
    return [thrown(check, "an event", error)];
  }
  return webhook.envelope === "jsonapi"
    ? factDifferences(check, factsOfDocument(body, { ...spec, documents }), factsOfFlat(event, documents))
    : factDifferences(check, factsOfBody(body, spec), factsOfValue(event));
}

function broken(schemas: SchemaCheck, webhook: Webhook, service: Service, body: unknown): readonly Difference[] {
  return brokenBodies(service.spec, webhook.body.schema, body)
    .filter(({ body: faulty }) => schemas.violations(webhook.body.pointer, faulty).length === 0)
    .map(({ fault }) => ({ check: "schema on a broken body", at: "", expected: "a refusal", got: fault }));
}

function cutOff(service: Service, text: string): readonly Difference[] {
  return [text.slice(0, -1), "<html></html>", ""].flatMap((given) => {
    try {
      service.parseEvent(given);
      return [{ check: `event from ${given.slice(-20)}`, at: "", expected: "a DecodeError", got: "a value" }];
    } catch (error) {
      return isNamed(error, "DecodeError") ? [] : [thrown(`event from ${given.slice(-20)}`, "a DecodeError", error)];
    }
  });
}
