import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ApiError, type BinaryBody, ConnectionError, DecodeError, type EventStream } from "../../src/index.js";
import { failure } from "../src/shop.js";
import { type Generated, generated, type Json, removeClients } from "./client.js";

const toy = { type: "object", required: ["id"], properties: { id: { type: "string" } } };
const problem = { type: "object", required: ["reason"], properties: { reason: { type: "string" } } };
const has = (content: Json): Json => ({ description: "It.", content });
const of = (media: string, schema?: Json): Json => ({ [media]: schema === undefined ? {} : { schema } });
const get = (operationId: string, responses?: Json): Json => ({
  get: { operationId, ...(responses && { responses }) },
});
const binary = { type: "string", format: "binary" };

const paths: Json = {
  "/text": get("getText", { "200": has(of("text/plain", { type: "string" })), "204": { description: "None." } }),
  "/file": get("getFile", { "200": has(of("application/pdf", binary)), "404": has(of("application/json", problem)) }),
  "/events": get("getEvents", {
    "200": has(of("text/event-stream", toy)),
    "4XX": has(of("application/json", problem)),
  }),
  "/ticks": get("getTicks", { "200": has(of("text/event-stream", { type: "string" })) }),
  "/items": get("getItems", {
    "200": has({
      "text/event-stream": {
        itemSchema: {
          properties: { data: { type: "string", contentMediaType: "application/json", contentSchema: toy } },
        },
      },
    }),
  }),
  "/lines": get("getLines", { "200": has(of("application/x-ndjson", toy)) }),
  "/maybe": get("getMaybe", { "200": has(of("application/json", toy)), "204": { description: "None." } }),
  "/two": get("getTwo", {
    "200": has(of("application/json", toy)),
    "202": has(of("application/json", { type: "array", items: { type: "string" } })),
  }),
  "/ranges": get("getRanges", {
    "2XX": has(of("application/json", toy)),
    "404": { description: "None." },
    "4XX": has(of("application/json", problem)),
    default: has(of("text/plain", { type: "string" })),
  }),
  "/default": get("getDefault", { default: has(of("application/json", toy)) }),
  "/none": get("getNone"),
  "/any": get("getAny", { "200": has(of("*/*", { type: "string" })) }),
  "/choice": get("getChoice", {
    "200": has({ ...of("application/xml", toy), ...of("application/json", toy) }),
  }),
  "/vendor": get("getVendor", { "200": has(of("application/vnd.toys.v3+json", toy)) }),
  "/link": get("getLink", { "302": { description: "There." }, "404": has(of("application/json", problem)) }),
  "/both": get("getBoth", { "200": has(of("application/json", toy)), "304": { description: "The same." } }),
  "/head": { head: { operationId: "headToy", responses: { "200": has(of("application/json", toy)) } } },
  "/mixed": get("getMixed", {
    "200": has(of("application/json", toy)),
    "202": { description: "Later." },
    "206": has(of("application/pdf")),
    "404": has(of("application/json", problem)),
  }),
  "/worded": get("getWorded", {
    "200": has(of("application/vnd.toys+json", toy)),
    "201": has(of("text/plain", { type: "string" })),
  }),
  "/untyped": get("getUntyped", { "200": has(of("application/json")) }),
};

let client: Generated;
beforeAll(async () => {
  client = await generated(paths);
}, 60_000);
afterAll(removeClients);

const stream = (...chunks: readonly (string | Error)[]): ReadableStream<Uint8Array> => {
  const left = [...chunks];
  return new ReadableStream({
    pull(controller) {
      const next = left.shift();
      if (next === undefined) controller.close();
      else if (next instanceof Error) controller.error(next);
      else controller.enqueue(new TextEncoder().encode(next));
    },
  });
};
const typed = (body: BodyInit | null, type: string, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(body, { status, headers: { "content-type": type, ...headers } });
const json = (status: number, body: unknown): Response => typed(JSON.stringify(body), "application/json", status);

async function value<T = unknown>(name: string, answer: Response): Promise<T> {
  return (await client.call(name, [], answer)).result as Promise<T>;
}
const accepted = async (name: string): Promise<unknown> =>
  (await client.call(name, [], json(200, { id: "1" }))).sent[0]?.headers.get("accept");

async function all(items: unknown): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const item of items as AsyncIterable<unknown>) found.push(item);
  return found;
}

describe("an answer in text", () => {
  test("is its text, and asked for", async () => {
    expect(await value("getText", typed('{"a":1}', "text/plain"))).toBe('{"a":1}');
    expect(await value("getText", new Response(null, { status: 204 }))).toBeUndefined();
    expect(await accepted("getText")).toBe("text/plain");
    expect(client.text).toContain("ApiPromise<string | undefined, GetTextResult>");
  });

  test("or anything else is what it says of itself", async () => {
    expect(await value("getAny", typed("plain", "text/plain"))).toBe("plain");
    expect(await value("getAny", typed('"quoted"', "application/json"))).toBe("quoted");
    expect(await value("getNone", json(200, { a: 1 }))).toEqual({ a: 1 });
    expect(await value("getNone", typed("<a/>", "text/xml"))).toBe("<a/>");
    expect(await failure((await client.call("getNone", [], typed("{", "application/json"))).result)).toBeInstanceOf(
      DecodeError,
    );
  });
});

describe("of successes that differ in kind, each", () => {
  test("is read by its content type: JSON, a file, or nothing", async () => {
    expect(await value("getMixed", json(200, { id: "1" }))).toEqual({ id: "1" });
    expect(await value("getMixed", new Response(null, { status: 202 }))).toBeUndefined();
    const file = await value<BinaryBody>("getMixed", typed("%PDF", "application/pdf", 206));
    expect([file.contentType, await (await file.blob()).text()]).toEqual(["application/pdf", "%PDF"]);
    expect(await accepted("getMixed")).toBe("application/json, application/pdf");
    expect(client.text).toContain("ApiPromise<{ id: string } | undefined | BinaryBody, GetMixedResult>");
    expect(client.problems.filter(({ operationId }) => operationId === "getMixed")).toEqual([]);
  });

  test("fails as it would alone", async () => {
    const error = await failure((await client.call("getMixed", [], json(404, { reason: "gone" }))).result);
    expect(error).toMatchObject({ status: 404, body: { reason: "gone" } });
    expect(await failure((await client.call("getMixed", [], typed("{", "application/json"))).result)).toBeInstanceOf(
      DecodeError,
    );
  });

  test("may be a text", async () => {
    expect(await value("getWorded", typed('{"id":"1"}', "application/vnd.toys+json"))).toEqual({ id: "1" });
    expect(await value("getWorded", typed("made", "text/plain", 201))).toBe("made");
    expect(await accepted("getWorded")).toBe("application/vnd.toys+json, text/plain");
  });
});

describe("a file", () => {
  const answer = (name: string) =>
    typed("%PDF", "application/pdf", 200, { "content-disposition": name, "content-length": "4" });

  test("comes unread, with its type, size and name", async () => {
    const file = await value<BinaryBody>("getFile", answer('attachment; filename="../a b.pdf"'));
    expect([file.contentType, file.size, file.fileName]).toEqual(["application/pdf", 4, "a b.pdf"]);
    expect(await (await file.blob()).text()).toBe("%PDF");
    expect(await accepted("getFile")).toBe("application/pdf");
    expect(client.text).toContain("ApiPromise<BinaryBody, GetFileResult>");
  });

  test.each([
    ["attachment; filename*=UTF-8''%e2%82%ac%20x.pdf; filename=\"y.pdf\"", "€ x.pdf"],
    ["inline; filename=z.pdf", "z.pdf"],
    ["attachment; filename*=UTF-8''%zz; filename=\"y.pdf\"", "y.pdf"],
    ['attachment; filename=".."', undefined],
    ["attachment", undefined],
  ])("named by %s is %s", async (header, name) => {
    expect((await value<BinaryBody>("getFile", answer(header))).fileName).toBe(name);
  });

  test("may be a stream; an error is read as ever", async () => {
    const file = await value<BinaryBody>("getFile", typed(stream("%P", "DF"), "application/pdf"));
    expect(await new Response(file.stream).text()).toBe("%PDF");
    const error = await failure<ApiError>((await client.call("getFile", [], json(404, { reason: "gone" }))).result);
    expect(error).toBeInstanceOf(ApiError);
    expect([error.status, error.body]).toEqual([404, { reason: "gone" }]);
  });
});

describe("a stream of events", () => {
  test("gives their data, parsed where the spec has more than text to say of it", async () => {
    const body = stream('event: add\ndata: {"id":', '"1"}\n\n: ping\n\nid: 9\ndata: {"id":"2"}\n\n');
    const events = await value<EventStream<unknown>>("getEvents", typed(body, "text/event-stream"));
    expect(await all(events)).toEqual([
      { event: "add", data: { id: "1" } },
      { data: { id: "2" }, id: "9" },
    ]);
    expect(events.lastEventId).toBe("9");
    expect(await all(await value("getTicks", typed("data: 1\n\n", "text/event-stream")))).toEqual([{ data: "1" }]);
    expect(await all(await value("getItems", typed('data: {"id":"1"}\n\n', "text/event-stream")))).toEqual([
      { data: { id: "1" } },
    ]);
    expect(client.text).toContain("ApiPromise<EventStream<string>, GetTicksResult>");
    expect(client.text).toContain("EventStream<{ id: string }>");
    expect(await accepted("getEvents")).toBe("text/event-stream");
  });

  test("ends with [DONE], and gives the connection back to whoever leaves", async () => {
    const events = typed('data: {"id":"1"}\n\ndata: [DONE]\n\ndata: {"id":"2"}\n\n', "text/event-stream");
    expect(await all(await value("getEvents", events))).toEqual([{ data: { id: "1" } }]);
    let cancelled = false;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new TextEncoder().encode("data: {}\n\n")),
      cancel: () => {
        cancelled = true;
      },
    });
    const answer = typed(null, "text/event-stream");
    Object.defineProperty(answer, "body", { value: endless });
    Object.defineProperty(answer, "clone", { value: () => answer });
    for await (const _ of await value<EventStream<unknown>>("getEvents", answer)) break;
    expect(cancelled).toBe(true);
  });

  test("fails where the connection does, or the data is no JSON", async () => {
    const cut = typed(stream("data: {}\n\n", new TypeError("terminated")), "text/event-stream");
    expect(await failure(all(await value("getEvents", cut)))).toBeInstanceOf(ConnectionError);
    const broken = await failure(all(await value("getEvents", typed("data: {secret\n\n", "text/event-stream"))));
    expect(broken).toBeInstanceOf(DecodeError);
    expect(broken.message).not.toContain("secret");
    const error = await failure((await client.call("getEvents", [], json(403, { reason: "no" }))).result);
    expect(error).toMatchObject({ status: 403 });
  });
});

test("lines are values as they come, the last without an end as well", async () => {
  const lines = typed(stream('{"id":"1"}\n\n{"i', 'd":"ä"}\r\n\x1e{"id":"3"}'), "application/x-ndjson");
  expect(await all(await value("getLines", lines))).toEqual([{ id: "1" }, { id: "ä" }, { id: "3" }]);
  expect(await failure(all(await value("getLines", typed("{\n", "application/x-ndjson"))))).toBeInstanceOf(DecodeError);
});

describe("several answers", () => {
  test("are a union; one that may be empty, undefined", async () => {
    expect(await value("getMaybe", new Response(null, { status: 204 }))).toBeUndefined();
    expect(client.text).toContain("ApiPromise<{ id: string } | undefined, GetMaybeResult>");
    expect(client.text).toContain(
      "export type GetMaybeResult = Succeeded<200, { id: string }> | Succeeded<204, undefined>;",
    );
    expect(client.text).toContain(
      "export type GetTwoResult = Succeeded<200, { id: string }> | Succeeded<202, string[]>;",
    );
  });

  test("of a range or by default type what is not declared one by one", async () => {
    expect(client.text).toContain(
      "GetRangesResult = Succeeded<number, { id: string }> | Failed<404, unknown> | Failed<number, { reason: string }> | Failed<number, string>;",
    );
    for (const status of [404, 418, 500]) {
      const { result } = await client.call("getRanges", [], json(status, { reason: "r" }));
      expect(await result.asResult()).toMatchObject({ ok: false, status });
    }
    const other = await client.call("getEvents", [], json(500, {}));
    expect(await failure(other.result.asResult())).toMatchObject({ status: 500 });
    expect(await value("getDefault", json(201, { id: "1" }))).toEqual({ id: "1" });
    expect(client.text).toContain("ApiPromise<{ id: string }, GetDefaultResult>");
  });

  test("of several media types are asked for as JSON; what is left out is told", async () => {
    expect(await accepted("getChoice")).toBe("application/json");
    expect(await accepted("getVendor")).toBe("application/vnd.toys.v3+json");
    expect(await accepted("getMaybe")).toBeNull();
    expect(client.problems.map(({ code, operationId }) => [code, operationId])).toEqual([
      ["answer-alternative", "getChoice"],
    ]);
  });
});

describe("a redirect", () => {
  const there = () => new Response(null, { status: 302, headers: { location: "https://files.test/a?sig=1" } });

  test("that is the declared success gives where it leads, and nothing is fetched from there", async () => {
    const { sent, result } = await client.call("getLink", [], there());
    expect(await result).toBe("https://files.test/a?sig=1");
    expect(sent).toHaveLength(1);
    expect(await result.asResult()).toMatchObject({ ok: true, status: 302 });
    expect(client.text).toContain("Succeeded<302, string>");
    expect(await failure((await client.call("getLink", [], json(404, { reason: "r" }))).result)).toBeInstanceOf(
      ApiError,
    );
  });

  test("beside a success is a declared failure", async () => {
    const { result } = await client.call("getBoth", [], new Response(null, { status: 304 }));
    expect(await failure(result)).toMatchObject({ status: 304 });
    expect(await result.asResult()).toMatchObject({ ok: false, status: 304 });
  });
});

test("HEAD gives nothing, whatever it is said to hold; a body without a schema is unknown", async () => {
  expect(await value("headToy", new Response(null))).toBeUndefined();
  expect(client.text).toContain("ApiPromise<void, HeadToyResult>");
  expect(await value("getUntyped", json(200, [1]))).toEqual([1]);
  expect(client.text).toContain("ApiPromise<unknown, GetUntypedResult>");
});
