import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { aShelf, openLibrary } from "./library.js";

function place(): string {
  const folder = mkdtempSync(join(tmpdir(), "sharewright-state-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "state.json");
}

describe("a kept state", () => {
  test("is there after a restart: records, keys, clock, what is due, and the ids to come", async () => {
    const state = place();
    const first = openLibrary({ state, seed: "first" });
    const body = { data: { "shelf-name": "A", "ships-in-seconds": 60 } };
    const { id } = (await first.call("POST /shelves", { body, headers: { "Idempotency-Key": "k" } })).body.data;
    await first.sandbox.advance("30s");
    await first.sandbox.close();
    const again = openLibrary({ state, seed: "another", now: "2020-01-01T00:00:00Z" });
    expect(again.sandbox.now().toISOString()).toBe("2026-05-01T10:00:30.000Z");
    expect(again.sandbox.credentials).toEqual(first.sandbox.credentials);
    const repeated = await again.call("POST /shelves", { body, headers: { "Idempotency-Key": "k" } });
    expect(repeated.body.data.id).toBe(id);
    await again.sandbox.advance("30s");
    expect((await again.call(`GET /shelves/${id}`)).body.data.attributes.status).toBe("shipped");
    const other = (await again.call("POST /shelves", { body: aShelf })).body.data.id;
    expect(other).not.toBe(id);
    await again.sandbox.close();
  });

  test("is not started over a damaged file, which stays as it is", async () => {
    const state = place();
    const { sandbox, call } = openLibrary({ state });
    await call("POST /shelves", { body: aShelf });
    await sandbox.close();
    const whole = readFileSync(state, "utf8");
    const damages: readonly [string, string][] = [
      [whole.slice(0, -30), "it is not JSON, so it is damaged or no state at all"],
      ["", "it is not JSON, so it is damaged or no state at all"],
      [whole.replace("Novels", "Nuvels"), "its content does not match its checksum"],
      ['{"name":"package"}', "it is no state of a sandbox"],
      ["null", "it is no state of a sandbox"],
      [whole.replace('"version":1', '"version":9'), "it has version 9, and this sandbox reads 1"],
    ];
    for (const [text, reason] of damages) {
      writeFileSync(state, text);
      expect(() => openLibrary({ state })).toThrow(
        `The state in ${state} cannot be used: ${reason}. It was left as it is; move it away to start afresh.`,
      );
      expect(readFileSync(state, "utf8")).toBe(text);
    }
  });

  test("that cannot be written is told at the start", () => {
    expect(() => openLibrary({ state: join(tmpdir(), "no-such-folder", "state.json") })).toThrow(
      "its folder is not there; make it first",
    );
  });

  test("is whole whenever the process is killed", { timeout: 120_000 }, async () => {
    const state = place();
    let counted = 0;
    for (let round = 0; round < 6; round += 1) {
      const child = spawn(process.execPath, ["--import", "tsx", "test/sandbox/write-forever.ts", state]);
      await written(child, 3 + round);
      child.kill("SIGKILL");
      await new Promise((resolve) => child.once("exit", resolve));
      const { sandbox, call } = openLibrary({ state, limits: { library: false } });
      const { data } = (await call("GET /shelves/count")).body;
      expect(data).toBeGreaterThan(counted);
      counted = data;
      await sandbox.close();
    }
    expect(readdirSync(join(state, "..")).filter((name) => !name.endsWith(".draft"))).toEqual(["state.json"]);
  });
});

/** Waits until the child has told so often that it wrote. */
function written(child: ChildProcess, times: number): Promise<void> {
  let seen = 0;
  return new Promise((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`ended with ${code}`)));
    child.stderr?.on("data", (data) => reject(new Error(String(data))));
    child.stdout?.on("data", (data) => {
      seen += String(data).length;
      if (seen >= times) resolve();
    });
  });
}
