import { join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import type { Job } from "../../scripts/job/job.js";
import { lintSpec } from "../../scripts/lint/lint.js";
import { type LoadedSpec, loadSpec } from "../../scripts/load/document.js";
import { readRegistry } from "../../scripts/load/registry.js";
import { type Problem, sortProblems } from "../../scripts/problem/problem.js";
import { createProject, type Project, REDOCLY, TOYS } from "./project.js";

function jobOf(project: Project): Job {
  const [job] = readRegistry(project.root).jobs;
  if (job === undefined) throw new Error("no service");
  return job;
}

function load(project: Project): Promise<LoadedSpec> {
  return loadSpec(jobOf(project));
}

/** What the loader and lint find together. */
async function problemsOf(project: Project): Promise<readonly Problem[]> {
  const job = jobOf(project);
  const { problems } = await loadSpec(job);
  const linted = job.lint === undefined ? [] : (await lintSpec({ ...job, lint: job.lint })).problems;
  return sortProblems([...problems, ...linted]);
}

/** `file:line:column code message`, what a person goes by. */
function lines(problems: readonly Problem[]): readonly string[] {
  return problems.map(
    ({ place, code, message }) => `${place?.file}:${place?.line}:${place?.column} ${code} ${message}`,
  );
}

function spec(find: string, replace: string, file = "specs/toys/openapi.yaml"): Readonly<Record<string, string>> {
  const text = TOYS[file] ?? "";
  if (!text.includes(find)) throw new Error(`${file} has no ${find}`);
  return { ...TOYS, [file]: text.replace(find, replace) };
}

describe("a sound spec", () => {
  test("is bundled with its internal references kept and without a problem", async () => {
    const loaded = await load(createProject());
    expect(loaded.problems).toEqual([]);
    expect(loaded).toMatchObject({ operations: 2, fetched: [] });
    expect(loaded.document).toMatchObject({
      paths: {
        "/toys/{id}": {
          get: {
            responses: { "200": { content: { "application/json": { schema: { $ref: "#/components/schemas/Toy" } } } } },
          },
        },
      },
      components: { schemas: { Toy: { properties: { owner: { $ref: "#/components/schemas/Owner" } } } } },
    });
  });

  test("names every file that was read, and lint the configuration", async () => {
    const project = createProject();
    const job = jobOf(project);
    const shown = (files: ReadonlyMap<string, string>) => [...files.keys()].map((file) => relative(project.root, file));
    expect(shown((await load(project)).files).sort()).toEqual([
      "specs/toys/openapi.yaml",
      "specs/toys/paths/toy.yaml",
      "specs/toys/schemas/Owner.yaml",
      "specs/toys/schemas/Toy.yaml",
    ]);
    expect(shown((await lintSpec({ ...job, lint: job.lint ?? "recommended" })).files)).toEqual(["redocly.yaml"]);
  });

  test("with CRLF line ends is the same document", async () => {
    const windows = Object.entries(TOYS).map(([path, text]) => [path, text.replaceAll("\n", "\r\n")] as const);
    const [unix, crlf] = await Promise.all(
      [TOYS, Object.fromEntries(windows)].map((files) => load(createProject(files))),
    );
    expect(crlf?.document).toEqual(unix?.document);
    expect(crlf?.problems).toEqual([]);
  });
});

describe("a pointer of the bundle is found in the sources", () => {
  test.each([
    ["in the root document", "#/paths/~1toys/get/operationId", "specs/toys/openapi.yaml:8:7"],
    ["at the reference itself", "#/paths/~1toys/get/responses/404", "specs/toys/openapi.yaml:16:9"],
    [
      "behind a reference inside the document",
      "#/paths/~1toys/get/responses/404/description",
      "specs/toys/openapi.yaml:21:7",
    ],
    ["behind a reference to another file", "#/paths/~1toys~1{id}/get/operationId", "specs/toys/paths/toy.yaml:2:3"],
    ["in a list", "#/paths/~1toys~1{id}/get/parameters/0/schema", "specs/toys/paths/toy.yaml:5:45"],
    [
      "in a component that only the bundle has",
      "#/components/schemas/Owner/properties/name",
      "specs/toys/schemas/Owner.yaml:3:3",
    ],
    [
      "two files away",
      "#/components/schemas/Toy/properties/owner/properties/name",
      "specs/toys/schemas/Owner.yaml:3:3",
    ],
    [
      "at the nearest ancestor of what is not there",
      "#/components/schemas/Toy/properties/color/pattern/x",
      "specs/toys/schemas/Toy.yaml:5:3",
    ],
    ["at the start for the document as a whole", "#/", "specs/toys/openapi.yaml:1:1"],
  ])("%s", async (_title, pointer, place) => {
    const problem: Problem = { code: "x", severity: "error", message: "", pointer };
    const [{ place: found } = problem] = (await load(createProject())).locate([problem]);
    expect(`${found?.file}:${found?.line}:${found?.column}`).toBe(place);
  });
});

describe("a broken spec is refused with file and line", () => {
  test.each([
    [
      "bad YAML in the root document",
      spec("servers: [", "servers: [["),
      "specs/toys/openapi.yaml:4:1 yaml The YAML cannot be read: deficient indentation.",
    ],
    [
      "bad YAML in another file",
      spec("required: [id]", "required: [id", "specs/toys/schemas/Toy.yaml"),
      "specs/toys/schemas/Toy.yaml:3:1 yaml The YAML cannot be read",
    ],
    [
      "a reference to a missing file",
      spec("Owner.yaml", "Nobody.yaml", "specs/toys/schemas/Toy.yaml"),
      "specs/toys/schemas/Toy.yaml:8:3 bundler Can't resolve $ref",
    ],
    [
      "a reference to a missing component",
      spec("#/components/schemas/Toy", "#/components/schemas/Boy"),
      "specs/toys/openapi.yaml:15:38 bundler Can't resolve $ref: there is no #/components/schemas/Boy",
    ],
    [
      "a duplicate operationId",
      spec("getToy", "listToys", "specs/toys/paths/toy.yaml"),
      "specs/toys/paths/toy.yaml:1:1 operation-operationId-unique",
    ],
    ["no OpenAPI document", { ...TOYS, "specs/toys/openapi.yaml": "hello: world\n" }, "specs/toys/openapi.yaml:1:1 "],
    ["an empty document", { ...TOYS, "specs/toys/openapi.yaml": "" }, "specs/toys/openapi.yaml:1:1 "],
    [
      "a document that is not there",
      { "redocly.yaml": REDOCLY },
      "specs/toys/openapi.yaml:1:1 missing-file specs/toys/openapi.yaml does not exist.",
    ],
    [
      "a reference to the network",
      spec("Owner.yaml", "https://toys.test/Owner.yaml", "specs/toys/schemas/Toy.yaml"),
      "specs/toys/schemas/Toy.yaml:8:3 bundler Can't resolve $ref: https://toys.test/Owner.yaml is on the network",
    ],
    [
      "a reference out of the project",
      spec("Owner.yaml", "../../../../etc/passwd", "specs/toys/schemas/Toy.yaml"),
      "specs/toys/schemas/Toy.yaml:8:3 bundler Can't resolve $ref",
    ],
  ])("%s", async (_title, files, start) => {
    const project = createProject(files);
    const problems = await problemsOf(project);
    expect(lines(problems).some((line) => line.startsWith(start)) || lines(problems)).toBe(true);
    for (const problem of problems) {
      expect(problem).toMatchObject({ severity: "error", remedy: expect.stringMatching(/\w/) });
      expect(JSON.stringify(problem)).not.toContain(project.root);
    }
  });

  test("each cause is named once, however many files refer to it and however many stages stumble over it", async () => {
    const unparsed = await problemsOf(
      createProject(spec("required: [id]", "required: [id", "specs/toys/schemas/Toy.yaml")),
    );
    expect([...new Set(lines(unparsed))]).toEqual([
      "specs/toys/schemas/Toy.yaml:3:1 yaml The YAML cannot be read: deficient indentation.",
    ]);
    const dangling = await problemsOf(createProject(spec("#/components/schemas/Toy", "#/components/schemas/Boy")));
    expect(lines(dangling)).toEqual([
      "specs/toys/openapi.yaml:15:38 bundler Can't resolve $ref: there is no #/components/schemas/Boy",
    ]);
  });

  test("a dangling reference is found without lint too", async () => {
    const project = createProject(spec("Owner.yaml", "Nobody.yaml", "specs/toys/schemas/Toy.yaml"));
    const { problems, document } = await load(project);
    expect(lines(problems)).toEqual([
      expect.stringMatching(/^specs\/toys\/schemas\/Toy.yaml:8:3 bundler Can't resolve/),
    ]);
    expect(document).toBeUndefined();
  });

  test("all of its problems come together", async () => {
    const files = spec("getToy", "listToys", "specs/toys/paths/toy.yaml");
    const project = createProject({
      ...files,
      "specs/toys/openapi.yaml": (files["specs/toys/openapi.yaml"] ?? "").replace(
        "schemas/Toy.yaml",
        "schemas/Boy.yaml",
      ),
      "specs/toys/schemas/Toy.yaml": (files["specs/toys/schemas/Toy.yaml"] ?? "").replace("Owner.yaml", "Nobody.yaml"),
    });
    const found = lines(await problemsOf(project));
    for (const file of ["openapi.yaml", "schemas/Toy.yaml", "paths/toy.yaml"]) {
      expect(found.filter((line) => line.startsWith(`specs/toys/${file}:`))).not.toEqual([]);
    }
  });
});

describe("redocly.yaml", () => {
  test("is the list of services, with or without a version", () => {
    const project = createProject({
      "redocly.yaml":
        "apis:\n  toys@v1: { root: specs/toys/openapi.yaml }\n  games: { root: ./specs/games/openapi.yaml }\n",
    });
    const { jobs, problems } = readRegistry(project.root);
    expect(problems).toEqual([]);
    expect(jobs.map(({ name, lint, spec }) => [name, lint, relative(project.root, spec)])).toEqual([
      ["toys", { config: join(project.root, "redocly.yaml"), alias: "toys@v1" }, "specs/toys/openapi.yaml"],
      ["games", { config: join(project.root, "redocly.yaml"), alias: "games" }, "specs/games/openapi.yaml"],
    ]);
  });

  test.each([
    ["no file", undefined, "redocly.yaml:1:1 registry There is no redocly.yaml"],
    ["bad YAML", "apis: [\n", "redocly.yaml:2:1 yaml "],
    ["no service", "extends: [minimal]\n", "redocly.yaml:1:1 registry redocly.yaml names no service."],
    [
      "two versions of one service",
      "apis:\n  a@1: { root: a.yaml }\n  a@2: { root: b.yaml }\n",
      'redocly.yaml:3:3 registry Two services are called "a".',
    ],
    [
      "a name that would leave its folder",
      "apis:\n  ../evil: { root: a.yaml }\n",
      'redocly.yaml:2:3 registry "../evil" cannot be the name',
    ],
    [
      "a service without a root",
      "apis:\n  toys: { rot: a.yaml }\n",
      'redocly.yaml:2:3 registry The service "toys" has no `root`.',
    ],
    [
      "a setting that does not exist",
      "apis:\n  toys: { root: a.yaml, x-sharewright: { outptu: src/toys } }\n",
      'redocly.yaml:2:42 registry "toys" has an unknown setting `x-sharewright.outptu`.',
    ],
    [
      "a setting of another kind",
      "apis:\n  toys: { root: a.yaml, x-sharewright: { http: yes please } }\n",
      'redocly.yaml:2:42 registry `x-sharewright.http` of "toys" has to be true or false.',
    ],
    [
      "two services in one folder",
      "apis:\n  toys: { root: a.yaml }\n  dolls: { root: b.yaml, x-sharewright: { output: generated/toys } }\n",
      'redocly.yaml:3:3 registry "dolls" would be written into the folder of "toys".',
    ],
    [
      "a root outside of the project",
      "apis:\n  toys: { root: ../a.yaml }\n",
      'redocly.yaml:2:3 registry The root of "toys" lies outside',
    ],
  ])("is refused with %s", (_title, text, start) => {
    const project = createProject(text === undefined ? {} : { "redocly.yaml": text });
    const { problems } = readRegistry(project.root);
    expect(lines(problems)).toEqual([expect.stringContaining(start)]);
    expect(problems[0]?.remedy).toMatch(/\w/);
  });

  test("tells where a root outside of the project may go instead, in a project of any layout", () => {
    const project = createProject({ "redocly.yaml": "apis:\n  toys: { root: ../a.yaml }\n" });
    expect(readRegistry(project.root).problems[0]?.remedy).toBe(
      "Move it below the folder of redocly.yaml, or make the client of it by --spec ../a.yaml --out <folder>.",
    );
  });

  test("with a setting that Redocly does not know is reported at its line", async () => {
    const project = createProject({ ...TOYS, "redocly.yaml": `${REDOCLY}aps: {}\n` });
    expect(lines(await problemsOf(project))).toEqual([expect.stringMatching(/^redocly.yaml:8:1 .*aps/)]);
  });
});
