// The pipeline over GitHub's document (1,223 operations, 13 MB) against other generators, as whole processes. The rivals
// and the document are installed into a folder of their own. What a caller's bundle holds is compared with hey-api's.

import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { installLocked } from "../package/npm.js";
import { projectRoot } from "../package/project-root.js";
import { bundledKilobytes } from "./bytes.js";
import { benchGitHubTypes } from "./github-types.js";
import { type Figure, figure, inTurns, memoryOfNode, type Row, timeNode } from "./measure.js";

const rivalFolder = join(import.meta.dirname, "github");
const rivals = join(rivalFolder, "node_modules");
const gitHub = join(rivals, "@octokit/openapi/generated/api.github.com.json");

export async function benchGitHub(parent: string, project: string, rounds: number): Promise<Row[]> {
  installLocked(rivalFolder);
  const folder = join(parent, "github");
  mkdirSync(folder);
  const spec = join(folder, "github.json");
  cpSync(gitHub, spec);
  const programs = new Programs(folder, spec);
  const rows = programs.rows(rounds);
  const made = { spec, client: join(folder, "github"), types: join(folder, "types.d.ts") };
  return [
    ...rows,
    ...growth(folder, programs, rounds),
    ...(await bytes(project, folder, made.client)),
    ...benchGitHubTypes(project, rivals, made, 2 * rounds + 1),
  ];
}

class Programs {
  readonly #folder: string;
  readonly #spec: string;
  #forgotten = 0;

  constructor(folder: string, spec: string) {
    this.#folder = folder;
    this.#spec = spec;
  }

  /** `args` of our command, for a document and a folder beside it. */
  ours(spec = this.#spec, out = "github", ...more: string[]): readonly string[] {
    const loader = import.meta.resolve("tsx");
    const paths = ["--spec", spec, "--out", join(this.#folder, out), "--name", "github", "--runtime", "sharewright"];
    return ["--import", loader, join(projectRoot, "scripts/cli.ts"), "generate", ...paths, ...more];
  }

  run(args: readonly string[]): number {
    return timeNode(this.#folder, args);
  }

  cold(...more: string[]): number {
    this.forget();
    return this.run(this.ours(this.#spec, "github", ...more));
  }

  /** Moved aside, not removed: for a minute after thousands of files are gone, some file systems take ten times as long to make new ones. */
  forget(out = "github"): void {
    const folder = join(this.#folder, out);
    this.#forgotten += 1;
    if (existsSync(folder)) renameSync(folder, `${folder}-${this.#forgotten}`);
  }

  #rival(bin: string, ...args: string[]): number {
    return this.run([join(rivals, bin), ...args]);
  }

  rows(rounds: number): Row[] {
    const out = (name: string) => join(this.#folder, name);
    const redocly = "@redocly/cli/bin/cli.js";
    const text = readFileSync(this.#spec, "utf8");
    let edits = 0;
    const taken = inTurns(rounds, {
      client: () => this.#rival(redocly, "generate-client", this.#spec, "-o", out("redocly.ts")),
      heyApi: () => this.#rival("@hey-api/openapi-ts/bin/run.js", "-i", this.#spec, "-o", out("hey-api"), "-s"),
      orval: () =>
        this.#rival(
          "orval/dist/bin/orval.js",
          "--input",
          this.#spec,
          "--output",
          out("orval/a.ts"),
          "--client",
          "fetch",
        ),
      cold: () => this.cold("--no-lint"),
      unchanged: () => this.run(this.ours(this.#spec, "github", "--no-lint")),
      edited: () => {
        edits += 1;
        writeFileSync(this.#spec, text.replace('"summary":', `"summary": "Edited ${edits}", "x-was":`));
        const seconds = this.run(this.ours(this.#spec, "github", "--no-lint"));
        writeFileSync(this.#spec, text);
        return seconds;
      },
    });
    const linted = inTurns(1, {
      // It finds faults in GitHub's document.
      lint: () => timeNode(this.#folder, [join(rivals, redocly), "lint", this.#spec, "--max-problems", "1"], [0, 1]),
      cold: () => this.cold(),
    });
    this.forget();
    const memory = {
      ours: figure([memoryOfNode(this.#folder, this.ours(this.#spec, "github", "--no-lint"))]),
      rival: figure([
        memoryOfNode(this.#folder, [
          join(rivals, "openapi-typescript/bin/cli.js"),
          this.#spec,
          "-o",
          out("types.d.ts"),
        ]),
      ]),
    };
    const row = (work: string, ours: Figure, rival: Figure, bar: number): Row => ({
      work,
      ours,
      rival,
      unit: "s",
      bar,
    });
    return [
      row("GitHub, cold, no lint: redocly generate-client", taken.cold, taken.client, 1),
      row("GitHub, cold, with lint: redocly lint", linted.cold, linted.lint, 1.5),
      row("GitHub, cold, no lint: hey-api", taken.cold, taken.heyApi, 0.6),
      row("GitHub, cold, no lint: orval", taken.cold, taken.orval, 0.75),
      row("GitHub, unchanged: cold", taken.unchanged, taken.cold, 0.1),
      row("GitHub, one summary edited: cold", taken.edited, taken.cold, 0.6),
      { work: "GitHub, peak memory: openapi-typescript", ...memory, unit: "MB", bar: 1.3 },
    ];
  }
}

/** Copies of one document in one: the cost of each further copy, against that of the first. */
function growth(folder: string, programs: Programs, rounds: number): Row[] {
  const whole = JSON.parse(readFileSync(gitHub, "utf8"));
  const paths = Object.entries<Record<string, unknown>>(whole.paths).slice(0, 150);
  const seconds = new Map<number, Figure>();
  for (const copies of [1, 2, 4, 8]) {
    const all = Array.from({ length: copies }, (_, copy) =>
      paths.map(([path, item]) => {
        const operations = Object.entries(item).map(([method, operation]) => {
          const { operationId } = operation as { operationId?: string };
          return [
            method,
            operationId === undefined ? operation : { ...(operation as object), operationId: `${operationId}-${copy}` },
          ];
        });
        return [`/copy-${copy}${path}`, Object.fromEntries(operations)];
      }),
    );
    const spec = join(folder, `copies-${copies}.json`);
    writeFileSync(spec, JSON.stringify({ ...whole, paths: Object.fromEntries(all.flat()) }));
    const out = `copies-${copies}`;
    const run = () => {
      programs.forget(out);
      return programs.run(programs.ours(spec, out, "--no-lint"));
    };
    seconds.set(copies, inTurns(rounds, { run }).run);
  }
  const at = (copies: number): Figure => seconds.get(copies) as Figure;
  return [2, 4, 8].map((copies) => ({
    work: `${copies} copies of 150 paths: one copy`,
    ours: at(copies),
    rival: at(1),
    unit: "s",
    bar: copies,
  }));
}

async function bytes(project: string, folder: string, client: string): Promise<Row[]> {
  cpSync(client, join(project, "github"), { recursive: true });
  const heyApi = join(folder, "hey-api");
  const size = (contents: string): Promise<Figure> => bundledKilobytes(project, contents);
  const sdk = JSON.stringify(join(heyApi, "sdk.gen.ts"));
  return [
    {
      work: "GitHub, one operation bundled: hey-api",
      ours: await size(`import { createGitHubTransport, reposGet } from "./github/index.ts";
        export const get = () => reposGet(createGitHubTransport(), "a", "b");`),
      rival: await size(`import { reposGet } from ${sdk};
        export const get = () => reposGet({ path: { owner: "a", repo: "b" } });`),
      unit: "kB",
      bar: 1.3,
    },
    {
      work: "GitHub, the whole client bundled: hey-api",
      ours: await size(`export { createGitHub } from "./github/index.ts";`),
      rival: await size(`export * from ${sdk};`),
      unit: "kB",
      bar: 1,
    },
  ];
}
