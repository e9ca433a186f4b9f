import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { generate } from "../../scripts/generate.js";
import { createProject, type Project, REDOCLY, TOYS, withFakes } from "./project.js";

const CLI = resolve(import.meta.dirname, "../../scripts/cli.ts");
const LOADER = new URL("../../scripts/typescript.mjs", import.meta.url).href;
const env = { ...process.env, CI: "", GITHUB_ACTIONS: "", NO_COLOR: "1" };

function run(project: Project, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", LOADER, CLI, ...args], {
    cwd: project.root,
    encoding: "utf8",
    env,
  });
  return { status, stdout, stderr };
}

test("--help shows the options and an example of each use, and exits 0", () => {
  const { status, stdout } = run(createProject(), "--help");
  expect(status).toBe(0);
  expect(stdout).toMatch(/Usage: npm run generate -- \[options\] \[services\.\.\.\]/);
  for (const use of ["-- persona ", "-- --check ", "-- --watch ", "--no-lint"]) expect(stdout).toContain(use);
});

test.each([
  [["--chek"], /unknown option '--chek'\n\(Did you mean --check\?\)/],
  [["toyz"], /redocly\.yaml has no service "toyz"\. Did you mean `toys`\?/],
  [["--check", "--watch"], /--check and --watch exclude each other/],
])("%j is wrong usage: it says what was meant and exits 2", (args, said) => {
  const { status, stderr } = run(createProject(), ...args);
  expect(stderr).toMatch(said);
  expect(stderr).not.toContain("    at ");
  expect(status).toBe(2);
});

test("a broken spec exits 1, with every problem on its line and what to do", () => {
  const project = createProject({ ...TOYS, "redocly.yaml": `${REDOCLY}  ghost: { root: specs/ghost.yaml }\n` });
  project.write({ "specs/toys/schemas/Toy.yaml": "type: [\n" });
  const { status, stderr } = run(project);
  expect(status).toBe(1);
  expect(stderr).toContain(`redocly.yaml:1:1  error  missing-file
  specs/ghost.yaml does not exist.
  -> Add the file, or correct the path in redocly.yaml.

specs/toys/schemas/Toy.yaml:2:1  error  no-unresolved-refs
  Failed to parse: `);
  expect(stderr).toMatch(/2 errors, 0 warnings\ngenerated\/ was left as it was\./);
});

test("--check names each file on stderr, says what to run, and exits 1", async () => {
  // The service itself is unchanged since a run of this generator, so that neither its model nor its emitter is needed.
  const project = createProject();
  await generate(withFakes(project).options);
  expect(run(project, "--check")).toMatchObject({ status: 0, stderr: "" });
  project.write({ "generated/games/index.ts": "of a service that is no more" });
  const { status, stdout, stderr } = run(project, "--check");
  expect(stdout).toBe("toys         2 operations, unchanged\n");
  expect(stderr).toBe(`generated/ is not what the specs give:
  left over  generated/games/index.ts
Run \`npm run generate\` and commit the result.
`);
  expect(status).toBe(1);
  expect(run(project)).toMatchObject({
    status: 0,
    stdout: expect.stringContaining("written: 0 files changed, 0 new, 1 removed."),
  });
  expect(run(project)).toMatchObject({ status: 0, stdout: expect.stringContaining("generated/ is up to date.") });
});

test("a run that finds nothing changed imports nothing heavy", () => {
  const packages = new Set<string>();
  const seen = new Set<string>();
  const visit = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    // Imports of types are gone at run time, and `await import` waits until a stage runs.
    for (const [, from = ""] of readFileSync(file, "utf8").matchAll(
      /^(?:import|export) (?!type )[^;]*?from "([^"]+)";/gm,
    )) {
      if (from.startsWith(".")) visit(resolve(dirname(file), from.replace(/\.js$/, ".ts")));
      else if (!from.startsWith("node:")) packages.add(from);
    }
  };
  visit(CLI);
  expect([...packages]).toEqual(["commander"]);
  expect(seen.size).toBeGreaterThan(5);
});

test("--watch goes on after a broken spec and ends with Ctrl-C", async () => {
  const project = createProject({ ...TOYS, "specs/toys/openapi.yaml": "openapi: [\n" });
  const child = spawn(process.execPath, ["--import", LOADER, CLI, "--watch"], { cwd: project.root, env });
  onTestFinished(() => void child.kill("SIGKILL"));
  let said = "";
  child.stdout.on("data", (chunk) => (said += chunk));
  child.stderr.on("data", (chunk) => (said += chunk));
  const times = (text: string) => said.split(text).length - 1;
  await vi.waitFor(() => expect(times("watching the specs")).toBe(1), { timeout: 10_000 });
  expect(said).toContain("specs/toys/openapi.yaml:2:1  error  yaml");
  project.write({ [join("specs", "toys", "openapi.yaml")]: "openapi: 3.1.0\npaths: [\n" });
  await vi.waitFor(() => expect(times("watching the specs")).toBe(2), { timeout: 10_000 });
  expect(said).toContain("specs/toys/openapi.yaml:3:1  error  yaml");
  child.kill("SIGINT");
  expect(await once(child, "exit")).toEqual([0, null]);
});
