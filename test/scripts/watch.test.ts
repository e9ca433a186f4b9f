import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import { watch } from "../../scripts/commands/watch.js";
import { generateApis as generate, type RunResult } from "../../scripts/run/generate-apis.js";
import { createProject, TOYS, withFakes } from "./project.js";

/** A watched project, and what its runs came to, one after the other. */
async function watched(run?: () => Promise<RunResult>) {
  const project = createProject();
  const { options } = withFakes(project, { lint: false });
  const results: RunResult[] = [];
  const errors: unknown[] = [];
  const watching = watch({
    paths: () => ["redocly.yaml", "specs/toys/openapi.yaml"].map((path) => join(project.root, path)),
    run: run ?? (() => generate(options)),
    onResult: (result) => results.push(result),
    onError: (error) => errors.push(error),
    // Of two changes within 50 ms chokidar reports one.
    quietMs: 60,
  });
  onTestFinished(() => watching.close());
  await watching.ready;
  const changed = async (act: () => void) => {
    const before = results.length;
    act();
    await vi.waitFor(() => expect(results.length).toBeGreaterThan(before), { timeout: 20_000 });
    return results.at(-1);
  };
  return { project, results, errors, watching, changed };
}

test("a saved spec is generated again", async () => {
  const { project, results, changed } = await watched();
  expect(results).toHaveLength(1);
  const spec = TOYS["specs/toys/openapi.yaml"] ?? "";
  const result = await changed(() =>
    project.write({ "specs/toys/openapi.yaml": spec.replace("  /toys:", "  /dolls:") }),
  );
  expect(result).toMatchObject({ ok: true, differences: [{ path: "generated/toys/resources/paths.ts" }] });
  expect(project.read("generated/toys/resources/paths.ts")).toContain("/dolls");
});

test("so is one that an editor replaced by renaming, each time", async () => {
  const { project, changed } = await watched();
  const file = join(project.root, "specs/toys/schemas/Owner.yaml");
  for (const name of ["first", "second", "third"]) {
    const result = await changed(() => {
      writeFileSync(`${file}~`, `type: object\nproperties: { ${name}: { type: string } }\n`);
      renameSync(`${file}~`, file);
    });
    expect(result).toMatchObject({ ok: true });
    await sleep(60);
  }
});

test("a broken spec is reported, leaves generated/ as it was, and does not end the watch", async () => {
  const { project, changed } = await watched();
  const before = project.read("generated/toys/index.ts");
  const broken = await changed(() => project.write({ "specs/toys/schemas/Toy.yaml": "type: [\n" }));
  expect(broken).toMatchObject({ ok: false, problems: [{ place: { file: "specs/toys/schemas/Toy.yaml" } }] });
  expect(project.read("generated/toys/index.ts")).toBe(before);
  const mended = await changed(() =>
    project.write({ "specs/toys/schemas/Toy.yaml": TOYS["specs/toys/schemas/Toy.yaml"] ?? "" }),
  );
  expect(mended).toMatchObject({ ok: true });
});

test("a service added to redocly.yaml is generated and watched from then on", async () => {
  const { project, changed } = await watched();
  const games = (path: string) =>
    `openapi: 3.1.0\ninfo: { title: Games, version: 1.0.0 }\npaths:\n  ${path}:\n    get: { operationId: list, responses: { "200": { description: All. } } }\n`;
  project.write({ "specs/games/openapi.yaml": games("/games") });
  await changed(() =>
    project.write({ "redocly.yaml": `${TOYS["redocly.yaml"]}  games: { root: specs/games/openapi.yaml }\n` }),
  );
  expect(project.read("generated/games/index.ts")).toBe("// games\n");
  await changed(() => project.write({ "specs/games/openapi.yaml": games("/matches") }));
  expect(project.read("generated/games/resources/paths.ts")).toContain("/matches");
});

test("what a run writes does not wake it", async () => {
  const { project, results } = await watched();
  project.write({ "README.md": "nobody's business" });
  await sleep(300);
  expect(results).toHaveLength(1);
});

test("nor does a file that no document reads, although it lies beside one", async () => {
  const { project, results, changed } = await watched();
  project.write({ "build.log": "a line", "specs/toys/notes.txt": "a thought", "specs/toys/schemas/Unused.yaml": "{}" });
  await sleep(300);
  expect(results).toHaveLength(1);
  await changed(() => project.write({ "specs/toys/schemas/Owner.yaml": "type: object\n" }));
  expect(results).toHaveLength(2);
});

test("a file that a document refers to wakes it as soon as it is there", async () => {
  const { project, changed } = await watched();
  const spec = TOYS["specs/toys/openapi.yaml"] ?? "";
  const missing = await changed(() =>
    project.write({ "specs/toys/openapi.yaml": spec.replaceAll("schemas/Toy.yaml", "parts/Toy.yaml") }),
  );
  expect(missing).toMatchObject({ ok: false });
  const whole = await changed(() => project.write({ "specs/toys/parts/Toy.yaml": "type: object" }));
  expect(whole).toMatchObject({ ok: true });
});

test("what is saved during a run leads to one more", async () => {
  let runs = 0;
  const slow = async (): Promise<RunResult> => {
    runs++;
    if (runs === 2) {
      project.write({ "redocly.yaml": "saved meanwhile" });
      await sleep(200);
    }
    return {
      ok: true,
      problems: [],
      differences: [],
      unchanged: [],
      files: [join(project.root, "redocly.yaml")],
      fetched: [],
    };
  };
  const { project, changed } = await watched(slow);
  await changed(() => project.write({ "redocly.yaml": "saved" }));
  await vi.waitFor(() => expect(runs).toBe(3), { timeout: 20_000 });
});

test("a run that throws is told, and the watch goes on", async () => {
  let runs = 0;
  const { project, errors, results } = await watched(async () => {
    runs++;
    throw new Error(`run ${runs}`);
  });
  project.write({ "redocly.yaml": "saved" });
  await vi.waitFor(() => expect(errors).toEqual([new Error("run 1"), new Error("run 2")]), { timeout: 20_000 });
  expect(results).toEqual([]);
});

test("nothing runs once it is closed", async () => {
  const { project, results, watching } = await watched();
  await watching.close();
  project.write({ "specs/toys/openapi.yaml": "broken" });
  await sleep(200);
  expect(results).toHaveLength(1);
});
