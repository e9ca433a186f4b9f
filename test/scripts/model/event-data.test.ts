import { expect, test } from "vitest";
import { buildService } from "../../../scripts/model/build.js";
import type { TypeNode } from "../../../scripts/model/types/node.js";
import { operationsOf } from "../../../scripts/model/types/service.js";
import { lit, object, string, union } from "./nodes.js";
import { type Json, ref, spec } from "./spec.js";

const text = { type: "string" };
const of = (properties: Json): Json => ({ type: "object", properties });
const holds = (schema: Json): Json =>
  of({ event: text, data: { contentMediaType: "application/json", contentSchema: schema } });

function streamed(media: Json, schemas: Json = {}) {
  const responses = { "200": { description: "Events.", content: { "text/event-stream": media } } };
  const document = spec({ schemas, paths: { "/a": { get: { operationId: "watch", responses } } } });
  const { service, problems } = buildService({ name: "toys", document });
  const [operation] = service === undefined ? [] : operationsOf(service.root);
  return [operation?.value, problems.map(({ code }) => code)];
}

const stream = (of: unknown) => ({ kind: "runtime", name: "EventStream", of });

test("events of several kinds hold what any of them holds", () => {
  const itemSchema = {
    ...of({ event: text, data: text }),
    oneOf: [holds(of({ made: text })), holds(of({ sold: text }))],
  };
  expect(streamed({ itemSchema })).toEqual([
    stream(union(object({ "made?": string }), object({ "sold?": string }))),
    [],
  ]);
});

const event = (name: string, data: TypeNode, optional = false) =>
  object({ [optional ? "event?" : "event"]: lit(name), data, "id?": string });

test.each([
  ["an itemSchema", (oneOf: unknown) => ({ itemSchema: { ...of({ event: text, data: text }), oneOf } })],
  ["a schema of the whole event", (oneOf: unknown) => ({ schema: { oneOf } })],
  ["a list of whole events", (anyOf: unknown) => ({ schema: { type: "array", items: { anyOf } } })],
])("of events with names, each has data of its own, be it JSON or text: %s", (_, media) => {
  const json = { contentMediaType: "application/json", contentSchema: of({ id: text }) };
  const made = of({ event: { const: "made" }, data: json });
  const ping = of({ event: { enum: ["message"] }, data: text });
  const events = union(event("made", object({ "id?": string })), event("message", string, true));
  expect(streamed(media([made, ping]))).toEqual([{ ...stream(union(object({ "id?": string }), string)), events }, []]);
});

const holdsId = { contentMediaType: "application/json", contentSchema: of({ id: text }) };
const madeOrPing = {
  ...stream(union(object({ "id?": string }), string)),
  events: union(event("made", object({ "id?": string })), event("ping", string)),
};

test("events with names may stand in a part of an `allOf`, and have the data of the schema around them", () => {
  const base = of({ event: text, data: text });
  const oneOf = [of({ event: { const: "made" }, data: holdsId }), of({ event: { const: "ping" } })];
  expect(streamed({ itemSchema: { allOf: [base, { oneOf }] } })).toEqual([madeOrPing, []]);
  expect(streamed({ schema: { allOf: [base, { oneOf }] } })).toEqual([madeOrPing, []]);
});

test("events that extend the one that lists them have their own data", () => {
  const made = { allOf: [ref("Any"), of({ event: { const: "made" }, data: holdsId })] };
  const ping = { allOf: [ref("Any"), of({ event: { const: "ping" }, data: text })] };
  const any = { ...of({ event: text }), oneOf: [ref("Made"), ref("Ping")] };
  expect(streamed({ itemSchema: ref("Any") }, { Any: any, Made: made, Ping: ping })).toEqual([madeOrPing, []]);
});

test("an event without a name of its own has that of its component, where the name tells the events apart", () => {
  const itemSchema = { oneOf: [ref("made"), ref("ping")], discriminator: { propertyName: "event" } };
  const schemas = { made: of({ event: text, data: holdsId }), ping: of({ event: text, data: text }) };
  expect(streamed({ itemSchema }, schemas)).toEqual([madeOrPing, []]);
});

test("events of which some hold text, which their names do not tell, are text, and that is told", () => {
  const itemSchema = { oneOf: [holds(of({ made: text })), of({ event: text, data: text })] };
  expect(streamed({ itemSchema })).toEqual([stream(string), ["event-data"]]);
});

test("a schema of the whole event is not taken for its data", () => {
  const schema = of({ data: of({ note: text }), eventType: text });
  expect(streamed({ schema })).toEqual([stream(object({ "note?": string })), []]);
  const value = of({ data: text, price: text });
  expect(streamed({ schema: value })).toEqual([stream(object({ "data?": string, "price?": string })), []]);
});
