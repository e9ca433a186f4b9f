// Open questions about EnableNow's Sharing API: the sandbox can give each answer that the spec names.

import { expect, test } from "vitest";
import { consentId, type Desk, desk, shareId, statusOf } from "./desk.js";
import { answersDiffer, get, type Look, post, sent, status } from "./looks.js";

const lending = "veldkamp-lending-app";
const ended = "1b5e436b-9d74-4290-b7ce-86e595cae32d";
const ofB = "9d1f6b3a-75c2-4e08-8a4d-3f60b2c7e915";
const dayMs = 86_400_000;

const until = ({ sandbox }: Desk, days: number) => new Date(sandbox.now().getTime() + days * dayMs).toISOString();
const shared = (open: Desk, more: object = {}) =>
  open.a.shares.create({ clientId: lending, consentIds: [consentId], expirationDateUtc: until(open, 1), ...more });
const create = (more: object): Look => post("/shares", { clientId: lending, consentIds: [consentId], ...more }, status);
const endOf = async ({ sandbox, a }: Desk, id: string) =>
  Math.round((Date.parse((await a.shares.retrieve(id)).expirationDateUtc) - sandbox.now().getTime()) / dayMs);

answersDiffer([
  ["get-share-expired", false, ({ a }) => statusOf(a.shares.retrieve(ended).raw()), 404, 200],
  ["get-share-receiver", false, ({ b }) => statusOf(b.shares.retrieve(shareId).raw()), 404, 200],
  [
    "update-share-without-date",
    "Nothing; the date stays.",
    async (open) => {
      await open.a.shares.update(shareId, {});
      return endOf(open, shareId);
    },
    34,
    1,
  ],
  [
    "update-share-expired",
    false,
    (open) => statusOf(open.a.shares.update(ended, { expirationDateUtc: until(open, 5) }).raw()),
    400,
    204,
  ],
  [
    "delete-share-twice",
    "As the first time.",
    async ({ a, b }) => {
      await a.shares.delete(shareId);
      return [await statusOf(a.shares.delete(shareId).raw()), await statusOf(b.shares.delete(shareId).raw())];
    },
    [204, 404],
    [404, 404],
  ],
  [
    "delete-share-webhook",
    true,
    async ({ a, sandbox }) => {
      await a.shares.delete(shareId);
      return sandbox.webhooks.map(({ receiver, body }) => [receiver, JSON.parse(body)]);
    },
    [["b", { event: "databridge.share.deleted", data: { shareId } }]],
    [],
  ],
  [
    "share-created-webhook-receiver",
    "Both apps.",
    async (open) => {
      await shared(open);
      return open.sandbox.webhooks.map(({ receiver, event }) => `${event} to ${receiver}`).sort();
    },
    ["databridge.share.created to a", "databridge.share.created to b"],
    ["databridge.share.created to b"],
  ],
  ["share-event-data", "id", membersOfEvent, ["id"], ["shareId"]],
  [
    "share-event-data",
    "all of the share",
    membersOfEvent,
    ["id", "clientId", "reference", "expirationDateUtc", "consentIds", "accountIds", "analysisIds"],
    ["shareId"],
  ],
  ["create-share-answer", false, async (open) => statusOf(open.a.shares.retrieve(await shared(open)).raw()), 404, 200],
  [
    "create-share-refusals",
    "An unknown clientId, ids that your app does not own, and no ids at all.",
    async (open) => {
      const answer = await create({ expirationDateUtc: until(open, -1) })(open);
      const newest = (await open.a.shares.list({ isExpired: true })).items[0]?.id;
      return [answer, newest === ended];
    },
    [200, false],
    [400, true],
  ],
  [
    "create-share-refusals",
    "Ids that your app does not own, a date in the past, and no ids at all.",
    create({ clientId: "nobody" }),
    200,
    400,
  ],
  [
    "create-share-refusals",
    "An unknown clientId, a date in the past, and no ids at all; ids that your app does not own are 403.",
    create({ consentIds: [ofB] }),
    403,
    400,
  ],
  ["create-share-without-ids", "A share with nothing in it.", create({ consentIds: undefined }), 200, 400],
  ["create-share-without-ids", "A share with nothing in it.", create({ consentIds: [], accountIds: [] }), 200, 400],
  [
    "create-share-limits",
    "256 characters, 100 ids, and no id twice.",
    create({ consentIds: [consentId, consentId.toUpperCase()] }),
    400,
    200,
  ],
  [
    "create-share-limits",
    "256 characters, 100 ids, and no id twice.",
    async (open) => [
      await create({ reference: "r".repeat(256) })(open),
      await create({ reference: "r".repeat(257) })(open),
    ],
    [200, 400],
    [200, 200],
  ],
  [
    "create-share-limits",
    "256 characters, 100 ids, and no id twice.",
    post(
      "/shares",
      { clientId: lending, consentIds: new Array(101).fill(consentId) },
      ({ body }) => body.errors?.consentIds,
    ),
    ["Must have at most 100 items.", "Names an id twice."],
    undefined,
  ],
  ["expiration-without-offset", "Europe/Amsterdam", endsAt("2026-12-24T09:30:00"), "08:30:00Z", "09:30:00Z"],
  ["expiration-without-offset", "Europe/Amsterdam", endsAt("2027-07-01T09:30:00"), "07:30:00Z", "09:30:00Z"],
  ["expiration-without-offset", "Europe/Amsterdam", endsAt("2027-07-01T09:30:00Z"), "09:30:00Z", "09:30:00Z"],
  [
    "share-nullability",
    "None; a reference that was not given is missing.",
    async (open) => "reference" in (await open.a.shares.retrieve(await shared(open))),
    false,
    true,
  ],
  [
    "share-nullability",
    "reference, and arrays of ids that are not used.",
    async (open) => {
      const { consentIds, accountIds } = await open.a.shares.retrieve(await shared(open));
      return [consentIds, accountIds];
    },
    [[consentId], null],
    [[consentId], []],
  ],
  ["list-shares-page-past-end", "400", ({ a }) => statusOf(a.shares.list({ page: 9 }).raw()), 400, 200],
  [
    "list-shares-page-minimum",
    "200 with the nearest page and size",
    get("/shares?page=0&pageSize=-3", ({ body }) => body._pagination),
    { page: 1, size: 1, totalCount: 7, totalPages: 7 },
    undefined,
  ],
  ["list-shares-page-minimum", "200 with the nearest page and size", get("/cfa/accounts?Page=0", status), 200, 400],
  [
    "list-shares-page-size-maximum",
    1000,
    async ({ a }) => [
      await statusOf(a.shares.list({ pageSize: 1000 }).raw()),
      await statusOf(a.shares.list({ pageSize: 1001 }).raw()),
    ],
    [200, 400],
    [400, 400],
  ],
  ["sharing-scope", "sharing", ({ a }) => statusOf(a.shares.list().raw()), 403, 200],
]);

async function membersOfEvent(open: Desk): Promise<unknown> {
  await shared(open);
  return Object.keys(JSON.parse(open.sandbox.webhooks[0]?.body ?? "").data);
}

function endsAt(expirationDateUtc: string): Look {
  return async (open) => {
    const id = await shared(open, { expirationDateUtc });
    return (await open.a.shares.retrieve(id)).expirationDateUtc.split("T")[1];
  };
}

test("A token for all scopes reads shares where they have a scope of their own.", async () => {
  // Without a scope in its form, an app gets a token for all that it may have.
  expect((await sent(desk({ assume: { "sharing-scope": "sharing" } }), "/shares")).status).toBe(200);
});
