import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { DiffError, diffSpecs, formatDiffs, isBreach } from "../../scripts/commands/diff.js";
import { createProject, type Project, TOYS } from "./project.js";

/** A repository whose first commit holds the toys. */
function createRepository(): Project {
  const project = createProject();
  git(project, "init", "--quiet", "--initial-branch=main");
  commit(project);
  return project;
}

function git({ root }: Project, ...args: string[]): void {
  const who = ["-c", "user.name=Test", "-c", "user.email=test@test.test", "-c", "commit.gpgsign=false"];
  const { status, stderr } = spawnSync("git", [...who, ...args], { cwd: root, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
}

function commit(project: Project): void {
  git(project, "add", ".");
  git(project, "commit", "--quiet", "--message=change");
}

function edit(project: Project, file: string, find: string, replace: string): void {
  project.write({ [file]: project.read(file).replace(find, replace) });
}

test("nothing changed, nothing to bump, and the working tree stays as it is", () => {
  const project = createRepository();
  expect(diffSpecs(project.root, "HEAD")).toEqual([
    { name: "toys", kind: "same", from: "1.0.0", to: "1.0.0", unbumped: false, changes: [] },
  ]);
  expect(spawnSync("git", ["status", "--porcelain"], { cwd: project.root, encoding: "utf8" }).stdout).toBe("");
});

test("a breaking change in a referenced file fails under the version of before, and passes under the next major one", () => {
  const project = createRepository();
  edit(project, "specs/toys/schemas/Toy.yaml", "required: [id]", "required: []");
  const [unbumped] = diffSpecs(project.root, "main");
  expect(unbumped).toMatchObject({ name: "toys", kind: "major", unbumped: true });
  expect(unbumped?.changes.join("\n")).toMatch(/^major .*required.*specs\/toys\/schemas\/Toy\.yaml:2$/m);
  expect(unbumped && isBreach(unbumped)).toBe(true);
  expect(formatDiffs(unbumped ? [unbumped] : [], "main")).toContain("raise info.version to the next major version");
  edit(project, "specs/toys/openapi.yaml", "version: 1.0.0", "version: 2.0.0");
  const [bumped] = diffSpecs(project.root, "main");
  expect(bumped).toMatchObject({ kind: "major", from: "1.0.0", to: "2.0.0", unbumped: false });
  expect(bumped && isBreach(bumped)).toBe(false);
});

test("an addition is minor, a new wording a patch; neither fails", () => {
  const project = createRepository();
  edit(project, "specs/toys/openapi.yaml", "All toys.", "Every toy.");
  const [patch] = diffSpecs(project.root, "HEAD");
  expect(patch).toMatchObject({ kind: "patch", unbumped: true });
  edit(
    project,
    "specs/toys/paths/toy.yaml",
    "parameters:",
    "parameters:\n    - { name: color, in: query, schema: { type: string } }",
  );
  const [minor] = diffSpecs(project.root, "HEAD");
  expect(minor).toMatchObject({ kind: "minor", unbumped: true });
  edit(project, "specs/toys/openapi.yaml", "There is no such toy.", "No such toy.");
  const [mixed] = diffSpecs(project.root, "HEAD");
  expect(mixed?.changes.map((change) => change.slice(0, 5))).toEqual(["minor", "patch", "patch"]);
  expect([patch, minor].map((diff) => diff && isBreach(diff))).toEqual([false, false]);
});

test("a version alone is no change that would need one", () => {
  const project = createRepository();
  edit(project, "specs/toys/openapi.yaml", "version: 1.0.0", "version: 1.0.1");
  expect(diffSpecs(project.root, "HEAD")).toMatchObject([{ kind: "same", from: "1.0.0", to: "1.0.1", changes: [] }]);
});

test("an entry whose document came later is new", () => {
  const project = createProject({ "redocly.yaml": TOYS["redocly.yaml"] ?? "" });
  git(project, "init", "--quiet", "--initial-branch=main");
  commit(project);
  project.write(TOYS);
  expect(diffSpecs(project.root, "HEAD")).toMatchObject([{ name: "toys", kind: "new" }]);
});

test("a removed path is shown where it stood", () => {
  const project = createRepository();
  edit(project, "specs/toys/openapi.yaml", "  /toys/{id}: { $ref: paths/toy.yaml }\n", "");
  expect(diffSpecs(project.root, "HEAD")[0]?.changes[0]).toMatch(
    /^major .*\/toys\/\{id\}.* HEAD:specs\/toys\/openapi\.yaml:17$/,
  );
});

test("a service that the ref does not have is new, one that is gone is removed", () => {
  const project = createRepository();
  project.write({
    "redocly.yaml": "apis:\n  games: { root: specs/games/openapi.yaml }\n",
    "specs/games/openapi.yaml": TOYS["specs/toys/openapi.yaml"] ?? "",
  });
  const diffs = diffSpecs(project.root, "HEAD");
  expect(diffs.map(({ name, kind }) => `${name} ${kind}`)).toEqual(["games new", "toys removed"]);
  expect(formatDiffs(diffs, "HEAD")).toBe(
    "games: new since HEAD\ntoys: removed since HEAD, which breaks whoever uses it",
  );
});

test("a ref from before the first spec makes every service new", () => {
  const project = createProject({ "README.md": "empty" });
  git(project, "init", "--quiet", "--initial-branch=main");
  commit(project);
  project.write(TOYS);
  expect(diffSpecs(project.root, "main")).toMatchObject([{ name: "toys", kind: "new" }]);
});

test.each(["nowhere", "--output=x", ""])("the ref %j, which git does not know, is refused", (ref) => {
  const project = createRepository();
  expect(() => diffSpecs(project.root, ref)).toThrow(DiffError);
  expect(() => diffSpecs(project.root, ref)).toThrow(`git does not know "${ref}"`);
});

test("a folder without git is refused", () => {
  expect(() => diffSpecs(createProject().root, "HEAD")).toThrow("is not in a git repository");
});

test("a spec that cannot be read is named, without Redocly's announcements", () => {
  const project = createRepository();
  project.write({ "specs/toys/openapi.yaml": "openapi: [\n" });
  expect(() => diffSpecs(project.root, "HEAD")).toThrow(/^toys could not be compared with HEAD: (?!.*[╔║])/s);
});

test("on the command line a breach exits 1, an unknown ref or none 2", () => {
  const project = createRepository();
  const loader = import.meta.resolve("tsx");
  const cli = resolve(import.meta.dirname, "../../scripts/commands/diff.ts");
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ["--import", loader, cli, ...args], { cwd: project.root, encoding: "utf8" });
  expect(run("nowhere")).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('error: git does not know "nowhere"'),
  });
  expect(run()).toMatchObject({ status: 2, stderr: expect.stringContaining("Example: npm run diff -- main") });
  edit(project, "specs/toys/schemas/Toy.yaml", "required: [id]", "required: []");
  expect(run("HEAD")).toMatchObject({
    status: 1,
    stdout: expect.stringMatching(/^toys: major \(1\.0\.0\)\n {2}major /),
    stderr: "",
  });
});
