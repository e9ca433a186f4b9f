import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { type Due, VirtualClock } from "../../src/sandbox/world/clock.js";
import { type Duration, milliseconds } from "../../src/sandbox/world/duration.js";

function standing(onDue: (due: Due, clock: VirtualClock) => void): VirtualClock {
  const clock: VirtualClock = new VirtualClock({ start: 1000, running: false, onDue: (due) => onDue(due, clock) });
  return clock;
}

test("a duration is milliseconds, or a number and its unit", () => {
  const each: readonly Duration[] = [5, "5ms", "1.5s", "2m", "1h", "14d"];
  expect(each.map(milliseconds)).toEqual([5, 5, 1500, 120_000, 3_600_000, 1_209_600_000]);
  for (const wrong of [-1, Number.NaN, "14", "d", "-3d", "1 day"]) {
    expect(() => milliseconds(wrong as Duration)).toThrow(`${JSON.stringify(wrong)} is no duration.`);
  }
});

describe("a standing clock", () => {
  test("stands until it is advanced, and does on the way what is due, each at its moment", async () => {
    const done: unknown[] = [];
    const clock = standing((due, { now }) => done.push([due.timer, due.data, now.call(clock)]));
    clock.schedule(1500, "late", { x: 1 });
    clock.schedule(1200, "early", 2);
    clock.schedule(1200, "second", 3);
    clock.catchUp();
    expect([clock.now(), done]).toEqual([1000, []]);
    await clock.advance(499);
    expect(done).toEqual([
      ["early", 2, 1200],
      ["second", 3, 1200],
    ]);
    expect(clock.now()).toBe(1499);
    await clock.advance(1);
    expect(done[2]).toEqual(["late", { x: 1 }, 1500]);
  });

  test("does what is scheduled on the way too, if it is due by the end", async () => {
    const moments: number[] = [];
    const clock = standing((_, it) => {
      moments.push(it.now());
      it.schedule(it.now() + 100, "again", null);
    });
    clock.schedule(1100, "first", null);
    await clock.advance(350);
    expect(moments).toEqual([1100, 1200, 1300]);
  });

  test("waits for what was begun before it goes on", async () => {
    const order: string[] = [];
    const clock = standing(({ timer }, it) => {
      order.push(`begin ${timer}`);
      it.track(new Promise((resolve) => setTimeout(resolve, 5)).then(() => order.push(`end ${timer} at ${it.now()}`)));
    });
    clock.schedule(1100, "a", null);
    clock.schedule(1200, "b", null);
    await Promise.all([clock.advance(100), clock.advance(100)]);
    expect(order).toEqual(["begin a", "end a at 1100", "begin b", "end b at 1200"]);
  });

  test("forgets what is due about a record that is gone, and nothing else", async () => {
    const done: unknown[] = [];
    const clock = standing(({ data }) => done.push(data));
    for (let each = 0; each < 3000; each += 1) clock.schedule(1100, "t", each, `shelf/${each % 3}`);
    clock.forget("shelf/0");
    clock.forget("shelf/1");
    expect(clock.state.due).toHaveLength(1000);
    await clock.advance(100);
    expect(done).toEqual(Array.from({ length: 1000 }, (_, each) => each * 3 + 2));
  });

  test("does everything in order, whatever is scheduled and forgotten, also after a restart", async () => {
    const entry = fc.record({ at: fc.integer({ min: 1001, max: 1050 }), about: fc.constantFrom("a", "b", "c") });
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { maxLength: 60 }), fc.subarray(["a", "b", "c"]), async (entries, gone) => {
        const done: Due[] = [];
        const first = standing(() => {});
        for (const [order, { at, about }] of entries.entries()) first.schedule(at, "t", order, about);
        for (const each of gone) first.forget(each);
        const clock = standing((due) => done.push(due));
        clock.restore(JSON.parse(JSON.stringify(first.state)));
        await clock.advance(100);
        const wanted = entries
          .map(({ at, about }, order) => ({ at, about, order }))
          .filter(({ about }) => !gone.includes(about))
          .sort((a, b) => a.at - b.at || a.order - b.order);
        expect(done.map(({ data }) => data)).toEqual(wanted.map(({ order }) => order));
      }),
    );
  });
});

describe("a running clock", () => {
  afterEach(() => void vi.useRealTimers());

  test("goes with the machine's, and wakes for what is due", async () => {
    vi.useFakeTimers();
    const done: number[] = [];
    const clock = new VirtualClock({ start: 5_000_000, running: true, onDue: () => void done.push(clock.now()) });
    clock.schedule(5_002_000, "t", null);
    vi.advanceTimersByTime(1999);
    expect([clock.now(), done]).toEqual([5_001_999, []]);
    vi.advanceTimersByTime(1);
    expect(done).toEqual([5_002_000]);
    clock.schedule(5_003_000, "t", null);
    clock.stop();
    vi.advanceTimersByTime(60_000);
    expect([clock.now(), done]).toEqual([5_002_000, [5_002_000]]);
    clock.run();
    vi.advanceTimersByTime(1000);
    expect(done).toEqual([5_002_000, 5_003_000]);
    clock.schedule(5_004_000, "t", null);
    clock.close();
    vi.advanceTimersByTime(60_000);
    expect(done).toHaveLength(2);
  });

  test("is moved ahead by an advance, and runs on from there", async () => {
    vi.useFakeTimers();
    const clock = new VirtualClock({ start: 0, running: true, onDue: () => {} });
    await clock.advance("1d");
    expect(clock.now()).toBe(86_400_000);
    vi.advanceTimersByTime(5);
    expect(clock.now()).toBe(86_400_005);
  });
});
