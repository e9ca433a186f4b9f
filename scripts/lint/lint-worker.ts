// The other side of lint-thread.ts: Redocly's recommended rules over the files as they are.

import { parentPort, workerData } from "node:worker_threads";
import { createConfig, lintDocument, type NormalizedProblem } from "@redocly/openapi-core";
import { SafeResolver } from "../load/bundle.js";
import { Refusal } from "../load/refusal.js";
import { Sources } from "../load/source.js";
import { remedyFor } from "../load.js";
import type { Place, Problem } from "../problem/problem.js";
import type { SpecRequest } from "../spec-options.js";
import type { LintAnswer } from "./lint-thread.js";

const request = workerData as SpecRequest;

/** What the loader says itself, whether or not there is lint. */
const saidElsewhere = new Set(["no-unresolved-refs", "bundler"]);

async function lint(): Promise<LintAnswer> {
  try {
    const sources = new Sources(request);
    const file = sources.readNamed(request.spec);
    const resolver = new SafeResolver(sources);
    const document = resolver.begin(sources.parse(file).value, file);
    const config = await createConfig({ extends: ["recommended"] });
    const found = await lintDocument({ document, config, externalRefResolver: resolver });
    return {
      problems: problemsOf(
        found.filter(({ ruleId }) => !saidElsewhere.has(ruleId)),
        sources,
      ),
    };
  } catch (error) {
    // The loader refuses the document for the same reason, and says it.
    return error instanceof Refusal ? { problems: [] } : { error: (error as Error).message };
  }
}

/** Places are looked up once for all findings in a file: a large document has thousands. */
function problemsOf(found: readonly NormalizedProblem[], sources: Sources): readonly Problem[] {
  const places = new Map<NormalizedProblem, Place>();
  for (const file of sources.files.values()) {
    const inFile = found.filter(({ location }) => location[0]?.source.absoluteRef === file.path);
    const pointers = inFile.map(({ location }) => location[0]?.pointer ?? "#/");
    for (const [index, place] of sources.places(file, pointers).entries()) {
      places.set(inFile[index] as NormalizedProblem, place);
    }
  }
  return found.map((problem) => ({
    code: problem.ruleId,
    severity: "warning",
    message: problem.message,
    remedy: remedyFor(problem),
    place: places.get(problem),
  }));
}

parentPort?.postMessage(await lint());
