// A log of what goes over the wire, from which nobody learns a secret or anything about a person.

import { describe, expect, test } from "vitest";
import { createEnableNow } from "../../../generated/enablenow/index.js";
import { createPersona } from "../../../generated/persona/index.js";
import { type Fetch, wireLog } from "../../../src/index.js";
import { failure, json } from "../shop.js";

const secret = "sk_live_1234567890";
const person = "jane.doe@shop.test";

function logged(fetch: Fetch): { readonly fetch: Fetch; readonly lines: string[] } {
  const lines: string[] = [];
  return { fetch: wireLog((text) => lines.push(text), fetch), lines };
}

/** The log is written beside the call. */
const written = () => new Promise((resolve) => setTimeout(resolve, 10));

test("shows what is sent and answered, values by their length", async () => {
  const answer = {
    data: { type: "case", id: "case_1", attributes: { name: person, done: true, count: 3, note: null } },
  };
  const { fetch, lines } = logged(async () => json(200, answer, { "request-id": "req_7", "set-cookie": secret }));
  await createPersona({ apiKey: secret, fetch }).cases.retrieve("case_1", { include: ["accounts"] });
  await written();
  expect(lines[0]?.replace(/(user-agent: sharewright).*/, "$1")).toBe(
    [
      "#1 > GET https://api.withpersona.com/api/v1/cases/[6 characters]?include=[8 characters]",
      "  authorization: [25 characters]",
      "  key-inflection: camel",
      "  persona-version: 2025-12-08",
      "  user-agent: sharewright",
    ].join("\n"),
  );
  expect(lines[1]?.replace(/after \d+ ms/, "after 1 ms")).toBe(
    [
      "#1 < 200 after 1 ms",
      "  content-type: application/json",
      "  request-id: req_7",
      "  set-cookie: [18 characters]",
      '  {"data":{"type":"[4 characters]","id":"[6 characters]","attributes":{"name":"[18 characters]","done":true,"count":"[number]","note":null}}}',
    ].join("\n"),
  );
});

test("shows of a path its words, and neither ids nor names", async () => {
  const { fetch, lines } = logged(async () => json(200, {}));
  for (const path of [
    "v1/cases",
    "users/jane.doe",
    "users/jane@shop.test",
    "users/Jane",
    "users/7f3a",
    "users/zo%C3%AB",
  ])
    await fetch(`https://shop.test/${path}`, {});
  await written();
  const shown = lines.flatMap((line) => /> GET https:\/\/shop.test\/(.*)/.exec(line)?.slice(1) ?? []);
  expect(shown).toEqual([
    "v1/cases",
    "users/[8 characters]",
    "users/[14 characters]",
    "users/[4 characters]",
    "users/[4 characters]",
    "users/[8 characters]",
  ]);
});

describe("holds no secret and nothing personal", () => {
  const echo: Fetch = async (url, init) => {
    if (url.endsWith("/token")) return json(200, { access_token: `${secret}-token`, expires_in: 3600 });
    return json(
      422,
      { errors: [{ title: String(init.body) }], [person]: person },
      { location: `${url}?key=${secret}` },
    );
  };

  test.each<[string, Fetch]>([
    ["when the service repeats what it was sent", echo],
    ["when there is no answer", () => Promise.reject(new TypeError(`failed: ${secret} ${person}`))],
    ["when the answer is no JSON", async () => new Response(`${secret} ${person}`, { status: 500 })],
    [
      "when JSON is cut off",
      async () => new Response(`{"${person}":"${secret}`, { headers: { "content-type": "application/json" } }),
    ],
  ])("%s", async (_, answers) => {
    const { fetch, lines } = logged(answers);
    const options = { fetch, retry: false } as const;
    const persona = createPersona({ apiKey: secret, ...options });
    await failure(
      persona.cases.create({ caseTemplateId: "ctmpl_1", creatorEmailAddress: person, fields: { [person]: person } }),
    );
    await failure(persona.cases.retrieve(person));
    await failure(persona.cases.list({ filter: { accountId: person } } as never));
    await failure(
      createEnableNow({ clientId: "app", clientSecret: secret, ...options }).shares.create({
        clientId: "app",
        reference: person,
      }),
    );
    await written();
    expect(lines.length).toBeGreaterThanOrEqual(8);
    for (const value of [secret, person, encodeURIComponent(person)]) expect(lines.join("\n")).not.toContain(value);
  });
});

test("an error of what it writes to does not affect the call, and the body is the caller's", async () => {
  const fetch = wireLog(
    () => {
      throw new Error("full");
    },
    async () => json(200, { data: { type: "case", id: "case_1" } }),
  );
  expect(await createPersona({ apiKey: secret, fetch }).cases.retrieve("case_1")).toMatchObject({ id: "case_1" });
});

test("does not show a header that repeats what was sent", async () => {
  const { fetch, lines } = logged(async () =>
    json(401, {}, { "request-id": `Bearer ${secret}`, "x-request-id": "r-1" }),
  );
  await failure(createPersona({ apiKey: secret, fetch }).cases.retrieve("case_1"));
  await written();
  expect(lines.join("\n")).not.toContain(secret);
  expect(lines[1]).toContain("  request-id: [25 characters]\n  x-request-id: r-1");
});
