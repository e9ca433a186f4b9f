// Reports: searches about a person or a company, of every kind by the same operations.

import type { operations } from "../../../../../generated/persona/schema.js";
import type { JsonObject } from "../../../../json.js";
import { refuse } from "../../../answer/refusal.js";
import type { Answer, Call, Handlers, Presenter } from "../../../service.js";
import type { Stored } from "../../../world/state/store.js";
import { accountFor, referenceOf } from "../accounts/account-for.js";
import { erase } from "../events/events.js";
import { printed } from "../inquiries/printed.js";
import { kindsOf, ownObject } from "../objects/objects.js";
import { type PersonaObject, personaObject } from "../objects/persona-object.js";
import type { PersonaCaller } from "../organizations.js";
import { wrongState } from "../wrong-state.js";
import { blank, nameSearched, searchedAttributes } from "./report-attributes.js";
import { beginSearch, endSearch, type HistoryEntry, historyOf, note, tellReport } from "./report-course.js";
import { dismiss } from "./report-findings.js";

type ReportCall = Call<{ parameters: { path: { "report-id": string } } }, PersonaCaller>;

const kinds = kindsOf("AnyReport");

export const reports: Handlers<operations, PersonaCaller> = {
  "list-all-reports": (call) => {
    const { store, caller, query } = call;
    const { "account-id": accountId, "reference-id": reference } = query.filter ?? {};
    const all = kinds
      .flatMap((kind) => store.collection<PersonaObject>(kind).newestFirst(({ account }) => account === caller.account))
      .sort((one, other) => createdAt(other) - createdAt(one));
    const accountOf = (report: PersonaObject) => (report.resource.relationships.account?.data as Stored | null)?.id;
    const matches = (report: PersonaObject) => {
      const id = accountOf(report);
      const account = id === undefined ? undefined : ownObject(call, caller.account, id);
      return (
        (accountId === undefined || id === accountId) &&
        (reference === undefined || (account !== undefined && referenceOf(account) === reference))
      );
    };
    return { page: call.page(all, undefined, matches) };
  },

  "create-a-report": (call) => {
    const { data, meta = {} } = call.body;
    if (data?.type === undefined || data.attributes === undefined) {
      // Without its type, a body could be one of several kinds.
      throw refuse(400, { title: "Bad Request", detail: "data.type is missing", pointer: "/data/type" });
    }
    const { type, attributes } = data;
    const query = attributes.query as JsonObject;
    requireDate(query.birthdate);
    const name = nameSearched(query);
    const account = accountFor(call, attributes, meta);
    const template = attributes["report-template-id"];
    const to = (kind: string, id: string | undefined) => ({ data: id === undefined ? null : { type: kind, id } });
    const report = personaObject(call.caller.account, {
      ...{ type, id: call.ids.prefixed("rep_") },
      attributes: {
        ...{ status: "pending", "created-at": call.clock.iso(), "completed-at": null, "redacted-at": null },
        ...(template !== undefined && { "report-template-version-name": "v1" }),
        // The sandbox's templates have Persona go on watching; a search without one is made once.
        ...{ "has-match": false, "is-continuous": template !== undefined, "is-recurring": false, tags: [] },
        ...searchedAttributes(type, query),
      },
      relationships: {
        ...{ inquiry: to("inquiry", undefined), account: to("account", account?.id) },
        transaction: to("transaction", undefined),
        ...(template !== undefined && {
          "report-template": to(type.replace(/^report\//, "report-template/"), template),
        }),
      },
    });
    report.hidden.name = name;
    call.store.collection<PersonaObject>(type).add(report);
    const search = beginSearch(report, call);
    if (meta["processing-mode"] === "sync") endSearch(search, call);
    return { record: report };
  },

  "retrieve-a-report": (call) => ({ record: reportIn(call) }),
  "print-report-pdf": (call) => printed(reportIn(call).resource),

  "redact-a-report": (call) => {
    const report = changeable(call);
    const { attributes } = report.resource;
    blank(report.type, attributes);
    Object.assign(attributes, { tags: [], "redacted-at": call.clock.iso() });
    report.hidden.name = "";
    erase(call, { ...report.resource });
    return { record: report };
  },

  "dismiss-matches": (call) => {
    const report = ready(call);
    const by = call.caller.key.id;
    dismiss(report.type, report.resource.attributes, call.body.data.attributes ?? {}, { by, world: call });
    act(report, "dismiss", call);
    tellReport(report, "dismissed", call);
    return { record: report };
  },

  "review-matches": (call) => {
    const report = ready(call);
    if (report.type !== "report/screening") throw wrongState(call, `A ${report.type} has no records to review`);
    const review = call.body.data.attributes;
    const token = review["record-token"];
    const isOne = review["review-type"] === "record";
    if (isOne && token === undefined) {
      throw refuse(422, { title: "Record invalid", detail: "is missing", pointer: "/data/attributes/record-token" });
    }
    const records = (report.resource.attributes["matched-records"] ?? []) as readonly JsonObject[];
    if (isOne && !records.some((each) => each.token === token)) throw refuse(404, `The Report has no record ${token}`);
    const found = {
      ...{ "review-status": review["review-status"], "reviewed-at": call.clock.iso() },
      ...("risk-level" in review && { "risk-level": review["risk-level"] }),
      ...("notify-on-change" in review && { "notify-on-change": review["notify-on-change"] }),
    };
    report.resource.attributes["matched-records"] = records.map((each) =>
      !isOne || each.token === token ? { ...each, ...found } : each,
    );
    act(report, "review", call);
    return { record: report };
  },

  "list-report-history": (call) => {
    const entries = historyOf(reportIn(call)).map((entry) => ({ type: "report-history", id: entry.id, entry }));
    return { page: call.page(call.assume("report-history-order") === "oldest first" ? entries.reverse() : entries) };
  },

  "report-action-pause-continuous-monitoring": (call) => watched(call, "pause"),
  "report-action-resume-continuous-monitoring": (call) => watched(call, "resume"),
  "report-action-re-run-report": (call) => {
    const report = ready(call);
    if (report.resource.attributes["is-continuous"] !== true) throw wrongState(call, "The Report is not watched");
    beginSearch(report, call);
    if (call.assume<string>("report-rerun-status") === "pending") report.resource.attributes.status = "pending";
    return { record: report };
  },
};

/** Reports of some kinds show a date of birth as a date alone. @throws a 400 for any other text. */
function requireDate(birthdate: unknown): void {
  if (typeof birthdate !== "string") return;
  const moment = /^\d{4}-\d{2}-\d{2}$/.test(birthdate) ? Date.parse(birthdate) : Number.NaN;
  if (!Number.isNaN(moment) && new Date(moment).toISOString().startsWith(birthdate)) return;
  const detail = "must be a date: YYYY-MM-DD";
  throw refuse(400, { title: "Bad Request", detail, pointer: "/data/attributes/query/birthdate" });
}

export const reportPresenters: Readonly<Record<string, Presenter<PersonaCaller>>> = {
  "report-history": ({ entry }: { readonly entry: HistoryEntry }) => entry,
};

function createdAt({ resource }: PersonaObject): number {
  return Date.parse(String(resource.attributes["created-at"]));
}

/** The Report in the path. @throws a 404 if it is none of the caller's. */
export function reportIn(call: ReportCall): PersonaObject {
  const id = call.path["report-id"];
  const report = id.startsWith("rep_") ? ownObject(call, call.caller.account, id) : undefined;
  if (report === undefined) throw refuse(404, `There is no Report ${id}`);
  return report;
}

function changeable(call: ReportCall): PersonaObject {
  const report = reportIn(call);
  if (typeof report.resource.attributes["redacted-at"] === "string") throw wrongState(call, "The Report is redacted");
  return report;
}

function ready(call: ReportCall): PersonaObject {
  const report = changeable(call);
  const state = call.lifecycle("AnyReport").stateOf(report.resource);
  if (state !== "ready") throw wrongState(call, `The Report is ${state}: there is nothing found yet`);
  return report;
}

function watched(call: ReportCall, type: "pause" | "resume"): Answer {
  const report = ready(call);
  const isPaused = report.hidden.paused === true;
  const isWatched = report.resource.attributes["is-continuous"] === true || isPaused;
  if (!isWatched) throw wrongState(call, "The Report is not watched");
  if (isPaused === (type === "pause"))
    throw wrongState(call, `The Report is ${isPaused ? "paused already" : "not paused"}`);
  report.hidden.paused = type === "pause";
  report.resource.attributes["is-continuous"] =
    type === "resume" || call.assume<boolean>("report-paused-is-continuous") === true;
  act(report, type, call);
  return { record: report };
}

function act(report: PersonaObject, type: HistoryEntry["type"], { ids, clock, caller }: ReportCall): void {
  note(report, { type, id: ids.prefixed("ract_"), "created-at": clock.iso(), "creator-name": caller.key.id });
}
