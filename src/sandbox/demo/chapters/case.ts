import { deepEqual, equal } from "node:assert/strict";
import type { Stage } from "../stage.js";
import type { Step } from "../teller.js";

/** Harbour Lending's seeded template, "Loan review". */
const caseTemplateId = "ctmpl_9Rk2Lw6Tn4Vx8Qc1Zb5Ym7Pd";
const amountCents = 264_000;

export async function workOnCase({ lender: { cases } }: Stage, inquiryId: string, step: Step): Promise<void> {
  const { id } = await step(
    "Harbour Lending opens a case with the inquiry in it",
    async () => {
      const fields = { amount: amountCents, "term-in-months": 240, purpose: "a house on the quay" };
      const made = await cases.create(
        { caseTemplateId, fields, objectIds: [inquiryId] },
        { query: { include: ["inquiries"] } },
      );
      deepEqual([made.status, made.inquiries?.map(({ id }) => id)], ["Open", [inquiryId]]);
      equal(made.inquiries?.[0]?.resource?.status, "approved");
      return made;
    },
    ({ name, status }) => `${name} is ${status}, its inquiry approved`,
  );

  await step(
    "It gives the case to an underwriter, and a tag",
    async () => {
      await cases.assign(id, { userEmailAddress: "ines.marchetti@harbour.example" });
      await cases.addTag(id, { tagName: "fast track" });
      const found = await cases.retrieve(id);
      deepEqual([found.assigneeId, found.tags], ["ines.marchetti@harbour.example", ["fast track"]]);
      return found;
    },
    ({ assigneeId, tags }) => `${assigneeId}, ${tags?.join(", ")}`,
  );

  await step(
    "It searches for loans of more than a quarter of a million",
    async () => {
      const query = { and: [{ attribute: "fields.amount", operator: "gt", value: 250_000 } as const] };
      const { items } = await cases.search({ query });
      deepEqual(
        items.map((found) => [found.id, valueIn(found.fields?.amount)]),
        [[id, amountCents]],
      );
      return items;
    },
    ([found]) => `one: ${found?.name}`,
  );

  await step(
    "It approves the loan",
    async () => {
      const approved = await cases.setStatus(id, { status: "Approved" });
      deepEqual([approved.status, approved.resolvedAt !== null], ["Approved", true]);
      return approved;
    },
    ({ status, resolvedAt }) => `${status}, resolved at ${resolvedAt?.slice(11, 16)}`,
  );
}

/** Fields come as the template has them, each with its type. */
function valueIn(field: unknown): unknown {
  return (field as { readonly value?: unknown } | undefined)?.value;
}
