// Searching Inquiries and Accounts: the queries are those of Cases, the attributes their own.

import { expect, test } from "vitest";
import { createPersona } from "../../../generated/persona/index.js";
import { createSandbox } from "../../../src/sandbox/index.js";

function open(assume: Readonly<Record<string, unknown>> = {}) {
  const sandbox = createSandbox({ now: "2026-11-20T09:00:00.000Z", assume: assume as never });
  const { apiKey } = sandbox.credentials.persona.source;
  return { sandbox, bank: createPersona({ apiKey, fetch: sandbox.fetch, retry: false, throttle: false }) };
}

/** Three inquiries, an hour apart; the first is completed. */
async function three() {
  const { sandbox, bank } = open();
  const ids: string[] = [];
  for (const reference of ["customer-1", "customer-2", "customer-3"]) {
    const { id } = await bank.inquiries.create({
      inquiryTemplateId: "itmpl_7Kd3Wp9Xn2Vb5Hs8",
      referenceId: reference,
    });
    ids.push(id);
    if (ids.length === 1) sandbox.control.persona.completeInquiry(id);
    await sandbox.advance("1h");
  }
  const find = async (query: object, more: object = {}) => {
    const { items } = await bank.inquiries.search({ query: query as never, ...more });
    return items.map(({ id }) => ids.indexOf(id) + 1).filter((number) => number > 0);
  };
  return { sandbox, bank, find };
}

const where = (attribute: string, operator: string, value: string) => ({ attribute, operator, value });

test("Inquiries are found by their status, times, template and reference id, in the order asked for.", async () => {
  const { sandbox, find } = await three();
  expect(await find(where("status", "eq", "created"), { page: { size: 2 } })).toEqual([3, 2]);
  expect(await find(where("reference_id", "eq", "customer-2"))).toEqual([2]);
  const mine = where("inquiry_template_id", "eq", "itmpl_7Kd3Wp9Xn2Vb5Hs8");
  expect(await find(mine, { sort: { attribute: "created_at", direction: "asc" } })).toEqual([1, 2, 3]);
  expect(await find({ and: [mine, { not: where("status", "eq", "created") }] })).toEqual([1]);
  const late = where("created_at", "gte", "2026-11-20T11:00:00Z");
  expect(await find({ or: [late, where("reference_id", "eq", "customer-1")] })).toEqual([3, 1]);
  expect(sandbox.requests.filter(({ verdict }) => verdict.kind === "violates")).toEqual([]);
});

test("A search goes on page by page, and does not find what was redacted.", async () => {
  const { bank, find } = await three();
  const mine = where("inquiry_template_id", "eq", "itmpl_7Kd3Wp9Xn2Vb5Hs8");
  const first = await bank.inquiries.search({ query: mine, page: { size: 2 } });
  expect(first.items.map(({ referenceId }) => referenceId)).toEqual(["customer-3", "customer-2"]);
  const last = await bank.inquiries.search({ query: mine, page: { size: 2, after: first.items.at(-1)?.id ?? "" } });
  expect(last.items.map(({ referenceId }) => referenceId)).toEqual(["customer-1"]);
  await bank.inquiries.redact(first.items[0]?.id ?? "");
  expect(await find(mine)).toEqual([2, 1]);
});

test("Accounts are found by their type, status, times and fields.", async () => {
  const { sandbox, bank } = open();
  const accountTypeId = "acttp_3Hm8Qz5Wr1Yc7Kx4";
  const { id } = await bank.accounts.create({ accountTypeId, referenceId: "customer-9", fields: { tier: "silver" } });
  const find = async (query: object) => (await bank.accounts.search({ query: query as never })).items.map((a) => a.id);
  expect(await find(where("type", "eq", accountTypeId))).toEqual([id]);
  expect(await find(where("fields.tier", "eq", "silver"))).toEqual([id]);
  expect(await find(where("fields.Tier", "eq", "gold"))).toEqual([sandbox.credentials.persona.source.objects.account]);
  expect(await find({ and: [where("created_at", "lt", "2026-11-20"), where("status", "eq", "Frozen")] })).toEqual([]);
  expect(sandbox.requests.filter(({ verdict }) => verdict.kind === "violates")).toEqual([]);
});

test.each([
  [where("colour", "eq", "red"), "/query/attribute"],
  [where("status", "like", "red"), "/query/operator"],
  [{ and: [{ or: [{ not: where("status", "eq", "open") }] }] }, "/query/and/0/or/0/not"],
])("What cannot be searched is refused where it stands: %j.", async (query, pointer) => {
  const { bank } = open();
  for (const { search } of [{ search: () => bank.inquiries.search({ query: query as never }) }]) {
    const refused = await search().asResult();
    expect([refused.status, JSON.stringify(refused)]).toEqual([400, expect.stringContaining(pointer)]);
  }
  const refused = await bank.accounts.search({ query: query as never }).asResult();
  expect([refused.status, JSON.stringify(refused)]).toEqual([400, expect.stringContaining(pointer)]);
});

test("What answers a query that asks for too much is each search's own assumption.", async () => {
  const { bank } = open({ "inquiry-search-limits-status": 422 });
  const query = where("colour", "eq", "red") as never;
  expect((await bank.inquiries.search({ query }).asResult()).status).toBe(422);
  expect((await bank.accounts.search({ query }).asResult()).status).toBe(400);
});
