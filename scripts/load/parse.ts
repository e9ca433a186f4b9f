// Text → plain data, for JSON and YAML. JSON takes the engine's own parser, which is ten times as fast; text that is not quite
// JSON (a comment, a trailing comma) is read as the YAML that it is. Aliases are written out, so that the result is a tree:
// a file of a kilobyte can stand for a tree of terabytes, and is refused before that is built.

import { createRequire } from "node:module";
import { duplicateKey } from "./json-text.js";
import { Refusal, startOf } from "./refusal.js";

/** Deeper than any spec, and shallow enough for every recursion that comes after. */
const maxDepth = 1_000;
/** The limits of a document that repeats parts by aliases, written out: in objects, and as a multiple of its own. */
const maxNodes = 100_000;
const maxGrowth = 8;

export interface Parsed {
  readonly value: unknown;
  /** Whether a `$ref` leads to another document. */
  readonly external: boolean;
}

export function parseText(text: string, shown: string): Parsed {
  const json = /^[\s]*[{[]/.test(text) ? parseJson(text, shown) : undefined;
  if (json !== undefined) return { value: json.value, external: inspect(json.value, shown).external };
  const value = parseYaml(text, shown);
  const { external, shared } = inspect(value, shown);
  return { value: shared ? writtenOut(value) : value, external };
}

function parseJson(text: string, shown: string): { readonly value: unknown } | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const twice = duplicateKey(text);
  if (twice === undefined) return { value };
  throw new Refusal({
    code: "duplicate-key",
    message: `The key ${JSON.stringify(twice.key.slice(0, 80))} stands twice in one object.`,
    remedy: "Remove one of the two: which one counts differs from tool to tool.",
    place: { file: shown, line: twice.line, column: twice.column },
  });
}

interface YamlFailure {
  readonly reason?: string;
  readonly mark?: { readonly line: number; readonly column: number } | null;
}

function parseYaml(text: string, shown: string): unknown {
  // Loaded when there is YAML: most large documents are JSON.
  const { loadAll, CORE_SCHEMA, mergeTag } = createRequire(import.meta.url)("js-yaml") as typeof import("js-yaml");
  let documents: unknown[];
  try {
    documents = loadAll(text, { schema: CORE_SCHEMA.withTags(mergeTag), maxDepth, maxAliases: 100_000 });
  } catch (error) {
    const { reason, mark } = error as YamlFailure;
    throw new Refusal({
      code: "yaml",
      message: reason === undefined ? "The YAML cannot be read." : `The YAML cannot be read: ${reason}.`,
      remedy: "Correct it there; the parser could not go on.",
      place: mark ? { file: shown, line: mark.line + 1, column: mark.column + 1 } : startOf(shown),
    });
  }
  if (documents.length > 1) {
    throw new Refusal({
      code: "yaml",
      message: `${shown} holds ${documents.length} documents.`,
      remedy: "Keep one of the parts that `---` divides.",
      place: startOf(shown),
    });
  }
  return documents[0];
}

interface Extent {
  /** Objects and lists, written out. */
  readonly nodes: number;
  readonly levels: number;
}

/** One pass over all values: their depth, their number when written out, and whether a $ref leads outside. */
function inspect(value: unknown, shown: string): { readonly external: boolean; readonly shared: boolean } {
  const known = new Map<object, Extent | "open">();
  let external = false;
  let shared = false;
  const refuse = (message: string): never => {
    throw new Refusal({ code: "too-deep", message, remedy: "Write the document flatter.", place: startOf(shown) });
  };
  const measure = (node: object, depth: number): Extent => {
    const before = known.get(node);
    if (before === "open") return refuse(`${shown} holds itself: an alias stands inside of its own anchor.`);
    if (before !== undefined) shared = true;
    if (depth + (before?.levels ?? 1) > maxDepth)
      return refuse(`${shown} is nested more than ${maxDepth} levels deep.`);
    if (before !== undefined) return before;
    known.set(node, "open");
    let [nodes, levels] = [1, 1];
    for (const key in node) {
      const child = (node as Record<string, unknown>)[key];
      if (typeof child === "object" && child !== null) {
        const extent = measure(child, depth + 1);
        nodes += extent.nodes;
        levels = Math.max(levels, extent.levels + 1);
      } else if (key === "$ref" && typeof child === "string" && !child.startsWith("#")) {
        external = true;
      }
    }
    const extent = { nodes, levels };
    known.set(node, extent);
    return extent;
  };
  const { nodes } = typeof value === "object" && value !== null ? measure(value, 0) : { nodes: 1 };
  if (shared && nodes > maxNodes + maxGrowth * known.size) {
    throw new Refusal({
      code: "too-large",
      message: `${shown} repeats parts by aliases until it has ${nodes.toExponential(0)} of them.`,
      remedy: "Refer to the parts by `$ref`.",
      place: startOf(shown),
    });
  }
  return { external, shared };
}

function writtenOut(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(writtenOut);
  if (typeof node !== "object" || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, writtenOut(child)]));
}
