import { describe, expect, test } from "vitest";
import { maskedHeaders } from "../../src/sandbox/world/log.js";
import { aShelf, openLibrary } from "./library.js";

describe("an answer", () => {
  test("has the lowest success as its status, and what the handler gave in an envelope", async () => {
    const { call } = openLibrary();
    const { status, body } = await call("POST /shelves", { body: aShelf });
    expect(status).toBe(201);
    expect(body).toEqual({
      data: {
        type: "shelf",
        id: expect.stringMatching(/^shelf_\w{4}$/),
        attributes: { status: "open", "shelf-name": "Novels", fields: {}, "ships-at": null },
        relationships: { books: { data: [{ type: "book", id: "book_1" }] } },
      },
    });
    expect((await call("GET /shelves/count")).body).toEqual({ data: 1 });
  });

  test("has no body where the handler gives none", async () => {
    const { call } = openLibrary();
    const { id } = (await call("POST /shelves", { body: aShelf })).body.data;
    expect(await call(`DELETE /shelves/${id}`)).toMatchObject({ status: 204, body: undefined });
  });

  test("is found under the service's own host, and under its name on any other", async () => {
    const { sandbox } = openLibrary();
    const headers = { authorization: `Bearer ${sandbox.credentials.library.key}` };
    const status = async (url: string) => (await sandbox.fetch(url, { headers })).status;
    expect(await status("https://library.test/v2/shelves/count")).toBe(200);
    expect(await status("http://127.0.0.1:4010/library/shelves/count")).toBe(200);
    expect(await status("http://localhost/library/v2/shelves/count")).toBe(200);
    expect(await status("https://library.test/shelves/count")).toBe(404);
    const lost = await sandbox.fetch("http://localhost/elsewhere");
    expect([lost.status, await lost.json()]).toEqual([
      404,
      { error: "Nothing is here. The services are under /library." },
    ]);
  });

  test("that the spec does not allow is called so in the log", async () => {
    const { sandbox, call } = openLibrary();
    expect((await call("GET /lie")).status).toBe(200);
    expect((await call("GET /shelves/count")).status).toBe(200);
    expect(sandbox.requests.map(({ verdict }) => verdict)).toEqual([
      {
        kind: "violates",
        violations: [{ in: "body", pointer: "/data", keyword: "type", message: "must be an integer" }],
      },
      { kind: "conforms" },
    ]);
  });

  test("is not judged if that is switched off", async () => {
    const { sandbox, call } = openLibrary({ judgesAnswers: false });
    await call("GET /lie");
    expect(sandbox.requests[0]?.verdict).toEqual({ kind: "unjudged", reason: "off" });
  });
});

describe("a call that cannot be granted", () => {
  test("is refused without a valid key", async () => {
    const { sandbox, call } = openLibrary();
    expect(await call("GET /shelves", { headers: { authorization: "Bearer none" } })).toMatchObject({
      status: 401,
      body: { errors: [{ title: "401" }] },
    });
    expect(sandbox.requests[0]?.side).toBeUndefined();
  });

  test("finds nothing at an unknown address, and learns which methods a known one takes", async () => {
    const { call } = openLibrary();
    expect(await call("GET /nothing")).toMatchObject({
      status: 404,
      body: { errors: [{ detail: "There is nothing at this address" }] },
    });
    const { status, headers, body } = await call("PUT /shelves/count");
    expect([status, headers.get("Allow"), body]).toEqual([
      405,
      "DELETE, GET",
      { errors: [{ detail: "This address takes DELETE, GET" }] },
    ]);
  });

  test("gets each fault with a pointer to the offending member, as the caller spelled it", async () => {
    const { call } = openLibrary();
    const body = { data: { shelfName: 7, shipsInSeconds: "soon", colour: "red" } };
    const { status, body: answer } = await call("POST /shelves", { body });
    expect(status).toBe(400);
    expect(answer.errors).toEqual(
      expect.arrayContaining([
        { pointer: "body:/data/shelfName", detail: "must be a string" },
        { pointer: "body:/data/shipsInSeconds", detail: "must be an integer" },
        { pointer: "body:/data/colour", detail: "is not known" },
      ]),
    );
    expect(answer.errors).toHaveLength(3);
    expect((await call("POST /shelves", { body: { data: {} } })).body.errors).toEqual([
      { pointer: "body:/data/shelf-name", detail: "is missing" },
    ]);
  });

  test.each([
    ["{", {}, "is not JSON in UTF-8"],
    ['{"data":{"shelf-name":"A"}}', { "content-type": "text/html" }, "must be application/json"],
    [undefined, {}, "is missing"],
  ])("is told when its body is no JSON: %s", async (body, headers, detail) => {
    const { call } = openLibrary();
    const answer = await call("POST /shelves", { body, headers: { "content-type": "application/json", ...headers } });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: "body:", detail }] } });
  });

  test.each([{}, { "content-length": "36" }])("is told when its JSON is in another encoding: %j", async (headers) => {
    const { sandbox } = openLibrary();
    const response = await sandbox.fetch("https://library.test/v2/shelves", {
      method: "POST",
      headers: {
        authorization: `Bearer ${sandbox.credentials.library.key}`,
        "content-type": "application/json",
        ...headers,
      },
      body: Buffer.from('{"data":{"shelf-name":"Caf\u00e9 novels"}}', "latin1"),
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ pointer: "body:", detail: "is not JSON in UTF-8" }] });
  });

  test("is told of parameters out of bounds", async () => {
    const { call } = openLibrary();
    expect((await call("GET /shelves?page[size]=4&filter[colour]=red&include=authors")).body.errors).toEqual([
      { pointer: "query:/page/size", detail: "must be at most 3" },
      { pointer: "query:/filter/colour", detail: "is not known" },
      { pointer: "query:/include/0", detail: "must be one of: books" },
    ]);
    expect((await call("POST /shelves", { body: aShelf, headers: { "key-inflection": "shout" } })).body.errors).toEqual(
      [{ pointer: "header:/Key-Inflection", detail: "must be one of: camel, kebab, snake" }],
    );
  });

  test("leads to the vendor's form when the sandbox fails, the reason in the log alone", async () => {
    const { sandbox, call } = openLibrary();
    expect(await call("GET /crash")).toMatchObject({ status: 500, body: { errors: [{ title: "500" }] } });
    expect(sandbox.requests[0]).toMatchObject({ status: 500, verdict: { kind: "violates" } });
    expect(sandbox.requests[0]?.error).toContain("a bug with a secret");
  });

  test("is none where the service has no function: then the document alone says what is answered", async () => {
    const { call } = openLibrary();
    expect(await call("GET /later")).toMatchObject({ status: 200, body: { data: 1 } });
  });
});

describe("the casing of keys", () => {
  test("is the caller's in requests and answers, but for what is data", async () => {
    const { call } = openLibrary();
    const fields = { "kept-as": { it_is: 1 } };
    const answer = async (casing: string, data: object) => {
      const { body } = await call("POST /shelves", { body: { data }, headers: { "Key-Inflection": casing } });
      return body.data.attributes;
    };
    const rest = { status: "open", fields };
    expect(await answer("camel", { shelf_name: "A", fields })).toEqual({ ...rest, shelfName: "A", shipsAt: null });
    expect(await answer("snake", { shelfName: "B", fields })).toEqual({ ...rest, shelf_name: "B", ships_at: null });
    expect(await answer("kebab", { "shelf-name": "C", fields })).toEqual({
      ...rest,
      "shelf-name": "C",
      "ships-at": null,
    });
  });

  test("is free in the names of filters", async () => {
    const { call } = openLibrary();
    for (const name of ["A", "B"]) await call("POST /shelves", { body: { data: { "shelf-name": name } } });
    const found = (await call("GET /shelves?filter[shelfName]=A")).body.data;
    expect(found.map((each: { attributes: object }) => each.attributes)).toMatchObject([{ "shelf-name": "A" }]);
  });
});

describe("fields and include", () => {
  test("cut a resource down and bring others along", async () => {
    const { call } = openLibrary({ limits: { library: false } });
    const { id } = (await call("POST /shelves", { body: { data: { "shelf-name": "A", fields: { x: 1, y: 2 } } } })).body
      .data;
    const get = async (query: string) => (await call(`GET /shelves/${id}?${query}`)).body;
    expect(await get("fields[shelf]=shelfName,fields.x&include=books&fields[book]=page-count")).toEqual({
      data: { type: "shelf", id, attributes: { "shelf-name": "A", fields: { x: 1 } } },
      included: [{ type: "book", id: "book_1", attributes: { "page-count": 9 } }],
    });
    expect(await get("include=books&fields[book]=page-count")).toMatchObject({
      included: [{ type: "book", id: "book_1", attributes: { "page-count": 9 } }],
    });
    expect(await get("include=")).toMatchObject({ included: [] });
    expect(await get("")).not.toHaveProperty("included");
    expect((await get("include=books.author.name")).errors).toEqual([{ detail: "too deep" }]);
  });
});

describe("a list", () => {
  test("is read in both directions, its links keeping the query", async () => {
    const { call } = openLibrary({ limits: { library: false } });
    for (const name of ["1", "2", "3", "4", "5"])
      await call("POST /shelves", { body: { data: { "shelf-name": name } } });
    const page = async (address: string) => {
      const { data, links } = (await call(`GET ${address.replace("/v2", "")}`)).body;
      return {
        names: data.map((each: { attributes: Record<string, string> }) => each.attributes["shelf-name"]).join(""),
        links,
      };
    };
    const first = await page("/shelves?fields[shelf]=shelf-name");
    expect(first.names).toBe("54");
    expect(first.links.prev).toBeNull();
    expect(first.links.next).toMatch(/^\/v2\/shelves\?fields%5Bshelf%5D=shelf-name&page%5Bafter%5D=shelf_\w{4}$/);
    const second = await page(first.links.next);
    expect(second.names).toBe("32");
    const third = await page(second.links.next);
    expect([third.names, third.links.next]).toEqual(["1", null]);
    expect((await page(third.links.prev)).names).toBe("32");
    expect(await page((await page(third.links.prev)).links.prev)).toEqual({
      names: "54",
      links: { ...first.links, next: expect.any(String) },
    });
  });

  test("refuses a cursor that is not in it, and two at once", async () => {
    const { call } = openLibrary();
    expect((await call("GET /shelves?page[after]=shelf_none")).body.errors).toEqual([{ detail: "no shelf_none" }]);
    expect((await call("GET /shelves?page[after]=a&page[before]=b")).body.errors).toEqual([{ detail: "both" }]);
  });
});

describe("states", () => {
  test("move as the lifecycle says, and the refusal follows the assumption", async () => {
    for (const [assume, status] of [
      [{}, 409],
      [{ "closed-status": 422 }, 422],
    ] as const) {
      const { sandbox, call } = openLibrary({ assume });
      const { id } = (await call("POST /shelves", { body: aShelf })).body.data;
      expect((await call(`POST /shelves/${id}/close`)).body.data.attributes.status).toBe("closed");
      expect((await call(`POST /shelves/${id}/close`)).status).toBe(status);
      sandbox.control.library.reopen(id);
      expect((await call(`POST /shelves/${id}/close`)).status).toBe(200);
    }
  });

  test("move when the clock gets there", async () => {
    const { sandbox, call } = openLibrary();
    const { id } = (await call("POST /shelves", { body: { data: { "shelf-name": "A", "ships-in-seconds": 90 } } })).body
      .data;
    const status = async () => (await call(`GET /shelves/${id}`)).body.data.attributes.status;
    await sandbox.advance("89s");
    expect(await status()).toBe("open");
    await sandbox.advance("1s");
    expect(await status()).toBe("shipped");
    expect(sandbox.now().toISOString()).toBe("2026-05-01T10:01:30.000Z");
  });
});

describe("an assumption", () => {
  test("must be one that a spec names, with a value that it names", () => {
    expect(() => openLibrary({ assume: { "closed-state": 409 } })).toThrow(
      'assume: there is no assumption "closed-state". The fact sheets list them under "Assumptions".',
    );
    expect(() => openLibrary({ assume: { "closed-status": 400 } })).toThrow(
      'assume: "closed-status" cannot be 400. It may be: 409, 422.',
    );
  });
});

describe("the same seed and calls", () => {
  test("give the same answers, another seed gives others, and a reset the first again", async () => {
    const story = async (seed: string, { sandbox, call } = openLibrary({ seed })) => {
      const answers = [];
      for (const name of ["1", "2"])
        answers.push(await call("POST /shelves", { body: { data: { "shelf-name": name } } }));
      await sandbox.advance("1h");
      answers.push(await call("GET /shelves"));
      return JSON.stringify(answers.map(({ headers, body }) => [[...headers], body]));
    };
    const open = openLibrary({ seed: "a" });
    const first = await story("a", open);
    expect(await story("a")).toBe(first);
    expect(await story("b")).not.toBe(first);
    open.sandbox.reset();
    expect(open.sandbox.requests).toEqual([]);
    expect(await story("a", open)).toBe(first);
  });
});

describe("the log", () => {
  test("shows both sides of a call, credentials masked, and keeps the last ones", async () => {
    const { sandbox, call } = openLibrary({ logged: 2 });
    await call("GET /shelves/count");
    await call("POST /shelves", { body: aShelf });
    await call("GET /shelves/count?x=1");
    expect(sandbox.requests.map(({ number }) => number)).toEqual([2, 3]);
    expect(sandbox.requests[0]).toMatchObject({
      id: expect.stringMatching(/^call_/),
      at: "2026-05-01T10:00:00.000Z",
      service: "library",
      operation: "create-a-shelf",
      side: "reader",
      method: "POST",
      address: "/v2/shelves",
      requestHeaders: { authorization: "Bearer •••" },
      requestBody: JSON.stringify(aShelf),
      status: 201,
    });
    expect(JSON.stringify(sandbox.requests)).not.toContain(sandbox.credentials.library.key);
  });

  test("masks what is secret in headers of any name, all of it", () => {
    const secret = [
      ["authorization", "Basic dXNlcjpwYXNz d29yZA=="],
      ["proxy-authorization", "opaque"],
      ["cookie", "session=one; csrf=two"],
      ["set-cookie", "session=one; HttpOnly"],
      ["x-api-key", "key"],
      ["x-access-token", "token"],
    ] as const;
    const shown = maskedHeaders([...secret, ["idempotency-key", "k"], ["www-authenticate", "Bearer"]]);
    expect(shown).toEqual({
      ...Object.fromEntries(secret.map(([name]) => [name, "•••"])),
      authorization: "Basic •••",
      "idempotency-key": "k",
      "www-authenticate": "Bearer",
    });
  });

  test("tells who watches, until they stop", async () => {
    const { sandbox, call } = openLibrary();
    const seen: string[] = [];
    const stop = sandbox.watch((event) => seen.push(event.kind));
    await call("POST /shelves", { body: aShelf });
    await call("GET /shelves/count");
    stop();
    await call("GET /shelves/count");
    expect(seen).toEqual(["request", "change", "request"]);
  });
});

describe("memory", () => {
  test("holds so many records; one more drops the oldest that was not there from the start, and what was due for it", async () => {
    const { sandbox, call } = openLibrary({ records: 3, limits: { library: false } });
    for (let name = 1; name <= 5; name += 1) {
      await call("POST /shelves", { body: { data: { "shelf-name": String(name), "ships-in-seconds": 60 } } });
    }
    const names = sandbox
      .records("library/shelf")
      .map(({ attributes }) => (attributes as Record<string, string>)["shelf-name"]);
    expect(names).toEqual(["3", "4", "5"]);
    expect(sandbox.records("library/book")).toHaveLength(1);
  });
});
