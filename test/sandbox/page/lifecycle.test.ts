import { describe, expect, test } from "vitest";
import { drawLifecycle, places, wayTo } from "../../../src/sandbox/page/views/lifecycle.js";

const order = {
  property: "status",
  initial: "new",
  terminal: ["sent", "lost"],
  states: { new: {}, packed: {}, sent: {}, void: {}, lost: {} },
  transitions: [
    { from: "new", to: "packed" },
    { from: "packed", to: "sent" },
    { from: "new", to: "void", by: "void-order" },
    { from: "packed", to: "lost" },
    { from: "new", to: "void", at: "expires-at" },
  ],
};
const lamp = {
  property: "status",
  initial: "off",
  terminal: [],
  states: { off: {}, on: {}, broken: {} },
  transitions: [
    { from: "off", to: "on" },
    { from: "on", to: "broken" },
    { from: "off", to: "broken" },
    { from: "broken", to: "off" },
  ],
};

describe("a lifecycle drawn", () => {
  test("has its states as far right as the longest way to them", () => {
    expect(Object.fromEntries(places(order))).toEqual({
      new: { column: 0, row: 0 },
      packed: { column: 1, row: 0 },
      sent: { column: 2, row: 0 },
      void: { column: 1, row: 1 },
      lost: { column: 2, row: 1 },
    });
  });

  test("is not led in circles by a move back", () => {
    expect([...places(lamp).values()].map(({ column }) => column)).toEqual([0, 1, 2]);
  });

  test("tells the way a record came, where there is but one", () => {
    expect(wayTo("lost", order)).toEqual(["new", "packed", "lost"]);
    expect(wayTo("new", order)).toEqual(["new"]);
    expect(wayTo("broken", lamp)).toEqual(["broken"]);
  });

  test("draws two moves between the same states as one line, with a tip where they lead", () => {
    const count = (text: string) => text.match(/<path /g)?.length;
    expect(count(String(drawLifecycle(order, "new", "open")))).toBe(4);
    const drawn = String(drawLifecycle(lamp, "off", "open"));
    expect(count(drawn)).toBe(3);
    expect(drawn.match(/marker-start/g)).toHaveLength(1);
    expect(drawn).toContain('aria-label="off; can become on or broken"');
  });

  test("shows a state that the spec does not know as where it stands, without a place", () => {
    expect(String(drawLifecycle(order, "dreaming", "open"))).toContain('aria-label="dreaming; final"');
  });
});
