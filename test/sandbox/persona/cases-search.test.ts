// Searching Cases: what a query may say, what it finds, in which order and page by page. What it finds is held against a
// filter written anew, that knows nothing of the one in the sandbox.

import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { Case, CaseSearchQuery } from "../../../generated/persona/index.js";
import { type Desk, open, openDesk, redacted, refusal, template, underReview } from "./desk.js";

const users = ["user_RAM79eoqhcLSBYUzm7UgSEK9", "user_Jetnf6cdmgRaRWmCneecH3Fw"] as const;
const emails = ["mara.lind@northfold.example", "ole.varga@northfold.example"] as const;
const queues = ["cqueue_7JRbkcdbx9fTossK98NJvRZcmk1", "cqueue_4PWjDEzULi8ZCiwRZuFdT2jV5F"] as const;
const statuses = ["Open", "Under review", "Approved", "Declined"];
const moments = [
  "2026-07-01",
  "2026-11-01T09:00:00.000Z",
  "2026-11-01T12:30:00Z",
  "2026-11-01T14:30:00+02:00",
  "2027-01-01",
];

/** Cases that differ in all that can be searched. */
async function crowd(): Promise<Desk> {
  const desk = openDesk({ limits: { persona: false } });
  const { cases } = desk.source;
  for (let index = 0; index < 24; index += 1) {
    const { id } = await cases.create({
      caseTemplateId: template,
      ...(index % 3 > 0 && { caseQueueId: queues[(index % 3) - 1] as string }),
      fields: {
        ...(index % 4 > 0 && { priority: ["low", "mid", "high"][index % 3] }),
        ...(index % 5 > 0 && { score: (index % 7) / 4 }),
        ...(index % 2 > 0 && { is_urgent: index % 4 === 1 }),
        ...(index % 3 > 1 && { due_on: `2026-11-${String(5 + index).padStart(2, "0")}` }),
      },
      ...(index % 4 === 2 && { slaExpiresInSeconds: 3600 * (index + 1) }),
    });
    if (index % 5 > 1) await cases.assign(id, { userEmailAddress: emails[index % 2] as string });
    await desk.sandbox.advance("30m");
    if (index % 4 !== 0) await cases.setStatus(id, { status: statuses[index % 4] as string });
  }
  return desk;
}

let desk: Desk;
let all: readonly Case[];
const names = (found: readonly Case[]) => found.map(({ name }) => name);

beforeAll(async () => {
  desk = await crowd();
  all = (await desk.source.cases.list({ page: { size: 100 } })).items.filter(({ redactedAt }) => redactedAt === null);
});

/** What a Case answers for an attribute, taken from what the list shows of it. */
function shown(each: Case, attribute: string): unknown {
  const userOf = (email: string | null | undefined) =>
    email ? (users[emails.indexOf(email as never)] ?? email) : null;
  switch (attribute) {
    case "template":
      return each.caseTemplate?.id;
    case "status":
      return each.status;
    case "state":
      return ["Approved", "Declined", "resolved"].includes(each.status) ? "closed" : "open";
    case "created_at":
      return each.createdAt;
    case "updated_at":
      return each.updatedAt;
    case "resolved_at":
      return each.resolvedAt;
    case "sla_expires_at":
      return each.slaExpiresAt;
    case "assignee":
      return userOf(each.assigneeId);
    case "resolver":
      return userOf(each.resolverId);
    case "case_queue":
      return each.caseQueue?.id;
    default:
      return (each.fields?.[attribute.replace("fields.", "")] as { value: unknown } | undefined)?.value;
  }
}

function naive(query: CaseSearchQuery, each: Case): boolean {
  if ("and" in query) return !query.and.some((inner) => !naive(inner, each));
  if ("or" in query) return query.or.filter((inner) => naive(inner, each)).length > 0;
  if ("not" in query) return naive(query.not, each) === false;
  const { attribute, operator, value } = query;
  const isTime = attribute.endsWith("_at") || attribute === "fields.due_on";
  const one = shown(each, attribute) ?? null;
  if (one === null || typeof one !== typeof value) return false;
  const [a, b] = isTime ? [Date.parse(one as string), Date.parse(value as string)] : [one as string, value as string];
  if (Number.isNaN(a) || Number.isNaN(b)) return false;
  const isLess = a < b;
  if (operator === "eq") return a === b;
  if (typeof one === "boolean") return false;
  if (operator === "lt") return isLess;
  if (operator === "gte") return !isLess;
  return operator === "gt" ? !isLess && a !== b : isLess || a === b;
}

const operator = fc.constantFrom("eq", "gt", "gte", "lt", "lte");
const leaf = fc.oneof(
  ...(
    [
      [["template"], [template, "ctmpl_336jV1uVaaY84GAqvG91oiy9", "ctmpl_none"]],
      [["status"], [...statuses, "open", "Opem"]],
      [["state"], ["open", "closed"]],
      [["created_at", "updated_at", "resolved_at", "sla_expires_at"], moments],
      [
        ["assignee", "resolver"],
        [...users, "api_RgC13yN16Tjko6Cjw2d6CZAA"],
      ],
      [["case_queue"], [...queues]],
      [["fields.priority"], ["low", "mid", "high", 7]],
      [["fields.score"], [0, 0.25, 0.5, 1, 2, "1"]],
      [["fields.is_urgent"], [true, false, "true"]],
      [["fields.due_on"], ["2026-11-10", "2026-11-20", "not a day"]],
      [["fields.external-ref"], ["K-99/4"]],
    ] as const
  ).map(([attribute, value]) =>
    fc.record({
      attribute: fc.constantFrom(...(attribute as readonly string[])),
      operator,
      value: fc.constantFrom(...(value as readonly (string | number | boolean)[])),
    }),
  ),
);
const joined = <T>(inner: fc.Arbitrary<T>) =>
  fc.oneof(
    fc.record({ and: fc.array(inner, { maxLength: 20 }) }),
    fc.record({ or: fc.array(inner, { maxLength: 20 }) }),
    fc.record({ not: inner }),
  );
const clause = fc.oneof(leaf, joined(leaf));
const anyQuery = fc.oneof(leaf, joined(clause)) as fc.Arbitrary<CaseSearchQuery>;

describe("a search", () => {
  test("finds what an independent filter finds, the newest first", async () => {
    const found = new Set<number>();
    await fc.assert(
      fc.asyncProperty(anyQuery, async (query) => {
        const { items } = await desk.source.cases.search({ query, page: { size: 100 } });
        found.add(items.length);
        expect(names(items)).toEqual(names(all.filter((each) => naive(query, each))));
      }),
      { numRuns: 200 },
    );
    // Else the property would hold of a search that finds nothing, or everything.
    expect(found.size).toBeGreaterThan(8);
  });

  test("sorts by every attribute in both directions, what has none at the end", async () => {
    for (const attribute of [
      "created_at",
      "updated_at",
      "resolved_at",
      "fields.priority",
      "fields.score",
      "fields.due_on",
    ]) {
      for (const direction of ["asc", "desc"] as const) {
        const { items } = await desk.source.cases.search({ sort: { attribute, direction }, page: { size: 100 } });
        expect(new Set(names(items))).toEqual(new Set(names(all)));
        const values = items.map((each) => shown(each, attribute) ?? null);
        const some = values.filter((value) => value !== null) as (string | number)[];
        const sorted = [...some].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
        expect(values.slice(0, some.length)).toEqual(direction === "asc" ? sorted : sorted.reverse());
        expect(some.length).toBeGreaterThan(1);
      }
    }
  });

  test("is walked to its end and back, whether the page is in the query or in the body", async () => {
    const query = { attribute: "state", operator: "eq", value: "open" } as const;
    const sort = { attribute: "updated_at", direction: "asc" } as const;
    const wanted = names((await desk.source.cases.search({ query, sort, page: { size: 100 } })).items);
    expect(wanted.length).toBeGreaterThan(10);
    const walked = [];
    for await (const each of desk.source.cases.search({ query, sort }, { query: { page: { size: 3 } } }))
      walked.push(each);
    expect(names(walked)).toEqual(wanted);
    const inBody = [];
    for await (const each of desk.source.cases.search({ query, sort, page: { size: 4 } })) inBody.push(each);
    expect(names(inBody)).toEqual(wanted);
    const page = { before: walked.at(-1)?.id ?? "", size: 5 };
    expect(names((await desk.source.cases.search({ query, sort, page })).items)).toEqual(wanted.slice(-6, -1));
  });

  test("goes on from a Case that has ceased to match, or was redacted", async () => {
    const { source } = openDesk();
    const query = { attribute: "status", operator: "eq", value: "Open" } as const;
    const walked = [];
    for await (const each of source.cases.search({ query, page: { size: 1 } })) {
      await source.cases.setStatus(each.id, { status: "Approved" });
      walked.push(each.name);
    }
    expect(walked).toEqual(["NFB-140", "NFB-32"]);
    const { items } = await source.cases.search({ page: { before: redacted, size: 1 } });
    expect(names(items)).toEqual(["NFB-32"]);
  });

  test("shows only what `fields` asks for", async () => {
    const { raw } = openDesk();
    const { body } = await raw("POST", "/cases/search?fields[case]=name,fields.priority", {
      query: { attribute: "fields.priority", operator: "eq", value: "high" },
    });
    expect(body).toEqual({
      data: [
        {
          type: "case",
          id: open,
          attributes: { name: "NFB-140", fields: { priority: { type: "string", value: "high" } } },
        },
      ],
      links: { prev: null, next: null },
    });
  });
});

describe("a search is refused", () => {
  const refused = (query: unknown, more: object = {}) =>
    refusal(openDesk().source.cases.search({ query, ...more } as never));
  const leaf = { attribute: "status", operator: "eq", value: "Open" };

  test("when it nests more than two levels, in any mix", async () => {
    const deep = [
      { not: { and: [{ or: [leaf] }] } },
      { and: [{ or: [{ not: leaf }] }] },
      { or: [{ and: [{ or: [] }] }] },
    ];
    for (const query of deep) {
      const [status, fault] = (await refused(query)) as [number, [string, string]];
      expect([status, fault[0]]).toEqual([400, expect.stringMatching(/is too deep: a query nests 2 levels$/)]);
    }
    expect(await refused(deep[1])).toEqual([
      400,
      ["query.and.0.or.0.not is too deep: a query nests 2 levels", "/query/and/0/or/0/not"],
    ]);
  });

  test("when it has more than twenty clauses", async () => {
    const many = Array.from({ length: 21 }, () => leaf);
    expect(await refused({ and: many })).toEqual([400, ["query.and must have at most 20 items", "/query/and"]]);
    expect(await refused({ or: [{ or: many }] })).toEqual([
      400,
      ["query.or.0.or must have at most 20 items", "/query/or/0/or"],
    ]);
    const { items } = await openDesk().source.cases.search({ query: { and: many.slice(1) as [] } });
    expect(items).toHaveLength(2);
  });

  test("when it names what cannot be searched", async () => {
    const unsearchable = [
      "shoe_size",
      "STATUS",
      "status.x",
      "created-at",
      "fields.riskLevel",
      "fields.none",
      "fields",
      "__proto__",
    ];
    for (const attribute of [...unsearchable, "constructor", "fields.__proto__"]) {
      expect(await refused({ ...leaf, attribute })).toEqual([
        400,
        [`query.attribute cannot be "${attribute}"`, "/query/attribute"],
      ]);
    }
    for (const attribute of ["status", "fields.riskLevel", "sla_expires_at"]) {
      expect(await refused(leaf, { sort: { attribute, direction: "asc" } })).toEqual([
        400,
        [`sort.attribute cannot be "${attribute}"`, "/sort/attribute"],
      ]);
    }
  });

  test("when a clause is none, with every member that is wrong", async () => {
    expect(await refused({ and: [{ attribute: "status", operator: "ne", colour: 1 }, { or: leaf }, 7] })).toEqual([
      400,
      ["query.and.0.colour is not known", "/query/and/0/colour"],
      ["query.and.0.operator must be one of: eq, gt, gte, lt, lte", "/query/and/0/operator"],
      ["query.and.0.value is missing", "/query/and/0/value"],
      ["query.and.1.or must be an array", "/query/and/1/or"],
      ["query.and.2 must be an object", "/query/and/2"],
    ]);
    expect(await refused({ attribute: "created_at", operator: "gt", value: "soon" })).toEqual([
      400,
      ["query.value must be a date or a time", "/query/value"],
    ]);
    expect((await refused({ ...leaf, value: null }))[0]).toBe(400);
    expect((await refused(leaf, { sort: { attribute: "created_at" } }))[0]).toBe(400);
    expect((await refused({ and: [leaf], or: [leaf] }))[0]).toBe(400);
  });

  test("when its page is out of bounds or leads nowhere", async () => {
    expect(await refused(leaf, { page: { size: 101 } })).toEqual([
      400,
      ["page.size must be at most 100", "/page/size"],
    ]);
    expect((await refused(leaf, { page: { after: "case_none" } }))[0]).toBe(400);
    expect((await refused(leaf, { page: { after: underReview, before: open } }))[0]).toBe(400);
  });
});
