import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { compareTrees, readTree } from "../../scripts/output/compare.js";
import { recoverFolder, writeFolder } from "../../scripts/output/write.js";
import { describeError } from "../../scripts/terminal/run.js";
import { createProject } from "./project.js";
import { tree } from "./write-forever.js";

function onDisk(root: string): Record<string, string> {
  return Object.fromEntries([...readTree(join(root, "generated"))].map(([path, content]) => [path, String(content)]));
}

/** What stands in a project, its packages left out. */
function entries(root: string): string[] {
  return readdirSync(root).filter((name) => name !== "node_modules");
}

test("what is written is the tree and nothing besides", () => {
  const { root } = createProject({ "generated/toys/left-over.ts": "x", "generated/old/index.ts": "x" });
  writeFolder(
    join(root, "generated"),
    new Map<string, string | Buffer>([
      ["toys/index.ts", "1"],
      ["toys/a/b/c.ts", Buffer.from([0xff, 0x00])],
    ]),
  );
  expect([...readTree(join(root, "generated")).keys()].sort()).toEqual(["toys/a/b/c.ts", "toys/index.ts"]);
  expect(readFileSync(join(root, "generated/toys/a/b/c.ts"))).toEqual(Buffer.from([0xff, 0x00]));
  expect(entries(root)).toEqual(["generated"]);
});

test.each([
  ["../outside.ts"],
  ["toys/../../outside.ts"],
  ["/etc/outside.ts"],
  ["toys/./index.ts"],
  ["toys//index.ts"],
  ["toys\\..\\outside.ts"],
  ["c:/outside.ts"],
  ["toys/a\u0000b.ts"],
  [""],
])("the path %j is refused, and the old tree stays", (path) => {
  const { root } = createProject({ "generated/toys/index.ts": "old" });
  expect(() =>
    writeFolder(
      join(root, "generated"),
      new Map([
        ["toys/index.ts", "new"],
        [path, "x"],
      ]),
    ),
  ).toThrow(/Refused to write .* in the spec/);
  expect(onDisk(root)).toEqual({ "toys/index.ts": "old" });
  expect(entries(root)).toEqual(["generated"]);
});

test("two paths that some file systems take for one are refused", () => {
  const { root } = createProject({});
  expect(() =>
    writeFolder(
      join(root, "generated"),
      new Map([
        ["toys/a.ts", ""],
        ["toys/A.ts", ""],
      ]),
    ),
  ).toThrow("toys/a.ts and toys/A.ts");
});

test("a write that fails half way leaves the old tree and no litter", () => {
  const { root } = createProject({ "generated/toys/index.ts": "old" });
  // A file cannot be a folder as well.
  expect(() =>
    writeFolder(
      join(root, "generated"),
      new Map([
        ["toys", "x"],
        ["toys/index.ts", "new"],
      ]),
    ),
  ).toThrow();
  expect(onDisk(root)).toEqual({ "toys/index.ts": "old" });
  expect(entries(root)).toEqual(["generated"]);
});

describe("after a killed run", () => {
  const dead = String(spawnSync(process.execPath, ["-e", ""]).pid);

  test("a half-written new tree is removed", () => {
    const { root } = createProject({ "generated/a.ts": "old", [`.generated-new-${dead}-abc/a.ts`]: "half" });
    recoverFolder(join(root, "generated"));
    expect(entries(root)).toEqual(["generated"]);
    expect(onDisk(root)).toEqual({ "a.ts": "old" });
  });

  test("an old tree that was moved away already is put back, if nothing took its place", () => {
    const { root } = createProject({
      [`.generated-old-${dead}-abc/a.ts`]: "old",
      [`.generated-new-${dead}-abc/a.ts`]: "new",
    });
    recoverFolder(join(root, "generated"));
    expect(entries(root)).toEqual(["generated"]);
    expect(onDisk(root)).toEqual({ "a.ts": "old" });
  });

  test("an old tree that was replaced already is removed", () => {
    const { root } = createProject({ [`.generated-old-${dead}-abc/a.ts`]: "old", "generated/a.ts": "new" });
    recoverFolder(join(root, "generated"));
    expect(entries(root)).toEqual(["generated"]);
    expect(onDisk(root)).toEqual({ "a.ts": "new" });
  });

  test("folders of a process that is still at work stay, until they are a minute old", () => {
    const folder = `.generated-new-${process.ppid}-abc`;
    const { root } = createProject({ [`${folder}/a.ts`]: "half" });
    recoverFolder(join(root, "generated"));
    expect(existsSync(join(root, folder))).toBe(true);
    utimesSync(join(root, folder), new Date(), new Date(Date.now() - 61_000));
    recoverFolder(join(root, "generated"));
    expect(entries(root)).toEqual([]);
  });

  test("folders that only look alike are not touched", () => {
    const { root } = createProject({});
    for (const name of [".generated", ".generated-new", `generated-new-${dead}-abc`, `.generated-tmp-${dead}-abc`])
      mkdirSync(join(root, name));
    recoverFolder(join(root, "generated"));
    expect(entries(root)).toHaveLength(4);
  });

  test("by kill -9 at any moment, generated/ is the old or the new tree, whole", { timeout: 60_000 }, async () => {
    const { root } = createProject({});
    const script = join(import.meta.dirname, "write-forever.ts");
    const whole = { old: Object.fromEntries(tree("old")), new: Object.fromEntries(tree("new")) };
    const seen = { old: 0, new: 0, put_back: 0 };
    for (let round = 0; round < 12; round++) {
      const writer = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), script, root], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      const gone = once(writer, "exit");
      await once(writer.stdout, "data");
      await setTimeout(Math.random() * 60);
      writer.kill("SIGKILL");
      await gone;
      if (!existsSync(join(root, "generated"))) seen.put_back++;
      recoverFolder(join(root, "generated"));
      const now = onDisk(root);
      const text = now["service/0/0.ts"]?.slice(0, 3) === "old" ? "old" : "new";
      seen[text]++;
      expect(now).toEqual(whole[text]);
      expect(entries(root)).toEqual(["generated"]);
    }
    expect(seen.old + seen.new).toBe(12);
  });
});

test("a tree moved away by hand can be generated again", () => {
  const { root } = createProject({ "generated/a.ts": "old" });
  renameSync(join(root, "generated"), join(root, "elsewhere"));
  recoverFolder(join(root, "generated"));
  writeFolder(join(root, "generated"), new Map([["a.ts", "new"]]));
  expect(onDisk(root)).toEqual({ "a.ts": "new" });
});

test("a run that another one was faster than says so, and leaves what that one wrote", () => {
  const folder = join(mkdtempSync(join(tmpdir(), "sharewright-write-")), "client");
  const mine = new Map([["index.ts", "mine"]]);
  const before = compareTrees(new Map(), mine);
  writeFolder(
    folder,
    new Map([
      ["index.ts", "theirs"],
      [".sharewright.json", "{}"],
    ]),
  );
  expect(() => writeFolder(folder, mine, before)).toThrow("Another run wrote client/ in the meantime");
  expect(readFileSync(join(folder, "index.ts"), "utf8")).toBe("theirs");
});

test.each([
  ["EACCES", "/work/app may not be written to by this user."],
  ["EROFS", "/work/app lies on a file system that is read-only."],
  ["ENOSPC", "/work/app lies on a disk that is full."],
])("%s is said in words", (code, message) => {
  const error = Object.assign(new Error(`${code}: mkdir`), { code, path: "/work/app/.client-new-1" });
  expect(describeError(error)).toContain(`error: ${message}`);
});
