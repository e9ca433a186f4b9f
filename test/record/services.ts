// Both services as these tests use them: a client over the recorder, and the way back from what it wrote.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { record as recordEnableNow, replay as replayEnableNow } from "../../generated/enablenow/record.js";
import { record as recordPersona, replay as replayPersona } from "../../generated/persona/record.js";
import type { Fixture } from "../../src/record/fixture.js";

export const recorders = {
  persona: { record: recordPersona, replay: replayPersona },
  enablenow: { record: recordEnableNow, replay: replayEnableNow },
} as const;

/** A folder that is gone after the test. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "sharewright-record-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** What lies in a folder, by name. */
export function written(dir: string): Readonly<Record<string, Fixture>> {
  const files = readdirSync(dir).sort();
  return Object.fromEntries(files.map((file) => [file, JSON.parse(readFileSync(join(dir, file), "utf8"))]));
}
