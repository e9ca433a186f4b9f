// One document → the input of the model: OpenAPI 3.1 in one tree, with every reference inside of it. It is read
// and parsed once. A single file needs no more than that; several are put together by Redocly, which is loaded then.

import type { JsonObject } from "../document/json.js";
import type { Spot } from "../document/visit.js";
import { hasErrors, type Place, type Problem } from "../problem/problem.js";
import type { Fetched } from "../remote/keeper.js";
import { editionOf } from "./editions/edition.js";
import { upgradeNode } from "./editions/upgrade.js";
import { Origins } from "./origin.js";
import { References } from "./references/references.js";
import { Refusal } from "./refusal.js";
import { repairDocument } from "./repair.js";
import { type SourceFile, type SourceOptions, Sources } from "./source.js";

export interface SpecOptions extends SourceOptions {
  /** Absolute paths of overlays, in the order in which they are applied. */
  readonly overlays: readonly string[];
}

export interface LoadedSpec {
  /** Undefined when a problem is an error. */
  readonly document: unknown;
  readonly operations: number;
  readonly problems: readonly Problem[];
  /** SHA-256 of every file that was read, by absolute path; empty for one that could not be. */
  readonly files: ReadonlyMap<string, string>;
  /** Documents of the network that were fetched for it. */
  readonly fetched: readonly Fetched[];
  /** The problems with the places in the source that their pointers lead to. */
  locate(problems: readonly Problem[]): readonly Problem[];
}

export async function loadSpec(options: SpecOptions): Promise<LoadedSpec> {
  const sources = new Sources(options);
  const origins = new Origins();
  const problems: Problem[] = [];
  let document: JsonObject | undefined;
  let operations = 0;
  try {
    document = await assemble(sources, options, origins, problems);
    const edition = editionOf(document, "{}", sources.shown(options.spec));
    if (edition === "2.0") {
      const { convertSwagger } = await import("./editions/swagger.js");
      const placeOf = (near: object) => {
        const origin = origins.at(near);
        return origin && sources.places(origin.file, [origin.pointer])[0];
      };
      convertSwagger(document, origins, placeOf, problems);
    }
    const references = new References();
    const root = document;
    repairDocument(
      root,
      (node, kind, spot) => {
        if (kind === "operation" && isOfPaths(spot)) operations += 1;
        upgradeNode(root, node, kind, spot, edition, problems);
        references.add(node, spot);
      },
      problems,
    );
    // The bundler has reported the references that it could not resolve.
    if (!hasErrors(problems)) problems.push(...references.check(root));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    problems.push(error.problem);
  }
  const locate = (found: readonly Problem[]) => placed(found, document, origins, sources);
  return {
    document: hasErrors(problems) ? undefined : document,
    operations,
    problems: locate(problems),
    files: new Map([
      ...[...sources.unread].map((path) => [path, ""] as const),
      ...[...sources.files.values()].map(({ path, hash }) => [path, hash] as const),
    ]),
    fetched: sources.fetched,
    locate,
  };
}

/** Whether a place is that of an operation a client can call, and not of a webhook or a callback. */
function isOfPaths(spot: Spot | undefined): boolean {
  let [top, keys] = [spot, 1];
  for (; top?.parent !== undefined; top = top.parent) keys += 1;
  return top?.key === "paths" && keys <= 4;
}

/** The document with the files that it refers to, and with its overlays. */
async function assemble(
  sources: Sources,
  options: SpecOptions,
  origins: Origins,
  problems: Problem[],
): Promise<JsonObject> {
  const file = await sources.readFirst();
  const { value, external } = sources.parse(file);
  const edition = editionOf(value, file.text, file.shown);
  const document = value as JsonObject;
  if (external) {
    const { bundleFiles } = await import("./bundle.js");
    problems.push(...(await bundleFiles(document, file, sources, origins)));
  } else if (edition === "2.0" || options.overlays.length > 0) {
    origins.remember(document, file);
  } else {
    origins.isWhole(file);
  }
  if (options.overlays.length > 0) {
    const { applyOverlay } = await import("./overlay/overlay.js");
    for (const path of options.overlays) applyOverlay(document, sources.readNamed(path), sources, origins, problems);
  }
  return document;
}

/** All places of one file are looked up in one pass over it. */
function placed(found: readonly Problem[], document: unknown, origins: Origins, sources: Sources): readonly Problem[] {
  const pointers = new Map<SourceFile, Map<string, Place | undefined>>();
  const wanted = found.map((problem) => {
    if (problem.place !== undefined || document === undefined) return undefined;
    const origin = origins.of(document, problem.pointer ?? "#/");
    if (origin === undefined) return undefined;
    const inFile = pointers.get(origin.file) ?? new Map<string, Place | undefined>();
    inFile.set(origin.pointer, undefined);
    pointers.set(origin.file, inFile);
    return origin;
  });
  for (const [file, inFile] of pointers) {
    const keys = [...inFile.keys()];
    for (const [index, place] of sources.places(file, keys).entries()) inFile.set(keys[index] as string, place);
  }
  return found.map((problem, index) => {
    const origin = wanted[index];
    return origin === undefined ? problem : { ...problem, place: pointers.get(origin.file)?.get(origin.pointer) };
  });
}
