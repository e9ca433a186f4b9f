// The snippets of the README run, against the sandbox.

import * as diagnostics from "node:diagnostics_channel";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import express, { type Express } from "express";
import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import * as enablenow from "../../generated/enablenow/index.js";
import * as persona from "../../generated/persona/index.js";
import * as personaRecord from "../../generated/persona/record.js";
import * as runtime from "../../src/index.js";
import * as redis from "../../src/redis/index.js";
import * as sandboxFace from "../../src/sandbox/index.js";
import { type RedisServer, redisServer, skipped } from "../redis/server.js";
import { execute, isKept, promisesOf, type Run } from "./execute.js";
import { type Snippet, snippetsOf } from "./snippets.js";
import { deliveryOf, type Ending, environmentOf, openWorld, settle, type World } from "./world.js";

const snippets = snippetsOf("README.md");

/** The one snippet that has this in it. */
function snippetWith(text: string): Snippet {
  const found = snippets.filter(({ code }) => code.includes(text));
  if (found.length !== 1) throw new Error(`${found.length} snippets of the README have ${text} in them.`);
  return found[0] as Snippet;
}

let server: RedisServer | undefined;
const connections: Redis[] = [];

beforeAll(async () => {
  if (!skipped) server = await redisServer();
});
afterAll(async () => {
  for (const connection of connections) connection.disconnect();
  await server?.end();
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

/** The client of Redis, at the server of this test. */
class OwnRedis extends Redis {
  constructor() {
    super(server?.port as number, "127.0.0.1");
    connections.push(this);
  }
}

const modules = {
  sharewright: runtime,
  "sharewright/persona": persona,
  "sharewright/enablenow": enablenow,
  "sharewright/persona/record": personaRecord,
  "sharewright/sandbox": sandboxFace,
  "sharewright/redis": redis,
  "node:diagnostics_channel": diagnostics,
  express: { __esModule: true, default: express },
  ioredis: { Redis: OwnRedis },
};

const anEvent = {
  data: {
    ...{ type: "event", id: "evt_1" },
    attributes: {
      name: "case.created",
      payload: { data: { type: "case", id: "case_1", attributes: { status: "Open" } } },
      "created-at": "2026-11-01T09:00:00.000Z",
    },
  },
};

/** What the README has said before, and what its reader has at hand. */
const prelude = {
  imports: { "sharewright/persona": ["createPersona"], "sharewright/enablenow": ["createEnableNow"] },
  declarations: [
    "const persona = createPersona();",
    "const enablenow = createEnableNow();",
    `const body = ${JSON.stringify(JSON.stringify(anEvent))};`,
    "persona; enablenow; body;",
  ],
};

/** Runs a snippet in a world of its own. */
async function run(snippet: Snippet, ending?: Ending): Promise<{ ran: Run; world: World }> {
  const world = await openWorld(ending);
  onTestFinished(() => world.close());
  for (const [name, value] of Object.entries(environmentOf(world.sandbox, snippet.code))) vi.stubEnv(name, value);
  vi.stubGlobal("fetch", world.fetch);
  const code = settle(snippet.code, world.standIns);
  return { ran: await execute({ ...snippet, code }, prelude, modules), world };
}

const titled = snippets.map((snippet) => {
  const text = snippet.code.split("\n").find((line) => /^[^/\s{}]/.test(line) && !line.startsWith("import")) ?? "";
  return { snippet, title: `line ${snippet.line}: ${text}`, needsRedis: snippet.code.includes("ioredis") };
});

describe("a snippet of the README", () => {
  for (const { snippet, title, needsRedis } of titled) {
    test.skipIf(needsRedis && skipped)(`runs, and prints what it says (${title})`, async () => {
      // Where a bad end is promised as well, the snippet runs into that too.
      const endings: Ending[] = promisesOf(snippet).some((each) => each.startsWith("failed"))
        ? ["redeemed", "failed"]
        : ["redeemed"];
      const kept: string[] = [];
      for (const ending of endings) {
        const { ran } = await run(snippet, ending);
        expect(ran.broken).toEqual([]);
        kept.push(...ran.kept);
      }
      expect(kept).toEqual(promisesOf(snippet));
    });
  }

  test("says what it prints, here and there", () => {
    expect(snippets.flatMap(promisesOf).length).toBeGreaterThan(5);
  });

  test("that throws, or prints another thing than it says, is noticed", async () => {
    const snippet = { page: "page.md", line: 1, code: 'console.log([1, "b"], 2); // 1, b, 3' };
    expect((await run(snippet)).ran.broken).toEqual(["1, b, 3 (printed: [ 1, 'b' ] 2)"]);
    await expect(run({ ...snippet, code: 'await persona.cases.retrieve("case_none");' })).rejects.toThrow("404");
    expect(isKept("403", [{ ok: false, status: 403 }])).toBe(true);
    expect(isKept("404", [{ ok: false, status: 403 }])).toBe(false);
  });
});

describe("what the snippets set up does what the README says", () => {
  type Receive = (request: Request) => Promise<Response>;
  const to = (delivery: RequestInit) => new Request("https://receiver.example/hooks", delivery);

  test("the receiver of signed webhooks redeems the token that it hears of, once", async () => {
    const { ran, world } = await run(snippetWith("memorySeenStore"));
    const receive = ran.declared.receive as Receive;
    const { source, destination } = world.sandbox.credentials.persona;
    const bank = persona.createPersona({ apiKey: source.apiKey });
    const connectionId = world.standIns.cxn_4Nq8Zt2LbY6wKd1R as string;
    const token = await bank.connect.shareTokens.create({ connectionId, sourceId: source.objects.inquiry });
    const delivery = await deliveryOf(world.sandbox, "connect/share-token.inbound-created", destination.webhookSecret);
    expect((await receive(to(delivery))).status).toBe(204);
    expect((await bank.connect.shareTokens.retrieve(token.id)).status).toBe("pending");
    expect((await receive(to(delivery))).status).toBe(204);
    expect((await receive(to({ ...delivery, headers: {} }))).status).toBe(400);
  });

  test.skipIf(skipped)("the receiver under Express, with its memory in Redis, takes a delivery", async () => {
    const { ran, world } = await run(snippetWith("express()"));
    const listening = (ran.declared.app as Express).listen(0, "127.0.0.1") as Server;
    onTestFinished(() => void listening.close());
    await once(listening, "listening");
    vi.unstubAllGlobals();
    const url = `http://127.0.0.1:${(listening.address() as AddressInfo).port}/webhooks/persona`;
    const { webhookSecret } = world.sandbox.credentials.persona.source;
    const delivery = await deliveryOf(world.sandbox, "case.created", webhookSecret);
    expect((await fetch(url, delivery)).status).toBe(204);
    expect((await fetch(url, { ...delivery, headers: {} })).status).toBe(400);
    expect(await connections.at(-1)?.keys("broker-portal*")).toHaveLength(1);
  });

  test("the receiver of EnableNow's events reads the share again", async () => {
    const { ran, world } = await run(snippetWith("parseEnableNowEvent(body)"));
    const { shares } = enablenow.createEnableNow();
    const { b } = world.sandbox.credentials.enablenow;
    await shares.create({ clientId: b.clientId, consentIds: ["1b9e6d84-0c37-4f2a-8e55-a4d7730f9c21"] });
    const delivery = await deliveryOf(world.sandbox, "databridge.share.created");
    expect((await (ran.declared.receive as Receive)(to(delivery))).status).toBe(204);
    expect(world.sandbox.requests.at(-1)?.operation).toBe("getShare");
  });

  test("the trace that is subscribed to names the calls of its client", async () => {
    const { ran } = await run(snippetWith("tracingChannel("));
    await (ran.declared.traced as persona.Persona).cases.list();
    await vi.waitFor(() => expect(ran.printed.join()).toContain("cases.list"));
  });

  test("the recording is the file that the comment names", async () => {
    const { world } = await run(snippetWith("create-a-case.201.json"));
    expect(readdirSync(world.folder)).toEqual(["create-a-case.201.json"]);
  });

  test.skipIf(skipped)("the shared limit is kept in Redis", async () => {
    const { ran } = await run(snippetWith("redisRateLimitStore(new"));
    const shared = ran.declared.shared as persona.Persona;
    await shared.cases.list();
    await shared.cases.list();
    expect(await connections.at(-1)?.keys("*persona-production*")).not.toEqual([]);
  });
});
