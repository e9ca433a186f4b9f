import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { createEnableNow, createEnableNowTransport, retrieveShare } from "../../generated/enablenow/index.js";
import { createPersona } from "../../generated/persona/index.js";
import type { RecordOutcome } from "../../generated/persona/record.js";
import { record as recordPersona } from "../../generated/persona/record.js";
import { ApiError, type Fetch } from "../../src/index.js";
import type { Fixture } from "../../src/record/fixture.js";
import { folder, recorders, written } from "./services.js";

const shareId = "7c0f3a52-58d1-4b0e-9a63-2f8d1c64be10";
const share = {
  id: shareId,
  clientId: "nl-broker-portal",
  reference: "Jansen, mortgage 4471",
  expirationDateUtc: "2026-12-24T09:30:00Z",
  consentIds: ["1b9e6d84-0c37-4f2a-8e55-a4d7730f9c21"],
  accountIds: [],
  analysisIds: [],
};

/** A fetch that gives one answer to everything but a token request. */
function answering(answer: () => Response | Promise<Response>): Fetch {
  return async (url) =>
    url.endsWith("/connect/token") ? Response.json({ access_token: "secret-access-token", expires_in: 60 }) : answer();
}

/** A client of EnableNow that records what `answer` gives, and what became of each exchange. */
function recording(dir: string, answer: () => Response | Promise<Response>, options: { overwrite?: boolean } = {}) {
  const outcomes: RecordOutcome[] = [];
  const onExchange = (outcome: RecordOutcome): void => void outcomes.push(outcome);
  const fetch = recorders.enablenow.record(dir, {
    ...options,
    date: "2026-03-01",
    onExchange,
    fetch: answering(answer),
  });
  const client = createEnableNow({ clientId: "our-app", clientSecret: "our-client-secret", retry: false, fetch });
  return { shares: client.shares, outcomes, kinds: () => outcomes.map(({ kind }) => kind) };
}

test("an exchange with a real server becomes a fixture, and the caller gets the answer as it was", async () => {
  const server = createServer((request, response) => {
    const body =
      request.url === "/cfa/connect/token" ? { access_token: "t0ken-of-the-server", expires_in: 60 } : { data: share };
    response.setHeader("content-type", "application/json").setHeader("retry-after", "3").end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const dir = folder();
  const transport = createEnableNowTransport({
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    clientId: "our-app",
    clientSecret: "our-client-secret",
    fetch: recorders.enablenow.record(dir, { date: "2026-03-01" }),
  });
  expect(await retrieveShare(transport, shareId)).toEqual(share);
  expect(written(dir)).toEqual({
    "getShare.200.json": {
      source: "Recorded by sharewright from enablenow, 2026-03-01. Values are stand-ins.",
      operationId: "getShare",
      request: { method: "GET", path: `/shares/${shareId}` },
      response: {
        status: 200,
        headers: { "Retry-After": "3" },
        body: { data: { ...share, reference: "redacted-1" } },
      },
      exchange: 1,
    },
  });
});

test("the day of the recording is today's unless it is given", async () => {
  const dir = folder();
  const fetch = recorders.enablenow.record(dir, { fetch: answering(() => Response.json({ data: share })) });
  await createEnableNow({ clientId: "a", clientSecret: "b", fetch }).shares.retrieve(shareId);
  expect(written(dir)["getShare.200.json"]?.source).toMatch(/, \d{4}-\d\d-\d\d\./);
});

test("token requests are left out, and their credentials are found wherever they are repeated", async () => {
  const dir = folder();
  const detail = "Bearer secret-access-token of our-app with our-client-secret is not enough";
  const { shares, outcomes } = recording(dir, () => Response.json({ title: "Forbidden", detail }, { status: 403 }));
  const error = await shares.retrieve(shareId).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ApiError);
  expect(outcomes).toEqual([
    { kind: "skipped", reason: "a token request is all credentials" },
    { kind: "written", file: "getShare.403.json" },
  ]);
  expect(written(dir)["getShare.403.json"]?.response.body).toEqual({
    title: "Forbidden",
    detail: "Bearer redacted of our-app with redacted is not enough",
  });
});

test("a password is found as it was before it was put into a header", async () => {
  const dir = folder();
  const errors = [{ title: "Refused", details: "jo-the-user may not use hunter2" }];
  const fetch = recordPersona(dir, { date: false, fetch: async () => Response.json({ errors }, { status: 403 }) });
  const headers = { Authorization: `Basic ${btoa("jo-the-user:hunter2")}` };
  await createPersona({ apiKey: "key", fetch })
    .cases.list({}, { headers })
    .catch(() => {});
  expect(written(dir)["list-all-cases.403.json"]?.response.body).toEqual({
    errors: [{ title: "Refused", details: "redacted may not use redacted" }],
  });
});

test("the same value has the same stand-in throughout a recording, in bodies, paths, queries and links", async () => {
  const dir = folder();
  const next = "/api/v1/cases?filter%5Breference-id%5D=Jane+Doe&page%5Bafter%5D=case_1";
  const prev = "/api/v1/cases?filter%5Breference-id%5D=Jane%20Doe&page%5Bbefore%5D=case_1";
  const attributes = { fields: { name: { type: "string", value: "Jane Doe" } }, name: "Of Jane Doe" };
  const found = { type: "case", id: "case_1", attributes };
  const fetch = recordPersona(dir, {
    date: false,
    fetch: async (_, { method }) =>
      Response.json(method === "GET" ? { data: [found], links: { prev, next } } : { data: found }),
  });
  const { cases } = createPersona({ apiKey: "key", fetch });
  await cases.list({ filter: { referenceId: "Jane Doe" } });
  await cases.update("Jane Doe", { fields: { partner: "Jane Doe", age: 41, adult: true, none: null, empty: "" } });
  const files = written(dir);
  const list = files["list-all-cases.200.json"];
  const update = files["update-a-case.200.json"];
  expect(list?.request.path).toBe("/api/v1/cases?filter%5Breference-id%5D=redacted-1");
  expect(list?.response.body).toEqual({
    data: [
      {
        type: "case",
        id: "case_1",
        attributes: { fields: { name: { type: "string", value: "redacted-1" } }, name: "Of redacted-1" },
      },
    ],
    links: {
      prev: "/api/v1/cases?filter%5Breference-id%5D=redacted-1&page%5Bbefore%5D=case_1",
      next: "/api/v1/cases?filter%5Breference-id%5D=redacted-1&page%5Bafter%5D=case_1",
    },
  });
  expect(update?.request.path).toBe("/api/v1/cases/redacted-1");
  expect(update?.request.body).toEqual({
    data: { attributes: { fields: { partner: "redacted-1", age: 4, adult: false, none: null, empty: "" } } },
  });
});

test("names are kept where they are the template's or the service's, and not where they may be anybody's", async () => {
  const dir = folder();
  const household = { type: "hash", value: { "Jane Doe": { age: 41 }, jane: 1 } };
  const attributes = { fields: { household, "+31612345678": "x" }, "new-member": { "inner-name": 1, "a b": 2 } };
  const data = { type: "case", id: "case_1", attributes };
  const fetch = recordPersona(dir, { date: false, fetch: async () => Response.json({ data }) });
  await createPersona({ apiKey: "key", fetch, headers: { "X-Trace": "1" } }).cases.retrieve("case_1", {
    include: ["accounts"],
  });
  const { request, response } = written(dir)["retrieve-case.200.json"] as Fixture;
  expect(request).toEqual({
    method: "GET",
    path: "/api/v1/cases/case_1?include=accounts",
    headers: { "Key-Inflection": "camel", "Persona-Version": "2025-12-08" },
  });
  const kept = (response.body as { data: { attributes: Record<string, object> } }).data.attributes;
  expect(JSON.stringify(response)).not.toMatch(/jane|3161|a b/i);
  expect(Object.keys(kept)).toEqual(["fields", "new-member"]);
  expect(Object.keys(kept.fields ?? {})).toEqual(["household", expect.stringMatching(/^redacted-\d+$/)]);
  expect(kept.fields).toMatchObject({ household: { type: "hash" } });
  expect(Object.keys(kept["new-member"] ?? {})).toEqual(["inner-name", expect.stringMatching(/^redacted-\d+$/)]);
});

test("a parameter that the spec does not know is replaced, name and value", async () => {
  const dir = folder();
  const fetch = recordPersona(dir, {
    date: false,
    fetch: async () => Response.json({ data: { type: "case", id: "case_1" } }),
  });
  await fetch("https://api.withpersona.com/api/v1/cases/case_1?Jane=Doe&include=accounts", {});
  expect(written(dir)["retrieve-case.200.json"]?.request.path).toMatch(
    /^\/api\/v1\/cases\/case_1\?redacted-\d=redacted-\d&include=accounts$/,
  );
});

describe("the files", () => {
  test("of one run are numbered, and an exchange that was recorded before is not written again", async () => {
    const dir = folder();
    let ends = 0;
    const { shares, outcomes } = recording(dir, () => {
      ends += 1;
      return Response.json({ data: { ...share, expirationDateUtc: `2026-12-2${ends > 2 ? 5 : 4}T09:30:00Z` } });
    });
    for (let poll = 0; poll < 4; poll += 1) await shares.retrieve(shareId);
    expect(outcomes.slice(1)).toEqual([
      { kind: "written", file: "getShare.200.json" },
      { kind: "skipped", reason: "getShare: the same exchange was recorded before" },
      { kind: "written", file: "getShare.200-2.json" },
      { kind: "skipped", reason: "getShare: the same exchange was recorded before" },
    ]);
    expect(Object.values(written(dir)).map(({ exchange }) => exchange)).toEqual([2, 1]);
  });

  test("of somebody else keep their content, unless they may be replaced", async () => {
    const dir = folder();
    writeFileSync(join(dir, "getShare.200.json"), "by hand");
    await recording(dir, () => Response.json({ data: share })).shares.retrieve(shareId);
    expect(readdirSync(dir).sort()).toEqual(["getShare.200-2.json", "getShare.200.json"]);
    expect(readFileSync(join(dir, "getShare.200.json"), "utf8")).toBe("by hand");
    await recording(dir, () => Response.json({ data: share }), { overwrite: true }).shares.retrieve(shareId);
    expect(JSON.parse(readFileSync(join(dir, "getShare.200.json"), "utf8")).operationId).toBe("getShare");
    expect(readdirSync(dir).sort()).toEqual(["getShare.200-2.json", "getShare.200.json"]);
  });

  test("of calls at the same time are all there, whole, with no draft left behind", async () => {
    const dir = join(folder(), "made", "on the way");
    let count = 0;
    const { shares } = recording(dir, () => {
      count += 1;
      return Response.json({ data: { ...share, clientId: `app-${count}` } });
    });
    await Promise.all(Array.from({ length: 20 }, () => shares.retrieve(shareId)));
    const clients = Object.values(written(dir)).map(
      ({ response }) => (response.body as { data: typeof share }).data.clientId,
    );
    expect(new Set(clients).size).toBe(20);
    expect(readdirSync(dir).filter((file) => !/^getShare\.200(-\d+)?\.json$/.test(file))).toEqual([]);
  });
});

describe("a recording never breaks a call", () => {
  test("that cannot be written, and says so", async () => {
    const dir = folder();
    writeFileSync(join(dir, "file"), "");
    const { shares, outcomes } = recording(join(dir, "file"), () => Response.json({ data: share }));
    expect(await shares.retrieve(shareId)).toEqual(share);
    expect(outcomes.at(-1)).toMatchObject({ kind: "failed", error: { code: expect.stringMatching(/EEXIST|ENOTDIR/) } });
  });

  test("and warns of what could not be written when nobody is told", async () => {
    const warnings: Error[] = [];
    const listen = (warning: Error): void => void warnings.push(warning);
    process.on("warning", listen);
    onTestFinished(() => void process.off("warning", listen));
    const dir = folder();
    writeFileSync(join(dir, "file"), "");
    const fetch = recorders.enablenow.record(join(dir, "file"), {
      fetch: answering(() => Response.json({ data: share })),
    });
    expect(await createEnableNow({ clientId: "a", clientSecret: "b", fetch }).shares.retrieve(shareId)).toEqual(share);
    await vi.waitFor(() => expect(warnings.map(({ name }) => name)).toContain("SharewrightRecord"));
  });

  test("when the caller's own function fails", async () => {
    const onExchange = (): void => {
      throw new Error("mine");
    };
    const fetch = recorders.enablenow.record(folder(), {
      onExchange,
      fetch: answering(() => Response.json({ data: share })),
    });
    expect(await createEnableNow({ clientId: "a", clientSecret: "b", fetch }).shares.retrieve(shareId)).toEqual(share);
  });

  test("that got no answer", async () => {
    const { shares, kinds } = recording(folder(), () => Promise.reject(new TypeError("no network")));
    await expect(shares.retrieve(shareId)).rejects.toThrow("no network");
    expect(kinds()).toEqual(["skipped"]);
  });

  test("whose answer breaks off", async () => {
    const broken = (): Response =>
      new Response(
        new ReadableStream({
          start: (controller) => {
            controller.enqueue(new TextEncoder().encode('{"data":'));
            controller.error(new Error("reset"));
          },
        }),
      );
    const dir = folder();
    const { shares, outcomes } = recording(dir, broken);
    await expect(shares.retrieve(shareId)).rejects.toThrow();
    expect(outcomes.at(-1)).toEqual({ kind: "skipped", reason: "the answer broke off" });
    expect(readdirSync(dir)).toEqual([]);
  });
});

test.each<[string, () => Response, string]>([
  [
    "a proxy's page",
    () => new Response("<html>Jansen</html>", { status: 403, headers: { "content-type": "text/html" } }),
    "getShare: an answer 403 whose body is not JSON",
  ],
  [
    "a status nobody declared",
    () => Response.json({}, { status: 502 }),
    "getShare: an answer 502 is not declared by the spec",
  ],
])("%s is not recorded, with the reason", async (_, answer, reason) => {
  const dir = join(folder(), "none");
  const { shares, outcomes } = recording(dir, answer);
  await shares.retrieve(shareId).catch(() => {});
  expect(outcomes.at(-1)).toEqual({ kind: "skipped", reason });
  expect(existsSync(dir)).toBe(false);
});

test("a call of another API is not recorded, with the reason", async () => {
  const outcomes: RecordOutcome[] = [];
  const fetch = recorders.enablenow.record(folder(), {
    fetch: async () => Response.json({ iban: "NL91ABNA0417164300" }),
    onExchange: (outcome) => void outcomes.push(outcome),
  });
  expect(await (await fetch("https://api.enablenow.nl/accounts/1", {})).json()).toEqual({
    iban: "NL91ABNA0417164300",
  });
  expect(outcomes).toEqual([{ kind: "skipped", reason: "the spec has no operation for this GET" }]);
});

test("every attempt of a call is recorded", async () => {
  const dir = folder();
  let attempts = 0;
  const fetch = recorders.enablenow.record(dir, {
    fetch: answering(() => {
      attempts += 1;
      return attempts === 1
        ? new Response(null, { status: 429, headers: { "Retry-After": "0" } })
        : Response.json({ data: share });
    }),
  });
  await createEnableNow({ clientId: "a", clientSecret: "b", fetch }).shares.retrieve(shareId);
  expect(Object.keys(written(dir))).toEqual(["getShare.200.json", "getShare.429.json"]);
});
