// `webhooks` → the events a service sends, and how a delivery becomes one.

import { isObject, type Json } from "../document/json.js";
import { pointerOf, type Schema, type SpecDocument } from "../document/resolve.js";
import { stringify } from "../document/stringify.js";
import type { Problem } from "../problem/problem.js";
import { docsOf } from "./docs.js";
import type { Losses } from "./losses.js";
import { jsonSchema } from "./request/request-body.js";
import { contentOf, envelopeOf } from "./response/envelope.js";
import { exactNumbersIn } from "./schema/exact-numbers.js";
import type { Types } from "./schema/types.js";
import type { Webhook, WebhookSignature, Webhooks } from "./types/service.js";

export function webhooksOf(document: SpecDocument, serviceType: string, types: Types): Webhooks | undefined {
  const { webhooks } = document.root;
  if (!isObject(webhooks)) return undefined;
  const documents = new Set<string>();
  let decode: Webhooks["decode"] = "none";
  const events: Webhook[] = [];
  const bodies: Schema[] = [];
  for (const [event, node] of Object.entries(webhooks)) {
    const item = document.resolve(node);
    const operation = isObject(item) ? item.post : undefined;
    if (!isObject(operation)) continue;
    const request = document.resolve(operation.requestBody);
    const schema = isObject(request) && isObject(request.content) ? jsonSchema(request.content) : undefined;
    if (schema === undefined) continue;
    bodies.push(schema);
    const wrapped = envelopeOf(document, operation) === "jsonapi";
    const content = (wrapped ? contentOf(document, schema, "jsonapi") : undefined) ?? schema;
    if (content !== schema) decode = "jsonapi";
    for (const name of documentsIn(document, content)) documents.add(types.memberName(name));
    events.push({
      event,
      id: stringify(operation.operationId ?? event),
      type: types.within(wrapped ? "jsonapi" : "none", () => types.of(content, "output")),
      docs: docsOf(operation),
    });
  }
  if (events.length === 0) return undefined;
  const signature = signatureOf(document);
  const exact = exactNumbersIn(document, bodies, (wire) => [...new Set([wire, types.memberName(wire)])]);
  return { unionName: `${serviceType}Event`, decode, documents: [...documents], exact, signature, events };
}

/** Webhooks that are no events of the client: their bodies are no JSON, or they come by another method than POST. */
export function webhookProblems(document: SpecDocument): readonly Problem[] {
  const { webhooks } = document.root;
  return Object.entries(isObject(webhooks) ? webhooks : {}).flatMap(([event, node]): readonly Problem[] => {
    const item = document.resolve(node);
    const sent = Object.entries(isObject(item) ? item : {}).flatMap(([method, operation]) => {
      const request = isObject(operation) ? document.resolve(operation.requestBody) : undefined;
      const content = isObject(request) && isObject(request.content) ? request.content : {};
      const isEvent = method === "post" && jsonSchema(content) !== undefined;
      return Object.keys(content).map((media) => ({ isEvent, text: `${method.toUpperCase()} with ${media}` }));
    });
    if (sent.length === 0 || sent.some(({ isEvent }) => isEvent)) return [];
    return [
      {
        code: "webhook-body",
        severity: "warning",
        message: `The webhook ${JSON.stringify(event)} is no event of the client, which are JSON by POST: it is ${sent.map(({ text }) => text).join(", ")}.`,
        remedy: "Read its deliveries yourself.",
        pointer: pointerOf("webhooks", event),
      },
    ];
  });
}

/** Callbacks of an operation: the client knows of no deliveries but those of webhooks. */
export function reportCallbacks({ callbacks }: Json, losses: Losses): void {
  const names = Object.keys(isObject(callbacks) ? callbacks : {});
  if (names.length === 0) return;
  losses.report(
    "callback",
    `What the service sends to its caller's URL is no part of the client: ${names.map((name) => JSON.stringify(name)).join(", ")}.`,
    "Describe it under `webhooks`, by an overlay, and its deliveries are events.",
  );
}

function signatureOf({ root }: SpecDocument): WebhookSignature | undefined {
  const declared = root["x-webhook-signature"];
  if (!isObject(declared)) return undefined;
  const { encoding, toleranceSeconds } = declared;
  const beside = ["secretPrefix", "timestampHeader", "idHeader"].flatMap((name): [string, string][] =>
    typeof declared[name] === "string" ? [[name, declared[name]]] : [],
  );
  return {
    ...(encoding === "base64" && { encoding }),
    ...Object.fromEntries(beside),
    header: stringify(declared.header),
    format: stringify(declared.format),
    separator: stringify(declared.separator),
    signedPayload: stringify(declared.signedPayload),
    toleranceSeconds: toleranceSeconds === undefined ? undefined : Number(toleranceSeconds),
  };
}

/** Attributes that are JSON:API documents of their own. */
function documentsIn(document: SpecDocument, event: Schema): readonly string[] {
  const attributes = document.property(event, "attributes") ?? event;
  return [...document.properties(attributes).properties]
    .filter(([, property]) => (document.resolve(property) as Schema)["x-envelope"] === "jsonapi")
    .map(([name]) => name);
}
