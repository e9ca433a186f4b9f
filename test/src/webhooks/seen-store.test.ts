import { describe, expect, test } from "vitest";
import { memorySeenStore } from "../../../src/webhooks/seen-store.js";

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("memorySeenStore", () => {
  test("gives an id to one holder, until it is released", () => {
    const store = memorySeenStore();
    expect([store.claim("a", "1", 60), store.claim("a", "2", 60), store.claim("b", "2", 60)]).toEqual([
      "claimed",
      "running",
      "claimed",
    ]);
    store.release("a", "1");
    expect([store.claim("a", "2", 60), store.claim("b", "1", 60)]).toEqual(["claimed", "running"]);
  });

  test("keeps what was handled, whoever lets go of it", () => {
    const store = memorySeenStore();
    store.claim("a", "1", 60);
    store.confirm("a", 60);
    store.release("a", "1");
    expect(store.claim("a", "2", 60)).toBe("handled");
  });

  test("gives a claim that has ended to another, and the first holder cannot give that back", async () => {
    const store = memorySeenStore();
    store.claim("a", "1", 0.02);
    expect(store.claim("a", "2", 60)).toBe("running");
    await wait(30);
    expect(store.claim("a", "2", 60)).toBe("claimed");
    store.release("a", "1");
    expect(store.claim("a", "3", 60)).toBe("running");
    store.confirm("a", 60);
    expect(store.claim("a", "3", 60)).toBe("handled");
  });

  test("forgets what was handled when its time is over", async () => {
    const store = memorySeenStore();
    store.claim("a", "1", 60);
    store.confirm("a", 0.02);
    expect(store.claim("a", "2", 60)).toBe("handled");
    await wait(30);
    expect(store.claim("a", "2", 60)).toBe("claimed");
  });

  test("holds so many and forgets first what it was told of first", () => {
    const store = memorySeenStore(2);
    store.claim("a", "1", 60);
    store.claim("b", "1", 60);
    store.confirm("a", 60);
    store.claim("c", "1", 60);
    expect([store.claim("a", "2", 60), store.claim("c", "2", 60), store.claim("b", "2", 60)]).toEqual([
      "handled",
      "running",
      "claimed",
    ]);
  });
});
