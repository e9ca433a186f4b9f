// The handler of each kind of operation: it reads or changes the operation's collection.

import { define, isObject, type JsonObject } from "../../../json.js";
import { refuse } from "../../answer/refusal.js";
import { basePath } from "../../document/address.js";
import { responseOf, type SpecOperation } from "../../document/operation.js";
import { valueAt } from "../../document/pointer.js";
import { filledPath } from "../../document/route.js";
import type { Call, Handler } from "../../service.js";
import type { EngineContext } from "../context.js";
import type { Collection, Role } from "../infer/collections.js";
import { letters } from "../infer/names.js";
import { typesIn } from "../infer/unions.js";
import { holderOf } from "../lifecycles.js";
import { filtersOf, sorted } from "../paging/filters.js";
import { pageParameters } from "../paging/page-parameters.js";
import { listedPage } from "../paging/pages.js";
import type { RecordCollection } from "../parts.js";
import { mergePatch } from "../records/complete.js";
import type { Members, ResourceRecord } from "../records/record.js";
import { notFound, recordIn, requireParent, sees } from "./access.js";
import { putAway } from "./put-away.js";
import { finished, type HandlerParts, itemOf, membersInQuery, sentMembers, shownRecord } from "./shown-record.js";

export function createHandler(operation: SpecOperation, role: Role, parts: HandlerParts): Handler {
  const { collection } = role;
  const kinds: Readonly<Record<Role["kind"], (own: RecordCollection) => Handler>> = {
    list: (own) => list(operation, role, own, parts),
    create: (own) => create(operation, role, own, parts),
    retrieve: (own) => (call) => shownRecord(call, role, parts, recordIn(call, own, parts)),
    change: (own) => change(role, own, parts),
    replace: (own) => replace(role, own, parts),
    remove: (own) => remove(role, own, parts),
    clear: (own) => clear(role, own, parts),
    action: (own) => action(role, own, parts),
    example: (own) => example(own, parts),
  };
  if (collection === undefined) return (call) => parts.answers.shown(call);
  return kinds[role.kind](parts.records.in(collection));
}

function list(operation: SpecOperation, role: Role, own: RecordCollection, parts: HandlerParts): Handler {
  const { context, answers } = parts;
  const { schemas } = context;
  const paging = pageParameters(operation);
  return (call) => {
    const { collection } = own;
    const { owner } = role;
    if (owner !== undefined && !owner.isSingle) recordIn(call, parts.records.in(owner), parts);
    own.at(call.path);
    const filters = [
      ...filtersOf(operation, call.query, collection, paging, schemas),
      ...scopesOf(call, collection, schemas),
    ];
    const found: ResourceRecord[] = [];
    for (const record of own.values()) {
      if (sees(record, call, collection, parts) && filters.every((passes) => passes(record))) found.push(record);
    }
    const all = sorted(found.reverse(), call.query, paging);
    const page = listedPage(call, all, paging, addressOf(call), schemas);
    const { shape } = role;
    if (shape === undefined || shape.kind !== "many") return answers.shown(call);
    const items = page.items.map((record) => itemOf(record, shape, collection, answers));
    const body = answers.around(shape, items);
    page.describe(body);
    return finished(call, shape, body, parts, page.headers);
  };
}

/** A list below a resource shows what belongs to it: what was made there, or has a member that names it. */
function scopesOf(
  call: Call,
  collection: Collection,
  { properties }: EngineContext["schemas"],
): readonly ((record: ResourceRecord) => boolean)[] {
  return Object.entries(call.path).flatMap(([name, value]) => {
    if (collection.parents.includes(name)) return [({ parents }: ResourceRecord) => parents[name] === value];
    const plain = letters(name);
    const bare = plain.replace(/(id|name|slug|key)$/, "");
    const top = properties(collection.schema);
    const members = [
      ...top.keys(),
      ...properties(top.get("attributes")).keys(),
      ...properties(top.get("relationships")).keys(),
    ];
    const member = members.find((each) => [plain, bare].includes(letters(each)) && letters(each) !== "id");
    if (member === undefined) return [];
    return [
      ({ parents, resource }: ResourceRecord) =>
        parents[name] === value || Object.values(parents).includes(value) || names(resource, member, value),
    ];
  });
}

function names(resource: Members, member: string, value: string): boolean {
  const related = isObject(resource.relationships) ? resource.relationships[member] : undefined;
  const held = isObject(related) ? related.data : (holderOf(resource)[member] ?? resource[member]);
  return [held]
    .flat()
    .some((each) => (isObject(each) ? Object.values(each).map(String).includes(value) : String(each) === value));
}

function create(operation: SpecOperation, role: Role, own: RecordCollection, parts: HandlerParts): Handler {
  const { context } = parts;
  const { collection } = own;
  const rules = context.service.resources?.[collection.name];
  // One of several types: that of the answer.
  const [type, ...otherTypes] = collection.types.length === 0 ? [] : typesIn(role.shape?.schema, context.schemas);
  const typed = type !== undefined && otherTypes.length === 0 ? { type } : {};
  return (call) => {
    requireParent(call, collection, parts);
    const members = { ...membersInQuery(call, collection, context.schemas), ...sentMembers(call, role, parts) };
    const parents = Object.fromEntries(Object.keys(call.path).map((name) => [name, call.path[name] as string]));
    const account = call.caller.account;
    const more = rules?.creates?.(members, call as never);
    const draft = { ...typed, ...(more === undefined ? members : mergePatch(members, more as JsonObject)) };
    const record = own.create(draft, { account, parents });
    const answer = shownRecord(call, role, parts, record);
    own.announce(record, "created");
    const location = responseOf(operation, operation.success)?.headers.find((name) => /^location$/i.test(name));
    const base = addressOf(call).replace(/\?.*$/, "").replace(/\/$/, "");
    return location === undefined
      ? answer
      : { ...answer, headers: { ...answer.headers, [location]: `${base}/${record.id.split("/").at(-1)}` } };
  };
}

function change(role: Role, own: RecordCollection, parts: HandlerParts): Handler {
  return (call) => {
    const { ids, isSingle } = own.collection;
    const isNamed = isSingle || (ids.length > 0 && ids.every((name) => name in call.path));
    const record = isNamed ? recordIn(call, own, parts) : recordInBody(call, own, role, parts);
    // Neither the address nor the body names one: it is a change of all, or of the caller's own.
    if (record === undefined) return parts.answers.shown(call);
    apply(call, own, record, sentMembers(call, role, parts));
    const answer = shownRecord(call, role, parts, record);
    own.announce(record, "updated");
    return answer;
  };
}

/** Of an address that names none, the body may: `PUT /pets` with `{ id, … }`. @throws a 404 if it names one that is not there */
function recordInBody(call: Call, own: RecordCollection, role: Role, parts: HandlerParts): ResourceRecord | undefined {
  if (own.collection.ids.length === 0) return undefined;
  const members = sentMembers(call, role, parts);
  const path: Record<string, string> = { ...call.path };
  for (const name of own.collection.ids) {
    const value =
      members[name] ?? members.id ?? Object.entries(members).find(([each]) => letters(each) === letters(name))?.[1];
    if (!(name in path) && (value === undefined || value === null)) return undefined;
    path[name] ??= String(value);
  }
  const record = own.at(path);
  if (record === undefined || !sees(record, call, own.collection, parts))
    throw notFound({ ...call, path } as Call, own.collection);
  return record;
}

function apply(call: Call, own: RecordCollection, record: ResourceRecord, members: JsonObject): void {
  const type = call.headers.get("content-type") ?? "";
  if (/json-patch\+json/i.test(type) && Array.isArray(call.body)) {
    for (const step of call.body) patch(record.resource, step);
    own.change(record, {});
  } else own.change(record, members);
}

/** One step of RFC 6902, as far as it sets or takes away. */
function patch(resource: Members, step: unknown): void {
  if (!isObject(step) || typeof step.path !== "string") return;
  const way = step.path
    .split("/")
    .slice(1)
    .map((each) => each.replaceAll("~1", "/").replaceAll("~0", "~"));
  const last = way.pop();
  const holder = way.length === 0 ? resource : valueAt(resource, `/${way.join("/")}`);
  if (last === undefined || typeof holder !== "object" || holder === null) return;
  if (step.op === "remove") Reflect.deleteProperty(holder, last);
  else if (Array.isArray(holder) && last === "-") holder.push(step.value);
  else if (step.op === "add" || step.op === "replace") define(holder as Members, last, step.value);
}

function replace(role: Role, own: RecordCollection, parts: HandlerParts): Handler {
  const { collection } = own;
  return (call) => {
    requireParent(call, collection, parts);
    const found = own.at(call.path);
    const members = sentMembers(call, role, parts);
    if (found !== undefined && !sees(found, call, collection, parts)) throw notFound(call, collection);
    if (found === undefined && collection.hasCreate && !collection.isSingle) throw notFound(call, collection);
    if (found === undefined) {
      const parents = Object.fromEntries(collection.parents.map((name) => [name, call.path[name] ?? ""]));
      const id = collection.ids.map((name) => call.path[name] ?? "").join("/");
      const record = own.create(members, {
        account: call.caller.account,
        parents,
        ...(collection.isSingle ? {} : { id }),
      });
      const status = call.operation.responses.has(201) ? 201 : call.operation.success;
      own.announce(record, "created");
      return { ...shownRecord(call, role, parts, record), status };
    }
    own.change(found, members);
    const answer = shownRecord(call, role, parts, found);
    own.announce(found, "updated");
    return answer;
  };
}

function remove(role: Role, own: RecordCollection, parts: HandlerParts): Handler {
  const { lifecycles, context } = parts;
  const move = action(role, own, parts);
  return (call) => {
    const record = recordIn(call, own, parts);
    if (lifecycles.moveBy(own.collection, record, call.operation.id) !== undefined) return move(call);
    const word = putAway(call.operation, record, role, { schemas: context.schemas, now: call.clock.iso() });
    if (word === undefined) own.remove(record);
    else own.change(record, {});
    own.announce(record, word ?? "deleted");
    return shownRecord(call, role, parts, record);
  };
}

function clear(role: Role, own: RecordCollection, parts: HandlerParts): Handler {
  return (call) => {
    requireParent(call, own.collection, parts);
    own.at(call.path);
    const scopes = scopesOf(call, own.collection, parts.context.schemas);
    for (const record of [...own.values()]) {
      if (sees(record, call, own.collection, parts) && scopes.every((passes) => passes(record))) own.remove(record);
    }
    if (role.shape?.kind === "many") return finished(call, role.shape, parts.answers.around(role.shape, []), parts);
    return parts.answers.shown(call);
  };
}

function action(role: Role, own: RecordCollection, parts: HandlerParts): Handler {
  const { answers, lifecycles } = parts;
  const { collection } = own;
  return (call) => {
    const record = recordIn(call, own, parts);
    const to = lifecycles.moveBy(collection, record, call.operation.id);
    const state = lifecycles.of(collection)?.stateOf(holderOf(record.resource));
    if (to === "refused") {
      const detail = `What is ${state} does not take ${role.verb}`;
      const status = [409, 422, 400].find((each) => call.operation.responses.has(each)) ?? 409;
      throw parts.context.service.wrongState?.(call as never, detail) ?? refuse(status, detail);
    }
    if (to !== undefined) lifecycles.of(collection)?.move(holderOf(record.resource), to, { by: call.operation.id });
    else showExample(call, role, record, parts);
    own.change(record, call.operation.body === undefined ? {} : sentMembers(call, role, parts));
    const answer = role.shape === undefined ? answers.shown(call) : shownRecord(call, role, parts, record);
    own.announce(record, to ?? role.verb ?? "updated");
    return answer;
  };
}

/** Without a lifecycle, the state that the document's example of the answer shows is what the action leads to. */
function showExample(call: Call, { shape }: Role, record: ResourceRecord, { context }: HandlerParts): void {
  if (shape === undefined) return;
  const content = responseOf(call.operation, call.operation.success)?.content.find(
    ({ pointer }) => pointer === shape.content.pointer,
  );
  const [example] = content === undefined ? [] : context.values.examples(content);
  const shown = valueAt(example, shape.pointer);
  if (!isObject(shown)) return;
  const holder = holderOf(record.resource);
  for (const [name, value] of Object.entries(holderOf(shown as Members))) {
    if (/^(status|state|phase|enabled|disabled|active|archived|locked)$/.test(letters(name)) && name in holder)
      define(holder, name, value);
  }
}

function example(own: RecordCollection, parts: HandlerParts): Handler {
  return (call) => {
    const { ids } = own.collection;
    if (ids.length > 0 && ids.every((name) => name in call.path)) recordIn(call, own, parts);
    return parts.answers.shown(call);
  };
}

/** The address of the list, with its query. */
function addressOf({ operation, path, search, spec }: Call): string {
  return `${basePath(spec)}${filledPath(operation.path, path)}${search.size > 0 ? `?${search}` : ""}`;
}
