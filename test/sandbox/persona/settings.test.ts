// An organization's settings, apart from its customers: lists, imports, keys and their log, access for others, relays.

import { expect, test } from "vitest";
import { createPersona } from "../../../generated/persona/index.js";
import { createSandbox } from "../../../src/sandbox/index.js";

function open() {
  const sandbox = createSandbox({ now: "2026-11-20T09:00:00.000Z" });
  const client = (apiKey: string) =>
    createPersona({
      apiKey,
      fetch: sandbox.fetch,
      retry: false,
      throttle: false,
      privacyPassAuth: "PrivateToken token=AAIx",
    });
  const { source, destination } = sandbox.credentials.persona;
  const conforms = () => {
    expect(sandbox.requests.filter(({ verdict }) => verdict.kind === "violates")).toEqual([]);
    expect(sandbox.webhooks.filter(({ verdict }) => verdict.kind !== "conforms")).toEqual([]);
  };
  return { sandbox, client, bank: client(source.apiKey), lender: client(destination.apiKey), conforms };
}

test("an item of a list counts whom it finds, until it or its list is put away", async () => {
  const { bank, lender, conforms } = open();
  const { id: listId } = await bank.lists.emailAddresses.create({ name: "Throwaway" });
  const item = await bank.lists.emailAddresses.items.create({
    listId,
    matchType: "domain",
    value: "mailinator.example",
  });
  const matches = async () => (await bank.lists.emailAddresses.items.retrieve(item.id)).matchCount;
  const opens = (persona: typeof bank, emailAddress: string) =>
    persona.accounts.create({ fields: { email_address: emailAddress } });
  await opens(bank, "Ada@Mailinator.example");
  await opens(bank, "ada@post.example");
  await opens(lender, "ada@mailinator.example");
  expect([item.status, item.matchCount, await matches()]).toEqual(["active", 0, 1]);
  await bank.lists.archive(listId);
  await opens(bank, "bob@mailinator.example");
  expect(await matches()).toBe(1);
  expect(await bank.lists.retrieve(listId)).toMatchObject({
    status: "archived",
    archivedAt: "2026-11-20T09:00:00.000Z",
  });
  expect((await bank.lists.list()).items.map(({ id }) => id)).toEqual([listId]);
  conforms();
});

test("an item goes on a list of its kind that is there, and on no other", async () => {
  const { bank } = open();
  const { id: listId } = await bank.lists.countries.create({ name: "Watched" });
  expect((await bank.lists.names.items.create({ listId, nameLast: "Moe" }).asResult()).status).toBe(422);
  const unknown = await bank.lists.countries.items.create({ listId: "lst_none", countryCode: "IS" }).asResult();
  expect(unknown.status).toBe(404);
});

test("a file is worked off two seconds later, row by row: made, there already, or nothing in it", async () => {
  const { sandbox, bank, conforms } = open();
  const { id: listId } = await bank.lists.names.create({ name: "Watched" });
  const file = new File(['name_first,name_last\nIda,"Moe, née Bø"\nIda,"Moe, née Bø"\n,\nOle,Dahl\n'], "n.csv");
  const { id, type, status } = await bank.importers.names.create({ file, listId });
  expect([type, status]).toEqual(["importer/list-item/name", "pending"]);
  await sandbox.advance("2s");
  expect(await bank.importers.retrieve(id)).toMatchObject({
    ...{ status: "ready", completedAt: "2026-11-20T09:00:02.000Z" },
    ...{ successfulCount: 2, duplicateCount: 1, errorCount: 0 },
  });
  expect(sandbox.records("persona/list-item/name")).toHaveLength(2);
  conforms();
});

test("a key is shown once, may what it permits, says when it was used, and ends", async () => {
  const { sandbox, client, bank, conforms } = open();
  const made = await bank.apiKeys.create({ name: "Nightly", permissions: ["account.read"] });
  const nightly = client(made.value);
  expect(await bank.apiKeys.retrieve(made.id)).toMatchObject({ name: "Nightly", lastUsedAt: null });
  expect(await bank.apiKeys.retrieve(made.id)).not.toHaveProperty("value");
  await sandbox.advance("1m");
  await nightly.accounts.list();
  expect((await nightly.cases.list().asResult()).status).toBe(403);
  expect((await bank.apiKeys.retrieve(made.id)).lastUsedAt).toBe("2026-11-20T09:01:00.000Z");
  const calls = (await bank.apiLogs.list()).items.filter(({ apiKey }) => apiKey?.id === made.id);
  expect(calls.map(({ request, response }) => [request.path, response.status])).toEqual([
    ["/api/v1/cases", 403],
    ["/api/v1/accounts", 200],
  ]);
  await bank.apiKeys.expire(made.id, { expiresInSeconds: 30 });
  expect((await nightly.accounts.list().asResult()).status).toBe(200);
  await sandbox.advance("30s");
  expect((await nightly.accounts.list().asResult()).status).toBe(401);
  conforms();
});

test("an access token reads what it is for, and nothing else; its code is good once", async () => {
  const { sandbox, client, bank, lender, conforms } = open();
  const [one, other] = [await bank.accounts.create({}), await bank.accounts.create({})];
  const { organizationId } = sandbox.credentials.persona.destination;
  const scope = `account.read:${one.id}`;
  const { code } = await bank.oauth.authorizations.create({ clientId: organizationId, responseType: "code", scope });
  const grant = { "grant-type": "authorization_code", code };
  expect((await bank.oauth.accessTokens.create(grant).asResult()).status).toBe(403);
  const { accessToken, expiresIn } = await lender.oauth.accessTokens.create(grant);
  expect(expiresIn).toBe(3599);
  const reader = client(accessToken);
  expect((await reader.accounts.retrieve(one.id)).id).toBe(one.id);
  expect((await reader.accounts.retrieve(other.id).asResult()).status).toBe(403);
  expect((await reader.accounts.redact(one.id).asResult()).status).toBe(403);
  expect((await lender.oauth.accessTokens.create(grant).asResult()).status).toBe(400);
  await sandbox.advance("1h");
  expect((await reader.accounts.retrieve(one.id).asResult()).status).toBe(401);
  conforms();
});

test("a relay tells what was proved for one pass, and keeps the pass until somebody has", async () => {
  const { sandbox, bank, conforms } = open();
  const relay = await bank.relays.create({ claimType: "age_over18_france", encryptionKeyPem: null });
  const headers = { "Persona-Relay-Secret": relay.relaySecret };
  const claim = () => bank.relays.generateClaim(relay.relayToken, { headers } as never);
  expect(await claim()).toEqual({ claimPayload: "", tokenConsumed: false });
  sandbox.control.persona.proveClaim(relay.relayToken);
  const { claimPayload, tokenConsumed } = await claim();
  expect([JSON.parse(claimPayload), tokenConsumed]).toEqual([
    { claim_type: "age_over18_france", claim_result: true },
    true,
  ]);
  expect((await claim().asResult()).status).toBe(401);
  conforms();
});

test("a privacy pass is a blind signature that the public key of the challenge opens", async () => {
  const { bank, conforms } = open();
  const { tokenKey, tokenKeyId } = await bank.relays.requestChallenge({ claimType: "age_over18_france" });
  const { blindSig } = await bank.privacyPasses.create({ blindedToken: "q0Rv7Yx2LmZk9sTd", keyId: tokenKeyId });
  const { constants, createPublicKey, publicDecrypt } = await import("node:crypto");
  const key = createPublicKey({ key: Buffer.from(tokenKey, "base64url"), format: "der", type: "spki" });
  const signature = Buffer.from(blindSig, "base64url");
  const opened = publicDecrypt({ key, padding: constants.RSA_NO_PADDING }, signature);
  expect(opened.subarray(-12)).toEqual(Buffer.from("q0Rv7Yx2LmZk9sTd", "base64url"));
  conforms();
});
