// A clone may lie anywhere, at `/app` too: no printed path is resolved against the working directory.

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readTree } from "../../scripts/output/compare.js";
import { createProject, TOYS } from "./project.js";

const repository = join(import.meta.dirname, "../..");
const pipeline = JSON.stringify(join(repository, "scripts/run/generate-apis.ts"));

/** The files that a project with a runtime beside it, five folders up, gets from a process in `cwd`. */
function filesFrom(cwd: (root: string) => string): Record<string, string> {
  const { root } = createProject({
    ...TOYS,
    "redocly.yaml": `
extends: [minimal]
apis:
  toys:
    root: specs/toys/openapi.yaml
    x-sharewright: { runtime: ../../../../../src/index, http: true, record: true, format: none }
`,
  });
  const run = `const { generateApis } = await import(${pipeline});
    const { ok, problems } = await generateApis({ root: ${JSON.stringify(root)}, lint: false });
    if (!ok) throw new Error(JSON.stringify(problems));`;
  const args = ["--import", import.meta.resolve("tsx"), "--input-type=module", "--eval", run];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: cwd(root), encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return Object.fromEntries([...readTree(join(root, "generated"))].map(([path, text]) => [path, String(text)]));
}

test("the same files come out of a process at the root of the disk and of one deep inside the project", () => {
  const atRoot = filesFrom(() => "/");
  const deep = filesFrom((root) => join(root, "specs/toys"));

  expect(Object.keys(atRoot).length).toBeGreaterThan(10);
  expect(atRoot).toEqual(deep);
  expect(atRoot["toys/client.ts"]).toContain('from "../../../../../src/runtime/index.js"');
}, 120_000);
