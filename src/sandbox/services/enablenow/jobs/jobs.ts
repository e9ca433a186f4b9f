// Jobs go on by the clock: they wait, are worked on, and end.

import type { World } from "../../../service.js";
import { tellOfAnalysis, tellOfCategorization } from "../events.js";
import { type AnalysisJob, type CategorizationJob, held } from "../holdings.js";
import { analysed } from "./analysis.js";

const waits = 5_000;
const works = 20_000;

type Kind = "analysis-job" | "categorization-job";

interface Due {
  readonly kind: Kind;
  readonly id: string;
}

export const jobTimers = {
  job: ({ kind, id }: Due, world: World): void => {
    if (kind === "analysis-job") {
      const job = held(world, kind).get(id);
      if (job !== undefined) goOnAnalysing(world, job);
    } else {
      const job = held(world, kind).get(id);
      if (job !== undefined) goOnCategorizing(world, job);
    }
  },
};

export function startJob({ clock }: World, kind: Kind, id: string): void {
  clock.schedule(clock.now() + waits, "job", { kind, id } satisfies Due, `${kind}/${id}`);
}

function goOnLater({ clock }: World, kind: Kind, id: string): void {
  clock.schedule(clock.now() + works, "job", { kind, id } satisfies Due, `${kind}/${id}`);
}

function goOnAnalysing(world: World, job: AnalysisJob): void {
  const lifecycle = world.lifecycle("AnalysisJob");
  if (job.status === "PENDING") {
    lifecycle.move(job, "IN_PROGRESS", "vendor");
    goOnLater(world, "analysis-job", job.id);
    return;
  }
  lifecycle.move(job, job.fails ? "FAILED" : "COMPLETED", "vendor");
  job.finished = world.clock.now();
  if (!job.fails) job.analysis = analysed(world, job);
  if (!job.fails || world.assume("failed-job-webhook") === true) tellOfAnalysis(world, job);
}

function goOnCategorizing(world: World, job: CategorizationJob): void {
  const lifecycle = world.lifecycle("CategorizationJob");
  if (job.status === "Pending") {
    lifecycle.move(job, "InProgress", "vendor");
    goOnLater(world, "categorization-job", job.id);
    return;
  }
  lifecycle.move(job, job.fails ? "Failed" : "Completed", "vendor");
  if (!job.fails) categorize(world, job);
  if (!job.fails || world.assume("failed-job-webhook") === true) tellOfCategorization(world, job);
}

/** Gives what has been read of its accounts a category. */
export function categorize(world: World, job: CategorizationJob): void {
  for (const account of held(world, "account").values()) {
    const consent = held(world, "consent").get(account.consentId);
    const isMeant =
      job.accountIds?.includes(account.id) ??
      (job.consentId === null ? consent?.userId === job.userId : account.consentId === job.consentId);
    if (isMeant) account.categorizedUntil = Math.max(account.categorizedUntil ?? 0, consent?.read ?? 0);
  }
}
