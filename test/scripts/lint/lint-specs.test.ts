import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const project = fileURLToPath(new URL("../../../", import.meta.url));

function lintSpecs(...args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const command = ["--import", "tsx", "scripts/cli.ts", "lint", ...args];
    const child = execFile(process.execPath, command, { cwd: project }, (_, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, stdout, stderr });
    });
  });
}

test("a service of ours passes under redocly.yaml, whose plugin is TypeScript", async () => {
  expect(await lintSpecs("enablenow")).toEqual({
    code: 0,
    stdout: "enablenow: no findings\n",
    stderr: expect.stringMatching(/^enablenow .*: 0 findings\n$/),
  });
});

test("a service that redocly.yaml does not list is refused with those it does", async () => {
  const { code, stdout, stderr } = await lintSpecs("enablenwo");
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toBe(
    'error: redocly.yaml has no service "enablenwo". Did you mean `enablenow`? It has: persona, enablenow.\n',
  );
});
