import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { createEnableNow } from "../../generated/enablenow/index.js";
import { createPersona } from "../../generated/persona/index.js";
import { record, replay } from "../../generated/persona/record.js";
import { answerOf } from "../../scripts/contract/answer.js";
import { callFor } from "../../scripts/contract/client-call.js";
import { argumentsOf, methodOf } from "../../scripts/contract/exchange.js";
import { loadFixtures } from "../../scripts/contract/fixture.js";
import { ownFixtures, root } from "../contract/paths.js";
import { readServices } from "../contract/services.js";
import { folder, recorders } from "./services.js";

const token = { type: "connect/share-token", id: "cnst_1", attributes: { status: "created", direction: "outbound" } };
const jane = { type: "case", id: "case_1", attributes: { status: "Open", fields: { name: "Jane" } } };

/** A client that answers from a folder. */
function replaying(dir: string) {
  return createPersona({ apiKey: "none", retry: false, fetch: replay(dir) });
}

/** Records what `answers` gives, one after the other, to the calls of `use`. */
async function recorded(answers: readonly unknown[], use: (client: ReturnType<typeof replaying>) => Promise<unknown>) {
  const dir = folder();
  const rest = [...answers];
  const fetch = record(dir, {
    fetch: async (_, { method }) => Response.json(rest.shift(), { status: method === "POST" ? 201 : 200 }),
  });
  await use(createPersona({ apiKey: "key", retry: false, fetch }));
  return dir;
}

test("what was recorded is answered to the same call, whatever stands where a stand-in was put", async () => {
  const create = (name: string) => (client: ReturnType<typeof replaying>) =>
    client.cases.create({ caseTemplateId: "ctmpl_1", fields: { name } });
  const dir = await recorded([{ data: jane }], create("Jane"));
  expect(await create("Jane")(replaying(dir))).toEqual({
    type: "case",
    id: "case_1",
    status: "Open",
    fields: { name: "redacted-1" },
  });
  expect(await create("Joe")(replaying(dir))).toMatchObject({ id: "case_1" });
});

test("a call sent several times gets its answers in the order of the recording, and then the last", async () => {
  const states = ["created", "pending", "redeemed"];
  const answers = states.map((status) => ({ data: { ...token, attributes: { ...token.attributes, status } } }));
  const dir = await recorded(answers, async ({ connect }) => {
    for (const _ of states) await connect.shareTokens.retrieve("cnst_1");
  });
  const { connect } = replaying(dir);
  const seen: unknown[] = [];
  for (let call = 0; call < 5; call += 1) seen.push((await connect.shareTokens.retrieve("cnst_1")).status);
  expect(seen).toEqual([...states, "redeemed", "redeemed"]);
});

test("a call that nothing fits is rejected with the places where the closest fixtures differ, and no value of it", async () => {
  const dir = await recorded([{ data: jane }, { data: jane }], async ({ cases }) => {
    await cases.create({ caseTemplateId: "ctmpl_1", fields: { name: "Jane" } });
    await cases.create({ caseTemplateId: "ctmpl_2", caseQueueId: "cqueue_1" });
  });
  const input = { caseTemplateId: "ctmpl_3", fields: { name: "Annabel" }, creatorEmailAddress: "annabel@example.com" };
  const error: Error = await replaying(dir)
    .cases.create(input)
    .then(
      () => expect.unreachable(),
      (reason: unknown) => reason as Error,
    );
  expect(error.message).toContain(
    [
      `persona: no fixture in ${dir} answers POST /cases (create-a-case). The closest are:`,
      "  create-a-case.201.json differs in body /data/attributes/case-template-id, body /data/attributes/creator-email-address",
      "  create-a-case.201-2.json differs in body /data/attributes/case-template-id, body /data/attributes/case-queue-id, body /data/attributes/fields, body /data/attributes/creator-email-address",
      "Record this call, or make one that is recorded.",
    ].join("\n"),
  );
  expect(error.message).not.toMatch(/annabel|ctmpl_3/i);
  await expect(replaying(dir).cases.retrieve("case_9")).rejects.toThrow(
    "answers GET /cases/case_9 (retrieve-case). There is none of retrieve-case.",
  );
});

test("what the spec does not describe, or describes otherwise, is as good as any other", async () => {
  const create = (size: unknown) => (client: ReturnType<typeof replaying>) =>
    client.cases.create({ caseTemplateId: "ctmpl_1", shoeSize: size, caseQueueId: size } as never);
  const dir = await recorded([{ data: jane }], create(43));
  expect(await create(44)(replaying(dir))).toMatchObject({ id: "case_1" });
});

test("a query counts by its values and not by their order", async () => {
  const links = { prev: null, next: null };
  const dir = await recorded([{ data: [jane], links }], ({ cases }) =>
    cases.list({ filter: { status: "Open" }, page: { size: 5 } }).then(() => {}),
  );
  const { cases } = replaying(dir);
  expect((await cases.list({ page: { size: 5 }, filter: { status: "Open" } })).items).toHaveLength(1);
  await expect(cases.list({ page: { size: 6 }, filter: { status: "Open" } })).rejects.toThrow(
    "differs in query page[size]",
  );
});

test("a folder that is not there, or holds no JSON, is named", async () => {
  const dir = folder();
  await expect(replaying(join(dir, "none")).cases.retrieve("1")).rejects.toThrow(/fixtures in .*none cannot be read/);
  writeFileSync(join(dir, "retrieve-case.200.json"), "{");
  await expect(replaying(dir).cases.retrieve("1")).rejects.toThrow(
    "cannot be read: retrieve-case.200.json is not JSON. Record",
  );
});

test("a service with access tokens needs none of its own", async () => {
  const fetch = recorders.enablenow.replay(join(ownFixtures, "enablenow"));
  const { shares } = createEnableNow({ clientId: "none", clientSecret: "none", fetch });
  expect((await shares.list({ isExpired: true })).items.length).toBeGreaterThan(0);
});

test("our own fixtures can be replayed: every call that one shows gets an answer that one of them holds", async () => {
  const fixtures = loadFixtures(ownFixtures);
  let replayed = 0;
  for (const service of await readServices()) {
    const fetch = recorders[service.name as keyof typeof recorders].replay(join(ownFixtures, service.name));
    for (const fixture of fixtures) {
      const operation = service.spec.operations.get(fixture.operationIds[0] ?? "");
      if (operation === undefined || fixture.request.path === undefined || fixture.response?.status === undefined)
        continue;
      const call = callFor(service.spec, operation, fixture.request);
      const answer = answerOf(fixture, operation);
      if (call === undefined || answer === undefined) continue;
      const response = await methodOf(
        service.client((request) => fetch(request.url, request)),
        operation,
      )(...argumentsOf(operation, call)).asResult();
      const statuses = fixtures
        .filter(
          ({ operationIds, request }) => operationIds[0] === operation.id && request.path === fixture.request.path,
        )
        .map((each) => each.response?.status);
      expect(statuses, fixture.file).toContain(response.status);
      replayed += 1;
    }
  }
  expect(replayed).toBeGreaterThan(150);
});

test("`npm run contract` takes a recorded folder", async () => {
  const dir = await recorded([{ data: jane }, { data: token }], async ({ cases, connect }) => {
    await cases.create({ caseTemplateId: "ctmpl_1", fields: { name: "Jane" } });
    await connect.shareTokens.retrieve("cnst_1", { peekSourceData: true });
  });
  const loader = import.meta.resolve("tsx");
  const args = ["--import", loader, resolve(root, "scripts/cli.ts"), "contract", "--fixtures", dir];
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });
  expect(stdout).toContain("2 pass, 0 differ, 0 skipped.");
  expect(status).toBe(0);
});
