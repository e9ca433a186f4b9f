// Accounts that are made or matched, changed, related, gathered into one and redacted, with what is told of it.

import { expect, test } from "vitest";
import { createPersona } from "../../../generated/persona/index.js";
import { createSandbox } from "../../../src/sandbox/index.js";

function open() {
  const sandbox = createSandbox({ now: "2026-11-20T09:00:00.000Z" });
  const { apiKey } = sandbox.credentials.persona.source;
  return { sandbox, bank: createPersona({ apiKey, fetch: sandbox.fetch, retry: false, throttle: false }) };
}

type Opened = ReturnType<typeof open>;

const eventsOf = ({ sandbox }: Opened) => sandbox.webhooks.map(({ event }) => event);

function expectConforming({ sandbox }: Opened): void {
  expect(sandbox.requests.filter(({ verdict }) => verdict.kind === "violates")).toEqual([]);
  expect(sandbox.webhooks.filter(({ verdict }) => verdict.kind !== "conforms")).toEqual([]);
}

test("What is known of a person is shown in fields, and an account is matched by its reference id.", async () => {
  const opened = open();
  const { bank } = opened;
  const { id, fields } = await bank.accounts.create({ referenceId: "customer-1", nameFirst: "Mara", nameLast: "Lind" });
  expect(fields).toMatchObject({ name: { value: { first: { value: "Mara" }, last: { value: "Lind" } } } });
  expect((await bank.accounts.create({ referenceId: "customer-1" }).asResult()).status).toBe(409);
  const matched = await bank.accounts
    .create({ referenceId: "customer-1", fields: { tier: "gold" }, upsertBy: "reference-id" })
    .asResult();
  expect(matched.status).toBe(200);
  expect((await bank.accounts.retrieve(id)).fields).toMatchObject({ tier: { value: "gold" } });
  const updated = await bank.accounts.update(id, { nameLast: "Lund", accountStatus: "Frozen" });
  expect(updated.fields).toMatchObject({ tier: { value: "gold" }, name: { value: { last: { value: "Lund" } } } });
  expect(eventsOf(opened)).toEqual([
    ...["account.created", "account.updated-fields", "account.updated-fields", "account.status-updated"],
  ]);
  expectConforming(opened);
});

test("What belongs to an account that is gathered in belongs to the other two seconds later, once.", async () => {
  const opened = open();
  const { sandbox, bank } = opened;
  const [kept, gone] = [await bank.accounts.create({ nameFirst: "Ines" }), await bank.accounts.create()];
  const inquiry = await bank.inquiries.create({ inquiryTemplateId: "itmpl_7Kd3Wp9Xn2Vb5Hs8", accountId: gone.id });
  await bank.accounts.consolidate(kept.id, { sourceAccountIds: [gone.id] });
  expect((await bank.inquiries.retrieve(inquiry.id)).account?.id).toBe(gone.id);
  await sandbox.advance("2s");
  expect((await bank.inquiries.retrieve(inquiry.id)).account?.id).toBe(kept.id);
  expect((await bank.accounts.consolidate(kept.id, { sourceAccountIds: [gone.id] }).asResult()).status).toBe(409);
  expect(eventsOf(opened).slice(-3)).toEqual([
    ...["account.consolidated", "account.archived", "account.consolidated-with"],
  ]);
  expectConforming(opened);
});

test("Relations are listed by their key, and redaction takes all that is known.", async () => {
  const opened = open();
  const { bank } = opened;
  const [one, other] = [await bank.accounts.create({ nameFirst: "Ines" }), await bank.accounts.create()];
  const relation = { relationSchemaKey: "beneficial_owners", targetObjectId: other.id };
  await bank.accounts.addRelation(one.id, relation);
  const owners = () => bank.accounts.listRelations(one.id, { filter: { key: "beneficial_owners" } });
  expect((await owners()).map(({ id }) => id)).toEqual([other.id]);
  expect(await bank.accounts.listRelations(one.id, { filter: { key: "partners" } })).toEqual([]);
  await bank.accounts.removeRelation(one.id, relation);
  expect(await owners()).toEqual([]);
  expect((await bank.accounts.redact(one.id)).redactedAt).toBe("2026-11-20T09:00:00.000Z");
  expect(JSON.stringify([await bank.accounts.retrieve(one.id), opened.sandbox.requests])).not.toContain("Ines");
  expect((await bank.accounts.redact(one.id).asResult()).status).toBe(409);
  expect((await bank.accounts.update(one.id, { nameFirst: "Ines" }).asResult()).status).toBe(409);
  expectConforming(opened);
});
