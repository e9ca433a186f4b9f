// Webhooks as an organization manages them, and the runtime's receiver at the other end: the secret that making or rotating
// one gives is what verifies that which the sandbox delivers.

import { expect, test } from "vitest";
import { createPersona, type PersonaEvent, verifyWebhook } from "../../../generated/persona/index.js";
import { WebhookVerificationError } from "../../../src/index.js";
import { createSandbox } from "../../../src/sandbox/index.js";

const accountTypeId = "acttp_3Hm8Qz5Wr1Yc7Kx4";
const url = "https://bank.test/hook";

interface Delivered {
  readonly body: string;
  readonly headers: Headers;
}

function open(status = 204) {
  const got: Delivered[] = [];
  const sandbox = createSandbox({
    now: "2026-11-20T09:00:00.000Z",
    deliver: async (request) => {
      if (request.url === url) got.push({ body: await request.text(), headers: request.headers });
      return new Response(null, { status });
    },
  });
  const { apiKey } = sandbox.credentials.persona.source;
  const bank = createPersona({ apiKey, fetch: sandbox.fetch, retry: false, throttle: false });
  const read = async ({ body, headers }: Delivered, ...secrets: string[]): Promise<PersonaEvent> =>
    verifyWebhook(body, headers, secrets, { now: sandbox.now().getTime() });
  const happens = async () => {
    const { id } = await bank.accounts.create({ accountTypeId });
    await sandbox.settled();
    return id;
  };
  return { sandbox, bank, got, read, happens };
}

const settings = { name: "Onboarding", url, enabledEvents: ["account.created"] } as const;

test("the secret that making a webhook gives verifies what is delivered, and nothing comes before it is enabled", async () => {
  const { sandbox, bank, got, read, happens } = open();
  const { id, secret = "" } = await bank.webhooks.create({ ...settings, enabledEvents: [...settings.enabledEvents] });
  await happens();
  expect(got).toEqual([]);
  await bank.webhooks.enable(id);
  const account = await happens();
  expect(got).toHaveLength(1);
  const event = await read(got[0] as Delivered, secret);
  expect([event.name, event.payload]).toEqual(["account.created", expect.objectContaining({ id: account })]);
  await expect(read(got[0] as Delivered, "a guess")).rejects.toThrow(WebhookVerificationError);
  await bank.webhooks.disable(id);
  await happens();
  expect(got).toHaveLength(1);
  expect(sandbox.webhooks.filter(({ verdict }) => verdict.kind !== "conforms")).toEqual([]);
});

test("after a rotation either secret verifies, until the earlier one has ended", async () => {
  const { sandbox, bank, got, read, happens } = open();
  const { id, secret: first = "" } = await bank.webhooks.create({ ...settings, enabledEvents: ["account.created"] });
  await bank.webhooks.enable(id);
  const { secret: second = "" } = await bank.webhooks.rotateSecret(id, { expiresInSeconds: 3600 });
  expect(second).not.toBe(first);
  await happens();
  for (const secret of [first, second]) expect((await read(got[0] as Delivered, secret)).name).toBe("account.created");
  await sandbox.advance("2h");
  await happens();
  expect((await read(got[1] as Delivered, second)).name).toBe("account.created");
  await expect(read(got[1] as Delivered, first)).rejects.toThrow(WebhookVerificationError);
});

test("only those who make or read one webhook see its secrets", async () => {
  const { bank } = open();
  const { id, secret } = await bank.webhooks.create({ ...settings, enabledEvents: ["account.created"] });
  expect(await bank.webhooks.retrieve(id)).toMatchObject({ secret });
  const { items } = await bank.webhooks.list();
  const shown = [items[0], await bank.webhooks.enable(id), await bank.webhooks.update(id, { name: "Other" })];
  for (const webhook of shown) {
    expect(webhook).toMatchObject({ id });
    expect(webhook).not.toHaveProperty("secret");
    expect(webhook).not.toHaveProperty("secrets");
  }
});

test("a search finds deliveries by what became of them, with the event that each was about", async () => {
  const { sandbox, bank, happens } = open(500);
  const { id } = await bank.webhooks.create({ ...settings, enabledEvents: ["account.created"] });
  await bank.webhooks.enable(id);
  const account = await happens();
  const where = (attribute: string, value: string) => ({ query: { attribute, operator: "eq", value } }) as const;
  const [pending] = (await bank.webhookEvents.search(where("webhook_id", id))).items;
  expect(pending).toMatchObject({ status: "pending", resultCode: 500, attemptsMade: 1, eventName: "account.created" });
  const [event] = (await bank.events.list({ filter: { objectId: account } })).items;
  expect(pending?.eventId).toBe(event?.id);
  await sandbox.advance("3d");
  expect((await bank.webhookEvents.search(where("status", "failed"))).items.map((each) => each.id)).toEqual([
    pending?.id,
  ]);
  expect((await bank.webhookEvents.search(where("related_object_ids", account))).items).toHaveLength(1);
  expect((await bank.webhookEvents.search(where("status", "completed"))).items).toEqual([]);
  expect((await bank.webhookEvents.search(where("colour", "red")).asResult()).status).toBe(400);
  expect(sandbox.requests.filter(({ verdict }) => verdict.kind === "violates")).toEqual([]);
});
