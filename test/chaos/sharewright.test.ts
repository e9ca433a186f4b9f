// Single faults, one after the other: the cases that a random run meets now and then.

import { afterEach, describe, expect, test } from "vitest";
import type { Client, Pace } from "./client.js";
import { sharewright } from "./clients/sharewright.js";
import { type FaultKind, faultKinds, faults, tokenRequest } from "./server/faults.js";
import { type FaultServer, startServer } from "./server/server.js";
import { told } from "./verdict.js";

const pace: Pace = { timeoutMs: 300, attempts: 4, baseDelayMs: 5 };

const servers: FaultServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** Each subject meets these faults in this order, then no more. */
async function meet(plans: Readonly<Record<string, readonly FaultKind[]>>) {
  const server = await startServer((subject, attempt) => plans[subject]?.[attempt - 1]);
  servers.push(server);
  return { server, client: sharewright(server.url, pace) };
}

async function attempt(call: Client[keyof Client], input: string): Promise<string | Error> {
  try {
    return await (call as (input: string) => Promise<string>)(input);
  } catch (error) {
    return error as Error;
  }
}

const harmless: readonly FaultKind[] = ["slow-body", "odd-rate-limit", "odd-token"];
const failing = faultKinds.filter((kind) => !harmless.includes(kind));
/** An answer after which nothing is sent again. */
const final: readonly FaultKind[] = ["redirect-before", "redirect-after", "refused-cut"];
const repaired = failing.filter((kind) => !final.includes(kind) && kind !== "expired-token");

describe("a Persona call", () => {
  test.each(repaired)("survives %s", async (kind) => {
    const { server, client } = await meet({ "create inq_1": [kind] });
    expect(await attempt(client.create, "inq_1")).toBe("cnst_inq_1_1");
    const { effects, arrivals } = await server.take();
    expect({ effects, arrivals }).toEqual({
      effects: { "create inq_1": ["cnst_inq_1_1"] },
      arrivals: { "create inq_1": 2 },
    });
  });

  test.each(failing.filter((kind) => faults[kind].processed))(
    "that was carried out is not called refused: %s, then 401",
    async (kind) => {
      const { server, client } = await meet({ "create inq_1": [kind, "expired-token"] });
      const error = await attempt(client.create, "inq_1");
      expect((await server.take()).effects).toEqual({ "create inq_1": ["cnst_inq_1_1"] });
      expect(told(error), String(error)).toBe("unknown");
    },
  );

  test.each(failing.filter((kind) => faults[kind].processed))(
    "that was carried out and never answered is called unknown: %s, every time",
    async (kind) => {
      const { server, client } = await meet({ "create inq_1": [kind, kind, kind, kind] });
      const error = await attempt(client.create, "inq_1");
      expect((await server.take()).effects).toEqual({ "create inq_1": ["cnst_inq_1_1"] });
      expect(told(error), String(error)).toBe("unknown");
    },
  );

  test.each(["expired-token", "refused-cut"] as const)(
    "that was refused at once is called refused: %s",
    async (kind) => {
      const { client } = await meet({ "create inq_1": [kind] });
      expect(told(await attempt(client.create, "inq_1"))).toBe("refused");
    },
  );

  test("that was sent elsewhere without being carried out is not called unknown", async () => {
    const { client } = await meet({ "create inq_1": ["redirect-before"] });
    expect(told(await attempt(client.create, "inq_1"))).toBe("nothing");
  });

  test("goes through under a budget that is used up, and so does the next, in a time that is no moment", async () => {
    const { client } = await meet({ "create inq_1": ["odd-rate-limit"] });
    expect(await attempt(client.create, "inq_1")).toBe("cnst_inq_1_1");
    const started = performance.now();
    expect(await attempt(client.create, "inq_2")).toBe("cnst_inq_2_1");
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});

describe("an EnableNow share", () => {
  test.each(failing.filter((kind) => faults[kind].processed))(
    "that was carried out is sent once, and its outcome called unknown: %s",
    async (kind) => {
      const { server, client } = await meet({ "share c": [kind] });
      const error = await attempt(client.share, "c");
      const { effects, arrivals } = await server.take();
      expect(effects).toEqual({ "share c": ["share_c_1"] });
      expect(arrivals["share c"]).toBe(1);
      expect(told(error), String(error)).toBe("unknown");
    },
  );

  test("is sent again with a new token after 401", async () => {
    const { server, client } = await meet({ "share c": ["expired-token"] });
    expect(await attempt(client.share, "c")).toBe("share_c_1");
    expect((await server.take()).arrivals).toEqual({ [tokenRequest]: 2, "share c": 2 });
  });

  test.each(repaired)(
    "goes through when the token request meets %s: nothing was sent that could not be repeated",
    async (kind) => {
      const { server, client } = await meet({ [tokenRequest]: [kind] });
      expect(await attempt(client.share, "c")).toBe("share_c_1");
      expect((await server.take()).effects).toEqual({ "share c": ["share_c_1"] });
    },
  );

  test("whose body of a refusal broke off is called refused, and is sent once", async () => {
    const { server, client } = await meet({ "share c": ["refused-cut"] });
    expect(told(await attempt(client.share, "c"))).toBe("refused");
    expect((await server.take()).arrivals["share c"]).toBe(1);
  });

  test("never fails for good over a token that is odd", async () => {
    const { server, client } = await meet({ [tokenRequest]: Array.from({ length: 12 }, () => "odd-token") });
    for (let call = 0; call < 14; call += 1) await attempt(client.share, `c${call}`);
    expect(await attempt(client.share, "last")).toBe("share_last_1");
    expect((await server.take()).faults["odd-token"]).toBeGreaterThan(0);
  });

  test("goes through for a later call when the token request of an earlier one hung", async () => {
    const { client } = await meet({ [tokenRequest]: ["hang-before"] });
    await attempt(client.share, "c");
    expect(await attempt(client.share, "d")).toBe("share_d_1");
  });
});
