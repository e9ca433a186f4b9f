// The pipeline for one document outside of specs/: load -> model -> emit -> write or check, with lint beside it. Its output
// is one folder, replaced as a whole or not at all. A run whose inputs and outputs are those of the last one is skipped.

import { mkdirSync } from "node:fs";
import { basename, dirname } from "node:path";
import type { GenerateResult, Stages } from "./generate.js";
import { compareTrees, type Difference, readTree } from "./output/compare.js";
import { MARK, markFor, refuseForeignFolder } from "./output/mark.js";
import { recoverTree, writeTree } from "./output/write.js";
import type { PrintedSchema } from "./print/schema/schema.js";
import { hasErrors, type Problem, sortProblems } from "./problem/problem.js";
import { type Report, silentReport } from "./problem/progress.js";
import { openSpecCache } from "./spec-cache.js";
import { nameFromTitle, SERVICE_NAME, type SpecRequest, slug, stem, UsageError } from "./spec-options.js";

export interface GenerateSpecOptions {
  readonly check: boolean;
  readonly lint: boolean;
  readonly report?: Report;
  readonly stages: Stages;
}

export async function generateSpec(request: SpecRequest, options: GenerateSpecOptions): Promise<GenerateResult> {
  const { check, lint, report = silentReport, stages } = options;
  const { spec, out, overlays, base } = request;
  const [folder, name] = [dirname(out), basename(out)];
  if (!check) {
    mkdirSync(folder, { recursive: true });
    recoverTree(folder, name);
  }
  refuseForeignFolder(out, name);
  const found = readTree(out);
  const cache = openSpecCache(request);
  const line = report.service(request.name ?? stem(spec));
  // Those that could not be read as well: once they can be, there is something to do.
  const given = [spec, ...overlays];
  const record = cache.fresh({ lint, outputs: found });
  if (record !== undefined) {
    line.done(`${record.operations} operations, unchanged`);
    return {
      ok: true,
      problems: record.problems,
      differences: [],
      unchanged: [name],
      files: Object.keys(record.files),
    };
  }

  const memo = cache.memo(found);
  await stages.prepare?.();
  const linting = lint ? (await import("./lint/lint-thread.js")).lintSpec(request) : Promise.resolve([]);
  // Awaited at the end, whatever becomes of the rest.
  linting.catch(() => {});
  line.stage("load");
  const { loadSpec } = await import("./load/spec.js");
  const loaded = await loadSpec(request);
  const { document } = loaded;
  const problems: Problem[] = [...loaded.problems];
  const result = (ok: boolean, differences: readonly Difference[]): GenerateResult => {
    const files = [...new Set([...given, ...loaded.files.keys()])];
    return { ok, problems: sortProblems(problems), differences, unchanged: [], files };
  };
  let tree: Map<string, string> | undefined;
  if (document !== undefined) {
    const service = request.name ?? nameOf(document, spec);
    try {
      line.stage("model");
      const shown = commonPath(base, spec);
      const { runtime, command } = request;
      const schema = (await stages.schema?.())?.(document, shown, command, memo);
      // Told where it is awaited, also if something else fails first.
      schema?.catch(() => {});
      const model = (await stages.model())({ name: service, document, spec: shown, recorded: false });
      problems.push(...loaded.locate(model.problems));
      if (model.service !== undefined && !hasErrors(problems)) {
        line.stage("emit");
        const emitService = await stages.emit();
        tree = new Map(
          await emitService(model.service, document, {
            runtime,
            command,
            extras: false,
            memo,
            ...(schema && { schema }),
          }),
        );
        problems.push(...loaded.locate(unprinted(await schema)));
      }
    } catch (error) {
      problems.push(mistake(error, spec));
    }
  }
  line.stage("lint");
  problems.push(...(await linting));
  if (tree === undefined || hasErrors(problems)) {
    line.done("refused");
    return result(false, []);
  }
  tree.set(MARK, markFor(tree, request.command));
  const differences = compareTrees(found, tree);
  line.done(`${loaded.operations} operations, ${tree.size - 1} files`);
  if (check) return result(differences.length === 0, differences);
  if (differences.length > 0) writeTree(folder, tree, name, differences);
  if (!loaded.remote)
    cache.save({
      lint,
      operations: loaded.operations,
      problems: sortProblems(problems),
      files: loaded.files,
      outputs: tree,
      places: memo.places,
    });
  return result(true, differences);
}

/** The name of the service, when none is given. */
function nameOf(document: unknown, spec: string): string {
  const { title } = (document as { info?: { title?: string } }).info ?? {};
  const name = [nameFromTitle(title ?? ""), slug(stem(spec))].find((name) => SERVICE_NAME.test(name));
  if (name !== undefined) return name;
  throw new UsageError(
    "Neither the title of the document nor its file makes a name. Give one, for example: --name payments",
  );
}

function commonPath(base: string, spec: string): string {
  return spec.startsWith(base) ? spec.slice(base.length + 1).replaceAll("\\", "/") : basename(spec);
}

function unprinted(schema: PrintedSchema | undefined): readonly Problem[] {
  if (schema?.lost === undefined) return [];
  return [
    {
      code: "schema-unprinted",
      severity: "warning",
      message: `openapi-typescript could not print this document, so the client's \`http\` has no types: ${schema.lost}`,
      remedy: "Nothing, if you do not use `http`. The rest of the client does not need these types.",
      pointer: "#/",
    },
  ];
}

/** A stage that fell over the document: our mistake, told as such and without a stack. */
function mistake(error: unknown, spec: string): Problem {
  if (error instanceof UsageError) throw error;
  if (process.env.DEBUG) console.error(error);
  return {
    code: "internal",
    severity: "error",
    message: `sharewright could not make a client of ${basename(spec)}: ${(error as Error).message}`,
    remedy: "This is a mistake in sharewright. Report it with the document; DEBUG=1 shows where it happened.",
  };
}
