// How Reports go on: a search takes two seconds by the clock, then the Report is ready, and matched if it found something.

import type { World } from "../../../service.js";
import { findObject } from "../objects/objects.js";
import type { PersonaObject } from "../objects/persona-object.js";
import { tellObject } from "../objects/tell-object.js";
import { found, listName } from "./report-findings.js";

/** How long a search takes. */
const searchMs = 2000;

export interface ReportControl {
  /** Puts a name on the lists that Reports search, and has those find it that are made or run from now on. */
  listName(name: string): void;
  /** Has a Report come to nothing that is still being made. */
  failReport(id: string): void;
}

export function reportControl(world: World): ReportControl {
  return {
    listName: (name) => listName(world, name),
    failReport: (id) => {
      const report = findObject(world, id);
      if (report === undefined || !report.type.startsWith("report/")) throw new Error(`There is no Report ${id}.`);
      const lifecycle = world.lifecycle("AnyReport");
      if (!lifecycle.allows(report.resource, "errored", "vendor")) {
        throw new Error(`The Report ${id} is ${lifecycle.stateOf(report.resource)}: it cannot fail any more.`);
      }
      lifecycle.move(report.resource, "errored", "vendor");
      tellReport(report, "errored", world);
    },
  };
}

/** The history of a Report, the newest first; `creator-name` of what somebody did, `run-type` of runs. */
export interface HistoryEntry {
  readonly id: string;
  readonly type: "run" | "dismiss" | "pause" | "resume" | "review";
  "completed-at"?: string | null;
  matches?: number | null;
  readonly [name: string]: unknown;
}

export function historyOf({ hidden }: PersonaObject): readonly HistoryEntry[] {
  return (hidden.history ?? []) as readonly HistoryEntry[];
}

/** Notes what happened. */
export function note(report: PersonaObject, entry: HistoryEntry): void {
  report.hidden.history = [entry, ...historyOf(report)];
}

interface Searched {
  readonly id: string;
  readonly run: string;
}

/** Begins a search. Its end is two seconds away. */
export function beginSearch(report: PersonaObject, world: World): Searched {
  const { clock, ids } = world;
  const run = ids.prefixed("rpr_");
  const scheduled = clock.iso().slice(0, 10);
  note(report, {
    ...{ type: "run", id: run, "run-type": "manual", "scheduled-date": scheduled },
    ...{ "completed-at": null, matches: null },
  });
  const due: Searched = { id: report.id, run };
  clock.schedule(clock.now() + searchMs, "report-searched", due, `${report.type}/${report.id}`);
  return due;
}

export const reportTimers = {
  "report-searched": (due: Searched, world: World): void => endSearch(due, world),
};

/** Ends a search, unless it has ended, or come to nothing, or its Report is redacted. */
export function endSearch({ id, run }: Searched, world: World): void {
  const report = findObject(world, id);
  const entry = report === undefined ? undefined : historyOf(report).find((each) => each.id === run);
  if (report === undefined || entry === undefined || entry["completed-at"] !== null) return;
  const { attributes } = report.resource;
  const lifecycle = world.lifecycle("AnyReport");
  const state = lifecycle.stateOf(report.resource);
  if (state === "errored" || typeof attributes["redacted-at"] === "string") return;
  const hadMatch = attributes["has-match"] === true;
  const { shown, matches } = found(report.type, String(report.hidden.name), world);
  const hasDismissed = historyOf(report).some(({ type }) => type === "dismiss" || type === "review");
  // A decision of a person stays: the lists have not changed since.
  if (!hasDismissed) Object.assign(attributes, shown, { "has-match": matches > 0 });
  const now = world.clock.iso();
  if (state !== "ready") lifecycle.move(report.resource, "ready", "vendor");
  Object.assign(entry, { "completed-at": now, matches });
  attributes["completed-at"] = now;
  tellReport(report, "ready", world);
  if (!hadMatch && attributes["has-match"] === true) tellReport(report, "matched", world);
}

/** Tells of what happened to a Report. */
export function tellReport(report: PersonaObject, what: string, world: World): void {
  tellObject(report, `${report.type}.${what}`, world);
}
