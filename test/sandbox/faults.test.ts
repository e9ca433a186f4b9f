import { describe, expect, test } from "vitest";
import { parseFault } from "../../src/sandbox/world/faults.js";
import { aShelf, openLibrary } from "./library.js";

const fault = (value: string) => ({ headers: { "Sandbox-Fault": value } });

describe("a fault for one call", () => {
  test("breaks the connection before anything happens", async () => {
    const { sandbox, call } = openLibrary();
    const dropped = call("POST /shelves", { body: aShelf, ...fault("drop=before") });
    await expect(dropped).rejects.toMatchObject({
      name: "TypeError",
      message: "fetch failed",
      cause: { code: "ECONNRESET" },
    });
    expect((await call("GET /shelves/count")).body.data).toBe(0);
    expect(sandbox.requests[0]).toMatchObject({
      status: undefined,
      fault: "drop=before",
      verdict: { kind: "unjudged", reason: "fault" },
    });
  });

  test("breaks the connection once it has happened", async () => {
    const { call } = openLibrary();
    await expect(call("POST /shelves", { body: aShelf, ...fault("drop=after") })).rejects.toThrow("fetch failed");
    expect((await call("GET /shelves/count")).body.data).toBe(1);
  });

  test("cuts the body off in its middle", async () => {
    const { sandbox } = openLibrary();
    const headers = { authorization: `Bearer ${sandbox.credentials.library.key}`, "Sandbox-Fault": "cut" };
    const response = await sandbox.fetch("https://library.test/v2/shelves/count", { headers });
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toMatchObject({ message: "terminated", cause: { code: "UND_ERR_SOCKET" } });
  });

  test("answers with a status instead of doing anything, in the vendor's form", async () => {
    const { call } = openLibrary();
    expect(await call("POST /shelves", { body: aShelf, ...fault("status=503") })).toMatchObject({
      status: 503,
      body: { errors: [{ detail: "A fault of the sandbox asks for this answer" }] },
    });
    const limited = await call("POST /shelves", { body: aShelf, ...fault("429") });
    expect([limited.status, limited.headers.get("retry-after"), limited.headers.get("ratelimit-remaining")]).toEqual([
      429,
      "1",
      "0",
    ]);
    expect((await call("GET /shelves/count", fault("expired-token"))).status).toBe(401);
    expect((await call("GET /shelves/count")).body.data).toBe(0);
  });

  test("takes its time, or as long as the caller waits", async () => {
    const { sandbox, call } = openLibrary();
    const startedAt = performance.now();
    expect((await call("GET /shelves/count", fault("latency=60"))).status).toBe(200);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(55);
    const signal = AbortSignal.abort(new Error("enough"));
    const request = { headers: { "Sandbox-Fault": "latency=60000" } };
    await expect(sandbox.fetch("https://library.test/v2/shelves", { ...request, signal })).rejects.toThrow("enough");
    const later = new AbortController();
    const waiting = sandbox.fetch("https://library.test/v2/shelves", { ...request, signal: later.signal });
    setTimeout(() => later.abort(new Error("enough now")), 5);
    await expect(waiting).rejects.toThrow("enough now");
  });

  test("that does not exist is refused, and says which do", async () => {
    const { call } = openLibrary();
    const { status, body } = await call("GET /shelves/count", fault("explode"));
    expect([status, body.errors[0].detail]).toEqual([
      400,
      'Sandbox-Fault: "explode" is no fault. Write latency=<ms>, drop=before, drop=after, status=<400 to 599>, 429, cut or expired-token.',
    ]);
    for (const wrong of ["latency=-1", "latency=soon", "drop=now", "status=200", "status=x"]) {
      expect(() => parseFault(wrong)).toThrow(/^Sandbox-Fault: \w+ is /);
    }
    expect(parseFault(" latency=5 , drop=after,status=500, cut,expired-token")).toEqual({
      ...{ latencyMs: 5, drop: "after", status: 500, cut: true, expiredToken: true },
    });
  });
});

describe("a fault of the sandbox", () => {
  const statuses = async (call: ReturnType<typeof openLibrary>["call"], calls: number) => {
    const found = [];
    for (let made = 0; made < calls; made += 1) found.push((await call("GET /shelves/count")).status);
    return found;
  };

  test("strikes so often, only where it is meant to, until it is switched off", async () => {
    const { sandbox, call } = openLibrary({ limits: { library: false } });
    sandbox.fault({ status: 503, count: 2 });
    expect(await statuses(call, 3)).toEqual([503, 503, 200]);
    const off = sandbox.fault({ status: 502, operation: "create-a-shelf" });
    sandbox.fault({ status: 504, service: "elsewhere" });
    expect([...(await statuses(call, 1)), (await call("POST /shelves", { body: aShelf })).status]).toEqual([200, 502]);
    off();
    expect((await call("POST /shelves", { body: aShelf })).status).toBe(201);
    expect(sandbox.faults).toEqual([{ status: 504, service: "elsewhere" }]);
    sandbox.clearFaults();
    expect(sandbox.faults).toEqual([]);
    expect(() => sandbox.fault({ rate: 2 })).toThrow("rate is 0 to 1");
  });

  test("strikes the same share of calls for the same seed, and leaves ids as they are", async () => {
    const run = async (seed: string, rate: number) => {
      const { sandbox, call } = openLibrary({ seed, limits: { library: false }, faults: [{ status: 503, rate }] });
      const found = await statuses(call, 200);
      sandbox.clearFaults();
      return { found, id: (await call("POST /shelves", { body: aShelf })).body.data.id };
    };
    const half = await run("a", 0.5);
    expect(await run("a", 0.5)).toEqual(half);
    expect(half.found.filter((status) => status === 503).length).toBeGreaterThan(70);
    expect(half.found.filter((status) => status === 503).length).toBeLessThan(130);
    expect((await run("b", 0.5)).found).not.toEqual(half.found);
    expect((await run("a", 0)).id).toBe(half.id);
  });
});
