import { deepEqual, equal, match } from "node:assert/strict";
import type { Stage } from "../stage.js";
import type { Step } from "../teller.js";

const inquiryTemplateId = "itmpl_7Kd3Wp9Xn2Vb5Hs8";
const customer = { nameFirst: "Ingrid", nameLast: "Moe", birthdate: "1987-06-05" };

/** Gives the id of an approved Inquiry. */
export async function verify({ sandbox, bank }: Stage, step: Step): Promise<string> {
  const { id } = await step(
    "Northfold Bank begins an inquiry, and gets a link for it",
    async () => {
      const made = await bank.inquiries.create({
        ...{ inquiryTemplateId, referenceId: "customer-7301" },
        ...{ autoCreateAccount: true, autoCreateOneTimeLink: true },
      });
      deepEqual([made.status, made.referenceId], ["created", "customer-7301"]);
      match(made.meta.oneTimeLink ?? "", new RegExp(`^https://.+inquiry-id=${made.id}$`));
      return made;
    },
    ({ status }) => `it is ${status}`,
  );

  await step(
    "The customer shows a government ID and a face",
    async () => {
      sandbox.control.persona.completeInquiry(id, customer);
      const done = await bank.inquiries.waitUntilFinished(id, {
        ...{ timeoutMs: 10_000, intervalMs: 200, maxIntervalMs: 500 },
        query: { include: ["verifications"] },
      });
      deepEqual([done.id, done.status], [id, "completed"]);
      const found = (done.verifications ?? []).map(({ resource }) => [resource?.type, resource?.status]);
      deepEqual(found, [
        ["verification/government-id", "passed"],
        ["verification/selfie", "passed"],
      ]);
      return done;
    },
    ({ status }) => `${status}: both checks passed`,
  );

  await step(
    "Somebody at Northfold Bank looks at it, and approves",
    async () => {
      const { id: decided, status, decisionedAt } = await bank.inquiries.approve(id);
      deepEqual([decided, status], [id, "approved"]);
      equal(decisionedAt?.slice(0, 10), "2026-11-02");
      return status;
    },
    (status) => status,
  );
  return id;
}
