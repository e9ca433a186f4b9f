// A client waits by the machine's clock, and the sandbox lives by its own: neither may keep the other waiting.

import { describe, expect, test } from "vitest";
import { createPersona, type Persona } from "../../generated/persona/index.js";
import { createSandbox, type Sandbox, type SandboxOptions } from "../../src/sandbox/index.js";

const template = "ctmpl_336jV1uVaaY84GAqvG91oiy9";

function open(options: SandboxOptions): { sandbox: Sandbox; persona: Persona } {
  const sandbox = createSandbox(options);
  return {
    sandbox,
    persona: createPersona({ apiKey: sandbox.credentials.persona.source.apiKey, fetch: sandbox.fetch }),
  };
}

async function took(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

describe("while the clock stands", () => {
  test("a client makes more calls than a minute allows, in a row and at once, without waiting", async () => {
    const { sandbox, persona } = open({ now: "2026-11-01T09:00:00Z" });
    const list = () => persona.cases.list({ page: { size: 1 } });
    const ms = await took(async () => {
      for (let made = 0; made < 350; made += 1) await list();
      await Promise.all(Array.from({ length: 400 }, list));
      for (let made = 0; made < 120; made += 1) await persona.cases.create({ caseTemplateId: template });
    });
    expect(ms).toBeLessThan(30_000);
    expect(new Set(sandbox.requests.map(({ status }) => status))).toEqual(new Set([200, 201]));
  });

  test("each call is told that it is the first of its window", async () => {
    const { persona } = open({ now: "2026-11-01T09:00:00Z" });
    for (let made = 0; made < 3; made += 1) {
      const { rateLimit } = await persona.cases.list().withResponse();
      expect(rateLimit).toEqual({ limit: 300, remaining: 299, resetSeconds: 60 });
    }
    const { headers } = await persona.cases.create({ caseTemplateId: template }).raw();
    expect([headers.get("quota-limit"), headers.get("quota-remaining")]).toEqual(["100", "99"]);
  });

  test("a waiter that advances it as it looks sees a redemption end", async () => {
    const { sandbox, persona } = open({ now: "2026-11-01T09:00:00Z" });
    const { source, destination } = sandbox.credentials.persona;
    const { connections, shareTokens } = persona.connect;
    const lender = createPersona({ apiKey: destination.apiKey, fetch: sandbox.fetch }).connect.shareTokens;
    const { id } = await connections.create({ destinationOrganizationId: destination.organizationId });
    sandbox.control.persona.acceptConnection(id);
    const token = await shareTokens.create({ connectionId: id, sourceId: source.objects.inquiry });
    await lender.redeem(token.id);
    const seen: string[] = [];
    const done = await lender.waitUntilRedeemed(token.id, {
      ...{ intervalMs: 10, timeoutMs: 5000 },
      onProgress: ({ status }) => {
        seen.push(status);
        void sandbox.advance("1s");
      },
    });
    expect([seen, done.redeemedAt]).toEqual([
      ["pending", "pending", "pending", "redeemed"],
      "2026-11-01T09:00:02.750Z",
    ]);
  });

  test("limits that are set count all the same, until the clock is advanced", async () => {
    const { sandbox } = open({ now: "2026-11-01T09:00:00Z", limits: { persona: { requests: 2 } } });
    const status = async () => (await sandbox.fetch(...call(sandbox))).status;
    expect([await status(), await status(), await status()]).toEqual([200, 200, 429]);
    await sandbox.advance("1m");
    expect(await status()).toBe(200);
  });
});

describe("while the clock runs", () => {
  test("a client waits until the window ends, and is never refused", async () => {
    const { sandbox, persona } = open({ limits: { persona: { requests: 5, windowSeconds: 1 } } });
    const ms = await took(async () => {
      for (let made = 0; made < 8; made += 1) await persona.cases.list();
    });
    expect(ms).toBeGreaterThan(1000);
    expect(new Set(sandbox.requests.map(({ status }) => status))).toEqual(new Set([200]));
  });

  test("the service's own limits count again once it runs on", async () => {
    const { sandbox } = open({ now: "2026-11-01T09:00:00Z" });
    const remaining = async () => (await sandbox.fetch(...call(sandbox))).headers.get("ratelimit-remaining");
    expect([await remaining(), await remaining()]).toEqual(["299", "299"]);
    sandbox.run();
    expect([await remaining(), await remaining()]).toEqual(["299", "298"]);
  });
});

function call({ credentials }: Sandbox): [string, RequestInit] {
  const headers = { authorization: `Bearer ${credentials.persona.source.apiKey}` };
  return ["https://api.withpersona.com/api/v1/cases", { headers }];
}
