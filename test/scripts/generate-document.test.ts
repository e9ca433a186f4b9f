import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { nameFromTitle } from "../../scripts/job/service-name.js";
import { type SpecFlags, specJob } from "../../scripts/job/spec-job.js";
import { generateDocument } from "../../scripts/run/generate-document.js";
import { ourStages } from "../../scripts/stages.js";
import { UsageError } from "../../scripts/terminal/usage-error.js";
import { createProject, differences, fakeStages, type Project } from "./project.js";
import { document, lines } from "./spec.js";

const main = resolve(import.meta.dirname, "../..");
const FILES = { "toys.json": JSON.stringify(document(), null, 2) };
const FLAGS = { spec: "toys.json", out: "clients/toys" };

async function run(
  project: Project,
  flags: Partial<SpecFlags> = {},
  { check = false, lint = false }: { check?: boolean; lint?: boolean } = {},
) {
  const stages = fakeStages();
  const job = specJob({ ...FLAGS, ...flags }, project.root);
  const result = await generateDocument(lint ? job : { ...job, lint: undefined }, { check, stages });
  return { ...result, ran: stages.ran };
}

async function generated(): Promise<Project> {
  const project = createProject(FILES);
  expect(await run(project)).toMatchObject({ ok: true, problems: [] });
  return project;
}

describe("a run", () => {
  test("writes one folder and nothing beside it, with a mark that lists what is in it", async () => {
    const project = createProject(FILES);
    const before = project.snapshot();
    await run(project);
    expect(differences(before, project.snapshot())).toEqual([
      "missing: clients/toys/.sharewright.json",
      "missing: clients/toys/index.ts",
      "missing: clients/toys/resources/paths.ts",
    ]);
    expect(JSON.parse(project.read("clients/toys/.sharewright.json"))).toEqual({
      generator: "sharewright",
      command: "npx sharewright generate --spec toys.json --out clients/toys",
      files: ["index.ts", "resources/paths.ts"],
    });
  });

  test("is skipped when neither the document nor the folder nor the command changed", async () => {
    const project = await generated();
    expect(await run(project)).toMatchObject({ ok: true, unchanged: ["toys"], ran: [] });
    expect(await run(project, { runtime: "./runtime.js" })).toMatchObject({ unchanged: [], ran: ["toys"] });
    expect(await run(project)).toMatchObject({ unchanged: [], ran: ["toys"] });
    project.write({ "toys.json": FILES["toys.json"].replace("All.", "Every one.") });
    expect(await run(project)).toMatchObject({ unchanged: [], ran: ["toys"] });
    project.write({ "clients/toys/index.ts": "// edited\n" });
    expect(await run(project)).toMatchObject({
      unchanged: [],
      differences: [{ path: "clients/toys/index.ts", kind: "differs" }],
    });
    expect(await run(project)).toMatchObject({ unchanged: ["toys"] });
  });

  test("sees a change of an overlay, and of one that is added or removed", async () => {
    const project = await generated();
    const overlay = {
      overlay: "1.0.0",
      info: { title: "O", version: "1" },
      actions: [{ target: "$.paths", update: { "/dolls": {} } }],
    };
    project.write({ "toys.overlay.yaml": JSON.stringify(overlay) });
    expect(await run(project)).toMatchObject({ differences: [{ path: "clients/toys/resources/paths.ts" }] });
    expect(project.read("clients/toys/resources/paths.ts")).toContain("/dolls");
    project.write({ "toys.overlay.yaml": JSON.stringify(overlay).replace("/dolls", "/games") });
    expect(await run(project)).toMatchObject({ differences: [{ path: "clients/toys/resources/paths.ts" }] });
    rmSync(join(project.root, "toys.overlay.yaml"));
    expect(await run(project)).toMatchObject({ differences: [{ path: "clients/toys/resources/paths.ts" }] });
    expect(project.read("clients/toys/resources/paths.ts")).not.toContain("/games");
  });

  test("removes what it wrote before and writes no more", async () => {
    const project = await generated();
    project.write({
      "clients/toys/.sharewright.json": project
        .read("clients/toys/.sharewright.json")
        .replace('"index.ts"', '"index.ts", "old.ts"'),
      "clients/toys/old.ts": "",
    });
    await run(project);
    expect(readdirSync(join(project.root, "clients/toys")).sort()).toEqual([
      ".sharewright.json",
      "index.ts",
      "resources",
    ]);
  });

  test("with --check names what differs and writes nothing", async () => {
    const project = await generated();
    project.write({ "toys.json": FILES["toys.json"].replace("/toys", "/dolls") });
    const before = project.snapshot();
    expect(await run(project, {}, { check: true })).toMatchObject({
      ok: false,
      differences: [{ path: "clients/toys/resources/paths.ts", kind: "differs" }],
    });
    expect(differences(before, project.snapshot())).toEqual([]);
    const empty = createProject(FILES);
    expect(await run(empty, {}, { check: true })).toMatchObject({ ok: false });
    expect(existsSync(join(empty.root, "clients"))).toBe(false);
  });

  test("leaves the folder as it was when the document is refused, whichever stage refuses it", async () => {
    const project = await generated();
    for (const [text, code] of [
      ["{", "yaml"],
      [FILES["toys.json"].replace("/toys", "/collide"), "naming-collision"],
    ] as const) {
      project.write({ "toys.json": text });
      const before = project.snapshot();
      const { ok, problems } = await run(project);
      expect(ok).toBe(false);
      expect(problems).toEqual([
        expect.objectContaining({ code, place: expect.objectContaining({ file: "toys.json" }) }),
      ]);
      expect(differences(before, project.snapshot())).toEqual([]);
    }
  });

  test("reports a stage that fell over as our mistake, without a stack", async () => {
    const project = createProject(FILES);
    // The model makes of it what the printer cannot print.
    const stages = { ...ourStages, model: fakeStages().model };
    const job = { ...specJob(FLAGS, project.root), lint: undefined };
    const { ok, problems } = await generateDocument(job, { check: false, stages });
    expect(ok).toBe(false);
    expect(problems).toMatchObject([
      { code: "internal", message: expect.stringMatching(/^sharewright could not make a client of toys.json: ./) },
    ]);
    expect(existsSync(join(project.root, "clients/toys"))).toBe(false);
  });

  test("lints beside the rest, and what lint finds does not refuse the document", async () => {
    const { ok, problems } = await run(createProject(FILES), {}, { lint: true });
    expect(ok).toBe(true);
    expect(lines(problems)).toContain(
      "toys.json:9:7 warning security-defined Every operation should have security defined on it or on the root level.",
    );
  });

  test("says once that the document is not there, linted or not", async () => {
    const { ok, problems } = await run(createProject({}), {}, { lint: true });
    expect({ ok, codes: problems.map(({ code }) => code) }).toEqual({ ok: false, codes: ["missing-file"] });
  });
});

describe("a folder is somebody's, and is not replaced", () => {
  test.each([
    ["without our mark", { "clients/toys/notes.txt": "mine" }, "it holds notes.txt"],
    ["with another's mark", { "clients/toys/.sharewright.json": "{}" }, "was not written by this command"],
    [
      "with a file that somebody added",
      {
        "clients/toys/.sharewright.json": '{"generator":"sharewright","files":["a.ts"]}',
        "clients/toys/a.ts": "",
        "clients/toys/b/mine.ts": "",
      },
      "b/mine.ts in it was not written by this command",
    ],
  ])("%s", async (_title, files, said) => {
    const project = createProject({ ...FILES, ...files });
    const before = project.snapshot();
    await expect(run(project)).rejects.toThrow(UsageError);
    await expect(run(project)).rejects.toThrow(said);
    expect(differences(before, project.snapshot())).toEqual([]);
  });

  test("but an empty one is", async () => {
    const project = createProject(FILES);
    mkdirSync(join(project.root, "clients/toys"), { recursive: true });
    expect((await run(project)).ok).toBe(true);
  });
});

describe("the command line is refused", () => {
  test.each([
    [{ out: undefined }, "--spec needs --out, the folder to write: --spec toys.json --out src/clients/toys"],
    [{ spec: "" }, "--spec needs the path of a document."],
    [{ spec: "http://toys.test/openapi.json" }, "http://toys.test/openapi.json is not https"],
    [{ spec: "https://me:secret@toys.test/openapi.json" }, "toys.test: an address with a password in it"],
    [{ name: "My Toys" }, "For example: --name my-toys"],
    [{ name: "../toys" }, '"../toys" cannot be the --name of a service'],
    [{ runtime: '"; evil()' }, "--runtime takes a module specifier"],
    [{ out: "." }, "is replaced as a whole, and it holds"],
    [{ out: ".." }, "is replaced as a whole, and it holds"],
    [{ out: "/" }, "is replaced as a whole, and it holds"],
    [{ out: "toys.json" }, "is replaced as a whole, and it holds toys.json"],
    [{ out: "other.json" }, "--out other.json is a file. Name a folder."],
    [{ out: join(main, "generated/toys") }, "generated/ belongs to the services of redocly.yaml"],
    [{ out: main }, "is replaced as a whole, and it holds"],
    [{ root: "nowhere" }, "--root has to hold the spec: toys.json is not in nowhere."],
  ])("%j", (flags, said) => {
    const { root } = createProject({ ...FILES, "other.json": "" });
    const refused = () => specJob({ ...FLAGS, ...flags }, root);
    expect(refused).toThrow(UsageError);
    expect(refused).toThrow(said);
  });

  test("also where a link hides what the folder holds", () => {
    const { root } = createProject(FILES);
    symlinkSync(root, join(root, "link"));
    expect(() => specJob({ ...FLAGS, out: "link" }, root)).toThrow("is replaced as a whole");
  });
});

test.each([
  ["GitHub v3 REST API", "github"],
  ["GitHub's official OpenAPI spec", "github"],
  ["Swagger Petstore - OpenAPI 3.0", "petstore"],
  ["Train Travel API", "train-travel"],
  ["Zürich Open Data", "zurich-open-data"],
  ["The API", "the-api"],
  ["3D Printing", "printing"],
  ["銀行", ""],
])("the title %j names the service %j", (title, name) => {
  expect(nameFromTitle(title)).toBe(name);
});

test("code outside of this project imports the package, code in it the runtime's sources", () => {
  const { root } = createProject(FILES);
  expect(specJob(FLAGS, root).runtime).toBe("sharewright");
  expect(specJob({ ...FLAGS, out: join(main, "clients/toys") }, root).runtime).toBe("../../src/index");
  expect(specJob({ ...FLAGS, runtime: "./mine.js" }, root).runtime).toBe("./mine.js");
});

test("the command in the generated files names no path of the machine", () => {
  const { root } = createProject(FILES);
  const elsewhere = createProject({ "other dir/a.json": "{}" });
  const { command } = specJob(
    { ...FLAGS, spec: join(elsewhere.root, "other dir/a.json"), name: "a", allowRemote: true },
    root,
  );
  expect(command).toBe("npx sharewright generate --spec a.json --out clients/toys --name a");
});
