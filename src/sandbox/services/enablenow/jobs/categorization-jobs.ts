// Categorization jobs, by the calls of both versions.

import type { operations } from "../../../../../generated/enablenow/schema.js";
import { type Fault, Refusal, refuse } from "../../../answer/refusal.js";
import type { Answer, Call, Handlers, Presenter, World } from "../../../service.js";
import type { App, AppCaller } from "../apps.js";
import { type CategorizationJob, held } from "../holdings.js";
import { withNulls } from "../null-members.js";
import { inListOrder, largestPage, pageOf } from "../pages.js";
import { claimsOf, emptyOrRefused, isGranted, unknown } from "../sharing/claims.js";
import { type Filters, onlyOne, userByIds } from "../sharing/subjects.js";
import { takeFailure } from "./job-failures.js";
import { startJob } from "./jobs.js";

const engineVersions: Readonly<Record<string, string>> = { e1: "3.0", z2: "2.4" };

type Calling = Call<unknown, AppCaller>;

export const categorizationJobs: Handlers<operations, AppCaller> = {
  listCategorizationJobs: (call) => {
    requirePath(call);
    return listed(call, call.query ?? {});
  },
  listCategorizationJobsV2: (call) => listed(call, call.query ?? {}),
  createCategorizationJob: (call) => started(call, call.body),
  createCategorizationJobV2: (call) => started(call, call.body),
  getCategorizationJob: (call) => {
    requirePath(call);
    return { record: jobIn(call, call.path.id) };
  },
  getCategorizationJobV2: (call) => ({ record: jobIn(call, call.path.id) }),

  listCategorizationJobsV1: (call) => {
    const { consentId, userId, externalUserId } = call.query ?? {};
    const takesUsers = call.assume("list-categorization-jobs-v1-filters") !== "The consent alone.";
    const jobs = requestedJobs(call, takesUsers ? { consentId, userId, externalUserId } : { consentId });
    const body = jobs.map((job) => presentV1(job, call));
    const isOther = call.assume("list-categorization-jobs-v1-answer") !== "A bare array of jobs.";
    return { body: isOther ? { data: body } : body, undeclared: isOther || isPascal(call) };
  },

  createCategorizationJobV1: (call) => {
    const { consentId, userId, externalUserId } = call.query ?? {};
    onlyOne({ consentId, userId, externalUserId });
    const subject = subjectOf(call, { consentId, userId, externalUserId });
    const app = call.store.collection<App>("app").get(call.caller.account) as App;
    const job = startCategorization(call, {
      ...{ ...subject, owner: app.id, parentId: null, accountIds: null, engine: "z2", profile: "retail" },
      ...{ countryCode: null, fails: takeFailure(app) },
    });
    const status = call.assume<number>("create-categorization-job-v1-status");
    const answer = call.assume<string>("create-categorization-job-v1-answer");
    if (answer === "The job.") return { status, body: presentV1(job, call), undeclared: isPascal(call) };
    return answer === "Nothing." ? { status, undeclared: true } : { status, body: job.id, undeclared: true };
  },

  getCategorizationJobV1: (call) => ({
    body: presentV1(jobIn(call, call.path.jobId), call),
    undeclared: isPascal(call),
  }),
};

/** Adds a job that begins to wait. */
export function startCategorization(
  world: World,
  about: Omit<CategorizationJob, "id" | "type" | "status">,
): CategorizationJob {
  const job = held(world, "categorization-job").add({
    ...about,
    ...{ id: world.ids.uuid(), type: "categorization-job", status: "Pending" },
  });
  startJob(world, "categorization-job", job.id);
  return job;
}

export const presentCategorizationJob: Presenter<AppCaller> = (job: CategorizationJob, _, world) => {
  const { id, parentId, status, engine, profile, countryCode, consentId, userId, accountIds } = job;
  const isShouted = world.assume<string>("categorization-job-statuses").startsWith("PENDING");
  const isShort = world.assume("categorization-job-members") === "Those of the first version.";
  return {
    ...{ id, parentId, status: isShouted ? status.replace(/(?<=[a-z])(?=[A-Z])/g, "_").toUpperCase() : status },
    ...{ engineVersion: engineVersions[engine] ?? null, consentId, userId, externalUserId: externalIdOf(job, world) },
    ...(!isShort && { engine, profile, countryCode, accountIds }),
  };
};

function presentV1(job: CategorizationJob, world: World): object {
  const { id, parentId, status, engine, consentId, userId } = job;
  const shown = withNulls(world, "categorization-job-v1-nullability", {
    ...{ id, parentId, status, engineVersion: engineVersions[engine] ?? null, consentId, userId },
    externalUserId: externalIdOf(job, world),
  });
  if (!isPascal(world)) return shown;
  return Object.fromEntries(
    Object.entries(shown).map(([name, value]) => [name[0]?.toUpperCase() + name.slice(1), value]),
  );
}

function isPascal({ assume }: World): boolean {
  return assume("categorization-job-v1-names") === "PascalCase";
}

function externalIdOf({ userId }: CategorizationJob, world: World): string | null {
  return userId === null ? null : (held(world, "user").get(userId)?.externalUserId ?? null);
}

/** The newest guide shows only how to start a job without `/cfa` in front. */
function requirePath(call: Calling): void {
  if (call.assume("categorization-paths") !== true) throw unknown(call, "address");
}

function jobIn(call: Calling, id: string): CategorizationJob {
  const job = held(call, "categorization-job").get(id.toLowerCase());
  if (job?.owner !== call.caller.account) throw unknown(call, "categorization");
  return job;
}

interface ListQuery {
  readonly ConsentId?: string;
  readonly UserId?: string;
  readonly ExternalUserId?: string;
  readonly AccountId?: string;
  readonly Page?: number;
  readonly PageSize?: number;
}

function listed(call: Calling, query: ListQuery): Answer {
  const { ConsentId: consentId, UserId: userId, ExternalUserId: externalUserId, AccountId, Page, PageSize } = query;
  const found = requestedJobs(call, { consentId, userId, externalUserId }).filter(
    ({ accountIds }) => AccountId === undefined || accountIds?.includes(AccountId.toLowerCase()),
  );
  const isOther = call.assume<string>("categorization-job-statuses").startsWith("PENDING");
  // Where pages may be larger, one is larger without a wish too.
  const size = largestPage(call.operation.id, call) > 100 && !call.search.has("PageSize") ? 100 : PageSize;
  return { page: pageOf(found, Page, size), undeclared: isOther };
}

/** The jobs of the caller that fit all filters, the newest first. @throws {Refusal} for a filter by what it may not read */
function requestedJobs(call: Calling, { consentId, userId, externalUserId }: Filters): readonly CategorizationJob[] {
  const client = call.caller.account;
  if (consentId !== undefined) {
    const consent = held(call, "consent").get(consentId.toLowerCase());
    const claim = consent === undefined ? "none" : claimsOf(call, client).consent(consent);
    if (!isGranted(claim)) return emptyOrRefused(call, claim, "consent") ?? [];
  }
  const isUserWanted = userId !== undefined || externalUserId !== undefined;
  const user = isUserWanted ? userByIds(call, { userId, externalUserId }) : undefined;
  if (isUserWanted && user === undefined) return emptyOrRefused(call, "none", "user") ?? [];
  const found = held(call, "categorization-job").newestFirst(
    (job) =>
      job.owner === client &&
      (consentId === undefined || job.consentId === consentId.toLowerCase()) &&
      (user === undefined || job.userId === user.id),
  );
  return inListOrder(call, "list-categorization-jobs-order", found);
}

interface Wanted {
  readonly engine?: string;
  readonly profile?: string;
  readonly countryCode?: string;
  readonly consentId?: string | null;
  readonly userId?: string | null;
  readonly externalUserId?: string | null;
  readonly accountIds?: readonly string[] | null;
  readonly metaData?: Readonly<Record<string, unknown>> | null;
}

function started(call: Calling, body: Wanted): Answer {
  // The first two are missing only where an assumption lets them.
  const { engine = "e1", profile = "retail", countryCode = "nl", accountIds: given } = body;
  const ways = {
    consentId: body.consentId,
    userId: body.userId,
    externalUserId: body.externalUserId,
    accountIds: given,
  };
  const named = Object.entries(ways).filter(
    ([, value]) => value !== undefined && value !== null && String(value) !== "",
  );
  const faults: readonly Fault[] = [
    ...(/^(e1|z2)$/i.test(engine) ? [] : [{ parameter: "engine", detail: "There is no such engine." }]),
    ...(/^retail$/i.test(profile) ? [] : [{ parameter: "profile", detail: "There is no such profile." }]),
    ...(/^nl$/i.test(countryCode) ? [] : [{ parameter: "countryCode", detail: "There are no categories for it." }]),
    ...(named.length === 1 ? [] : [{ parameter: "consentId", detail: "Name one consent, one user or some accounts." }]),
    ...(/^e1$/i.test(engine) && Object.keys(body.metaData ?? {}).length > 0
      ? [{ parameter: "metaData", detail: "Must be empty for the engine e1." }]
      : []),
  ];
  if (faults.length > 0) throw new Refusal(400, faults);
  const accountIds = given === null || given === undefined ? null : given.map((id) => id.toLowerCase());
  for (const id of accountIds ?? []) {
    const account = held(call, "account").get(id);
    const claim = account === undefined ? "none" : claimsOf(call, call.caller.account).transactions(account);
    if (claim !== "own" && !(claim === "shared" && mayUseShared(call))) throw notHeld(call, "accountIds", "account");
  }
  const subject =
    accountIds === null
      ? subjectOf(call, {
          consentId: body.consentId ?? undefined,
          userId: body.userId ?? undefined,
          externalUserId: body.externalUserId ?? undefined,
        })
      : { consentId: null, userId: null };
  const app = call.store.collection<App>("app").get(call.caller.account) as App;
  const job = startCategorization(call, {
    ...{ ...subject, owner: app.id, parentId: null, accountIds, engine: engine.toLowerCase() },
    ...{ profile: profile.toLowerCase(), countryCode: countryCode.toLowerCase(), fails: takeFailure(app) },
  });
  return { status: call.assume("create-categorization-job-status"), value: job.id };
}

function mayUseShared({ assume }: World): boolean {
  return assume("categorization-of-shared-data") === true;
}

/** The subject of a job. With a consent comes its user. */
function subjectOf(call: Calling, filters: Filters): Pick<CategorizationJob, "consentId" | "userId"> {
  const { consentId, userId, externalUserId } = filters;
  if (consentId !== undefined) {
    const consent = held(call, "consent").get(consentId.toLowerCase());
    const claim = consent === undefined ? "none" : claimsOf(call, call.caller.account).consent(consent);
    if (consent === undefined || (claim !== "own" && !(claim === "shared" && mayUseShared(call))))
      throw notHeld(call, "consentId", "consent");
    return { consentId: consent.id, userId: claim === "own" ? consent.userId : null };
  }
  if (userId === undefined && externalUserId === undefined)
    throw new Refusal(400, [{ parameter: "consentId", detail: "Name a consent or a user." }]);
  const user = userByIds(call, { userId, externalUserId });
  if (user === undefined) throw notHeld(call, userId === undefined ? "externalUserId" : "userId", "user");
  return { consentId: null, userId: user.id };
}

/** The refusal of a job about something that the app does not hold. */
function notHeld(call: Calling, parameter: string, what: string): Refusal {
  return call.assume<string>("create-categorization-job-refusals").includes("ids that your app does not hold")
    ? refuse(400, { parameter, detail: "Your app holds nothing with this id." })
    : unknown(call, what);
}
