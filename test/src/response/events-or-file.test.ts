import { expect, test } from "vitest";
import { BinaryBody, EventStream } from "../../../src/index.js";
import { call, eventsOrFile, jsonEvents } from "../../../src/runtime/index.js";
import { network, readItem, shop } from "../shop.js";

const operation = { ...readItem, open: jsonEvents, readValue: eventsOrFile };
const read = (type: string, body: string) =>
  call<unknown, unknown>(
    shop(network(new Response(body, { headers: { "content-type": type } }))),
    operation,
    ["i1"],
    undefined,
    {},
  );

test("an answer that is a stream or a file is what its content type says", async () => {
  const stream = await read("text/event-stream; charset=utf-8", 'data: {"a":1}\n\n');
  const events: unknown[] = [];
  for await (const { data } of stream as EventStream<unknown>) events.push(data);
  expect(stream).toBeInstanceOf(EventStream);
  expect(events).toEqual([{ a: 1 }]);
  const file = await read("audio/mpeg", "beep");
  expect(file).toBeInstanceOf(BinaryBody);
  expect(new TextDecoder().decode(await (file as BinaryBody).bytes())).toBe("beep");
});
