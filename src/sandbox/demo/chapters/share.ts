import { deepEqual, equal, match, notEqual, ok, rejects } from "node:assert/strict";
import { ApiError } from "../../../index.js";
import type { Stage } from "../stage.js";
import type { Step } from "../teller.js";

/** Gives the id of the Inquiry that the lender has in the end. */
export async function shareInquiry(
  { bank, lender }: Stage,
  { connectionId, sourceId }: { readonly connectionId: string; readonly sourceId: string },
  step: Step,
) {
  const token = await step(
    "Northfold Bank shares an inquiry that verified a customer",
    async () => {
      const made = await bank.connect.shareTokens.create({ connectionId, sourceId });
      deepEqual([made.status, made.direction, made.source?.id], ["created", "outbound", sourceId]);
      return made;
    },
    ({ status, expiresAt }) => `a token, ${status}, good until ${expiresAt?.slice(0, 10)}`,
  );

  await step(
    "Harbour Lending looks at what it would get",
    async () => {
      const { sourceData } = await lender.connect.shareTokens.retrieve(token.id, { peekSourceData: true });
      equal(sourceData?.id, sourceId);
      ok(sourceData.type === "connect/source-data/inquiry" && "relatedObjects" in sourceData);
      return (sourceData.relatedObjects as readonly unknown[]).length;
    },
    (related) => `a preview, of ${related} related objects too`,
  );

  await step(
    "Harbour Lending redeems the token",
    async () => {
      const redeeming = await lender.connect.shareTokens.redeem(token.id);
      deepEqual([redeeming.id, redeeming.status, redeeming.direction], [token.id, "pending", "inbound"]);
      return redeeming;
    },
    ({ status }) => `it is ${status}: the data is on its way`,
  );

  const inquiryId = await step(
    "It waits until the import is over",
    async () => {
      const seen: string[] = [];
      const done = await lender.connect.shareTokens.waitUntilRedeemed(token.id, {
        ...{ timeoutMs: 10_000, intervalMs: 200, maxIntervalMs: 500 },
        onProgress: ({ status }) => void seen.push(status),
      });
      equal(seen.at(-1), "redeemed");
      match(done.destination?.id ?? "", /^inq_/);
      notEqual(done.destination?.id, sourceId);
      return { id: done.destination?.id as string, looks: seen.length };
    },
    ({ looks }) => `redeemed after ${looks} looks: an inquiry of its own`,
  );

  await step(
    "A second time it is refused",
    () =>
      rejects(
        lender.connect.shareTokens.redeem(token.id),
        (error) => error instanceof ApiError && error.status === 409,
      ),
    () => "409: a token is good for one redemption",
  );
  return inquiryId.id;
}
