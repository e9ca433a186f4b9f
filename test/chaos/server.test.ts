import { afterEach, describe, expect, test } from "vitest";
import { clientId, clientSecret } from "./server/enablenow.js";
import { type FaultKind, type FaultPlan, faultKinds, faults, rare, seededPlan, tokenFaults } from "./server/faults.js";
import { apiKey } from "./server/persona.js";
import { type FaultServer, startServer } from "./server/server.js";
import { type Observed, observe } from "./wire.js";

const servers: FaultServer[] = [];

async function start(plan: FaultPlan = () => undefined): Promise<FaultServer> {
  const server = await startServer(plan);
  servers.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const attributes = (values: object) => JSON.stringify({ data: { attributes: values } });
const connectionId = "cxn_1";

function post(server: FaultServer, path: string, body: string, headers: Record<string, string> = {}) {
  const own = { authorization: `Bearer ${apiKey}`, ...headers };
  return observe(server.url, { path: `/persona/connect/share-tokens${path}`, body, headers: own });
}

const create = (server: FaultServer, headers?: Record<string, string>) =>
  post(server, "", attributes({ connectionId, sourceId: "inq_1" }), headers);

const first =
  (kind: FaultKind): FaultPlan =>
  (_, attempt) =>
    attempt === 1 ? kind : undefined;

/** What each fault looks like from outside. */
const looks: Readonly<Record<FaultKind, (seen: Observed) => void>> = {
  "drop-before": gone,
  "drop-after": gone,
  "reset-body": (seen) => {
    expect(seen).toMatchObject({ status: 201, ending: "reset" });
    expect(seen.body).not.toBe("");
  },
  "cut-length": (seen) => {
    expect(seen).toMatchObject({ status: 201, ending: "closed" });
    expect(Number(seen.headers["content-length"])).toBeGreaterThan(seen.body.length);
    expect(seen.body).not.toBe("");
  },
  "cut-chunked": (seen) => {
    expect(seen).toMatchObject({ status: 201, ending: "closed", headers: { "transfer-encoding": "chunked" } });
    expect(seen.body).toMatch(/^[0-9a-f]+\r\n\{"data"/);
    expect(seen.body).not.toMatch(/\r\n0\r\n/);
  },
  "cut-close": (seen) => {
    expect(seen).toMatchObject({ status: 201, ending: "closed", headers: { connection: "close" } });
    expect(seen.headers).not.toHaveProperty("content-length");
    expect(seen.headers).not.toHaveProperty("transfer-encoding");
    expect(seen.body).toMatch(/^\{"data"/);
    expect(() => JSON.parse(seen.body)).toThrow();
  },
  "hang-before": (seen) => expect(seen).toMatchObject({ status: 0, ending: "silent" }),
  "hang-after": (seen) => expect(seen).toMatchObject({ status: 0, ending: "silent" }),
  "page-before": (seen) => {
    expect([500, 502, 503]).toContain(seen.status);
    expect(seen.body).toMatch(/^<html>/);
  },
  "page-after": (seen) => {
    expect(seen).toMatchObject({ status: 502, headers: { "content-type": "text/html" } });
    expect(seen.body).toMatch(/^<html>/);
  },
  "busy-retry-after": (seen) => {
    expect(seen.status).toBe(429);
    expect(seen.headers["retry-after"]).toMatch(/^[01]$/);
  },
  "busy-rate-limit": (seen) => {
    expect(seen).toMatchObject({ status: 429, headers: { "ratelimit-limit": "300", "ratelimit-remaining": "0" } });
    expect(seen.headers["ratelimit-reset"]).toMatch(/^[01]$/);
    expect(seen.headers).not.toHaveProperty("retry-after");
  },
  "busy-bare": (seen) => {
    expect(seen.status).toBe(429);
    expect(Object.keys(seen.headers).filter((name) => /limit|retry/.test(name))).toEqual([]);
  },
  "expired-token": (seen) => expect(seen).toMatchObject({ status: 401, ending: "whole" }),
  "slow-body": (seen) => {
    expect(seen).toMatchObject({ status: 201, ending: "whole" });
    expect(seen.ms).toBeGreaterThan(40);
  },
  "redirect-before": (seen) => expect(seen).toMatchObject({ status: 308, headers: { location: "/elsewhere" } }),
  "redirect-after": (seen) => {
    expect([302, 303]).toContain(seen.status);
    expect(seen.headers.location).toBe("/elsewhere");
  },
  "refused-cut": (seen) => {
    expect(seen).toMatchObject({ status: 422, ending: "closed" });
    expect(Number(seen.headers["content-length"])).toBeGreaterThan(seen.body.length);
  },
  "busy-odd": (seen) => {
    expect(seen.status).toBe(429);
    expect(seen.headers["retry-after"]).toMatch(/^(\d{10}|-1|0, 0|soon|\w{3}, .* GMT)$/);
  },
  "odd-rate-limit": (seen) => {
    expect(seen).toMatchObject({ status: 201, ending: "whole", headers: { "ratelimit-remaining": "0" } });
    expect(seen.headers["ratelimit-reset"]).toMatch(/^(\d{10}|\d{13}|-1|never)$/);
  },
  // It is for another request, and leaves this one as it is.
  "odd-token": (seen) => expect(seen).toMatchObject({ status: 201, ending: "whole" }),
};

function gone(seen: Observed): void {
  expect(seen).toMatchObject({ status: 0, ending: "closed" });
}

describe("a fault", () => {
  test.each(faultKinds)(
    "%s is on the wire what it says, and the ledger knows whether the call was carried out",
    async (kind) => {
      const server = await start(() => kind);
      looks[kind](await create(server));
      const { effects, arrivals, faults: met } = await server.take();
      expect(effects).toEqual(faults[kind].processed ? { "create inq_1": ["cnst_inq_1_1"] } : {});
      expect(arrivals).toEqual({ "create inq_1": 1 });
      expect(met).toEqual(tokenFaults.includes(kind) ? {} : { [kind]: 1 });
    },
  );

  // A service that keeps first outcomes repeats them; what was refused or sent elsewhere never reached it.
  test.each(faultKinds.filter((kind) => kind !== "expired-token"))(
    "%s is made good by a second attempt with the same key, and nothing is done twice",
    async (kind) => {
      const server = await start(first(kind));
      await create(server, { "idempotency-key": "k" });
      const again = await create(server, { "idempotency-key": "k" });
      expect(again.status).toBe(201);
      expect(JSON.parse(again.body).data.id).toBe("cnst_inq_1_1");
      expect((await server.take()).effects).toEqual({ "create inq_1": ["cnst_inq_1_1"] });
    },
  );

  test("depends on seed, subject and attempt only", () => {
    const decisions = (seed: number) => {
      const plan = seededPlan(seed, 0.2);
      return Array.from({ length: 6000 }, (_, n) => plan(`create inq_${n >> 1}`, (n % 2) + 1));
    };
    expect(decisions(1)).toEqual(decisions(1));
    expect(decisions(1)).not.toEqual(decisions(2));
  });

  test("meets as many requests as asked, every kind about as often as the others, or a tenth of that", () => {
    const plan = seededPlan(1, 0.2);
    const met = Array.from({ length: 15_000 }, (_, n) => plan(`create inq_0_${n}`, 1)).filter(
      (kind) => kind !== undefined,
    );
    expect(met.length / 15_000).toBeCloseTo(0.2, 1);
    for (const kind of faultKinds) {
      const share = met.filter((one) => one === kind).length / met.length;
      expect(share, kind).toBeGreaterThan(rare.has(kind) ? 0.001 : 0.04);
      expect(share, kind).toBeLessThan(rare.has(kind) ? 0.02 : 0.08);
    }
  });
});

describe("Persona", () => {
  test("keeps the first outcome under a key, a failure too", async () => {
    const server = await start();
    const bad = () => post(server, "", attributes({ connectionId }), { "idempotency-key": "k" });
    expect(await bad()).toMatchObject({ status: 422 });
    expect(await bad()).toMatchObject({ status: 422 });
    expect(await create(server, { "idempotency-key": "k" })).toMatchObject({ status: 409 });
    expect((await server.take()).effects).toEqual({});
  });

  test("makes a second token for another key, and for none", async () => {
    const server = await start();
    for (const headers of [{ "idempotency-key": "a" }, { "idempotency-key": "b" }, undefined])
      await create(server, headers);
    expect((await server.take()).effects).toEqual({ "create inq_1": ["cnst_inq_1_1", "cnst_inq_1_2", "cnst_inq_1_3"] });
  });

  test("refuses other credentials before anything is kept", async () => {
    const server = await start();
    const key = { "idempotency-key": "k" };
    expect(await create(server, { ...key, authorization: "Bearer other" })).toMatchObject({ status: 401 });
    expect(await create(server, key)).toMatchObject({ status: 201 });
  });

  test("redeems a token once: created, pending, redeemed", async () => {
    const server = await start();
    await server.stock(1);
    const redeem = (key: string) => post(server, "/cnst_inq_stock_0_1/redeem", "", { "idempotency-key": key });
    const accepted = await redeem("a");
    expect(accepted.status).toBe(202);
    expect(JSON.parse(accepted.body).data).toMatchObject({
      id: "cnst_inq_stock_0_1",
      attributes: { status: "pending", direction: "inbound", "redeem-mode": "clone", "redeemed-at": null },
      relationships: { destination: { data: null } },
    });
    expect((await redeem("a")).body).toBe(accepted.body);
    expect(await redeem("b")).toMatchObject({ status: 409 });
    await new Promise((resolve) => setTimeout(resolve, 30));
    const read = await fetch(`${server.url}/persona/connect/share-tokens/cnst_inq_stock_0_1`, {
      headers: { authorization: `Bearer ${apiKey}`, "key-inflection": "camel" },
    });
    expect(await read.json()).toMatchObject({ data: { attributes: { status: "redeemed", redeemMode: "clone" } } });
    expect(read.headers.get("ratelimit-remaining")).toMatch(/^\d+$/);
    expect((await server.take()).effects).toEqual({ "redeem cnst_inq_stock_0_1": ["cnst_inq_stock_0_1"] });
  });
});

describe("EnableNow", () => {
  test("gives tokens that are odd, of which those that are none are not taken for credentials", async () => {
    const server = await start(first("odd-token"));
    const body = `grant_type=client_credentials&client_id=${clientId}&client_secret=${clientSecret}`;
    const seen = await observe(server.url, { path: "/enablenow/cfa/connect/token", body });
    expect(seen.status).toBe(200);
    expect(JSON.parse(seen.body)).not.toMatchObject({ access_token: "token-1", expires_in: 3600 });
  });

  const token = async (server: FaultServer): Promise<string> => {
    const form = { grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret };
    const answer = await fetch(`${server.url}/enablenow/cfa/connect/token`, {
      method: "POST",
      body: new URLSearchParams(form),
    });
    return ((await answer.json()) as { access_token: string }).access_token;
  };
  const share = (server: FaultServer, bearer: string) =>
    observe(server.url, {
      path: "/enablenow/shares",
      headers: { authorization: `Bearer ${bearer}` },
      body: JSON.stringify({ consentIds: ["c"] }),
    });

  test("makes a share for every POST that arrives", async () => {
    const server = await start();
    const bearer = await token(server);
    expect(JSON.parse((await share(server, bearer)).body)).toEqual({ data: "share_c_1" });
    expect(JSON.parse((await share(server, bearer)).body)).toEqual({ data: "share_c_2" });
    expect((await server.take()).effects).toEqual({ "share c": ["share_c_1", "share_c_2"] });
  });

  test("refuses a token that has expired for a call until another one comes", async () => {
    const server = await start((subject, attempt) =>
      subject === "share c" && attempt === 1 ? "expired-token" : undefined,
    );
    const [old, fresh] = [await token(server), await token(server)];
    expect(await share(server, old)).toMatchObject({ status: 401 });
    expect(await share(server, old)).toMatchObject({ status: 401 });
    expect(await share(server, fresh)).toMatchObject({ status: 200 });
    expect(await share(server, "made-up")).toMatchObject({ status: 401 });
  });
});
