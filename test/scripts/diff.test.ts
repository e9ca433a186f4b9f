import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { DiffError, diffDocument, diffSpecs, formatDiffs, isBreach } from "../../scripts/diff/diff-specs.js";
import { createProject, TOYS } from "./project.js";
import { commit, createRepository, edit, git } from "./repository.js";

test("nothing changed, nothing to bump, and the working tree stays as it is", async () => {
  const project = createRepository();
  expect(await diffSpecs(project.root, "HEAD")).toEqual([
    { name: "toys", kind: "same", from: "1.0.0", to: "1.0.0", unbumped: false, changes: [] },
  ]);
  expect(spawnSync("git", ["status", "--porcelain"], { cwd: project.root, encoding: "utf8" }).stdout).toBe("");
});

test("a breaking change in a referenced file fails under the version of before, and passes under the next major one", async () => {
  const project = createRepository();
  edit(project, "specs/toys/schemas/Toy.yaml", "required: [id]", "required: []");
  const [unbumped] = await diffSpecs(project.root, "main");
  expect(unbumped).toMatchObject({ name: "toys", kind: "major", unbumped: true });
  expect(unbumped?.changes.join("\n")).toMatch(/^major .*required.*specs\/toys\/schemas\/Toy\.yaml:2$/m);
  expect(unbumped && isBreach(unbumped)).toBe(true);
  expect(formatDiffs(unbumped ? [unbumped] : [], "main")).toContain("raise info.version to the next major version");
  edit(project, "specs/toys/openapi.yaml", "version: 1.0.0", "version: 2.0.0");
  const [bumped] = await diffSpecs(project.root, "main");
  expect(bumped).toMatchObject({ kind: "major", from: "1.0.0", to: "2.0.0", unbumped: false });
  expect(bumped && isBreach(bumped)).toBe(false);
});

test("an addition is minor, a new wording a patch; neither fails", async () => {
  const project = createRepository();
  edit(project, "specs/toys/openapi.yaml", "All toys.", "Every toy.");
  const [patch] = await diffSpecs(project.root, "HEAD");
  expect(patch).toMatchObject({ kind: "patch", unbumped: true });
  edit(
    project,
    "specs/toys/paths/toy.yaml",
    "parameters:",
    "parameters:\n    - { name: color, in: query, schema: { type: string } }",
  );
  const [minor] = await diffSpecs(project.root, "HEAD");
  expect(minor).toMatchObject({ kind: "minor", unbumped: true });
  edit(project, "specs/toys/openapi.yaml", "There is no such toy.", "No such toy.");
  const [mixed] = await diffSpecs(project.root, "HEAD");
  expect(mixed?.changes.map((change) => change.slice(0, 5))).toEqual(["minor", "patch", "patch"]);
  expect([patch, minor].map((diff) => diff && isBreach(diff))).toEqual([false, false]);
});

test("a version alone is no change that would need one", async () => {
  const project = createRepository();
  edit(project, "specs/toys/openapi.yaml", "version: 1.0.0", "version: 1.0.1");
  expect(await diffSpecs(project.root, "HEAD")).toMatchObject([
    { kind: "same", from: "1.0.0", to: "1.0.1", changes: [] },
  ]);
});

test("an entry whose document came later is new", async () => {
  const project = createProject({ "redocly.yaml": TOYS["redocly.yaml"] ?? "" });
  git(project, "init", "--quiet", "--initial-branch=main");
  commit(project);
  project.write(TOYS);
  expect(await diffSpecs(project.root, "HEAD")).toMatchObject([{ name: "toys", kind: "new" }]);
});

test("a removed path is shown where it stood", async () => {
  const project = createRepository();
  edit(project, "specs/toys/openapi.yaml", "  /toys/{id}: { $ref: paths/toy.yaml }\n", "");
  expect((await diffSpecs(project.root, "HEAD"))[0]?.changes[0]).toMatch(
    /^major .*\/toys\/\{id\}.* HEAD:specs\/toys\/openapi\.yaml:17$/,
  );
});

test("a service that the ref does not have is new, one that is gone is removed", async () => {
  const project = createRepository();
  project.write({
    "redocly.yaml": "apis:\n  games: { root: specs/games/openapi.yaml }\n",
    "specs/games/openapi.yaml": TOYS["specs/toys/openapi.yaml"] ?? "",
  });
  const diffs = await diffSpecs(project.root, "HEAD");
  expect(diffs.map(({ name, kind }) => `${name} ${kind}`)).toEqual(["games new", "toys removed"]);
  expect(formatDiffs(diffs, "HEAD")).toBe(
    "games: new since HEAD\ntoys: removed since HEAD, which breaks whoever uses it",
  );
});

test("a ref from before the first spec makes every service new", async () => {
  const project = createProject({ "README.md": "empty" });
  git(project, "init", "--quiet", "--initial-branch=main");
  commit(project);
  project.write(TOYS);
  expect(await diffSpecs(project.root, "main")).toMatchObject([{ name: "toys", kind: "new" }]);
});

test.each(["nowhere", "--output=x", ""])("the ref %j, which git does not know, is refused", async (ref) => {
  const project = createRepository();
  await expect(diffSpecs(project.root, ref)).rejects.toThrow(DiffError);
  await expect(diffSpecs(project.root, ref)).rejects.toThrow(`git does not know "${ref}"`);
});

test("a folder without git is refused", async () => {
  await expect(diffSpecs(createProject().root, "HEAD")).rejects.toThrow("is not in a git repository");
});

test("a spec that cannot be read is named, without Redocly's announcements", async () => {
  const project = createRepository();
  project.write({ "specs/toys/openapi.yaml": "openapi: [\n" });
  await expect(diffSpecs(project.root, "HEAD")).rejects.toThrow(/^toys could not be compared with HEAD: (?!.*[╔║])/s);
});

test("on the command line a breach exits 1, an unknown ref or none 2", async () => {
  const project = createRepository();
  const loader = import.meta.resolve("tsx");
  const cli = resolve(import.meta.dirname, "../../scripts/cli.ts");
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ["--import", loader, cli, "diff", ...args], { cwd: project.root, encoding: "utf8" });
  expect(run("nowhere")).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/^error: git does not know "nowhere"\. .*, for example: npx sharewright diff main$/m),
  });
  expect(run()).toMatchObject({ status: 2, stderr: expect.stringContaining("npx sharewright diff --help") });
  edit(project, "specs/toys/schemas/Toy.yaml", "required: [id]", "required: []");
  expect(run("HEAD")).toMatchObject({
    status: 1,
    stdout: expect.stringMatching(/^toys: major \(1\.0\.0\)\n {2}major /),
    stderr: "",
  });
});

const one = {
  ...TOYS,
  "specs/toys/openapi.yaml": `openapi: 3.1.0
info: { title: Toys, version: 1.0.0 }
servers: [{ url: https://toys.test }]
paths:
  /toys:
    get:
      operationId: listToys
      summary: List
      responses: { "200": { description: All. } }
`,
};

test("a document in a file is compared with the service that it is of", async () => {
  const project = createProject({ ...one, "before.yaml": one["specs/toys/openapi.yaml"] });
  expect(await diffDocument(project.root, "before.yaml")).toMatchObject([{ name: "toys", kind: "same" }]);
  edit(project, "specs/toys/openapi.yaml", "listToys", "findToys");
  const [renamed] = await diffDocument(project.root, "before.yaml", "toys");
  expect(renamed).toMatchObject({ kind: "major", unbumped: true });
  expect(renamed?.changes.join("\n")).toContain("the function listToys was renamed to findToys");
  await expect(diffDocument(project.root, "gone.yaml")).rejects.toThrow("There is no file gone.yaml.");
  await expect(diffDocument(project.root, "before.yaml", "toy")).rejects.toThrow("Did you mean `toys`?");
});

test("so is one that an npm package holds", async () => {
  const project = createProject({
    ...one,
    "package/package.json": JSON.stringify({ name: "toys-api", version: "1.0.0" }),
    "package/dist/openapi.yaml": one["specs/toys/openapi.yaml"].replace("/toys:", "/dolls:"),
    "package/dist/other.yaml": one["specs/toys/openapi.yaml"],
  });
  const pack = spawnSync("npm", ["pack", "--silent"], { cwd: join(project.root, "package"), encoding: "utf8" });
  expect(pack.status).toBe(0);
  const before = "npm:./package/toys-api-1.0.0.tgz";
  expect((await diffDocument(project.root, before))[0]).toMatchObject({ kind: "major" });
  expect((await diffDocument(project.root, `${before}//dist/other.yaml`))[0]).toMatchObject({ kind: "same" });
  await expect(diffDocument(project.root, `${before}//openapi.json`)).rejects.toThrow(
    /has no file openapi\.json\. Say which it is, as in npm:.*\/\/dist\/openapi\.yaml/,
  );
  await expect(diffDocument(project.root, "npm:./package/none.tgz")).rejects.toThrow(/^npm does not give .*none\.tgz/);
});
