import { expect, test } from "vitest";
import { DecodeError } from "../../../src/errors.js";
import { EventParser } from "../../../src/response/streams/event-parser.js";
import { JsonLines } from "../../../src/response/streams/json-lines.js";
import { LineSplitter } from "../../../src/response/streams/line-splitter.js";

/** A long text in many pieces, as a connection brings them. */
const pieces = 20_000;
const piece = "x".repeat(400);

function bodyOf(parts: Iterable<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const all = [...parts];
  return new ReadableStream({
    pull(controller) {
      const next = all.shift();
      if (next === undefined) controller.close();
      else controller.enqueue(encoder.encode(next));
    },
  });
}

test("a line of 8 MB in 20,000 pieces is read in a time that is linear in its length", async () => {
  const started = performance.now();
  const parser = new EventParser("shop: toys.watch");
  const encoder = new TextEncoder();
  parser.push(encoder.encode("data: "));
  for (let index = 0; index < pieces; index += 1) parser.push(encoder.encode(piece));
  const [event] = parser.push(encoder.encode("\r\n\r\n"));
  expect(event?.data.length).toBe(pieces * piece.length);
  const parts = ['"', ...Array<string>(pieces).fill(piece), '"\n"end"'];
  const values: string[] = [];
  for await (const value of new JsonLines<string>(new Response(bodyOf(parts)), { name: "shop: toys.export" })) {
    values.push(value);
  }
  expect(values.map(({ length }) => length)).toEqual([pieces * piece.length, 3]);
  // Quadratic, the two took minutes.
  expect(performance.now() - started).toBeLessThan(5_000);
});

test("a line that does not end is given up", () => {
  const lines = new LineSplitter(/\n/g, "shop: toys.export");
  const long = "x".repeat(2 ** 24);
  for (let index = 0; index < 4; index += 1) expect(lines.push(long)).toEqual([]);
  expect(() => lines.push("x")).toThrow(
    new DecodeError("shop: toys.export got a line of more than 67108864 characters, and reads no further."),
  );
});

test("pieces that hold many lines give them all, and keep the rest", () => {
  const lines = new LineSplitter(/\r\n|\n|\r/g, "shop: toys.export");
  expect([lines.push("a\r\nb"), lines.push("c\n\nd"), lines.rest(), lines.push("\n")]).toEqual([
    ["a"],
    ["bc", ""],
    "d",
    [""],
  ]);
});
