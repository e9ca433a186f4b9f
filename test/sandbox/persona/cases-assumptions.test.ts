// Open questions about Cases, with each answer; earlier versions of the API; and the quota on opening Cases.

import { describe, expect, test } from "vitest";
import { document } from "../../../generated/persona/document.js";
import type { SandboxOptions } from "../../../src/sandbox/index.js";
import { readSpec } from "../../../src/sandbox/spec.js";
import {
  type Desk,
  declined,
  inquiry,
  mara,
  open,
  openDesk,
  redacted,
  refusal,
  template,
  underReview,
} from "./desk.js";

type Value = string | number | boolean;
type Try = readonly [name: string, value: Value, call: (desk: Desk) => PromiseLike<unknown>, wanted: unknown];

const status = async (call: PromiseLike<unknown>) => (await refusal(call))[0];
const nobody = { userEmailAddress: "nobody@northfold.example" };
const unknown = { query: { attribute: "shoe_size", operator: "eq", value: 46 } } as const;
const pages = async ({ raw }: Desk) => {
  const { body } = await raw("POST", "/cases/search?page[size]=1", { page: { size: 2, after: open } });
  const { body: both } = await raw("POST", `/cases/search?page[after]=${underReview}&page[size]=10`, {
    page: { after: open, size: 1 },
  });
  return [body.data.length, both.data.length, both.data[0].id];
};

const tries: readonly Try[] = [
  ["case-redact-twice-status", 409, ({ source }) => status(source.cases.redact(redacted)), 409],
  ["case-redact-twice-status", 422, ({ source }) => status(source.cases.redact(redacted)), 422],
  [
    "case-add-object-twice",
    "nothing",
    async ({ source }) => (await source.cases.addObjects(underReview, { objectIds: [inquiry] })).inquiries?.length,
    1,
  ],
  [
    "case-add-object-twice",
    "an error",
    ({ source }) => refusal(source.cases.addObjects(underReview, { objectIds: [inquiry] })),
    [409, [`${inquiry} is attached already`, undefined]],
  ],
  [
    "case-tag-created-by-name",
    true,
    async ({ source }) => (await source.cases.addTag(open, { tagName: "new" })).tags,
    ["new"],
  ],
  ["case-tag-missing-status", 400, ({ source }) => status(source.cases.addTag(open, {})), 400],
  ["case-tag-missing-status", 422, ({ source }) => status(source.cases.addTag(open, {})), 422],
  ["case-tags-missing-status", 400, ({ source }) => status(source.cases.setTags(open, {})), 400],
  ["case-tags-missing-status", 422, ({ source }) => status(source.cases.setTags(open, {})), 422],
  ["case-tag-created-by-name", false, ({ source }) => status(source.cases.addTag(open, { tagName: "new" })), 404],
  ["case-assign-unknown-user-status", 404, ({ source }) => status(source.cases.assign(open, nobody)), 404],
  ["case-assign-unknown-user-status", 422, ({ source }) => status(source.cases.assign(open, nobody)), 422],
  ["case-unknown-status-status", 422, ({ source }) => status(source.cases.setStatus(open, { status: "?" })), 422],
  ["case-unknown-status-status", 400, ({ source }) => status(source.cases.setStatus(open, { status: "?" })), 400],
  ["case-unknown-status-status", 409, ({ source }) => status(source.cases.setStatus(open, { status: "?" })), 409],
  [
    "case-leave-end-status",
    true,
    async ({ source }) => (await source.cases.setStatus(declined, { status: "Open" })).status,
    "Open",
  ],
  [
    "case-leave-end-status",
    false,
    ({ source }) => refusal(source.cases.setStatus(declined, { status: "Open" })),
    [409, ["The Case has ended in Declined", undefined]],
  ],
  ["case-resolved-by-end-status", true, resolving, [true, true]],
  ["case-resolved-by-end-status", false, resolving, [false, false]],
  [
    "case-fields-shape",
    "wrapped",
    async ({ source }) => (await source.cases.retrieve(open)).fields?.priority,
    { type: "string", value: "high" },
  ],
  ["case-fields-shape", "bare", async ({ source }) => (await source.cases.retrieve(open)).fields?.priority, "high"],
  [
    "case-update-fields-merge",
    true,
    async ({ source }) => Object.keys((await source.cases.update(open, { fields: { hits: 1 } })).fields ?? {}),
    ["priority", "external-ref", "is_urgent", "hits"],
  ],
  [
    "case-update-fields-merge",
    false,
    async ({ source }) => Object.keys((await source.cases.update(open, { fields: { hits: 1 } })).fields ?? {}),
    ["hits"],
  ],
  ["case-search-limits-status", 400, ({ source }) => status(source.cases.search(unknown)), 400],
  [
    "case-search-limits-status",
    422,
    ({ source }) => refusal(source.cases.search(unknown)),
    [422, ['query.attribute cannot be "shoe_size"', "/query/attribute"]],
  ],
  ["case-search-page-precedence", "query", pages, [1, 4, declined]],
  ["case-search-page-precedence", "body", pages, [2, 1, underReview]],
  [
    "case-tag-doubled-status",
    200,
    async ({ source }) =>
      (await source.cases.addTag(open, { tagName: "one", tagId: "tag_HuzzWE2EiquZ3VSzDA8bkNPB" })).tags,
    ["one", "priority-2"],
  ],
  [
    "case-tag-doubled-status",
    400,
    ({ source }) => status(source.cases.addTag(open, { tagName: "one", tagId: "tag_HuzzWE2EiquZ3VSzDA8bkNPB" })),
    400,
  ],
  [
    "case-tags-doubled-status",
    200,
    async ({ source }) =>
      (await source.cases.setTags(open, { tagName: ["one"], tagId: ["tag_HuzzWE2EiquZ3VSzDA8bkNPB"] })).tags,
    ["one", "priority-2"],
  ],
  [
    "case-tags-doubled-status",
    400,
    ({ source }) => status(source.cases.setTags(open, { tagName: ["one"], tagId: [] })),
    400,
  ],
];

async function resolving({ source, events }: Desk) {
  const { resolvedAt, resolverId } = await source.cases.setStatus(open, { status: "Approved" });
  return [events().includes("case.resolved"), resolvedAt !== null && resolverId !== null];
}

describe("an assumption about Cases", () => {
  test.each(tries)("%s may be %s", async (name, value, call, wanted) => {
    const desk = openDesk({ assume: { [name]: value } });
    expect(await call(desk)).toEqual(wanted);
    expect(desk.sandbox.requests.map(({ verdict }) => verdict.kind)).not.toContain("violates");
  });

  test("is tried with every value that the spec gives it", () => {
    const named = [...readSpec(document).assumptions.values()].filter(
      ({ name, alternatives }) => name.startsWith("case-") && alternatives.length > 0,
    );
    const wanted = named.flatMap(({ name, assumed, alternatives }) =>
      [assumed, ...alternatives].map((value) => `${name} ${value}`),
    );
    expect(tries.map(([name, value]) => `${name} ${value}`).sort()).toEqual(wanted.sort());
  });

  test.each([
    [409, {}],
    [422, { "wrong-state-status": 422 }],
  ] as const)("or about states answers %i for a Case that was redacted", async (wanted, assume) => {
    const { source } = openDesk({ assume: assume as SandboxOptions["assume"] & {} });
    expect(await status(source.cases.assign(redacted, { userEmailAddress: mara }))).toBe(wanted);
  });

  test("or about pages may bring the size in the body of a search within bounds", async () => {
    const { source } = openDesk({ assume: { "page-size-out-of-range-status": "clamped" } });
    expect((await source.cases.search({ page: { size: 0 } })).items).toHaveLength(1);
    expect((await source.cases.search({ page: { size: 1000 } })).items).toHaveLength(6);
  });
});

describe("a version before 2025-10-27", () => {
  const headers = { "Persona-Version": "2023-01-05" };
  const create = { "case-template-id": template, priority: "high", "risk-level": "low" };

  test("takes custom fields beside the others, and answers with names re-cased", async () => {
    const { raw, sandbox } = openDesk();
    const body = { data: { attributes: create } };
    const made = await raw("POST", "/cases", body, { ...headers, "Key-Inflection": "camel" });
    expect([made.status, made.body.data.attributes.fields]).toEqual([
      201,
      { priority: { type: "string", value: "high" }, riskLevel: { type: "choices", value: "low" } },
    ]);
    expect((await raw("POST", "/cases", body)).body.errors[0].details).toBe("data.attributes.priority is not known");
    const changes = { data: { attributes: { fields: { hits: 1 }, score: 0.5 } } };
    const changed = await raw("PATCH", `/cases/${open}`, changes, headers);
    expect(Object.keys(changed.body.data.attributes.fields).sort()).toEqual([
      "external-ref",
      "hits",
      "is-urgent",
      "priority",
      "score",
    ]);
    expect((await raw("GET", `/cases/${open}`)).body.data.attributes.fields).toHaveProperty("is_urgent");
    expect(sandbox.requests.map(({ verdict }) => verdict.kind)).not.toContain("violates");
  });

  test("takes a status among the attributes; `meta.status` counts before it", async () => {
    const { raw } = openDesk();
    const set = async (body: object, version = headers["Persona-Version"]) =>
      raw("POST", `/cases/${open}/set-status`, body, { "Persona-Version": version });
    const data = { attributes: { status: "Under review" } };
    expect((await set({ data })).body.data.attributes.status).toBe("Under review");
    expect((await set({ data, meta: { status: "Approved" } })).body.data.attributes.status).toBe("Approved");
    expect((await set({ data }, "2025-10-27")).status).toBe(400);
  });

  test("includes Accounts, Inquiries and Reports unless told otherwise, and more on retrieve and update", async () => {
    const { raw, sandbox } = openDesk();
    const included = async (
      method: string,
      address: string,
      body?: object,
      with_: Record<string, string> = headers,
    ) => {
      const all = (await raw(method, address, body, with_)).body.included as { type: string }[] | undefined;
      return all && [...new Set(all.map(({ type }) => type.split("/")[0]))].sort();
    };
    const usual = ["account", "inquiry", "report"];
    const one = `/cases/${underReview}`;
    expect(await included("GET", one)).toEqual(["account", "case-comment", "inquiry", "report", "verification"]);
    expect(await included("PATCH", one, {})).toEqual(["account", "case-comment", "inquiry", "report"]);
    expect(await included("POST", `${one}/add-tag`, { meta: { "tag-name": "x" } })).toEqual(usual);
    expect(await included("GET", "/cases")).toEqual(usual);
    expect(await included("GET", `${one}?include=`)).toEqual([]);
    expect(await included("GET", one, undefined, {})).toBeUndefined();
    sandbox.control.persona.setKey("source", { version: "2021-08-18" });
    expect(await included("GET", `${one}?include=case-queue`, undefined, {})).toEqual(["case-queue"]);
    expect(await included("GET", "/cases", undefined, {})).toEqual(usual);
  });

  test("had files under an address of their own until 2023", async () => {
    const { raw } = openDesk();
    const url = async (version: string) =>
      (await raw("GET", `/cases/${underReview}`, undefined, { "Persona-Version": version })).body.data.attributes
        .attachments[0].url;
    expect(await url("2022-09-01")).toMatch(
      /^https:\/\/withpersona\.com\/api\/v1\/files\/\w{40}\/statement-of-funds\.pdf$/,
    );
    expect(await url("2023-01-05")).toMatch(
      /^https:\/\/files\.withpersona\.com\/statement-of-funds\.pdf\?access_token=\w{40}$/,
    );
  });
});

describe("opening Cases", () => {
  test("has a quota of its own, a hundred a minute", async () => {
    const { source, sandbox } = openDesk({ running: true });
    for (let made = 0; made < 100; made += 1) await source.cases.create({ caseTemplateId: template });
    expect(await refusal(source.cases.create({ caseTemplateId: template }))).toEqual([
      429,
      ["More calls were made than are allowed in this time", undefined],
    ]);
    const { responseHeaders, verdict } = sandbox.requests.at(-1) ?? {};
    expect(responseHeaders).toMatchObject({ "Quota-Limit": "100", "Quota-Remaining": "0" });
    expect(Number(responseHeaders?.["Quota-Reset"])).toBeGreaterThan(30);
    expect(verdict?.kind).toBe("conforms");
    expect((await source.cases.list()).items[0]?.name).toBe("NFB-240");
    await sandbox.advance("1m");
    expect((await source.cases.create({ caseTemplateId: template })).name).toBe("NFB-241");
  });
});
