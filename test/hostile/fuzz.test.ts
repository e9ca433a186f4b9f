// Any document at all: the generator makes code that parses of it, or says what is wrong. HOSTILE_RUNS asks for more of
// them, HOSTILE_SEED for others.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { attack } from "./attack.js";
import { documents } from "./mutate.js";

const numRuns = Number(process.env.HOSTILE_RUNS ?? 50);
const seed = Number(process.env.HOSTILE_SEED ?? 20_261_122);

test("a document changed at random gives code that parses, or a problem that says what is wrong", {
  timeout: 60_000 + numRuns * 1_000,
}, async () => {
  const root = mkdtempSync(join(tmpdir(), "sharewright-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const outcomes = { made: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(documents, async (text) => {
      const { ok, harm, seconds } = await attack(root, { "api.json": text }, { check: true, light: true });
      outcomes[ok ? "made" : "refused"] += 1;
      expect(harm).toEqual([]);
      expect(seconds).toBeLessThan(5);
    }),
    { numRuns, seed, interruptAfterTimeLimit: 50_000 + numRuns * 900 },
  );
  // Of each enough, or the fuzz says nothing.
  expect(outcomes.made).toBeGreaterThan(numRuns / 4);
  expect(outcomes.refused).toBeGreaterThan(numRuns / 50);
});
