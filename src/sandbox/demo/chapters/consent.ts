import { deepEqual, equal, rejects } from "node:assert/strict";
import { ApiError } from "../../../index.js";
import type { Stage } from "../stage.js";
import type { Step } from "../teller.js";

const dayMs = 86_400_000;
/** One of the consents that Amstel Mortgages holds. */
const consentId = "1b9e6d84-0c37-4f2a-8e55-a4d7730f9c21";

export async function shareConsent({ sandbox, broker, partner }: Stage, step: Step): Promise<void> {
  const inDays = (days: number) =>
    `${new Date(sandbox.now().getTime() + days * dayMs).toISOString().slice(0, 10)}T12:00:00Z`;
  const { clientId } = sandbox.credentials.enablenow.b;

  const id = await step(
    "Amstel Mortgages shares a consent with Veldkamp Lending",
    async () => {
      const input = { clientId, consentIds: [consentId], expirationDateUtc: inDays(1), reference: "dossier 11-02" };
      const made = await broker.shares.create(input);
      const { reference, consentIds } = await partner.shares.retrieve(made);
      deepEqual([reference, consentIds], ["dossier 11-02", [consentId]]);
      return made;
    },
    () => "Veldkamp reads it, until tomorrow",
  );

  await step(
    "A day is short: Amstel Mortgages extends it by a week",
    async () => {
      const expirationDateUtc = inDays(8);
      await broker.shares.update(id, { expirationDateUtc });
      equal((await partner.shares.retrieve(id)).expirationDateUtc, expirationDateUtc);
      return expirationDateUtc;
    },
    (until) => `good until ${until.slice(0, 10)}`,
  );

  await step(
    "Two days later the share is still there",
    async () => {
      await sandbox.advance("2d");
      const tokensBefore = tokenRequests(sandbox.requests);
      equal((await partner.shares.retrieve(id)).id, id);
      equal(tokenRequests(sandbox.requests), tokensBefore + 1);
    },
    () => "the access token was not: the client got another",
  );

  await step(
    "A week later it has ended",
    async () => {
      await sandbox.advance("7d");
      await rejects(partner.shares.retrieve(id), (error) => error instanceof ApiError && error.status === 403);
      const { items } = await broker.shares.list({ isExpired: true });
      equal(items.find((share) => share.id === id)?.clientId, clientId);
      return items.length;
    },
    () => "403 for Veldkamp; Amstel lists it as ended",
  );
}

function tokenRequests(requests: Stage["sandbox"]["requests"]): number {
  return requests.filter(({ address }) => address.endsWith("/connect/token")).length;
}
