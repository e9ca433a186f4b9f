// A new resource, made of what was sent and of what the document says the server adds; and one that is changed.

import { define, isObject, type JsonObject } from "../../../json.js";
import { type Blueprint, momentAs } from "../infer/blueprint.js";
import { letters } from "../infer/names.js";
import type { Members } from "./record.js";

export interface Completed {
  readonly resource: Members;
  readonly hidden: Members;
}

export interface CompleteParts {
  readonly blueprint: (schema: unknown) => Blueprint;
  readonly now: number;
}

/** Of a plain resource. `guaranteed`: members that are always there, though the schema does not require them. */
export function completed(
  schema: unknown,
  sent: JsonObject,
  { blueprint, now }: CompleteParts,
  guaranteed: ReadonlySet<string> = new Set(),
): Completed {
  const { members, open, sample } = blueprint(schema);
  const resource: Members = {};
  const hidden: Members = {};
  for (const { name, required, readOnly, writeOnly, nullable, default: usual, moment } of members) {
    if (writeOnly) {
      if (Object.hasOwn(sent, name)) define(hidden, name, sent[name]);
    } else if (Object.hasOwn(sent, name) && sent[name] !== undefined && !(readOnly && sent[name] === null)) {
      define(resource, name, sent[name]);
    } else if (moment !== undefined) define(resource, name, momentAs(moment.form, now));
    else if (usual !== undefined) define(resource, name, structuredClone(usual));
    else if (nullable) define(resource, name, null);
    else if (required || (readOnly && !isMoment(name))) define(resource, name, sample(name));
    else if (guaranteed.has(name)) define(resource, name, emptied(sample(name)));
  }
  if (members.length === 0 && open) for (const [name, value] of Object.entries(sent)) define(resource, name, value);
  return { resource, hidden };
}

/** A list or an object without anything in it, where nobody has put anything in. */
function emptied(sample: unknown): unknown {
  if (Array.isArray(sample)) return [];
  return isObject(sample) ? {} : sample;
}

/** Something like `deleted_at` is not a moment that a new resource has. */
function isMoment(name: string): boolean {
  return /(at|on|date|time)$/.test(letters(name));
}

/** Of a JSON:API resource: its attributes and relationships. */
export function completedJsonApi(schema: unknown, sent: JsonObject, parts: CompleteParts): Completed {
  const top = parts.blueprint(schema);
  const given = isObject(sent.attributes) ? sent.attributes : {};
  const attributes = completed(top.byName.get("attributes")?.schema, given, parts, top.guaranteed);
  const related = parts.blueprint(top.byName.get("relationships")?.schema);
  const relationships: Members = {};
  const sentRelationships = isObject(sent.relationships) ? sent.relationships : {};
  for (const { name, schema: relationship, required } of related.members) {
    const value = sentRelationships[name] ?? relationshipFrom(name, relationship, given, parts);
    if (value !== undefined) define(relationships, name, value);
    else if (required || canBeEmpty(relationship, parts))
      define(relationships, name, emptyRelationship(relationship, parts));
  }
  const type = sent.type ?? top.byName.get("type")?.default ?? top.sample("type");
  const resource: Members = { type, id: sent.id ?? "", attributes: attributes.resource };
  if (related.members.length > 0) resource.relationships = relationships;
  for (const { name, required } of top.members) {
    if (Object.hasOwn(resource, name)) continue;
    if (Object.hasOwn(sent, name)) define(resource, name, sent[name]);
    else if (required) define(resource, name, top.sample(name));
  }
  return { resource, hidden: attributes.hidden };
}

/** An attribute `inquiry-template-id` makes the relationship `inquiry-template`. */
function relationshipFrom(name: string, schema: unknown, given: JsonObject, { blueprint }: CompleteParts): unknown {
  const attribute = Object.keys(given).find((each) => letters(each) === `${letters(name)}id`);
  const id = attribute === undefined ? undefined : given[attribute];
  if (typeof id !== "string") return undefined;
  const data = blueprint(blueprint(schema).byName.get("data")?.schema);
  const type = data.byName.get("type")?.default ?? (data.byName.has("type") ? data.sample("type") : name);
  return { data: { type, id } };
}

/** A new resource says of what it may be related to that there is nothing yet. */
function canBeEmpty(schema: unknown, { blueprint }: CompleteParts): boolean {
  const data = blueprint(schema).byName.get("data");
  return data !== undefined && (data.nullable || Array.isArray(blueprint(schema).sample("data")));
}

function emptyRelationship(schema: unknown, { blueprint }: CompleteParts): unknown {
  const data = blueprint(schema).byName.get("data");
  if (data?.nullable === true) return { data: null };
  const sample = blueprint(schema).sample("data");
  return { data: Array.isArray(sample) ? [] : sample };
}

/** Lays members over a resource; a member that is an object is merged as JSON Merge Patch says. What the schema does not have stays away. */
export function changed(
  schema: unknown,
  resource: Members,
  sent: JsonObject,
  { blueprint, now }: CompleteParts,
): boolean {
  const { byName, members, open } = blueprint(schema);
  let differs = false;
  for (const [name, value] of Object.entries(sent)) {
    const member = byName.get(name);
    if (member?.writeOnly === true || member?.readOnly === true) continue;
    if (member === undefined && !(open && members.length === 0) && !Object.hasOwn(resource, name)) continue;
    const merged = isObject(value) && isObject(resource[name]) ? mergePatch(resource[name], value) : value;
    if (JSON.stringify(merged) !== JSON.stringify(resource[name])) differs = true;
    if (value === null && member !== undefined && !member.nullable && !member.required)
      Reflect.deleteProperty(resource, name);
    else define(resource, name, merged);
  }
  for (const { name, moment } of members) {
    if (moment?.kind === "updated") define(resource, name, momentAs(moment.form, now));
  }
  return differs;
}

/** RFC 7396. */
export function mergePatch(target: JsonObject, patch: JsonObject): JsonObject {
  const result: Members = { ...target };
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) Reflect.deleteProperty(result, name);
    else define(result, name, isObject(value) && isObject(result[name]) ? mergePatch(result[name], value) : value);
  }
  return result;
}
