// The course of a consent by the sandbox's clock, and how often it is read.

import { describe, expect, test } from "vitest";
import type { SandboxOptions } from "../../../src/sandbox/index.js";
import { consentId, type Desk, desk, redirectUrl } from "./desk.js";

const bank = { providerKey: "ABNANL2A", redirectUrl };

/** The states that a consent went through, as the webhooks tell them. */
const course = ({ sandbox }: Desk, id: string) =>
  sandbox.webhooks
    .map(({ body }) => JSON.parse(body) as { event: string; data: { consentId?: string; status?: string } })
    .filter(({ event, data }) => event === "consent.status.updated" && data.consentId === id)
    .map(({ data }) => data.status);

const asked = async ({ a }: Desk) => (await a.consents.create(bank)).consentId;
const stateOf = async ({ a }: Desk, id: string) => (await a.consents.list({ consentId: id })).items[0]?.status;

describe("a consent", () => {
  test("goes from the bank's page to accounts that are read four times a day", async () => {
    const open = desk();
    const id = await asked(open);
    expect(await stateOf(open, id)).toBe("INITIALIZED");
    await open.sandbox.advance("10m");
    expect(course(open, id)).toEqual(["AUTHENTICATING", "AUTHENTICATED", "UPDATING", "UPDATED"]);
    await open.sandbox.advance("24h");
    const since = course(open, id).slice(4);
    expect(since).toEqual(Array.from({ length: 4 }, () => ["UPDATING", "UPDATED"]).flat());
  });

  test("is waited for from its creation to its accounts, and through a refresh", async () => {
    const open = desk();
    const id = await asked(open);
    const seen: string[] = [];
    const watch = {
      intervalMs: 1,
      onProgress: async ({ status }: { readonly status: string }) => {
        seen.push(status);
        await open.sandbox.advance("20s");
      },
    };
    const consent = await open.a.consents.waitUntilUpdated(id, watch);
    expect([consent.status, typeof consent.dateTransactionsUpdated]).toEqual(["UPDATED", "string"]);
    expect([...new Set(seen)]).toEqual(["INITIALIZED", "AUTHENTICATING", "UPDATING", "UPDATED"]);
    await open.a.consents.refresh(id);
    const refreshed = await open.a.consents.waitUntilRefreshed(id, watch);
    expect(refreshed.dateTransactionsUpdated > consent.dateTransactionsUpdated).toBe(true);
  });

  test("ends a wait that leads nowhere: a refresh that failed, and an end user who refused", async () => {
    const open = desk();
    open.sandbox.control.enablenow.failUpdates(consentId);
    await open.a.consents.refresh(consentId);
    const watch = { intervalMs: 1, onProgress: () => open.sandbox.advance("20s") };
    await expect(open.a.consents.waitUntilRefreshed(consentId, watch)).rejects.toMatchObject({ state: "FAILING" });
    // EnableNow reads it again by itself.
    open.sandbox.control.enablenow.setEndUser("a", "refuses");
    await expect(open.a.consents.waitUntilUpdated(await asked(open), watch)).rejects.toMatchObject({ state: "ERROR" });
  });

  test("of somebody who refuses, or stays away, comes to nothing", async () => {
    const open = desk();
    open.sandbox.control.enablenow.setEndUser("a", "refuses");
    const refused = await asked(open);
    open.sandbox.control.enablenow.setEndUser("a", "stays away");
    const left = await asked(open);
    await open.sandbox.advance("239m");
    expect([await stateOf(open, refused), await stateOf(open, left)]).toEqual(["ERROR", "INITIALIZED"]);
    await open.sandbox.advance("2m");
    expect(await stateOf(open, left)).toBe("TIMEDOUT");
    expect((await open.a.accounts.list({ consentId: left })).items).toEqual([]);
  });

  test("fails while the bank does, recovers, and is given up after twenty failures in a row", async () => {
    const open = desk();
    const id = await asked(open);
    await open.sandbox.advance("10m");
    open.sandbox.control.enablenow.failUpdates(id, 2);
    await open.sandbox.advance("13h");
    expect(await stateOf(open, id)).toBe("FAILING");
    await open.sandbox.advance("6h");
    expect(await stateOf(open, id)).toBe("UPDATED");
    open.sandbox.control.enablenow.failUpdates(id, 20);
    await open.sandbox.advance("5d");
    const [consent] = (await open.a.consents.list({ consentId: id })).items;
    expect([consent?.status, consent?.errors?.length]).toEqual(["ERROR", 20]);
    expect((await open.a.consents.refresh(id).asResult()).status).toBe(400);
  });

  test("ends when the bank's agreement does, and is removed after a year in which nobody read it", async () => {
    const open = desk();
    await open.sandbox.advance("160d");
    expect(await stateOf(open, consentId)).toBe("INVALIDATED");
    await open.sandbox.advance("206d");
    expect((await open.a.consents.list({ consentId }).asResult()).status).toBe(404);
  });

  test("that is deleted takes its accounts along, and a user all consents", async () => {
    const { a } = desk();
    await a.consents.delete(consentId);
    expect((await a.accounts.list({ consentId }).asResult()).status).toBe(404);
    await a.users.delete({ externalUserId: "GR-8810-LM" });
    const gone = await a.consents.list({ consentId: "8c9ee205-2a3b-44f7-93e9-7252c734f873" }).asResult();
    expect([gone.status, (await a.users.retrieve("gr-8810-lm").asResult()).status]).toEqual([404, 404]);
  });
});

describe("a refresh", () => {
  const sixTimes = async ({ sandbox, a }: Desk) => {
    for (let made = 0; made < 6; made += 1) {
      await a.consents.refresh(consentId);
      await sandbox.advance("1h");
    }
  };
  const seventh = async (open: Desk) => {
    await sixTimes(open);
    const { status, error } = (await open.a.consents.refresh(consentId).asResult()) as {
      status: number;
      error: { body?: unknown };
    };
    const { responseHeaders } = open.sandbox.requests.at(-1) as { responseHeaders: Record<string, string> };
    return [status, (error.body as { detail: string }).detail, responseHeaders["Retry-After"]];
  };
  const limit = (wait: string) => `Daily limit of 6 requests/consent reached. Try again in ${wait}.`;

  test("is granted six times in 24 hours; then the answer says how long to wait, and is right", async () => {
    const open = desk();
    expect(await seventh(open)).toEqual([429, limit("18h00"), "64800"]);
    await open.sandbox.advance(64_799_000);
    expect((await open.a.consents.refresh(consentId).asResult()).status).toBe(429);
    await open.sandbox.advance("1s");
    expect((await open.a.consents.refresh(consentId).asResult()).status).toBe(202);
  });

  test.each([
    // It is 15:00 in UTC and 16:00 in Amsterdam.
    ["refresh-consent-day", "The calendar day in UTC.", [429, limit("9h00"), "32400"]],
    ["refresh-consent-day", "The calendar day in Amsterdam.", [429, limit("8h00"), "28800"]],
    ["refresh-limit-retry-after", false, [429, limit("18h00"), undefined]],
  ] as const)("may be limited otherwise: %s %s", async (name, value, wanted) => {
    expect(await seventh(desk({ assume: { [name]: value } as SandboxOptions["assume"] & {} }))).toEqual(wanted);
  });

  test("of a consent that is being read already changes nothing", async () => {
    const statuses = async (assume: SandboxOptions["assume"] & {}) => {
      const { a } = desk({ assume });
      await a.consents.refresh(consentId);
      return (await a.consents.refresh(consentId).asResult()).status;
    };
    expect(await statuses({})).toBe(400);
    expect(await statuses({ "refresh-consent-wrong-state": "202 without an effect" })).toBe(202);
  });
});
