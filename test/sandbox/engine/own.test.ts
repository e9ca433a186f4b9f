import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadSpec } from "../../../scripts/load/document.js";
import { tryRounds } from "./rounds.js";
import { tryThroughClient } from "./through-client.js";
import { tryDocument } from "./try-document.js";

const root = join(import.meta.dirname, "../../..");
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sharewright-sandbox-"));
  for (const name of ["node_modules", "src"]) symlinkSync(join(root, name), join(folder, name));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function read(file: string): Promise<unknown> {
  const spec = join(root, file);
  const { document } = await loadSpec({ spec, overlays: [], root: dirname(spec), remote: "kept", base: root });
  return document;
}

describe.each([
  ["test/corpus/own/greenhouse-2.0.yaml"],
  ["test/corpus/own/harbour-3.0.yaml"],
  ["test/corpus/own/observatory-3.1.yaml"],
  ["test/corpus/own/tram-3.2.yaml"],
])("every operation of %s", (file) => {
  test("is answered with a success that the document declares", async () => {
    const { operations, answered, withoutSuccess, faults } = await tryDocument(await read(file));

    // Three parameters in one segment, one of them with commas, cannot be told apart again.
    const wanted = faults.filter((fault) => !fault.includes("{list}{label}{matrix}"));
    expect(wanted).toEqual([]);
    expect(answered + withoutSuccess).toBe(operations - faults.length);
  });

  test("gives its caller that success, through the client that is generated of it", async () => {
    const name = basename(file, ".yaml").replace(/\W+/g, "-");
    const { operations, answered, withoutSuccess, faults } = await tryThroughClient(folder, name, join(root, file));
    // The client refuses what would be an empty segment, and the sandbox cannot tell the three apart again.
    const wanted = faults.filter((fault) => !fault.includes("{list}{label}{matrix}"));
    expect(wanted).toEqual([]);
    expect(answered + withoutSuccess).toBe(operations - faults.length);
    expect(answered).toBeGreaterThan(2);
  });

  test("goes with the others of its collection: what was created is listed, retrieved, changed and removed", async () => {
    const { collections, survived, created, faults } = await tryRounds(await read(file));
    // The only path of a ship is the one whose parameters cannot be told apart.
    expect(faults.filter((fault) => !fault.startsWith("ships: retrieve: 400"))).toEqual([]);
    expect(survived).toBe(collections - faults.length);
    expect(created).toBeGreaterThanOrEqual(collections);
  });
});
