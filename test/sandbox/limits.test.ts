import { describe, expect, test } from "vitest";
import { aShelf, openLibrary } from "./library.js";

const limitHeaders = ({ headers }: { headers: Headers }) =>
  Object.fromEntries([...headers].filter(([name]) => /^(ratelimit|quota|retry)/.test(name)));

describe("a rate limit", () => {
  test("counts down on every answer and refuses what is over it, until the window ends", async () => {
    const { sandbox, call } = openLibrary();
    expect(limitHeaders(await call("GET /shelves/count"))).toEqual({
      ...{ "ratelimit-limit": "5", "ratelimit-remaining": "4", "ratelimit-reset": "60" },
    });
    await sandbox.advance("20s");
    for (let left = 3; left >= 0; left -= 1) {
      expect((await call("GET /shelves/none")).headers.get("ratelimit-remaining")).toBe(String(left));
    }
    const refused = await call("GET /shelves/count");
    expect([refused.status, refused.body]).toEqual([
      429,
      { errors: [{ title: "Rate limit exceeded", detail: "More calls were made than are allowed in this time" }] },
    ]);
    expect(limitHeaders(refused)).toEqual({
      ...{ "ratelimit-limit": "5", "ratelimit-remaining": "0", "ratelimit-reset": "40", "retry-after": "40" },
    });
    await sandbox.advance("39s");
    expect((await call("GET /shelves/count")).status).toBe(429);
    await sandbox.advance("1s");
    expect((await call("GET /shelves/count")).headers.get("ratelimit-remaining")).toBe("4");
  });

  test("does not count who is nobody", async () => {
    const { call } = openLibrary();
    const refused = await call("GET /shelves/count", { headers: { authorization: "Bearer none" } });
    expect([refused.status, limitHeaders(refused)]).toEqual([401, {}]);
    expect((await call("GET /shelves/count")).headers.get("ratelimit-remaining")).toBe("4");
  });

  test("may be another, or none", async () => {
    const other = openLibrary({ limits: { library: { requests: 1 } } });
    expect((await other.call("GET /shelves/count")).status).toBe(200);
    expect((await other.call("GET /shelves/count")).status).toBe(429);
    const none = openLibrary({ limits: { library: false } });
    for (let made = 0; made < 10; made += 1) expect(limitHeaders(await none.call("GET /shelves/count"))).toEqual({});
    expect(() => openLibrary({ limits: { libary: false } })).toThrow('limits: there is no service "libary"');
  });
});

test("a product quota counts beside the limit", async () => {
  const { call } = openLibrary();
  const answers = [];
  for (let made = 0; made < 4; made += 1) answers.push(await call("POST /shelves", { body: aShelf }));
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 429]);
  expect(answers[3]?.body).toEqual({
    errors: [{ title: "Quota exceeded", detail: "More calls were made than are allowed in this time" }],
  });
  expect(answers.map(({ headers }) => headers.get("quota-remaining"))).toEqual(["2", "1", "0", "0"]);
  expect((await call("GET /shelves/count")).headers.get("quota-remaining")).toBeNull();
});

describe("an idempotency key", () => {
  const key = { "Idempotency-Key": "one" };

  test("repeats the first outcome without doing anything", async () => {
    const { call } = openLibrary();
    const first = await call("POST /shelves", { body: aShelf, headers: key });
    const again = await call("POST /shelves", { body: aShelf, headers: key });
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect(again.headers.get("call-id")).not.toBe(first.headers.get("call-id"));
    expect((await call("GET /shelves/count")).body.data).toBe(1);
  });

  test("repeats a failure too", async () => {
    const { call } = openLibrary();
    const close = () => call("POST /shelves/shelf_none/close", { headers: key });
    expect([(await close()).status, (await close()).status]).toEqual([404, 404]);
    const invalid = () => call("POST /shelves", { body: {}, headers: { "Idempotency-Key": "two" } });
    expect((await invalid()).body).toEqual((await invalid()).body);
  });

  test("with another body, query or address is refused", async () => {
    const { call } = openLibrary();
    await call("POST /shelves", { body: aShelf, headers: key });
    const reused = { status: 409, body: { errors: [{ detail: "reused" }] } };
    expect(await call("POST /shelves", { body: { data: { "shelf-name": "Other" } }, headers: key })).toMatchObject(
      reused,
    );
    expect(await call("POST /shelves?fields[shelf]=status", { body: aShelf, headers: key })).toMatchObject(reused);
    expect(await call("POST /shelves/shelf_1/close", { headers: key })).toMatchObject(reused);
  });

  test("is not kept for a call that was refused for its rate or its key", async () => {
    const { sandbox, call } = openLibrary({ limits: { library: { requests: 1 } } });
    expect((await call("POST /shelves", { body: aShelf, headers: { ...key, authorization: "no" } })).status).toBe(401);
    await call("GET /shelves/count");
    expect((await call("POST /shelves", { body: aShelf, headers: key })).status).toBe(429);
    await sandbox.advance("1m");
    expect((await call("POST /shelves", { body: aShelf, headers: key })).status).toBe(201);
  });

  test("starts afresh after a day", async () => {
    const { sandbox, call } = openLibrary();
    await call("POST /shelves", { body: aShelf, headers: key });
    await sandbox.advance(86_400_000 - 1);
    await call("POST /shelves", { body: aShelf, headers: key });
    expect((await call("GET /shelves/count")).body.data).toBe(1);
    await sandbox.advance(1);
    await call("POST /shelves", { body: aShelf, headers: key });
    expect((await call("GET /shelves/count")).body.data).toBe(2);
    expect(sandbox.records("library/idempotency-key")).toHaveLength(1);
  });

  test("has no effect on a GET", async () => {
    const { call } = openLibrary();
    await call("GET /shelves/count", { headers: key });
    await call("POST /shelves", { body: aShelf });
    expect((await call("GET /shelves/count", { headers: key })).body.data).toBe(1);
  });

  test("survives an answer that was lost", async () => {
    const { call } = openLibrary();
    const lost = call("POST /shelves", { body: aShelf, headers: { ...key, "Sandbox-Fault": "drop=after" } });
    await expect(lost).rejects.toThrow("fetch failed");
    expect((await call("POST /shelves", { body: aShelf, headers: key })).status).toBe(201);
    expect((await call("GET /shelves/count")).body.data).toBe(1);
  });
});
