import { deepEqual, equal } from "node:assert/strict";
import type { Stage } from "../stage.js";
import type { Step } from "../teller.js";

/** Gives the id of the Connection. */
export async function connect({ sandbox, bank, lender }: Stage, step: Step): Promise<string> {
  const { organizationId } = sandbox.credentials.persona.destination;

  const { id } = await step(
    "Northfold Bank asks Harbour Lending for a connection",
    async () => {
      const connection = await bank.connect.connections.create({ destinationOrganizationId: organizationId });
      deepEqual([connection.status, connection.destinationOrganizationId], ["pending", organizationId]);
      return connection;
    },
    ({ status }) => `it is ${status}`,
  );

  await step(
    "Harbour Lending accepts, in its dashboard",
    async () => {
      sandbox.control.persona.acceptConnection(id);
      const [ours, theirs] = await Promise.all([
        bank.connect.connections.waitUntilActive(id, { timeoutMs: 10_000, intervalMs: 50 }),
        lender.connect.connections.retrieve(id),
      ]);
      deepEqual([ours.id, ours.status], [theirs.id, theirs.status]);
      equal(ours.status, "active");
    },
    () => "both see it active",
  );
  return id;
}
