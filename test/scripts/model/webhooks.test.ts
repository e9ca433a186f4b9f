import { expect, test } from "vitest";
import { SpecDocument } from "../../../scripts/document/resolve.js";
import { buildService } from "../../../scripts/model/build.js";
import { webhooksOf } from "../../../scripts/model/webhooks.js";
import { docs, lit, named, object, string } from "./nodes.js";
import { type Json, json, operationOf, ref, spec, typesIn } from "./spec.js";

function webhooks(root: Json, jsonapi = false) {
  const document = spec(root);
  const types = typesIn(document, { camel: true, jsonapi });
  return { found: webhooksOf(new SpecDocument(document), "Toys", types), declarations: types.declarations };
}

const event = (schema: Json, more: Json = {}) => ({ post: { requestBody: json(schema), ...more } });

test("an event for each webhook, in the order of the spec, and one union of them all", () => {
  const { found } = webhooks({
    schemas: { Sold: { type: "object" } },
    webhooks: {
      "toy.sold": event(ref("Sold"), { operationId: "toySold", description: "It went." }),
      "toy.broken": event({ type: "string" }),
    },
  });
  expect(found).toEqual({
    unionName: "ToysEvent",
    decode: "none",
    documents: [],
    signature: undefined,
    events: [
      { event: "toy.sold", id: "toySold", type: named("Sold"), docs: docs({ description: "It went." }) },
      { event: "toy.broken", id: "toy.broken", type: string, docs: docs({}) },
    ],
  });
});

test("a JSON:API event is flat; the documents in its attributes are named", () => {
  const data = {
    properties: {
      type: { const: "event" },
      id: { type: "string" },
      attributes: {
        properties: {
          "created-at": { type: "string" },
          "toy-payload": { "x-envelope": "jsonapi", properties: { data: { type: "string" } } },
        },
      },
    },
  };
  const { found } = webhooks({ "x-envelope": "jsonapi", webhooks: { sold: event({ properties: { data } }) } }, true);
  expect(found).toMatchObject({ decode: "jsonapi", documents: ["toyPayload"] });
  expect(found?.events[0]?.type).toEqual(
    object({ "type?": lit("event"), "id?": string, "createdAt?": string, "toyPayload?": string }),
  );
});

test("they are signed as the root says", () => {
  const signature = {
    header: "Toy-Signature",
    format: "t={timestamp},v1={signature}",
    separator: " ",
    signedPayload: "{timestamp}.{body}",
    toleranceSeconds: 60,
  };
  const declared = { ...signature, algorithm: "hmac-sha256", encoding: "hex" };
  const { found } = webhooks({ "x-webhook-signature": declared, webhooks: { sold: event({ type: "string" }) } });
  expect(found?.signature).toEqual(signature);
});

test("one whose body is no JSON, or that does not come by POST, is reported", () => {
  const form = { content: { "application/x-www-form-urlencoded": { schema: { type: "object" } } } };
  const document = spec({
    webhooks: {
      sold: { post: { requestBody: form } },
      broken: { put: { requestBody: json({ type: "object" }) } },
      "toy.made": event({ type: "object" }),
      ping: { post: {} },
    },
  });
  expect(buildService({ name: "toys", document }).problems).toEqual([
    expect.objectContaining({
      code: "webhook-body",
      severity: "warning",
      message:
        'The webhook "sold" is no event of the client, which are JSON by POST: it is POST with application/x-www-form-urlencoded.',
      pointer: "#/webhooks/sold",
    }),
    expect.objectContaining({
      message:
        'The webhook "broken" is no event of the client, which are JSON by POST: it is PUT with application/json.',
    }),
  ]);
});

test("there are none where the spec has none, or none with a JSON body", () => {
  expect(webhooks({}).found).toBeUndefined();
  expect(webhooks({ webhooks: {} }).found).toBeUndefined();
  const text = { post: { requestBody: { content: { "text/plain": {} } } } };
  expect(webhooks({ webhooks: { a: text, b: { get: {} }, c: event({}) } }).found?.events.map(({ id }) => id)).toEqual([
    "c",
  ]);
});

test("callbacks of an operation are reported", () => {
  const callbacks = { onSold: { "{$request.body#/url}": { post: { requestBody: json({ type: "object" }) } } } };
  expect(operationOf({ callbacks }).problems).toEqual([
    expect.objectContaining({
      code: "callback",
      operationId: "doIt",
      message: 'What the service sends to its caller\'s URL is no part of the client: "onSold".',
    }),
  ]);
  expect(operationOf({ callbacks: {} }).problems).toEqual([]);
});
