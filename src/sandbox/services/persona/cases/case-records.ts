// The records of Cases, and how they find each other.

import { refuse } from "../../../answer/refusal.js";
import type { Identifier } from "../../../engine/records/record.js";
import type { World } from "../../../service.js";
import type { Stored } from "../../../world/state/store.js";
import type { PersonaCaller } from "../organizations.js";

/** A Case. Its attributes are as callers see them, but for those that are put together when it is shown. */
export interface CaseRecord extends Stored {
  readonly type: "case";
  readonly organizationId: string;
  readonly templateId: string;
  queueId: string | null;
  readonly attributes: CaseAttributes;
  /** Values by the template's names, bare. */
  fields: Record<string, unknown>;
  /** Ids of tags. */
  tagIds: readonly string[];
  attachments: readonly CaseAttachment[];
  objects: readonly Identifier[];
}

export interface CaseAttributes {
  status: string;
  readonly name: string;
  resolution: string | null;
  readonly "created-at": string;
  "updated-at": string;
  "assigned-at": string | null;
  "resolved-at": string | null;
  "redacted-at": string | null;
  "sla-expires-at": string | null;
  "creator-id": string | null;
  "creator-type": string | null;
  "assignee-id": string | null;
  "assigner-id": string | null;
  "assigner-type": string | null;
  "resolver-id": string | null;
  "resolver-type": string | null;
  "updater-id": string | null;
  "updater-type": string | null;
}

export interface CaseAttachment {
  readonly filename: string;
  readonly byteSize: number;
  /** Of what was sent; what is there from the start has no content of its own. */
  readonly fileId?: string;
}

export interface CaseTemplate extends Stored {
  readonly type: "case-template";
  readonly organizationId: string;
  readonly name: string;
  /** The prefix of names of Cases: `KCAS` of `KCAS-1`. */
  readonly prefix: string;
  /** The number that the last Case got. */
  counter: number;
  /** Exactly one of them is initial. */
  readonly statuses: readonly CaseStatus[];
  readonly resolutions: readonly string[];
  readonly fields: readonly CaseField[];
  readonly createdAt: string;
}

export interface CaseStatus {
  readonly name: string;
  readonly kind: "initial" | "intermediate" | "end";
}

export interface CaseField {
  readonly name: string;
  /** As `CaseTemplateField` lists them: `string`, `choices`, `integer`. */
  readonly type: string;
  /** The values of `choices` and `multi-choices`. */
  readonly options?: readonly string[];
  /** Whether Cases can be searched and sorted by it. */
  readonly searchable?: boolean;
}

export interface CaseQueue extends Stored {
  readonly type: "case-queue";
  readonly organizationId: string;
  readonly name: string;
  readonly createdAt: string;
}

export interface CaseComment extends Stored {
  readonly type: "case-comment";
  readonly caseId: string;
  readonly message: string;
  /** Email address of a user. */
  readonly commenterId: string;
  readonly createdAt: string;
}

/** Somebody who uses the dashboard. */
export interface User extends Stored {
  readonly type: "user";
  readonly organizationId: string;
  readonly email: string;
}

/** Who does something: a user by email address, anything else by its id. */
export interface Actor {
  readonly id: string;
  readonly type: string;
}

type Side = World & { readonly caller: PersonaCaller };

/** @throws a 404 if the caller's organization has no such Case. */
export function ownCase({ store, caller }: Side, id: string): CaseRecord {
  return owned(store.collection<CaseRecord>("case").get(id), caller);
}

/**
 * The Case, if it can still be changed.
 *
 * @throws a refusal if it cannot, or there is none.
 */
export function changeableCase(call: Side, id: string): CaseRecord {
  const record = ownCase(call, id);
  if (record.attributes["redacted-at"] === null) return record;
  throw refuse(call.assume<number>("wrong-state-status"), "The Case has been redacted");
}

/** @throws a 404 if the caller's organization has no such template. */
export function ownTemplate({ store, caller }: Side, id: string): CaseTemplate {
  return owned(store.collection<CaseTemplate>("case-template").get(id), caller);
}

/** @throws a 404 if the caller's organization has no such queue. */
export function ownQueue({ store, caller }: Side, id: string): CaseQueue {
  return owned(store.collection<CaseQueue>("case-queue").get(id), caller);
}

export function templateOf({ store }: World, { templateId }: CaseRecord): CaseTemplate {
  return store.collection<CaseTemplate>("case-template").get(templateId) as CaseTemplate;
}

export function statusOf(world: World, record: CaseRecord): CaseStatus | undefined {
  return templateOf(world, record).statuses.find(({ name }) => name === record.attributes.status);
}

export function userByEmail({ store }: World, organizationId: string, email: string): User | undefined {
  for (const user of store.collection<User>("user").values()) {
    if (user.organizationId === organizationId && user.email === email) return user;
  }
  return undefined;
}

export function commentsOn({ store }: World, { id }: CaseRecord): readonly CaseComment[] {
  return [...store.collection<CaseComment>("case-comment").values()].filter(({ caseId }) => caseId === id);
}

/** The key that a call is made with. */
export function actorOf({ key }: PersonaCaller): Actor {
  return { id: key.id, type: "api-key" };
}

/** Notes who changed a Case last. */
export function touch({ attributes }: CaseRecord, { id, type }: Actor, { clock }: World): void {
  attributes["updated-at"] = clock.iso();
  attributes["updater-id"] = id;
  attributes["updater-type"] = type;
}

function owned<T extends { readonly organizationId: string }>(record: T | undefined, caller: PersonaCaller): T {
  if (record?.organizationId !== caller.organization.id) throw refuse(404);
  return record;
}
