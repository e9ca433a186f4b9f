// Actions on Cases in the dashboard, for which there is no operation.

import type { World } from "../../../service.js";
import { keyOf, type Side } from "../api-keys/keys.js";
import { tellCase, tellChange } from "./case-events.js";
import {
  type CaseComment,
  type CaseField,
  type CaseRecord,
  type CaseStatus,
  type CaseTemplate,
  templateOf,
  touch,
  type User,
  userByEmail,
} from "./case-records.js";

interface NewCaseTemplate {
  readonly name: string;
  /** The prefix of names of Cases: `KCAS` of `KCAS-1`. */
  readonly prefix: string;
  /** Exactly one must be initial. */
  readonly statuses: readonly CaseStatus[];
  readonly resolutions?: readonly string[];
  readonly fields?: readonly CaseField[];
}

export interface CaseControl {
  /** Makes a Case Template, and gives its id. */
  addCaseTemplate(side: Side, template: NewCaseTemplate): string;
  /** Makes a Case Queue, and gives its id. */
  addCaseQueue(side: Side, name: string): string;
  /** Makes a user that Cases can be assigned to, and gives its id. */
  addUser(side: Side, email: string): string;
  /** Leaves a comment by a user on a Case, and gives its id. */
  commentOnCase(caseId: string, email: string, message: string): string;
  /** Says how a Case came out, in words of its template; null for not at all. Tells of `case.updated`. */
  resolveCase(caseId: string, email: string, resolution: string | null): void;
  /** Tells of `case.exported`. */
  exportCase(caseId: string): void;
  /** Tells of `case.print-initiated`. */
  printCase(caseId: string): void;
}

export function caseControl(world: World): CaseControl {
  const { store, ids, clock } = world;
  const organizationOf = (side: Side) => keyOf(world, side).organizationId;
  const known = (id: string): CaseRecord => {
    const record = store.collection<CaseRecord>("case").get(id);
    if (record === undefined) throw new Error(`There is no Case ${id}.`);
    if (record.attributes["redacted-at"] !== null) throw new Error(`The Case ${id} has been redacted.`);
    return record;
  };
  const user = ({ organizationId }: CaseRecord, email: string): User => {
    const found = userByEmail(world, organizationId, email);
    if (found === undefined) throw new Error("No user of the Case's organization has this email address: see addUser.");
    return found;
  };
  return {
    addCaseTemplate: (side, { name, prefix, statuses, resolutions = [], fields = [] }) => {
      if (statuses.filter(({ kind }) => kind === "initial").length !== 1) {
        throw new TypeError(`addCaseTemplate: exactly one status of "${name}" must be initial.`);
      }
      const template: CaseTemplate = {
        ...{ type: "case-template", id: ids.prefixed("ctmpl_"), organizationId: organizationOf(side), counter: 0 },
        ...{ name, prefix, statuses, resolutions, fields, createdAt: clock.iso() },
      };
      return store.collection<CaseTemplate>("case-template").add(template).id;
    },
    addCaseQueue: (side, name) => {
      const queue = { type: "case-queue", id: ids.prefixed("cqueue_"), organizationId: organizationOf(side), name };
      return store.collection("case-queue").add({ ...queue, createdAt: clock.iso() } as { id: string }).id;
    },
    addUser: (side, email) => {
      const there = userByEmail(world, organizationOf(side), email);
      const added = { type: "user", id: ids.prefixed("user_"), organizationId: organizationOf(side), email } as const;
      return (there ?? store.collection<User>("user").add(added)).id;
    },
    commentOnCase: (caseId, email, message) => {
      const record = known(caseId);
      const { email: commenterId } = user(record, email);
      const about = { caseId: record.id, message, commenterId, createdAt: clock.iso() };
      const comment: CaseComment = { type: "case-comment", id: ids.prefixed("cscm_"), ...about };
      return store.collection<CaseComment>("case-comment").add(comment).id;
    },
    resolveCase: (caseId, email, resolution) => {
      const record = known(caseId);
      const { resolutions } = templateOf(world, record);
      if (resolution !== null && !resolutions.includes(resolution)) {
        throw new Error(`The Case Template knows no resolution "${resolution}". It has: ${resolutions.join(", ")}.`);
      }
      const actor = { id: user(record, email).email, type: "user" };
      record.attributes.resolution = resolution;
      touch(record, actor, world);
      tellChange(record, world);
    },
    exportCase: (caseId) => tellCase(known(caseId), world, { name: "case.exported" }),
    printCase: (caseId) =>
      tellCase(known(caseId), world, { name: "case.print-initiated", context: { "initiated-from": "dashboard" } }),
  };
}
