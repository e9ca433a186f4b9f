// The webhooks about consents and jobs, and who gets them.

import type { World } from "../../service.js";
import type { App } from "./apps.js";
import { type AnalysisJob, type CategorizationJob, type Consent, held } from "./holdings.js";
import { claimsOf } from "./sharing/claims.js";

/** Sends the webhook to the app that holds the consent and, where an assumption says so, to those it is shared with. */
export function tellOfConsent(
  world: World,
  consent: Consent,
  event: string,
  more: object = {},
  undeclared = false,
): void {
  const user = consent.userId === null ? undefined : held(world, "user").get(consent.userId);
  const whose =
    user === undefined
      ? world.assume("webhook-user-of-no-one") === "missing"
        ? {}
        : { userId: null, externalUserId: null }
      : { userId: user.id, externalUserId: user.externalUserId };
  const apps = [...world.store.collection<App>("app").values()].filter(
    ({ id }) =>
      id === consent.owner ||
      (world.assume("webhook-of-shared-consent") === true && claimsOf(world, id).consent(consent) === "shared"),
  );
  for (const { side } of apps)
    world.announce(event, side, { event, data: { ...whose, consentId: consent.id, ...more } }, undeclared);
}

export function tellOfTransactions(world: World, consent: Consent, count: number): void {
  const isText = world.assume("added-transactions-count-type") === "text";
  const addedTransactionsCount = isText ? String(count) : count;
  tellOfConsent(world, consent, "transactions.fetched", { addedTransactionsCount }, isText);
}

export function tellOfCategorization(world: World, job: CategorizationJob): void {
  const { id, consentId, userId } = job;
  const event = "categorizationjob.completed";
  world.announce(event, sideOf(world, job.owner), { event, data: { userId, consentId, jobId: id } });
}

export function tellOfAnalysis(world: World, job: AnalysisJob): void {
  const event = world.assume<string>("analysis-job-event-name");
  const name = world.assume<string>("analysis-job-event-data");
  const isKnown = name === "jobId" && world.spec.webhooks.has(event);
  world.announce(event, sideOf(world, job.owner), { event, data: { [name]: job.id } }, !isKnown);
}

function sideOf({ store }: World, owner: string): string {
  return store.collection<App>("app").get(owner)?.side ?? owner;
}
