import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { replaced } from "../../scripts/contract/spec/json.js";
import { ownFixtures, root } from "./paths.js";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sharewright-contract-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

function contract(...args: readonly string[]): {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
} {
  const cli = resolve(root, "scripts/cli.ts");
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", import.meta.resolve("tsx"), cli, "contract", ...args],
    {
      cwd: root,
      encoding: "utf8",
    },
  );
  return { status, out: stdout, err: stderr };
}

test("prints a line for each file, what differs and where, and the table; and exits with 1", () => {
  for (const file of ["enablenow/getShare.every-kind.json", "enablenow/deleteShare.deleted.json"]) {
    copyFileSync(join(ownFixtures, file), join(folder, basename(file)));
  }
  const good = JSON.parse(readFileSync(join(ownFixtures, "enablenow/createShare.created.json"), "utf8"));
  const bad = replaced(replaced(good, ["response", "body", "data"], 7), ["request", "method"], "PUT");
  writeFileSync(join(folder, "createShare.wrong.json"), JSON.stringify(bad));
  writeFileSync(join(folder, "listUsers.foreign.json"), JSON.stringify({ ...good, operationId: "listUsers" }));

  const { status, out } = contract("--fixtures", folder);

  expect(out).toMatch(/^pass {4}deleteShare\.deleted\.json$/m);
  expect(out).toMatch(/^pass {4}getShare\.every-kind\.json$/m);
  expect(out).toMatch(/^differs createShare\.wrong\.json$/m);
  expect(out).toContain('request method: expected "PUT", got "POST"');
  expect(out).toContain('schema at /data: expected "must be string", got 7');
  expect(out).toMatch(/^skipped listUsers\.foreign\.json {2}\(no spec has listUsers\)$/m);
  expect(out).toMatch(/^ *200 +201 +202 +204 +400 /m);
  expect(out).toMatch(/^getShare +→1 ←1 /m);
  expect(out).toContain("  getShare 404 response");
  // Nothing here is Persona's, so its rows would only be noise.
  expect(out).not.toContain("list-all-cases");
  expect(out).toContain("2 pass, 1 differ, 1 skipped.");
  expect(status).toBe(1);
});

test("exits with 0 when nothing differs", () => {
  copyFileSync(join(ownFixtures, "enablenow/getShare.every-kind.json"), join(folder, "getShare.every-kind.json"));
  expect(contract("--fixtures", folder).status).toBe(0);
});

const mistakes: readonly (readonly [string, (folder: string) => readonly string[], string])[] = [
  ["the folder is missing", (path) => ["--fixtures", join(path, "none")], "There is no folder"],
  ["there is no .json file", (path) => ["--fixtures", path], "has no .json file"],
  ["an option is unknown", () => ["--fixture", "x"], "unknown option '--fixture'"],
  ["a file is not JSON", (path) => ["--fixtures", written(path, "{")], "getShare.broken.json is not JSON"],
  [
    "a file is no fixture",
    (path) => ["--fixtures", written(path, "{}")],
    "getShare.broken.json is not a fixture: `operationId` is no text",
  ],
];

test.each(mistakes)("says so and exits with 2 when %s", (_, args, message) => {
  const { status, err } = contract(...args(folder));
  expect(err).toContain(message);
  expect(status).toBe(2);
});

function written(path: string, text: string): string {
  writeFileSync(join(path, "getShare.broken.json"), text);
  return path;
}
