// Server-sent events after WHATWG HTML, 9.2.6: the examples are the standard's where it has one.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DecodeError } from "../../../src/errors.js";
import { EventParser, type RawEvent } from "../../../src/response/streams/event-parser.js";
import { thrown } from "../shop.js";

function eventsOf(...chunks: readonly (string | Uint8Array)[]): readonly RawEvent[] {
  const parser = new EventParser("shop: toys.watch");
  const encoder = new TextEncoder();
  const events = chunks.flatMap((chunk) => parser.push(typeof chunk === "string" ? encoder.encode(chunk) : chunk));
  return [...events, ...parser.end()];
}

describe("the standard's examples", () => {
  test("lists of data lines are joined by line feeds", () => {
    expect(eventsOf("data: YHOO\ndata: +2\ndata: 10\n\n")).toEqual([{ data: "YHOO\n+2\n10" }]);
  });

  test("comments, ids and an event that is not ended", () => {
    const stream = ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event";
    expect(eventsOf(stream)).toEqual([
      { data: "first event", id: "1" },
      { data: "second event", id: "" },
    ]);
  });

  test("empty data are events, one of a line and one of two", () => {
    expect(eventsOf("data\n\ndata\ndata\n\ndata:")).toEqual([{ data: "" }, { data: "\n" }]);
  });

  test("a space behind the colon is taken away, and no more than one", () => {
    expect(eventsOf("data:test\n\ndata: test\n\ndata:  test\n\n").map(({ data }) => data)).toEqual([
      "test",
      "test",
      " test",
    ]);
  });
});

describe("fields", () => {
  test("name an event for once, an id for all that follow", () => {
    expect(eventsOf("event: add\nid: 7\ndata: a\n\ndata: b\n\n")).toEqual([
      { event: "add", data: "a", id: "7" },
      { data: "b", id: "7" },
    ]);
  });

  test("without data are no event, and leave no name behind", () => {
    expect(eventsOf("event: lost\n\ndata: b\n\n")).toEqual([{ data: "b" }]);
  });

  test("an id with a null in it and unknown fields count for nothing", () => {
    expect(eventsOf("id: 1\u0000\nfoo: bar\nDATA: no\ndata: b\n\n")).toEqual([{ data: "b" }]);
  });

  test("retry is digits alone", () => {
    const parser = new EventParser("shop: toys.watch");
    parser.push(new TextEncoder().encode("retry: 250\nretry: 1.5\nretry: x\nretry:\n"));
    expect(parser.retryMs).toBe(250);
  });
});

test("an event that does not end is given up, as a line is", () => {
  const parser = new EventParser("shop: toys.watch");
  const bytes = new TextEncoder().encode(`data: ${"x".repeat(2 ** 20)}\n`.repeat(8));
  const error = thrown(() => {
    for (let index = 0; index < 9; index += 1) parser.push(bytes);
  });
  expect(error).toBeInstanceOf(DecodeError);
  expect(error.message).toBe("shop: toys.watch got an event of more than 67108864 characters, and reads no further.");
});

test("many events may be longer together", () => {
  const parser = new EventParser("shop: toys.watch");
  const bytes = new TextEncoder().encode(`data: ${"x".repeat(2 ** 23)}\n\n`);
  for (let index = 0; index < 9; index += 1) expect(parser.push(bytes)).toHaveLength(1);
});

test("a wait that no timer can be set to is the longest one", () => {
  const parser = new EventParser("shop: toys.watch");
  parser.push(new TextEncoder().encode(`retry: ${"9".repeat(400)}\n`));
  expect(parser.retryMs).toBe(2 ** 31 - 1);
});

describe("lines", () => {
  test.each([["\n"], ["\r"], ["\r\n"]])("may end with %j", (end) => {
    expect(eventsOf(["event: a", "data: 1", "data: 2", "", ""].join(end))).toEqual([{ event: "a", data: "1\n2" }]);
  });

  test("may end with a CRLF that two chunks share", () => {
    expect(eventsOf("data: a\r", "\n\r", "\n")).toEqual([{ data: "a" }]);
    expect(eventsOf("data: a\r", "data: b\r", "\r")).toEqual([{ data: "a\nb" }]);
  });

  test("may begin with a byte order mark, once", () => {
    expect(eventsOf("\ufeffdata: a\n\n\ufeffdata: b\n\n")).toEqual([{ data: "a" }]);
  });
});

test("chunks may be cut anywhere, in a character as well", () => {
  const text = "\ufeff: c\r\nevent: ä\r\ndata: 日本\rdata: 😀\n\ndata: x\r\n\r\nid: 5\rdata: y\r\r";
  const whole = eventsOf(text);
  expect(whole).toEqual([{ event: "ä", data: "日本\n😀" }, { data: "x" }, { data: "y", id: "5" }]);
  const bytes = new TextEncoder().encode(text);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 8 }), (cuts) => {
      const at = [0, ...cuts.sort((a, b) => a - b), bytes.length];
      expect(eventsOf(...at.slice(1).map((end, index) => bytes.subarray(at[index], end)))).toEqual(whole);
    }),
  );
  expect(eventsOf(...[...bytes].map((byte) => Uint8Array.of(byte)))).toEqual(whole);
});
