// What calls give of answers in an envelope, where these are not all of one shape.

import { afterAll, expect, test } from "vitest";
import { DecodeError } from "../../src/index.js";
import { failure } from "../src/shop.js";
import { generated, type Json, removeClients } from "./client.js";

afterAll(removeClients);

const of = (properties: Json, ...required: string[]): Json => ({ type: "object", properties, required });
const string = { type: "string" };
const meta = of({ job: string });
const has = (schema: Json): Json => ({ description: "It.", content: { "application/json": { schema } } });
const id = of({ type: { const: "toys" }, id: string }, "type", "id");
const toy = of({ type: { const: "toys" }, id: string, attributes: of({ name: string }) }, "type", "id");
const none = { description: "None." };
const operation = (operationId: string, responses: Json): Json => ({ post: { operationId, responses } });

test("a JSON:API document may hold a resource, a list, null or no data, and may be missing", async () => {
  const client = await generated(
    {
      "/change": operation("change", {
        "200": has(of({ data: toy, meta }, "data")),
        "202": has(of({ meta }, "meta")),
        "204": none,
      }),
      "/link": operation("link", { "200": has(of({ data: { anyOf: [id, { type: "null" }] } }, "data")) }),
      "/links": operation("links", {
        "200": has(of({ data: { type: "array", items: id }, meta }, "data")),
        "204": none,
      }),
      "/usual": operation("usual", { "200": has(of({ data: toy }, "data")) }),
    },
    { "x-envelope": "jsonapi" },
  );
  const value = async (name: string, body?: Json) => {
    const answer = body === undefined ? new Response(null, { status: 204 }) : Response.json(body);
    return (await client.call(name, [], answer)).result;
  };
  const one = { type: "toys", id: "t1" };

  expect(await value("change", { data: { ...one, attributes: { name: "n" } } })).toEqual({ ...one, name: "n" });
  expect(await value("change", { meta: { job: "j" } })).toEqual({ meta: { job: "j" } });
  expect(await value("change")).toBeUndefined();
  expect(await failure(value("change", {}))).toBeInstanceOf(DecodeError);

  expect(await value("link", { data: null })).toBeNull();
  expect(await value("link", { data: one })).toEqual(one);

  expect(await value("links", { data: [one], meta: { job: "j" } })).toEqual(
    Object.assign([one], { meta: { job: "j" } }),
  );
  expect(await value("links")).toBeUndefined();

  expect(await failure(value("usual", { meta: { job: "j" } }))).toBeInstanceOf(DecodeError);
  expect(await failure(value("usual", { data: null }))).toBeInstanceOf(DecodeError);
});

test("a value in `data` may also come without the envelope, where the document says so", async () => {
  const client = await generated(
    { "/start": operation("start", { "200": has(of({ data: string }, "data")), "202": has(meta), "204": none }) },
    { "x-envelope": "data" },
  );
  const value = async (answer: Response) => (await client.call("start", [], answer)).result;
  expect(await value(Response.json({ data: "d" }))).toBe("d");
  expect(await value(Response.json({ job: "j" }))).toEqual({ job: "j" });
  expect(await value(new Response(null, { status: 204 }))).toBeUndefined();
});

test("a flat input goes as a document, under the media type of its service", async () => {
  const data = of({ attributes: of({ name: string }) }, "attributes");
  const requestBody = {
    required: true,
    content: { "application/vnd.api+json": { schema: of({ data }, "data") } },
  };
  const change = { post: { operationId: "change", requestBody, responses: { "204": none } } };
  const client = await generated({ "/change": change }, { "x-envelope": "jsonapi" });
  const sent = async (...args: readonly unknown[]) => {
    const [only] = (await client.call("change", args)).sent;
    return [only?.headers.get("content-type"), await only?.request.json()];
  };
  expect(await sent({ name: "n" })).toEqual(["application/vnd.api+json", { data: { attributes: { name: "n" } } }]);
  expect(await sent()).toEqual(["application/vnd.api+json", { data: { attributes: {} } }]);
});
