import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { UnknownServiceError } from "../../scripts/job/select-jobs.js";
import { generateApis as generate } from "../../scripts/run/generate-apis.js";
import { createProject, differences, type Project, TOYS, withFakes as withAll } from "./project.js";

/** Without lint, which takes longer than the rest. */
const withFakes: typeof withAll = (project, options = {}) => withAll(project, { lint: false, ...options });

const GENERATED = [
  "missing: generated/toys/.sharewright.json",
  "missing: generated/toys/index.ts",
  "missing: generated/toys/resources/paths.ts",
];

const GAMES: Readonly<Record<string, string>> = {
  "specs/games/openapi.yaml": `openapi: 3.1.0
info: { title: Games, version: 1.0.0 }
paths:
  /games:
    get: { operationId: listGames, responses: { "200": { description: All games. } } }
`,
};

function edit(project: Project, file: string, find: string, replace: string): void {
  const text = project.read(file);
  if (!text.includes(find)) throw new Error(`${file} has no ${find}`);
  project.write({ [file]: text.replace(find, replace) });
}

async function generated(): Promise<Project> {
  const project = createProject();
  expect((await generate(withFakes(project).options)).ok).toBe(true);
  return project;
}

describe("a run", () => {
  test("writes what the printer gives under the name of the service, and touches nothing else", async () => {
    const project = createProject({ ...TOYS, "generated/gone/index.ts": "of a service that is no more" });
    const before = project.snapshot();
    const result = await generate(withFakes(project).options);
    expect(result).toMatchObject({ ok: true, problems: [], unchanged: [] });
    expect(differences(before, project.snapshot())).toEqual(["left over: generated/gone/index.ts", ...GENERATED]);
    expect(project.read("generated/toys/resources/paths.ts")).toContain('["/toys","/toys/{id}"]');
  });

  test("gives the same bytes from a clean tree again", async () => {
    const project = await generated();
    const before = project.snapshot();
    rmSync(join(project.root, "generated"), { recursive: true });
    const { options, ran } = withFakes(project);
    await generate(options);
    expect(ran).toEqual(["toys"]);
    expect(differences(before, project.snapshot())).toEqual([]);
  });

  test("skips a service that did not change", async () => {
    const { options, ran } = withFakes(await generated());
    expect(await generate(options)).toMatchObject({ ok: true, unchanged: ["toys"], differences: [] });
    expect(ran).toEqual([]);
  });

  test.each([
    ["the document", "specs/toys/openapi.yaml", "All toys.", "Every toy."],
    ["a file two references away", "specs/toys/schemas/Owner.yaml", "name", "nickname"],
    ["the rules", "redocly.yaml", "error", "warn"],
  ])("sees a change of %s", async (_title, file, find, replace) => {
    const project = await generated();
    edit(project, file, find, replace);
    const { options, ran } = withAll(project);
    expect(await generate(options)).toMatchObject({ ok: true, unchanged: [] });
    expect(ran).toEqual(["toys"]);
  });

  test("puts a file right that was edited by hand, removed or added", async () => {
    const project = await generated();
    const before = project.snapshot();
    project.write({ "generated/toys/index.ts": "// mine\n", "generated/toys/extra.ts": "// mine\n" });
    rmSync(join(project.root, "generated/toys/resources"), { recursive: true });
    const { differences: repaired } = await generate(withFakes(project).options);
    expect(repaired.map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      "left over generated/toys/extra.ts",
      "differs generated/toys/index.ts",
      "missing generated/toys/resources/paths.ts",
    ]);
    expect(differences(before, project.snapshot())).toEqual([]);
  });

  test("shows the warnings of a skipped service again", async () => {
    const project = createProject();
    edit(
      project,
      "redocly.yaml",
      "operation-operationId-unique: error",
      "operation-summary: warn\n  operation-4xx-response: warn",
    );
    edit(project, "specs/toys/openapi.yaml", "      summary: List\n", "");
    const first = await generate(withAll(project).options);
    expect(first.problems.map(({ code }) => code)).toEqual(["operation-summary"]);
    const second = await generate(withAll(project).options);
    expect(second).toMatchObject({ unchanged: ["toys"], problems: first.problems });
  });

  test("puts back what a killed run moved away", async () => {
    const project = await generated();
    const before = project.snapshot();
    renameSync(join(project.root, "generated/toys"), join(project.root, "generated/.toys-old-999999999-abc"));
    expect(await generate(withFakes(project).options)).toMatchObject({ unchanged: ["toys"] });
    expect(differences(before, project.snapshot())).toEqual([]);
  });
});

describe("--check", () => {
  test("passes on what was generated", async () => {
    const project = await generated();
    expect(await generate(withFakes(project, { check: true }).options)).toMatchObject({ ok: true, differences: [] });
  });

  test("names what differs, is missing and is left over, and writes nothing", async () => {
    const project = await generated();
    project.write({
      "generated/toys/index.ts": "// toys \n",
      "generated/other/index.ts": "",
      "generated/toys/extra.ts": "",
    });
    rmSync(join(project.root, "generated/toys/resources/paths.ts"));
    const before = project.snapshot();
    const result = await generate(withFakes(project, { check: true }).options);
    expect(result).toMatchObject({
      ok: false,
      differences: [
        { path: "generated/other/index.ts", kind: "left over" },
        { path: "generated/toys/extra.ts", kind: "left over" },
        { path: "generated/toys/index.ts", kind: "differs" },
        { path: "generated/toys/resources/paths.ts", kind: "missing" },
      ],
    });
    expect(differences(before, project.snapshot())).toEqual([]);
  });

  test("fails when the spec was changed and nothing generated since", async () => {
    const project = await generated();
    edit(project, "specs/toys/openapi.yaml", "  /toys:", "  /dolls:");
    expect(await generate(withFakes(project, { check: true }).options)).toMatchObject({
      ok: false,
      differences: [{ path: "generated/toys/resources/paths.ts", kind: "differs" }],
    });
  });
});

describe("a third service", () => {
  test("is a folder, an entry and a run", async () => {
    const project = await generated();
    const before = project.snapshot();
    project.write(GAMES);
    edit(project, "redocly.yaml", "apis:\n", "apis:\n  games: { root: specs/games/openapi.yaml }\n");
    expect(await generate(withFakes(project).options)).toMatchObject({ ok: true });
    expect(differences(before, project.snapshot())).toEqual([
      "missing: generated/games/.sharewright.json",
      "missing: generated/games/index.ts",
      "missing: generated/games/resources/paths.ts",
      "differs: redocly.yaml",
      "missing: specs/games/openapi.yaml",
    ]);
  });

  test("and a name limit a run to it", async () => {
    const project = await generated();
    project.write(GAMES);
    edit(project, "redocly.yaml", "apis:\n", "apis:\n  games: { root: specs/games/openapi.yaml }\n");
    project.write({ "generated/toys/index.ts": "// left as it is\n" });
    const { options, ran } = withFakes(project, { services: ["games"] });
    expect(await generate(options)).toMatchObject({ ok: true });
    expect(ran).toEqual(["games"]);
    expect(project.read("generated/toys/index.ts")).toBe("// left as it is\n");
    expect(project.read("generated/games/index.ts")).toBe("// games\n");
    expect((await generate({ ...options, check: true })).ok).toBe(true);
    expect((await generate({ ...options, services: [], check: true })).differences).toEqual([
      { path: "generated/toys/index.ts", kind: "differs" },
    ]);
  });
});

test("a third service goes through our own model and printer, twice to the same bytes", async () => {
  const project = createProject();
  expect(await generate({ root: project.root })).toMatchObject({ ok: true, problems: [] });
  const first = project.snapshot();
  const files = [...first.keys()].filter((path) => path.startsWith("generated/"));
  expect(files).toEqual(expect.arrayContaining(["generated/toys/index.ts", "generated/toys/transport.ts"]));
  for (const path of files.filter((path) => path.endsWith(".ts"))) {
    expect(`${first.get(path)}`.split("\n")[0]).toMatch(/^\/\/ Generated by sharewright from specs\/toys/);
    expect(`${first.get(path)}`).not.toContain(project.root);
  }
  expect(project.read("generated/toys/index.ts")).toContain("createToys");
  rmSync(join(project.root, "generated"), { recursive: true });
  await generate({ root: project.root });
  expect(differences(first, project.snapshot())).toEqual([]);
  expect(await generate({ root: project.root, check: true })).toMatchObject({ ok: true, unchanged: ["toys"] });
});

test("a check that found everything in step spares the next", async () => {
  const project = createProject();
  await generate({ root: project.root });
  rmSync(join(project.root, "node_modules/.cache"), { recursive: true });
  expect(await generate({ root: project.root, check: true })).toMatchObject({ ok: true, unchanged: [] });
  expect(await generate({ root: project.root, check: true })).toMatchObject({ ok: true, unchanged: ["toys"] });
});

test("a name that is not in redocly.yaml is refused with the one that was meant", async () => {
  const project = createProject();
  const run = generate(withFakes(project, { services: ["tois"] }).options);
  await expect(run).rejects.toThrow(UnknownServiceError);
  await expect(run).rejects.toThrow('redocly.yaml has no service "tois". Did you mean `toys`? It has: toys.');
});

describe("a broken spec", () => {
  /** What was generated before, an edit that breaks it, and the problems that a run then prints. */
  async function broken(change: (project: Project) => void, options = {}) {
    const project = await generated();
    change(project);
    const before = project.snapshot();
    const result = await generate(withAll(project, options).options);
    expect(result.ok).toBe(false);
    expect(differences(before, project.snapshot())).toEqual([]);
    return result.problems.map(({ place, code }) => `${place?.file}:${place?.line} ${code}`);
  }

  test("leaves generated/ as it was, whichever stage refuses it", async () => {
    expect(await broken((project) => edit(project, "specs/toys/openapi.yaml", "servers: [", "servers: [["))).toEqual([
      "specs/toys/openapi.yaml:4 yaml",
    ]);
    expect(
      await broken((project) => edit(project, "specs/toys/schemas/Toy.yaml", "Owner.yaml", "Nobody.yaml")),
    ).toEqual(["specs/toys/schemas/Toy.yaml:8 bundler"]);
    expect(await broken((project) => edit(project, "specs/toys/paths/toy.yaml", "getToy", "listToys"))).toEqual([
      "specs/toys/paths/toy.yaml:1 operation-operationId-unique",
    ]);
    expect(await broken((project) => edit(project, "specs/toys/openapi.yaml", "  /toys:", "  /collide:"))).toEqual([
      "specs/toys/openapi.yaml:8 naming-collision",
    ]);
    expect(await broken((project) => edit(project, "redocly.yaml", "toys: {", "Toys: {"))).toEqual([
      "redocly.yaml:7 registry",
    ]);
  });

  test("tells what lint and the model found in one run, of all services", async () => {
    const found = await broken((project) => {
      edit(
        project,
        "redocly.yaml",
        "apis:\n",
        "apis:\n  games: { root: specs/games/openapi.yaml }\n  ghost: { root: specs/ghost.yaml }\n",
      );
      project.write({ "specs/games/openapi.yaml": "openapi: [\n" });
      edit(project, "specs/toys/openapi.yaml", "  /toys:", "  /collide:");
      edit(project, "specs/toys/paths/toy.yaml", "getToy", "listToys");
    });
    expect(found.sort()).toEqual([
      "specs/games/openapi.yaml:2 yaml",
      "specs/ghost.yaml:1 missing-file",
      "specs/toys/openapi.yaml:8 naming-collision",
      "specs/toys/paths/toy.yaml:1 operation-operationId-unique",
    ]);
  });

  test("is found by --check as well", async () => {
    const breakIt = (project: Project) => edit(project, "specs/toys/paths/toy.yaml", "getToy", "listToys");
    expect(await broken(breakIt, { check: true })).toEqual([
      "specs/toys/paths/toy.yaml:1 operation-operationId-unique",
    ]);
  });

  test("does not spoil the cache: the next run after the repair skips what is as before", async () => {
    const project = await generated();
    const sound = project.read("specs/toys/openapi.yaml");
    edit(project, "specs/toys/openapi.yaml", "  /toys:", "  /collide:");
    expect((await generate(withFakes(project).options)).ok).toBe(false);
    project.write({ "specs/toys/openapi.yaml": sound });
    expect(await generate(withFakes(project).options)).toMatchObject({ ok: true, unchanged: ["toys"] });
  });

  test("passes with lint switched off, and is linted again by the next run with lint", async () => {
    const project = await generated();
    edit(project, "specs/toys/paths/toy.yaml", "getToy", "listToys");
    expect((await generate(withFakes(project, { lint: false }).options)).ok).toBe(true);
    expect((await generate(withAll(project).options)).ok).toBe(false);
  });
});

test("a spec that makes the printer climb out of its folder writes nothing", async () => {
  const project = createProject();
  const before = project.snapshot();
  const { stages, options } = withFakes(project);
  const hostile = {
    ...stages,
    print: async () => ({ tree: new Map([["../../outside.ts", "x"]]), problems: [] }),
  };
  await expect(generate({ ...options, stages: hostile })).rejects.toThrow(/Refused to write/);
  expect(differences(before, project.snapshot())).toEqual([]);
});
