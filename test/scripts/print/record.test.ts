import { expect, test } from "vitest";
import { emitRecord, recorderOf } from "../../../scripts/print/record.js";
import { body, context, service } from "./service.js";

const recording = {
  prefix: "/api/v1",
  requestHeaders: ["Toy-Version"],
  responseHeaders: [],
  operations: [
    {
      id: "getToy",
      method: "GET",
      path: "/toys/{toy-id}",
      ids: { "toy-id": { type: "string" } },
      query: {},
      body: undefined,
      answers: [
        [200, { ref: "Toy" }],
        [204, null],
        [400, { ref: "Fault" }],
        [404, { ref: "Fault" }],
      ],
    },
  ],
  shapes: { Toy: { type: "object", properties: { size: { words: [1, null] } }, closed: true } },
} as const;

test("what the recorder is told is data, checked by the recorder's types", () => {
  expect(body(emitRecord(context(), service(), recording))).toMatch(`const shapes: RecordedService["shapes"] = {
  Toy: { type: "object", properties: { size: { words: [1, null] } }, closed: true },
};

const operations: readonly RecordedOperation[] = [
  {
    id: "getToy",
    method: "GET",
    path: "/toys/{toy-id}",
    ids: { "toy-id": { type: "string" } },
    answers: [
      { statuses: [200], body: { ref: "Toy" } },
      { statuses: [204] },
      { statuses: [400, 404], body: { ref: "Fault" } },
    ],
  },
] as const;

const service: RecordedService = {
  name: "shop",
  prefix: "/api/v1",
  requestHeaders: ["Toy-Version"],
  responseHeaders: [],
  operations,
  shapes,
};
`);
});

test("the two functions are all that others see of it", () => {
  const text = emitRecord(context(), service(), recording);
  expect(text.match(/^export .*/gm)).toEqual([
    "export function record(dir: string, options: RecordOptions = {}): Fetch {",
    "export function replay(dir: string): Fetch {",
    "export type { RecordOptions, RecordOutcome };",
  ]);
});

test("the recorder stands beside the runtime, wherever that is", () => {
  expect(recorderOf("../../src/index")).toBe("../../src/record/index");
  expect(recorderOf("sharewright")).toBe("sharewright/record");
});
