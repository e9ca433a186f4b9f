// The whole pipeline: load -> lint -> model -> emit -> write or check.
//
// Each service of redocly.yaml is loaded (Redocly reads, lints and bundles its files), turned into a model (plain data in
// which every name is decided) and printed as a tree of files. Nothing is written before every service came through, and
// then the whole of generated/ at once. A service whose inputs and outputs are those of the last run is skipped.
// The stages are imported when they run: a run that finds nothing changed loads neither Redocly nor TypeScript.

import { join } from "node:path";
import { CONFIG_FILE, type ServiceEntry } from "./cache/hash.js";
import { openCache } from "./cache/record.js";
import { didYouMean } from "./lint/nearest.js";
import type { LoadedService, Specs } from "./load.js";
import { compareTrees, type Difference, readTree, type Tree } from "./output/compare.js";
import { GENERATED, recoverTree, writeTree } from "./output/write.js";
import { hasErrors, type Problem, sortProblems } from "./problem/problem.js";
import { type Report, type ServiceReport, silentReport } from "./problem/progress.js";

export interface GenerateOptions {
  /** The project: the folder of redocly.yaml. Default: the working directory. */
  readonly root?: string;
  /** Names of services; none means all. */
  readonly services?: readonly string[];
  /** Compare instead of write. */
  readonly check?: boolean;
  /** Default: true. */
  readonly lint?: boolean;
  readonly report?: Report;
  readonly stages?: Stages;
}

export interface GenerateResult {
  /** No error, and with `check` no difference. */
  readonly ok: boolean;
  /** Sorted by place. */
  readonly problems: readonly Problem[];
  /** What `check` found; otherwise what was written. */
  readonly differences: readonly Difference[];
  /** Names of the services that were skipped. */
  readonly unchanged: readonly string[];
  /** Source files of the services of this run, relative to the project. */
  readonly files: readonly string[];
}

type BuildService = typeof import("./model/build.js").buildService;
type EmitService = typeof import("./print/print.js").emitService;
type PrintSchema = typeof import("./print/schema/schema-thread.js").printSchema;

/** The stages that a test may replace. */
export interface Stages {
  /** Called when there is something to do, before the specs are read. */
  readonly prepare?: () => Promise<void>;
  readonly model: () => Promise<BuildService>;
  readonly emit: () => Promise<EmitService>;
  /** Begins to print schema.ts, beside the model. */
  readonly schema?: () => Promise<PrintSchema>;
}

export const ours: Stages = {
  prepare: async () => {
    // Beside Redocly, which waits for the disk most of the time it loads. A failure shows where the stage is imported.
    import("./print/print.js").catch(() => {});
    (await import("./print/schema/schema-thread.js")).warmSchemaThread();
  },
  model: async () => (await import("./model/build.js")).buildService,
  emit: async () => (await import("./print/print.js")).emitService,
  schema: async () => (await import("./print/schema/schema-thread.js")).printSchema,
};

/** A name that redocly.yaml does not have. */
export class UnknownServiceError extends Error {
  override readonly name = "UnknownServiceError";
}

export async function generate(options: GenerateOptions = {}): Promise<GenerateResult> {
  const { root = process.cwd(), check = false, lint = true, report = silentReport, stages = ours } = options;
  if (!check) recoverTree(root);
  const cache = openCache(root);
  const found = readTree(join(root, GENERATED));
  const problems: Problem[] = [];
  const remembered = cache.services();
  if (remembered === undefined) await stages.prepare?.();
  const registry = remembered ?? (await readServices(root, problems));
  const chosen = select(registry, options.services ?? [], problems);
  const records = new Map(
    chosen.map((entry) => [entry.name, cache.fresh(entry, { lint, outputs: partOf(found, entry.name) })]),
  );
  const unchanged = chosen.filter((entry) => records.get(entry.name) !== undefined).map((entry) => entry.name);
  const files = new Set<string>([CONFIG_FILE]);

  const runs: Run[] = [];
  if (remembered !== undefined && unchanged.length < chosen.length) await stages.prepare?.();
  const specs = unchanged.length < chosen.length ? await openSpecs(root, problems) : undefined;
  for (const entry of chosen) {
    const line = report.service(entry.name);
    const record = records.get(entry.name);
    if (record !== undefined) {
      problems.push(...record.problems);
      for (const file of Object.keys(record.files)) files.add(file);
      line.done(`${record.operations} operations, unchanged`);
    } else if (specs !== undefined) {
      line.stage("load");
      const loaded = await specs.load(entry, { lint, stage: line.stage });
      for (const file of loaded.files.keys()) files.add(file);
      line.stage("model");
      const { service, found } = await model(loaded, stages);
      problems.push(...loaded.problems, ...found);
      line.pause();
      runs.push({ entry, line, loaded, service, problems: [...loaded.problems, ...found] });
    }
  }

  const result = { problems: sortProblems(problems), unchanged, files: [...files] };
  if (hasErrors(problems)) {
    for (const run of runs) run.line.done(hasErrors(run.problems) ? "refused" : "read, not written");
    return { ...result, ok: false, differences: [] };
  }

  const wanted = new Map<string, string | Buffer>();
  for (const run of runs) {
    const tree = await emit(run, stages);
    for (const [path, text] of tree) wanted.set(path, text);
    run.line.done(`${run.loaded.operations} operations, ${tree.size} files`);
  }
  const limited = chosen.length < registry.length;
  for (const [path, content] of found) {
    const name = path.split("/")[0] ?? "";
    const others = limited && !chosen.some((entry) => entry.name === name);
    if (others || unchanged.includes(name)) wanted.set(path, content);
  }

  const differences = compareTrees(found, wanted);
  if (check) return { ...result, ok: differences.length === 0, differences };
  if (differences.length > 0) writeTree(root, wanted, GENERATED, differences);
  cache.saveServices(registry);
  for (const { entry, loaded, problems } of runs) {
    const { files, operations } = loaded;
    cache.save({ entry, linted: lint, operations, problems, files, outputs: partOf(wanted, entry.name) });
  }
  return { ...result, ok: true, differences };
}

/** A service on its way through the stages. */
interface Run {
  readonly entry: ServiceEntry;
  readonly line: ServiceReport;
  readonly loaded: LoadedService;
  readonly service: Service | undefined;
  readonly problems: readonly Problem[];
}
type Service = NonNullable<ReturnType<BuildService>["service"]>;

async function readServices(root: string, problems: Problem[]): Promise<readonly ServiceEntry[]> {
  const { readRegistry } = await import("./load.js");
  const registry = readRegistry(root);
  problems.push(...registry.problems);
  return registry.services;
}

async function openSpecs(root: string, problems: Problem[]): Promise<Specs> {
  const specs = await (await import("./load.js")).openSpecs(root);
  problems.push(...specs.problems);
  return specs;
}

function select(
  registry: readonly ServiceEntry[],
  names: readonly string[],
  problems: readonly Problem[],
): readonly ServiceEntry[] {
  const known = registry.map((entry) => entry.name);
  const unknown = names.find((name) => !known.includes(name));
  // A broken entry is a problem already, and the reason that the name is not known.
  if (unknown !== undefined && !hasErrors(problems)) {
    throw new UnknownServiceError(
      `${CONFIG_FILE} has no service "${unknown}".${didYouMean(unknown, known)} It has: ${known.join(", ")}.`,
    );
  }
  return names.length === 0 ? registry : registry.filter((entry) => names.includes(entry.name));
}

/** What the model refuses whether or not lint ran, and the rule by which lint has said so already. */
const lintRules: Readonly<Record<string, string>> = {
  "name-collision": "sharewright/operation-named",
  "pager-mismatch": "sharewright/pagination-sound",
};

async function model(
  loaded: LoadedService,
  stages: Stages,
): Promise<{ service: Service | undefined; found: readonly Problem[] }> {
  const { name, document, locate } = loaded;
  if (document === undefined) return { service: undefined, found: [] };
  const buildService = await stages.model();
  try {
    const { service, problems } = buildService({ name, document });
    const linted = new Set(loaded.problems.map(({ code }) => code));
    const found = problems
      .filter(({ code }) => !linted.has(lintRules[code] ?? ""))
      .map((problem) => ({
        ...problem,
        place: problem.place ?? locate(problem.pointer ?? "#/") ?? { file: loaded.root, line: 1, column: 1 },
      }));
    return { service, found };
  } catch (error) {
    // Lint has said what is wrong with the document; that the model trips over the same is no news.
    if (hasErrors(loaded.problems)) return { service: undefined, found: [] };
    throw error;
  }
}

async function emit({ entry, loaded, line, service }: Run, stages: Stages): Promise<Tree> {
  if (service === undefined)
    throw new Error(`${entry.name}: the model gave neither a service nor a reason. Report this.`);
  line.stage("emit");
  const emitService = await stages.emit();
  const tree = await emitService(service, loaded.document);
  return new Map([...tree].map(([path, text]) => [`${entry.name}/${path}`, text]));
}

function partOf(tree: Tree, service: string): Tree {
  return new Map([...tree].filter(([path]) => path.startsWith(`${service}/`)));
}
