import { deepEqual, equal, ok } from "node:assert/strict";
import { isPersonaEvent, signWebhook } from "../../../../generated/persona/index.js";
import { WebhookVerificationError } from "../../../index.js";
import type { Stage } from "../stage.js";
import type { Step } from "../teller.js";

export async function receive({ sandbox, partner, inbox, wire }: Stage, step: Step): Promise<void> {
  const { webhookSecret } = sandbox.credentials.persona.source;
  const seconds = () => Math.floor(sandbox.now().getTime() / 1000);
  const deliver = async (body: string, headers: Readonly<Record<string, string>>) =>
    (await wire.send(inbox.url, { method: "POST", body, headers })).status;

  await step(
    "Persona told Northfold Bank, and signed it",
    async () => {
      await sandbox.settled();
      const names = inbox.bank.map(({ name }) => name);
      const about = (subject: string) => names.filter((name) => name.startsWith(subject)).sort();
      deepEqual(
        about("inquiry."),
        ["approved", "completed", "created", "started"].map((what) => `inquiry.${what}`),
      );
      deepEqual(about("connect/"), ["connect/share-token.outbound-created", "connect/share-token.outbound-redeemed"]);
      return names;
    },
    (names) => `${names.length}: its inquiry and all that came of it, its token`,
  );

  await step(
    "Persona told Harbour Lending",
    async () => {
      const names = inbox.lender.map(({ name }) => name);
      for (const name of ["connect/share-token.inbound-created", "connect/share-token.inbound-redeemed"]) {
        equal(names.filter((each) => each === name).length, 1, name);
      }
      const resolved = inbox.lender.find((event) => isPersonaEvent(event, "case.resolved"));
      equal(resolved?.payload.status, "Approved");
      return names;
    },
    (names) => `${names.length}: its token, and each thing done to the case`,
  );

  await step(
    "One that nobody signed rightly is refused",
    async () => {
      const before = inbox.refusals.length;
      equal(await deliver(anEvent("evt_forged"), await signWebhook(anEvent("evt_forged"), "a guess", seconds())), 400);
      const refused = inbox.refusals.at(before);
      ok(refused instanceof WebhookVerificationError);
      return refused;
    },
    ({ refusal }) => `400: ${refusal}`,
  );

  await step(
    "One that comes twice is handled once",
    async () => {
      const body = anEvent("evt_twice");
      const headers = await signWebhook(body, webhookSecret, seconds());
      deepEqual([await deliver(body, headers), await deliver(body, headers)], [204, 204]);
      equal(inbox.bank.filter(({ id }) => id === "evt_twice").length, 1);
    },
    () => "204 both times",
  );

  await step(
    "EnableNow told Veldkamp Lending, which reads the share again",
    async () => {
      deepEqual(
        inbox.partner.map(({ event }) => event),
        ["databridge.share.created", "databridge.share.updated"],
      );
      const [first] = inbox.partner;
      const shareId = first?.event === "databridge.share.created" ? first.data.shareId : "";
      const result = await partner.shares.retrieve(shareId).asResult();
      // It is by now the share that has ended: the event was a hint, and this is the truth.
      equal(result.status, 403);
    },
    () => "2, unsigned: hints, to be looked up",
  );
}

/** An event as Persona writes it. */
function anEvent(id: string): string {
  const payload = { data: { type: "case", id: "case_1", attributes: { status: "Open" } } };
  const attributes = { name: "case.created", payload, "created-at": "2026-11-02T09:00:00.000Z" };
  return JSON.stringify({ data: { type: "event", id, attributes } });
}
