// Analysis jobs: started, listed, renamed, and read with their results.

import type { operations } from "../../../../../generated/enablenow/schema.js";
import { type Fault, Refusal, refuse } from "../../../answer/refusal.js";
import type { Call, Handlers, World } from "../../../service.js";
import type { App, AppCaller } from "../apps.js";
import { type AnalysisJob, accountsOf, held, written } from "../holdings.js";
import { withNulls } from "../null-members.js";
import { inListOrder } from "../pages.js";
import { type Claims, claimsOf, isGranted, noClaim, unknown } from "../sharing/claims.js";
import { listsCounterparties, momentOf } from "./analysis.js";
import { startCategorization } from "./categorization-jobs.js";
import { takeFailure } from "./job-failures.js";
import { startJob } from "./jobs.js";

export const analysisJobs: Handlers<operations, AppCaller> = {
  listAnalysisJobs: (call) => {
    const { Status, Engine, Reference, FromDate, ToDate } = call.query ?? {};
    const { assume, caller } = call;
    const claims = claimsOf(call, caller.account);
    const listsShared = assume("list-analysis-jobs-shared") === true;
    const is = (value: string | null, wanted: string | undefined) =>
      wanted === undefined || value?.toLowerCase() === wanted.toLowerCase();
    const filtersMore = assume("list-analysis-jobs-filters") !== "None.";
    const found = held(call, "analysis-job").newestFirst(
      (job) =>
        (job.owner === caller.account || (listsShared && claims.analysis(job) === "shared")) &&
        is(shownStatus(job, call), Status) &&
        is(job.engine, Engine) &&
        (!filtersMore || Reference === undefined || job.reference === Reference) &&
        (!filtersMore || FromDate === undefined || job.created >= Date.parse(FromDate)) &&
        (ToDate === undefined || job.created < Date.parse(ToDate)),
    );
    const inFull = assume("list-analysis-jobs-analysis") === true;
    found.sort((a, b) => b.created - a.created);
    const listed = inListOrder(call, "list-analysis-jobs-order", found);
    const body = listed.map((job) => presentJob({ ...job, analysis: inFull ? job.analysis : null }, call));
    return { body, undeclared: inFull && !listsCounterparties(call) };
  },

  createAnalysisJob: (call) => {
    const { body, caller, ids, clock, store } = call;
    const engine = body.engine ?? "z2";
    const profile = body.profile ?? "retail";
    const metadata = body.metadata ?? (body.metadata === null ? null : {});
    const input = body.input ?? {};
    const { accountIds, faults } = accountsNamed(call, input);
    const named = Object.values(input).flat().length;
    const refused = call.assume<string>("create-analysis-job-refusals");
    if (faults.length > 0 && refused.endsWith("are 404.")) throw refuse(404, { title: "Not found.", ...faults[0] });
    const all: readonly Fault[] = [
      ...(/^z2$/i.test(engine) ? [] : [{ parameter: "engine", detail: "There is no such engine." }]),
      ...(/^(retail|corporate)$/i.test(profile) ? [] : [{ parameter: "profile", detail: "There is no such profile." }]),
      ...(/^corporate$/i.test(profile) && !metadata?.kvk_number
        ? [{ parameter: "metadata.kvk_number", detail: "A company needs its number in the trade register." }]
        : []),
      ...(named === 0 && refused.includes("no ids at all")
        ? [{ parameter: "input", detail: "Name a consent, a user, an account or an analysis." }]
        : []),
      ...(["dateFrom", "dateTo"] as const).flatMap((parameter) =>
        Number.isNaN(momentOf(body[parameter] ?? null)) ? [{ parameter, detail: "Must be a date and time." }] : [],
      ),
      ...faults,
    ];
    if (all.length > 0) throw new Refusal(400, all);
    const app = store.collection<App>("app").get(caller.account) as App;
    const job = held(call, "analysis-job").add({
      ...{ id: ids.uuid(), type: "analysis-job", owner: caller.account, reference: body.reference ?? null },
      ...{ created: clock.now(), finished: null, accountIds, engine: engine.toUpperCase() },
      ...{ profile: profile.toUpperCase(), input, metadata, dateFrom: body.dateFrom ?? null },
      ...{ dateTo: body.dateTo ?? null, status: "PENDING", analysis: null, fails: takeFailure(app) },
    });
    startJob(call, "analysis-job", job.id);
    startCategorization(call, {
      ...{ owner: job.owner, parentId: job.id, accountIds, consentId: null, userId: null },
      ...{ engine: "z2", profile, countryCode: null, fails: false },
    });
    return { status: call.assume("create-analysis-job-status"), body: presentJob(job, call) };
  },

  getAnalysisJob: (call) => {
    const job = held(call, "analysis-job").get(call.path.analysisId.toLowerCase());
    if (job === undefined) throw unknown(call, "analysis");
    const claim = claimsOf(call, call.caller.account).analysis(job);
    if (!isGranted(claim)) throw noClaim(call, claim, "analysis");
    return { body: presentJob(job, call), undeclared: !listsCounterparties(call) };
  },

  updateAnalysisJob: (call) => {
    const job = held(call, "analysis-job").get(call.path.analysisId.toLowerCase());
    if (job?.owner !== call.caller.account) throw unknown(call, "analysis");
    const { reference } = call.body;
    if (reference !== undefined) job.reference = reference;
    else if (call.assume("update-analysis-job-without-reference") === 400)
      throw refuse(400, { parameter: "reference", detail: "Is missing." });
    const { analysis: _, ...summary } = presentJob(job, call);
    return { body: summary };
  },
};

function presentJob(job: AnalysisJob, world: World): { readonly analysis?: unknown } {
  const { id, reference, created, finished, accountIds, engine, profile, input, metadata } = job;
  return withNulls(world, "analysis-job-nullability", {
    ...{ id, reference, status: shownStatus(job, world), created: written(created), finishedAt: written(finished) },
    ...{
      accountIds,
      appId: world.store.collection<App>("app").get(job.owner)?.number,
      engine,
      profile,
      input,
      metadata,
    },
    ...{ dateFrom: job.dateFrom, dateTo: job.dateTo, analysis: job.analysis },
  });
}

function shownStatus({ status }: AnalysisJob, { assume }: World): string {
  return status === "IN_PROGRESS" && assume("analysis-job-statuses") === "FAILED" ? "PENDING" : status;
}

/** The accounts behind all that is named, and what of it the app may not have analysed. */
function accountsNamed(call: Call<unknown, AppCaller>, input: NonNullable<AnalysisJob["input"]>) {
  const claims = claimsOf(call, call.caller.account);
  const isOwn = (claim: ReturnType<Claims["consent"]>) =>
    claim === "own" || (claim === "shared" && call.assume("analysis-of-shared-data") === true);
  const found = new Set<string>();
  const faults: Fault[] = [];
  const each = (name: keyof typeof input, accountsOfId: (id: string) => readonly string[] | undefined) => {
    for (const [index, id] of (input[name] ?? []).entries()) {
      const accounts = accountsOfId(id.toLowerCase());
      if (accounts === undefined)
        faults.push({ parameter: `input.${name}[${index}]`, detail: "Your app holds nothing with this id." });
      for (const account of accounts ?? []) found.add(account);
    }
  };
  each("consentIds", (id) => {
    const consent = held(call, "consent").get(id);
    if (consent === undefined || !isOwn(claims.consent(consent))) return undefined;
    return accountsOf(call, id).map((account) => account.id);
  });
  each("userIds", (id) => {
    if (held(call, "user").get(id)?.owner !== call.caller.account) return undefined;
    const consents = [...held(call, "consent").values()].filter(({ userId }) => userId === id);
    return consents.flatMap((consent) => accountsOf(call, consent.id).map((account) => account.id));
  });
  each("accountIds", (id) => {
    const account = held(call, "account").get(id);
    return account !== undefined && isOwn(claims.transactions(account)) ? [id] : undefined;
  });
  each("analysisJobIds", (id) => {
    const job = held(call, "analysis-job").get(id);
    return job !== undefined && isOwn(claims.analysis(job)) ? job.accountIds : undefined;
  });
  return { accountIds: [...found], faults };
}
