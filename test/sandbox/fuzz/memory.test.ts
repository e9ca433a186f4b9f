// However many calls there are: what is kept is bounded by the rule that store.ts states, and so is memory.

import { describe, expect, test } from "vitest";
import { createEnableNow } from "../../../generated/enablenow/index.js";
import { createSandbox, type SandboxOptions } from "../../../src/sandbox/index.js";
import { measureMemory } from "../../chaos/memory.js";

const consent = "1b9e6d84-0c37-4f2a-8e55-a4d7730f9c21";

function open(options: SandboxOptions = {}) {
  const sandbox = createSandbox({ now: "2026-11-01T09:00:00Z", limits: { persona: false }, ...options });
  const { a, b } = sandbox.credentials.enablenow;
  const { shares } = createEnableNow({ ...a, fetch: sandbox.fetch, retry: false });
  const share = () => shares.create({ clientId: b.clientId, consentIds: [consent] });
  const ids = () => sandbox.records("enablenow/share").map(({ id }) => id);
  return { sandbox, shares, share, ids };
}

async function megabytes(): Promise<number> {
  return (await measureMemory()).heapUsed / 1e6;
}

describe("memory", () => {
  test("holds 10,000 records of a kind beside those from the start, and then drops the oldest", async () => {
    const { sandbox, share, shares, ids } = open({ judgesAnswers: false });
    const seeded = ids();
    const made: string[] = [];
    while (made.length < 10_002) made.push(await share());
    expect(ids()).toEqual([...seeded, ...made.slice(2)]);
    expect([seeded.length, sandbox.requests.length, sandbox.webhooks.length]).toEqual([7, 1000, 1000]);
    expect((await shares.retrieve(made[1] as string).asResult()).status).toBe(404);
    expect((await shares.retrieve(made[2] as string)).id).toBe(made[2]);
  });

  test("holds as many records and log entries as it is told", async () => {
    const { sandbox, share, ids } = open({ records: 20, logged: 5 });
    for (let made = 0; made < 100; made += 1) await share();
    expect([ids().length, sandbox.requests.length, sandbox.webhooks.length]).toEqual([27, 5, 5]);
  });

  test("does not grow with the number of calls", async () => {
    const { share } = open({ records: 20, logged: 20 });
    const round = async () => {
      for (let made = 0; made < 2000; made += 1) await share();
      return megabytes();
    };
    await round();
    const before = await round();
    expect((await round()) - before).toBeLessThan(2);
  });

  test("does not hold bodies that are logged by their beginning, nor names that nobody uses twice", async () => {
    const { sandbox } = open();
    const authorization = `Bearer ${sandbox.credentials.persona.source.apiKey}`;
    const before = await megabytes();
    for (let sent = 0; sent < 60; sent += 1) {
      const body = JSON.stringify({ [`${sent}${"x".repeat(500_000)}`]: "y".repeat(2_000_000) });
      const init = { method: "POST", headers: { authorization, "content-type": "application/json" }, body };
      expect((await sandbox.fetch("http://localhost/persona/cases", init)).status).toBe(400);
    }
    expect((await megabytes()) - before).toBeLessThan(30);
    expect(sandbox.requests.at(-1)?.requestBody.length).toBe(64_001);
  });
});
