import { deepEqual, equal, ok } from "node:assert/strict";
import { SharewrightError } from "../../../index.js";
import type { Stage } from "../stage.js";
import type { Step } from "../teller.js";

const shares = 30;
const consentId = "8c9ee205-2a3b-44f7-93e9-7252c734f873";

export async function survive(stage: Stage, connectionId: string, step: Step): Promise<void> {
  const { sandbox, bank, broker } = stage;
  const sourceId = sandbox.credentials.persona.source.objects.account;
  const struck = () => sandbox.requests.filter(({ fault }) => fault !== undefined).length;

  await step(
    `Northfold Bank shares ${shares} times, while every third call fails`,
    async () => {
      const before = new Set(await idsOf(stage));
      // Errors, answers that are lost after the work was done, and answers that break off.
      for (const fault of [{ status: 503 }, { drop: "after" }, { cut: true }] as const) {
        sandbox.fault({ ...fault, service: "persona", rate: 0.12 });
      }
      const calls = Array.from({ length: shares }, () => bank.connect.shareTokens.create({ connectionId, sourceId }));
      const made = await Promise.all(calls).finally(() => sandbox.clearFaults());
      const there = (await idsOf(stage)).filter((id) => !before.has(id));
      deepEqual(there.sort(), made.map(({ id }) => id).sort());
      ok(struck() > 0);
      return made.length;
    },
    (made) => `${struck()} faults, ${made} tokens: none lost, none doubled`,
  );

  await step(
    "It is told to slow down",
    async () => {
      sandbox.fault({ service: "persona", status: 429, count: 1 });
      const startedAt = performance.now();
      equal((await bank.connect.connections.retrieve(connectionId)).status, "active");
      const waited = performance.now() - startedAt;
      ok(waited >= 1000, `it waited ${Math.round(waited)} ms`);
      return waited;
    },
    (waited) => `429: it waits ${(waited / 1000).toFixed(1)} s, and goes on`,
  );

  await step(
    "Amstel Mortgages loses an answer, and must not repeat the call",
    async () => {
      const reference = "answer lost";
      const { clientId } = sandbox.credentials.enablenow.b;
      sandbox.fault({ operation: "createShare", drop: "after", count: 1 });
      const error = await broker.shares.create({ clientId, consentIds: [consentId], reference }).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      ok(error instanceof SharewrightError);
      equal(error.outcome, "unknown");
      const { items } = await broker.shares.list();
      equal(items.filter((share) => share.reference === reference).length, 1);
    },
    () => "the client says so; a look finds the share",
  );

  await step(
    "Every answer so far was one that the specs allow",
    async () => {
      deepEqual(
        sandbox.requests.filter(({ verdict }) => verdict.kind === "violates").map(({ id }) => id),
        [],
      );
      return sandbox.requests.length;
    },
    (requests) => `${requests} requests`,
  );
}

/** Ids of the Share Tokens that Northfold Bank has made, as its client lists them. */
async function idsOf({ bank }: Stage): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of bank.connect.shareTokens.list({
    filter: { direction: "outbound" },
    page: { size: 100 },
  })) {
    ids.push(id);
  }
  return ids;
}
