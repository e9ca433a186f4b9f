import { afterEach, describe, expect, test } from "vitest";
import type { Client, Operation, Pace } from "./client.js";
import { type Defect, plain } from "./clients/plain.js";
import { sharewright } from "./clients/sharewright.js";
import { bytesPerCall } from "./memory.js";
import { type Run, type RunOptions, run } from "./runner.js";
import { type FaultKind, faultKinds, seededPlan, tokenFaults } from "./server/faults.js";
import { startServer } from "./server/server.js";
import { nothing, type Tally, told, truth } from "./verdict.js";

const pace: Pace = { timeoutMs: 300, attempts: 12, baseDelayMs: 5 };

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

type Setting = Partial<RunOptions> & { readonly kinds?: readonly FaultKind[] };

async function chaos(make: (url: string) => Client, { kinds, ...options }: Setting = {}): Promise<Run> {
  const server = await startServer(seededPlan(1, 0.2, kinds));
  closers.push(() => server.close());
  const usual = { calls: 100, rounds: 1, inFlight: 64, hungAfterMs: 20_000, settleMs: 100, memory: false };
  return run(make(server.url), server, { ...usual, ...options });
}

const damage = ({ lost, doubled, hung, unhandled }: Tally) => ({ lost, doubled, hung, unhandled });
const none = { lost: 0, doubled: 0, hung: 0, unhandled: 0 };

test("sharewright loses nothing, doubles nothing and leaves nothing hanging", async () => {
  const { tallies, faults } = await chaos((url) => sharewright(url, pace), { calls: 300, inFlight: 16 });
  for (const [operation, tally] of Object.entries(tallies)) {
    expect(damage(tally), operation).toEqual(none);
    expect(tally.calls, operation).toBe(300);
    expect(tally.requests, operation).toBeGreaterThanOrEqual(300);
    // A test in which hardly anything succeeds would show nothing.
    expect(tally.ok, operation).toBeGreaterThan(200);
  }
  const met = [...faultKinds].filter((kind) => !tokenFaults.includes(kind));
  expect(Object.keys(faults)).toEqual(expect.arrayContaining(met));
});

test("sharewright says the truth about calls that are aborted on the way", async () => {
  const { tallies } = await chaos((url) => sharewright(url, pace), {
    calls: 200,
    aborts: 0.5,
    // What an abort left at the service is carried out later, and belongs to this phase.
    settleMs: 1_500,
    inFlight: 16,
  });
  for (const [operation, tally] of Object.entries(tallies)) {
    expect(damage(tally), operation).toEqual(none);
    expect(truth(tally), operation).toBe(1);
    expect(tally.aborted, operation).toBeGreaterThan(50);
    expect(tally.failed, operation).toBeGreaterThan(20);
  }
});

test("the truth is what callers of all calls know, or know to be unknown", () => {
  const tally = { ...nothing, calls: 8 };
  expect([truth(tally), truth({ ...tally, lost: 1, hung: 1 }), truth(nothing)]).toEqual([1, 0.75, 1]);
});

describe("the runner", () => {
  const broken = async (defect: Defect | undefined, setting?: Setting) =>
    (await chaos((url) => plain(url, pace, defect), setting)).tallies;
  const only = (operation: Operation, ...kinds: FaultKind[]): Setting => ({
    operations: [operation],
    ...(kinds.length > 0 && { kinds }),
  });

  test("finds nothing wrong with a client that does everything right", async () => {
    const tallies = await broken(undefined);
    expect(Object.keys(tallies)).toEqual(["create", "redeem", "share"]);
    for (const tally of Object.values(tallies)) expect(damage(tally)).toEqual(none);
    expect(tallies.share?.unknown).toBeGreaterThan(0);
  });

  test("finds doubled calls: a new idempotency key for each attempt", async () => {
    const { create } = await broken("new key for each attempt", only("create", "drop-after"));
    expect(create?.doubled).toBeGreaterThan(0);
  });

  test("finds doubled calls: a POST that is repeated though nothing recognises it", async () => {
    const { share } = await broken("repeats what it may not repeat", only("share", "page-after"));
    expect(share?.doubled).toBeGreaterThan(0);
  });

  test("finds lost calls: an error that is swallowed", async () => {
    const { share } = await broken("makes an id up when it fails", only("share", "drop-before"));
    expect(share?.phantom).toBeGreaterThan(0);
    expect(share?.lost).toBe(share?.phantom);
  });

  test("finds lost calls: a 401 that hides an attempt which was carried out", async () => {
    const setting = { ...only("create", "drop-after", "expired-token"), calls: 200 };
    const { create } = await broken("reports the last answer only", setting);
    expect(create?.denied).toBeGreaterThan(0);
    expect(create?.lost).toBe(create?.denied);
    expect((await broken(undefined, setting)).create).toMatchObject(none);
  });

  test("finds lost calls: an error that does not say that the call may have been carried out", async () => {
    const { share } = await broken("says nothing about the outcome", only("share", "drop-after"));
    expect(share?.unsaid).toBeGreaterThan(0);
    expect(share?.lost).toBe(share?.unsaid);
  });

  test("finds calls that never settle", async () => {
    const setting = { ...only("share", "page-before"), hungAfterMs: 500 };
    expect((await broken("never settles when it fails", setting)).share?.hung).toBeGreaterThan(0);
  });

  test("finds rejections that nobody handles", async () => {
    const { create } = await broken("leaves a rejection behind", only("create", "busy-bare"));
    expect(create?.unhandled).toBeGreaterThan(0);
  });

  test("finds memory that is kept", async () => {
    const setting = { ...only("create", "busy-bare"), rounds: 5, inFlight: 16, memory: true };
    const { memory } = await chaos((url) => plain(url, pace, "keeps what it was given"), setting);
    expect(memory.map(({ calls }) => calls)).toEqual([0, 100, 200, 300, 400, 500]);
    expect(bytesPerCall(memory.slice(1))).toBeGreaterThan(50_000);
  });

  test("meets the same faults again with the same seed", async () => {
    const kinds = faultKinds.filter((kind) => !kind.startsWith("hang"));
    const patient = { ...pace, timeoutMs: 20_000 };
    const again = () => chaos((url) => plain(url, patient), { kinds, operations: ["create", "redeem"], inFlight: 16 });
    const [one, two] = [await again(), await again()];
    expect(two.faults).toEqual(one.faults);
    expect(two.tallies.create?.requests).toBe(one.tallies.create?.requests);
  });
});

test("an error is read for what it tells about the outcome", () => {
  expect(told(Object.assign(new Error("x"), { status: 409 }))).toBe("refused");
  expect(told(Object.assign(new Error("x"), { status: 502 }))).toBe("nothing");
  expect(told(new TypeError("fetch failed"))).toBe("nothing");
  expect(told(Object.assign(new Error("x"), { status: 401, outcome: "unknown" }))).toBe("unknown");
  expect(told(new Error("The outcome is unknown: look for it."))).toBe("unknown");
  expect(told(undefined)).toBe("nothing");
});

test("the slope is the bytes that each call leaves, whatever one measurement says", () => {
  const line = [0, 10, 20, 30, 40, 50].map((calls) => ({ calls, heapUsed: 5_000 + 7 * calls }));
  expect(bytesPerCall(line)).toBe(7);
  expect(bytesPerCall(line.with(4, { calls: 40, heapUsed: 90_000 }))).toBe(7);
});
