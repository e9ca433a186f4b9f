import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { loadSpec } from "../../../scripts/load/document.js";
import { tryDocument } from "./try-document.js";

const root = join(import.meta.dirname, "../../..");

async function tried(file: string) {
  const spec = join(root, file);
  const { document } = await loadSpec({ spec, overlays: [], root: dirname(spec), remote: false, base: root });
  return tryDocument(document);
}

test.each([
  ["test/corpus/own/greenhouse-2.0.yaml"],
  ["test/corpus/own/harbour-3.0.yaml"],
  ["test/corpus/own/observatory-3.1.yaml"],
  ["test/corpus/own/tram-3.2.yaml"],
])("every operation of %s is answered with a success that the document declares", async (file) => {
  const { operations, answered, withoutSuccess, faults } = await tried(file);

  // Three parameters in one segment, one of them with commas, cannot be told apart again.
  const wanted = faults.filter((fault) => !fault.includes("{list}{label}{matrix}"));
  expect(wanted).toEqual([]);
  expect(answered + withoutSuccess).toBe(operations - faults.length);
});
