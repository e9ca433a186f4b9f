import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { lockState } from "../../src/sandbox/world/state/state-lock.js";

function stateFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "sharewright-lock-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "state.json");
}

test("a state file belongs to one process, until it lets go", () => {
  const path = stateFile();
  const other = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60_000)"]);
  onTestFinished(() => void other.kill());
  writeFileSync(`${path}.lock`, String(other.pid));
  expect(() => lockState(path)).toThrow(`Another sandbox, process ${other.pid}, keeps its state in ${path}.`);
  rmSync(`${path}.lock`);
  const release = lockState(path);
  expect(existsSync(`${path}.lock`)).toBe(true);
  release();
  expect(existsSync(`${path}.lock`)).toBe(false);
});

test("what a process left behind that was killed is taken over", async () => {
  const path = stateFile();
  const other = spawn(process.execPath, ["-e", ""]);
  await new Promise((resolve) => other.once("exit", resolve));
  writeFileSync(`${path}.lock`, String(other.pid));
  lockState(path)();
  expect(existsSync(`${path}.lock`)).toBe(false);
});
