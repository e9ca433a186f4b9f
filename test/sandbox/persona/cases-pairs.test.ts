// Every pair of a Case operation and a status that the spec declares is produced, and fits the spec.

import { expect, test } from "vitest";
import { document } from "../../../generated/persona/document.js";
import type { Persona } from "../../../generated/persona/index.js";
import type { SandboxOptions } from "../../../src/sandbox/index.js";
import { readSpec } from "../../../src/sandbox/spec.js";
import { type Desk, declined, inquiry, mara, open, openDesk, redacted, template } from "./desk.js";

type Call = (cases: Persona["cases"], id: string) => PromiseLike<unknown>;
interface Scene {
  readonly call: Call;
  /** What is done before it. */
  readonly first?: (desk: Desk) => unknown;
  readonly assume?: SandboxOptions["assume"] & {};
}

const spec = readSpec(document);
const operations = spec.operations.filter(({ path }) => path.startsWith("/cases"));
const pairs = operations.flatMap(({ id, responses }) => [...responses.keys()].map((status) => [id, status] as const));

const good: Readonly<Record<string, Call>> = {
  "list-all-cases": (cases) => cases.list().raw(),
  "create-a-case": (cases) => cases.create({ caseTemplateId: template }).raw(),
  "retrieve-case": (cases, id) => cases.retrieve(id).raw(),
  "redact-a-case": (cases, id) => cases.redact(id).raw(),
  "update-a-case": (cases, id) => cases.update(id, { fields: { priority: "low" } }).raw(),
  "add-persona-objects": (cases, id) => cases.addObjects(id, { objectIds: [inquiry] }).raw(),
  "remove-persona-objects": (cases, id) => cases.removeObjects(id, { objectIds: [inquiry] }).raw(),
  "assign-a-case": (cases, id) => cases.assign(id, { userEmailAddress: mara }).raw(),
  "set-status-for-a-case": (cases, id) => cases.setStatus(id, { status: "Approved" }).raw(),
  "add-tag": (cases, id) => cases.addTag(id, { tagName: "new" }).raw(),
  "remove-tag": (cases, id) => cases.removeTag(id, { tagName: "priority-2" }).raw(),
  "set-tags": (cases, id) => cases.setTags(id, { tagName: ["new"] }).raw(),
  "search-cases": (cases) => cases.search({}).raw(),
};

const wrong = <T>(input: T) => input as never;
const onRedacted = (operation: string): Scene => ({ call: (cases) => (good[operation] as Call)(cases, redacted) });
const invalidOnRedacted = (operation: string): Scene => ({
  ...onRedacted(operation),
  assume: { "wrong-state-status": 422 },
});
const include = { include: ["colours"] as never[] };

const own: Readonly<Record<string, Scene>> = {
  "list-all-cases 400": { call: (cases) => cases.list({ page: { size: 0 } }).raw() },
  "list-all-cases 404": {
    call: (cases) => cases.list({ page: { after: "case_none" } }).raw(),
    assume: { "page-unknown-cursor-status": 404 },
  },
  "create-a-case 400": { call: (cases) => cases.create(wrong({})).raw() },
  "create-a-case 404": { call: (cases) => cases.create({ caseTemplateId: "ctmpl_none" }).raw() },
  "create-a-case 409": {
    first: ({ source }) => source.cases.create({ caseTemplateId: template }, { idempotencyKey: "k" }),
    call: (cases) => cases.create({ caseTemplateId: template, fields: {} }, { idempotencyKey: "k" }).raw(),
  },
  "create-a-case 422": { call: (cases) => cases.create({ caseTemplateId: template, fields: { colour: 1 } }).raw() },
  "retrieve-case 400": { call: (cases, id) => cases.retrieve(id, include).raw() },
  "redact-a-case 400": { call: (cases, id) => cases.redact(id, include).raw() },
  "redact-a-case 409": onRedacted("redact-a-case"),
  "redact-a-case 422": { ...onRedacted("redact-a-case"), assume: { "case-redact-twice-status": 422 } },
  "update-a-case 400": { call: (cases, id) => cases.update(id, wrong({ caseQueueId: 7 })).raw() },
  "update-a-case 409": onRedacted("update-a-case"),
  "update-a-case 422": { call: (cases, id) => cases.update(id, { slaExpiresInSeconds: 7_776_001 }).raw() },
  "add-persona-objects 400": { call: (cases, id) => cases.addObjects(id, wrong({ objectIds: inquiry })).raw() },
  "add-persona-objects 409": onRedacted("add-persona-objects"),
  "add-persona-objects 422": { call: (cases, id) => cases.addObjects(id, { objectIds: ["7"] }).raw() },
  "remove-persona-objects 400": { call: (cases, id) => cases.removeObjects(id, wrong({ objectIds: [7] })).raw() },
  "remove-persona-objects 409": onRedacted("remove-persona-objects"),
  "remove-persona-objects 422": { call: (cases, id) => cases.removeObjects(id, { objectIds: ["7"] }).raw() },
  "assign-a-case 400": { call: (cases, id) => cases.assign(id, wrong({})).raw() },
  "assign-a-case 409": onRedacted("assign-a-case"),
  "assign-a-case 422": {
    call: (cases, id) => cases.assign(id, { userEmailAddress: "nobody@northfold.example" }).raw(),
    assume: { "case-assign-unknown-user-status": 422 },
  },
  "set-status-for-a-case 400": { call: (cases, id) => cases.setStatus(id, wrong({ status: 7 })).raw() },
  "set-status-for-a-case 409": {
    call: (cases) => cases.setStatus(declined, { status: "Open" }).raw(),
    assume: { "case-leave-end-status": false },
  },
  "set-status-for-a-case 422": { call: (cases, id) => cases.setStatus(id, { status: "Limbo" }).raw() },
  "add-tag 400": { call: (cases, id) => cases.addTag(id).raw() },
  "add-tag 409": onRedacted("add-tag"),
  "add-tag 422": invalidOnRedacted("add-tag"),
  "remove-tag 400": { call: (cases, id) => cases.removeTag(id).raw() },
  "remove-tag 409": onRedacted("remove-tag"),
  "remove-tag 422": invalidOnRedacted("remove-tag"),
  "set-tags 400": { call: (cases, id) => cases.setTags(id, wrong({ tagName: "new" })).raw() },
  "set-tags 409": onRedacted("set-tags"),
  "set-tags 422": {
    call: (cases, id) => cases.setTags(id, { tagName: Array.from({ length: 999 }, (_, each) => `tag ${each}`) }).raw(),
  },
  "search-cases 400": { call: (cases) => cases.search(wrong({ query: {} })).raw() },
  "search-cases 404": {
    call: (cases) => cases.search({ page: { after: "case_none" } }).raw(),
    assume: { "page-unknown-cursor-status": 404 },
  },
  "search-cases 409": {
    first: ({ source }) => source.cases.search({}, { idempotencyKey: "k" }),
    call: (cases) => cases.search({ page: { size: 3 } }, { idempotencyKey: "k" }).raw(),
  },
  "search-cases 422": {
    call: (cases) => cases.search({ query: { attribute: "shoe_size", operator: "eq", value: 46 } }).raw(),
    assume: { "case-search-limits-status": 422 },
  },
};

/** How a status comes about that says the same of every operation. */
const common: Readonly<Record<number, (operation: string) => Scene>> = {
  200: (operation) => ({ call: good[operation] as Call }),
  201: (operation) => ({ call: good[operation] as Call }),
  401: (operation) => ({
    call: good[operation] as Call,
    first: ({ sandbox }) => sandbox.fault({ expiredToken: true, operation }),
  }),
  403: (operation) => ({
    call: good[operation] as Call,
    first: ({ sandbox }) => sandbox.control.persona.setKey("source", { permissions: ["connect.read"] }),
  }),
  404: (operation) => ({ call: (cases) => (good[operation] as Call)(cases, "case_none") }),
  429: (operation) => ({
    call: good[operation] as Call,
    first: ({ sandbox }) => sandbox.fault({ status: 429, operation }),
  }),
  503: (operation) => ({
    call: good[operation] as Call,
    first: ({ sandbox }) => sandbox.fault({ status: 503, operation }),
  }),
};

test("The pairs are those of thirteen operations.", () => {
  expect(operations.map(({ id }) => id).sort()).toEqual(Object.keys(good).sort());
  expect(pairs).toHaveLength(101);
  const known = new Set(pairs.map((pair) => pair.join(" ")));
  expect(Object.keys(own).filter((pair) => !known.has(pair))).toEqual([]);
});

test.each(pairs)("%s answers %i", async (operation, status) => {
  const scene = own[`${operation} ${status}`] ?? common[status]?.(operation);
  if (scene === undefined) throw new Error(`Nobody produces ${operation} ${status}: add a scene.`);
  const desk = openDesk({ assume: scene.assume ?? {} });
  await scene.first?.(desk);
  const answer = await Promise.resolve(scene.call(desk.source.cases, open)).catch((error: unknown) => error);
  const last = desk.sandbox.requests.at(-1);
  expect([last?.operation, last?.status, last?.error]).toEqual([operation, status, undefined]);
  expect(last?.verdict).toEqual({ kind: "conforms" });
  expect((answer as { status: number }).status).toBe(status);
  if (status >= 400) {
    const [first] = JSON.parse(last?.responseBody ?? "").errors;
    expect(first.title).toMatch(/^[A-Z]/);
  }
});
