// Joins the files of one document, by Redocly: parts in other files become components. Loaded only for a
// document that is more than one file.

import {
  BaseResolver,
  bundle,
  createConfig,
  type Document,
  type NormalizedProblem,
  Source,
} from "@redocly/openapi-core";
import { backEdges } from "../document/cycles.js";
import type { JsonObject } from "../document/json.js";
import { unescapeKey } from "../document/pointer.js";
import { type Slot, slotIn } from "../document/shape.js";
import { visit } from "../document/visit.js";
import type { Problem } from "../problem/problem.js";
import { deviceFlow } from "./device-flow.js";
import { problemsOf } from "./findings.js";
import type { Origins } from "./origin.js";
import { circlesIn, partsOf } from "./references/across-files.js";
import { References } from "./references/references.js";
import { Refusal, startOf } from "./refusal.js";
import type { SourceFile, Sources } from "./source.js";

/** Gives Redocly only the files that {@link Sources} admits, parsed as everything else is. */
export class SafeResolver extends BaseResolver {
  readonly refusals: Problem[] = [];
  readonly #sources: Sources;
  readonly #origins: Origins | undefined;

  constructor(sources: Sources, origins?: Origins) {
    super();
    this.#sources = sources;
    this.#origins = origins;
  }

  /** A file that is read already. */
  begin(parsed: unknown, file: SourceFile): Document {
    const document = { source: sourceOf(file), parsed };
    this.cache.set(file.path, Promise.resolve(document));
    this.#origins?.remember(parsed, file);
    return document;
  }

  /**
   * A reference with a scheme stays as it is, and {@link Sources} judges it: Redocly takes `HTTPS:` and `file:` for folders.
   */
  override resolveExternalRef(base: string | null, ref: string): string {
    const copy = this.#sources.referredCopy(base ?? undefined, ref);
    if (copy !== undefined) return copy;
    return /^[a-z][a-z0-9+.-]+:/i.test(ref) ? ref : super.resolveExternalRef(base, fileOf(ref));
  }

  override async loadExternalRef(path: string): Promise<Source> {
    return sourceOf(await this.#sources.readReferred(path));
  }

  override parseDocument(source: Source): Document {
    const file = this.#sources.files.get(source.absoluteRef);
    if (file === undefined) throw new Error(`${source.absoluteRef} was not read.`);
    // Addresses of documents often have no ending.
    const isText = this.#sources.isKept(file.path) ? /\.(md|txt)$/i : /(?<!\.(json|ya?ml))$/i;
    if (isText.test(file.path)) return { source, parsed: file.text };
    try {
      const { value } = this.#sources.parse(file);
      this.#origins?.remember(value, file);
      return { source, parsed: value };
    } catch (error) {
      // Redocly repeats the message at each reference that leads here; the place in this file is kept.
      if (error instanceof Refusal) this.refusals.push(error.problem);
      throw error;
    }
  }
}

export async function bundleFiles(
  document: unknown,
  file: SourceFile,
  sources: Sources,
  origins: Origins,
): Promise<readonly Problem[]> {
  const resolver = new SafeResolver(sources, origins);
  const config = await createConfig({ plugins: [deviceFlow] });
  const parts = await partsOf({ file, value: document }, sources);
  const circles = circlesIn(parts, sources);
  if (circles.length > 0) return circles;
  const [doc] = parts.map((part) => resolver.begin(part.value, part.file)) as [Document];
  const loops = loopsIn(document as JsonObject);
  if (loops.length > 0) return loops;
  // Redocly throws at a circle of references from file to file, and does not report the place.
  const refuse = (why: string): never => {
    const message = `The files cannot be put together: ${why}.`;
    const remedy = "Look for references that lead back to themselves, and put a schema at their end.";
    throw new Refusal({ code: "bundler", message, remedy, place: startOf(file.shown) });
  };
  const { problems } = await bundle({ doc, config, externalRefResolver: resolver }).catch((error: Error) =>
    refuse(error.message),
  );
  // Redocly replaces a reference where none may stand by its target, even where the target is around it.
  if (backEdges(document as object).length > 0) refuse("a part of them holds itself");
  const echoes = new Set(resolver.refusals.map(({ message }) => `Can't resolve $ref: ${message}`));
  const quoted = problemsOf(problems.filter(isQuoted), sources).map(
    (problem): Problem => ({ ...problem, severity: "warning", remedy: quotedRemedy }),
  );
  const found = problemsOf(
    problems.filter((problem) => !isQuoted(problem)),
    sources,
  );
  return [...resolver.refusals, ...[...found, ...quoted].filter(({ message }) => !echoes.has(message))];
}

/** References in circles: at the second of them Redocly rejects a promise that nothing awaits, which ends the process. */
function loopsIn(root: JsonObject): readonly Problem[] {
  const references = new References();
  visit(root, (node, _, spot) => references.add(node, spot), { data: new Set(["example"]) });
  return references.loops(root);
}

/** A reference is a URI: a space in the name of a file is `%20` there. */
function fileOf(ref: string): string {
  try {
    return decodeURIComponent(ref);
  } catch {
    return ref;
  }
}

const quotedRemedy = "Nothing, if the `$ref` is part of the value. Otherwise correct the path after it.";

/**
 * Whether an unresolved `$ref` is part of a value. Redocly replaces an example that refers to a file by the file, as many
 * documents want it; any other stays as it is.
 */
function isQuoted({ location: [location] }: NormalizedProblem): boolean {
  let slot: Slot = "unknown";
  for (const key of location?.pointer?.split("/").slice(1) ?? []) {
    const inner = slotIn(slot, unescapeKey(key));
    if (typeof slot === "string" && (key.startsWith("x-") || (key === "example" && inner === "data"))) return true;
    slot = inner === "data" ? "unknown" : inner;
  }
  return false;
}

function sourceOf(file: SourceFile): Source {
  return new Source(file.path, file.text.replaceAll("\r\n", "\n"));
}
