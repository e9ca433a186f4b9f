// The record that a call is about, if its caller may see it.

import { type Refusal, refuse } from "../../answer/refusal.js";
import type { Call } from "../../service.js";
import type { Collection } from "../infer/collections.js";
import type { RecordCollection } from "../parts.js";
import type { ResourceRecord } from "../records/record.js";
import type { HandlerParts } from "./shown-record.js";

/** The record that the path leads to, if this caller sees it. @throws a 404 */
export function recordIn(call: Call, own: RecordCollection, parts: HandlerParts): ResourceRecord {
  const record = own.at(call.path);
  if (record === undefined || !sees(record, call, own.collection, parts)) throw notFound(call, own.collection);
  return record;
}

export function sees(record: ResourceRecord, call: Call, { name }: Collection, { context }: HandlerParts): boolean {
  const rule = context.service.resources?.[name]?.sees;
  if (rule !== undefined) return rule(record, call.caller, context.world);
  return record.account === null || record.account === call.caller.account;
}

export function notFound({ path }: Call, { word, ids, parents }: Collection): Refusal {
  const named = [...parents, ...ids].map((name) => path[name]).filter((value) => value !== undefined);
  return refuse(404, `Nothing under ${word} has the id ${named.join("/") || "given"}`);
}

/** Refuses a call whose path names a parent that does not exist. */
export function requireParent(call: Call, collection: Collection, parts: HandlerParts): void {
  const { within } = collection;
  if (within !== undefined && !within.isSingle && within.ids.every((name) => name in call.path))
    recordIn(call, parts.records.in(within), parts);
}
