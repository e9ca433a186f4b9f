import { expect, test } from "vitest";
import { SpecDocument } from "../../../scripts/model/document.js";
import { lifecyclesOf } from "../../../scripts/model/lifecycle.js";
import { spec, typesIn } from "./spec.js";

const declared = {
  property: "life-status",
  initial: "new",
  terminal: ["gone"],
  states: { new: { description: "Just made." }, gone: {} },
  transitions: [
    { from: "new", to: "gone", by: "breakToy" },
    { from: "new", to: "gone", at: "expires-at" },
  ],
};

test("is told of each resource that has one, by the names that callers know", () => {
  const document = spec({
    schemas: { "share-toy": { "x-lifecycle": declared }, Other: {}, Any: true, Broken: { "x-lifecycle": 1 } },
  });
  expect(lifecyclesOf(new SpecDocument(document), typesIn(document, { camel: true }))).toEqual([
    {
      resource: "ShareToy",
      property: "lifeStatus",
      initial: "new",
      terminal: ["gone"],
      states: [
        { name: "new", description: "Just made." },
        { name: "gone", description: undefined },
      ],
      transitions: [
        { from: "new", to: "gone", by: "breakToy", at: undefined },
        { from: "new", to: "gone", by: undefined, at: "expiresAt" },
      ],
    },
  ]);
});
