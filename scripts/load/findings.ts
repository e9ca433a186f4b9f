// Redocly's findings as problems: each cause once, with its place in the file and what to do about it.

import type { LocationObject, NormalizedProblem } from "@redocly/openapi-core";
import type { Place, Problem } from "../problem/problem.js";
import type { SourceFile, Sources } from "./source.js";

const UNRESOLVED = "Can't resolve $ref";
const UNCHECKED_EXAMPLE = "Example validation errored: can't resolve reference";

export function problemsOf(found: readonly NormalizedProblem[], sources: Sources): readonly Problem[] {
  const causal = causes(found);
  const kept = causal.filter((problem) => !isOfPath(problem));
  const places = placesOf(kept, sources);
  const own = kept.map((problem) => toProblem(problem, places.get(problem), sources));
  return kept.length === causal.length ? own : [...own, pathProblem(causal.length - kept.length)];
}

/** The validator of examples identifies a schema by its file's path, as a URI, and ends that at a `#` in a folder's name. */
function isOfPath({ message, location: [location] }: NormalizedProblem): boolean {
  return message.startsWith(UNCHECKED_EXAMPLE) && location?.source.absoluteRef.includes("#") === true;
}

function pathProblem(count: number): Problem {
  return {
    code: "path",
    severity: "warning",
    message: `${count === 1 ? "An example" : `${count} examples`} could not be validated, because the path of the specs has a \`#\` in it.`,
    remedy: "Nothing for the clients. To have the examples validated, move the project to a path without `#`.",
  };
}

/**
 * Without the findings that Redocly was configured to ignore, and without the echoes of a reported cause: each reference to
 * a file that is bad YAML, and each example that could not be validated because a schema's reference leads nowhere.
 */
function causes(found: readonly NormalizedProblem[]): readonly NormalizedProblem[] {
  const parse = "Failed to parse: ";
  const unparsed = found.map(({ message }) => message).filter((message) => message.startsWith(parse));
  const followUps = new Set(unparsed.map((message) => `${UNRESOLVED}: ${message.slice(parse.length)}`));
  const dangling = found.some(({ message }) => message.startsWith(UNRESOLVED));
  const isEcho = ({ message }: NormalizedProblem): boolean =>
    followUps.has(message) || (dangling && message.startsWith(UNCHECKED_EXAMPLE));
  return found.filter((problem) => problem.ignored !== true && !isEcho(problem));
}

/** Places are looked up once for all findings in a file: a large document has thousands. */
function placesOf(found: readonly NormalizedProblem[], sources: Sources): ReadonlyMap<NormalizedProblem, Place> {
  const byFile = new Map<string, { readonly file: SourceFile; readonly found: [NormalizedProblem, string][] }>();
  const places = new Map<NormalizedProblem, Place>();
  for (const problem of found) {
    const [location] = problem.location;
    if (location === undefined) continue;
    const file = fileOf(location, sources);
    const start = location.pointer === undefined ? startOf(location) : undefined;
    if (start !== undefined) {
      places.set(problem, { file: file.shown, ...start });
      continue;
    }
    const inFile = byFile.get(file.path) ?? { file, found: [] };
    inFile.found.push([problem, location.pointer ?? "#/"]);
    byFile.set(file.path, inFile);
  }
  for (const { file, found } of byFile.values()) {
    const pointers = found.map(([, pointer]) => pointer);
    for (const [index, place] of sources.places(file, pointers).entries()) {
      const entry = found[index];
      if (entry !== undefined) places.set(entry[0], place);
    }
  }
  return places;
}

function fileOf({ source }: LocationObject, sources: Sources): SourceFile {
  const path = source.absoluteRef;
  return sources.files.get(path) ?? { path, shown: sources.shown(path), text: source.body, hash: "" };
}

function startOf(location: LocationObject): { readonly line: number; readonly column: number } | undefined {
  const start = "start" in location ? location.start : undefined;
  return start && { line: start.line, column: start.col };
}

function toProblem(problem: NormalizedProblem, place: Place | undefined, sources: Sources): Problem {
  let message = sources.readable(problem.message);
  const [location] = problem.location;
  if (message === UNRESOLVED && location !== undefined && place !== undefined) {
    const line = location.source.getLines()[place.line - 1] ?? "";
    const [, target] = /\$ref["']?\s*:\s*["']?([^"'\s,}]+)/.exec(line) ?? [];
    if (target !== undefined) message = `${message}: there is no ${target}`;
  }
  return {
    code: problem.ruleId,
    severity: problem.severity === "error" ? "error" : "warning",
    message,
    remedy: remedyFor(problem),
    place,
  };
}

function remedyFor({ ruleId, message, suggest, reference }: NormalizedProblem): string | undefined {
  if (message.startsWith("Failed to parse")) return "Correct the YAML there; the parser could not go on.";
  if (ruleId === "no-unresolved-refs" || ruleId === "bundler") {
    return "Correct the path after `$ref`, or add the file or component that it names.";
  }
  if (ruleId === "operation-operationId-unique") return "Give this operation an operationId of its own.";
  if (suggest.length > 0) return `Did you mean ${suggest.slice(0, 3).join(", or ")}?`;
  if (reference !== undefined) return `See ${reference}`;
  // Rules of plugins have a prefix, and their messages end with the remedy.
  return ruleId.includes("/") ? undefined : `See https://redocly.com/docs/cli/rules/oas/${ruleId}`;
}
