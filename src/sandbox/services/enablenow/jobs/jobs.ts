// Jobs go on by the clock: they wait, are worked on, and end.

import type { World } from "../../../service.js";
import { tellOfAnalysis, tellOfCategorization } from "../events.js";
import { type AnalysisJob, type CategorizationJob, held } from "../holdings.js";
import { analysed } from "./analysis.js";

const waitMs = 5_000;
const workMs = 20_000;

interface Due {
  readonly kind: keyof Courses;
  readonly id: string;
}

/** A kind of job: the schema of its lifecycle, its states by their wire names, and its end. */
interface Course<J> {
  readonly schema: string;
  readonly states: {
    readonly waiting: string;
    readonly working: string;
    readonly done: string;
    readonly failed: string;
  };
  readonly finish: (world: World, job: J) => void;
  readonly tell: (world: World, job: J) => void;
}

interface Courses {
  readonly "analysis-job": Course<AnalysisJob>;
  readonly "categorization-job": Course<CategorizationJob>;
}

const courses: Courses = {
  "analysis-job": {
    schema: "AnalysisJob",
    states: { waiting: "PENDING", working: "IN_PROGRESS", done: "COMPLETED", failed: "FAILED" },
    finish: (world, job) => {
      job.finished = world.clock.now();
      if (!job.fails) job.analysis = analysed(world, job);
    },
    tell: tellOfAnalysis,
  },
  "categorization-job": {
    schema: "CategorizationJob",
    states: { waiting: "Pending", working: "InProgress", done: "Completed", failed: "Failed" },
    finish: (world, job) => {
      if (!job.fails) categorize(world, job);
    },
    tell: tellOfCategorization,
  },
};

export const jobTimers = {
  job: ({ kind, id }: Due, world: World): void => {
    if (kind === "analysis-job") step(world, kind, courses[kind], held(world, kind).get(id));
    else step(world, kind, courses[kind], held(world, kind).get(id));
  },
};

export function startJob(world: World, kind: keyof Courses, id: string): void {
  schedule(world, waitMs, { kind, id });
}

function schedule({ clock }: World, afterMs: number, { kind, id }: Due): void {
  clock.schedule(clock.now() + afterMs, "job", { kind, id } satisfies Due, `${kind}/${id}`);
}

function step<J extends AnalysisJob | CategorizationJob>(
  world: World,
  kind: keyof Courses,
  { schema, states, finish, tell }: Course<J>,
  job: J | undefined,
): void {
  if (job === undefined) return;
  const lifecycle = world.lifecycle(schema);
  if (job.status === states.waiting) {
    lifecycle.move(job, states.working, "vendor");
    schedule(world, workMs, { kind, id: job.id });
    return;
  }
  lifecycle.move(job, job.fails ? states.failed : states.done, "vendor");
  finish(world, job);
  if (!job.fails || world.assume("failed-job-webhook") === true) tell(world, job);
}

/** Gives the transactions that have been read of its accounts a category. */
export function categorize(world: World, job: CategorizationJob): void {
  for (const account of held(world, "account").values()) {
    const consent = held(world, "consent").get(account.consentId);
    const isMeant =
      job.accountIds?.includes(account.id) ??
      (job.consentId === null ? consent?.userId === job.userId : account.consentId === job.consentId);
    if (isMeant) account.categorizedUntil = Math.max(account.categorizedUntil ?? 0, consent?.read ?? 0);
  }
}
