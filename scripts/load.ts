// From redocly.yaml to bundled documents that passed lint: the only caller of Redocly. Lint and bundle share one resolver,
// so each file is read and parsed once. Lint goes first, because the bundler rewrites the parsed documents in place.

import { existsSync, readFileSync } from "node:fs";
import { isAbsolute, relative, resolve, sep } from "node:path";
import {
  BaseResolver,
  bundle,
  type Config,
  type Document,
  getLineColLocation,
  isAbsoluteUrl,
  isRef,
  type LocationObject,
  lint,
  lintConfig,
  loadConfig,
  makeDocumentFromString,
  type NormalizedProblem,
  type Source,
  unescapePointerFragment,
  YamlParseError,
} from "@redocly/openapi-core";
import { CONFIG_FILE, hashText, type ServiceEntry } from "./cache/hash.js";
import { escapeKey } from "./document/pointer.js";
import type { Place, Problem } from "./problem/problem.js";

export interface Registry {
  readonly services: readonly ServiceEntry[];
  readonly problems: readonly Problem[];
}

export interface LoadOptions {
  readonly lint: boolean;
  /** Told when each of the two begins. */
  readonly stage?: (name: "lint" | "bundle") => void;
}

export interface LoadedService {
  readonly name: string;
  readonly root: string;
  /** SHA-256 of every file that was read for it, by path relative to the project. */
  readonly files: ReadonlyMap<string, string>;
  /** The bundled document, internal $refs kept; undefined when it could not be bundled. */
  readonly document: unknown;
  readonly operations: number;
  readonly problems: readonly Problem[];
  /** Where in the source files a JSON pointer of the bundled document (`#/paths/...`) comes from. */
  locate(pointer: string): Place | undefined;
}

/** `apis` of redocly.yaml is the one list of services. */
export function readRegistry(root: string): Registry {
  const file = resolve(root, CONFIG_FILE);
  if (!existsSync(file)) {
    return registryProblem(
      `There is no ${CONFIG_FILE} in ${root}.`,
      "Run this in the project's folder, or add the file.",
    );
  }
  let config: Document;
  try {
    config = makeDocumentFromString(readFileSync(file, "utf8").replaceAll("\r\n", "\n"), file);
  } catch (error) {
    return { services: [], problems: [thrownProblem(error, root, CONFIG_FILE)] };
  }
  const at = (pointer: string) => placeOf({ source: config.source, pointer, reportOnKey: true }, root);
  const apis = isRecord(config.parsed) ? config.parsed.apis : undefined;
  if (!isRecord(apis) || Object.keys(apis).length === 0) {
    return registryProblem(
      `${CONFIG_FILE} names no service.`,
      "Add one under `apis`, for example `apis: { persona: { root: specs/persona/openapi.yaml } }`.",
      at("#/apis"),
    );
  }
  const services: ServiceEntry[] = [];
  const problems: Problem[] = [];
  for (const [alias, api] of Object.entries(apis)) {
    const refuse = (message: string, remedy: string) =>
      problems.push({
        code: "registry",
        severity: "error",
        message,
        remedy,
        place: at(`#/apis/${escapeKey(alias)}`),
      });
    const name = alias.split("@")[0] ?? "";
    const specification = isRecord(api) && typeof api.root === "string" ? api.root : undefined;
    if (!/^[a-z][a-z0-9-]*$/.test(name)) {
      refuse(
        `"${name}" cannot be the name of a service: it becomes a folder and an import path.`,
        "Use lower-case letters, digits and hyphens, with a letter first.",
      );
    } else if (services.some((service) => service.name === name)) {
      refuse(`Two services are called "${name}".`, `Rename one: both would be written to generated/${name}/.`);
    } else if (specification === undefined) {
      refuse(
        `The service "${name}" has no \`root\`.`,
        `Add the path of its document: root: specs/${name}/openapi.yaml`,
      );
    } else if (!isInside(root, resolve(root, specification))) {
      refuse(`The root of "${name}" lies outside of the project: ${specification}`, `Move it into specs/${name}/.`);
    } else {
      services.push({ name, alias, root: slashes(relative(root, resolve(root, specification))) });
    }
  }
  return { services, problems };
}

export interface Specs {
  /** Of redocly.yaml itself. */
  readonly problems: readonly Problem[];
  load(entry: ServiceEntry, options: LoadOptions): Promise<LoadedService>;
}

/** Reads the rules of redocly.yaml once for all services. */
export async function openSpecs(root: string): Promise<Specs> {
  const configReader = new SpecReader(root);
  let config: Config;
  try {
    config = await loadConfig({ configPath: resolve(root, CONFIG_FILE), externalRefResolver: configReader });
  } catch (error) {
    const problem = thrownProblem(error, root, CONFIG_FILE);
    return { problems: [problem], load: async (entry) => unreadable(entry, configReader, []) };
  }
  const configFiles = [...configReader.files];
  for (const { absolutePath } of config.plugins) {
    if (absolutePath !== undefined)
      configFiles.push([pathFrom(root, absolutePath), hashText(readFileSync(absolutePath, "utf8"))]);
  }
  const found = await lintConfig({ config, severity: "error" });
  return {
    problems: found.map((problem) => toProblem(problem, root)),
    load: (entry, options) => loadService(root, config, configFiles, entry, options),
  };
}

async function loadService(
  root: string,
  config: Config,
  configFiles: readonly (readonly [string, string])[],
  entry: ServiceEntry,
  options: LoadOptions,
): Promise<LoadedService> {
  const reader = new SpecReader(root);
  const own = config.forAlias(entry.alias);
  const shared = { ref: resolve(root, entry.root), config: own, externalRefResolver: reader };
  const problems: Problem[] = [];
  const files = () => new Map([...configFiles, ...reader.files]);
  const collect = (found: readonly NormalizedProblem[]) => problems.push(...problemsOf(found, root));
  try {
    if (options.lint) {
      options.stage?.("lint");
      collect(await lint(shared));
    }
    // The bundler stumbles over the same references, and would name them twice.
    if (problems.some((problem) => problem.code === "no-unresolved-refs")) return unreadable(entry, reader, problems);
    options.stage?.("bundle");
    const bundled = await bundle(shared);
    collect(bundled.problems);
    if (bundled.problems.some((problem) => problem.severity === "error")) return unreadable(entry, reader, problems);
    const document = bundled.bundle.parsed;
    return {
      name: entry.name,
      root: entry.root,
      files: files(),
      document,
      operations: countOperations(document),
      problems,
      locate: (pointer) => locate(document, pointer, reader, root),
    };
  } catch (error) {
    problems.push(thrownProblem(error, root, entry.root));
    return unreadable(entry, reader, problems);
  }
}

function unreadable(entry: ServiceEntry, reader: SpecReader, problems: readonly Problem[]): LoadedService {
  const { name, root } = entry;
  return { name, root, files: reader.files, document: undefined, operations: 0, problems, locate: () => undefined };
}

function countOperations(document: unknown): number {
  const verbs = new Set(["get", "put", "post", "delete", "options", "head", "patch", "trace"]);
  const paths = isRecord(document) && isRecord(document.paths) ? Object.values(document.paths) : [];
  return paths.flatMap((item) => Object.keys(isRecord(item) ? item : {})).filter((key) => verbs.has(key)).length;
}

interface Origin {
  readonly source: Source;
  readonly pointer: string;
}

/**
 * Reads files of the project only, and remembers their hashes and from which file and pointer each parsed object came.
 * The bundler moves these objects but does not copy them, so that an object of the bundle leads back to its source.
 */
class SpecReader extends BaseResolver {
  readonly files = new Map<string, string>();
  readonly origins = new WeakMap<object, Origin>();
  readonly #root: string;

  constructor(root: string) {
    super();
    this.#root = root;
  }

  override async loadExternalRef(absoluteRef: string): Promise<Source> {
    if (isAbsoluteUrl(absoluteRef)) {
      throw new Error(`${absoluteRef} is not a file of the project. Copy it into specs/ and refer to the copy.`);
    }
    const path = pathFrom(this.#root, absoluteRef);
    if (!isInside(this.#root, absoluteRef))
      throw new Error(`${path} lies outside of the project. Copy it into specs/.`);
    const source = await super.loadExternalRef(absoluteRef);
    this.files.set(path, hashText(source.body));
    return source;
  }

  override parseDocument(source: Source, isRoot = false): Document {
    const document = super.parseDocument(source, isRoot);
    this.#remember(document.parsed, source, "#/");
    return document;
  }

  #remember(node: unknown, source: Source, pointer: string): void {
    // An object that YAML aliases repeat keeps the place of its anchor.
    if (typeof node !== "object" || node === null || this.origins.has(node)) return;
    this.origins.set(node, { source, pointer });
    for (const [key, value] of Object.entries(node)) this.#remember(value, source, childPointer(pointer, key));
  }
}

/** Follows the pointer through the bundle, $refs included; the last object that has an origin decides. */
function locate(document: unknown, pointer: string, reader: SpecReader, root: string): Place | undefined {
  let node = document;
  let origin = typeof document === "object" && document !== null ? reader.origins.get(document) : undefined;
  for (const key of segmentsOf(pointer)) {
    for (let hops = 0; hops < 50 && isRef(node) && !(key in node) && node.$ref.startsWith("#/"); hops++) {
      const target = segmentsOf(node.$ref).reduce<unknown>(child, document);
      if (typeof target !== "object" || target === null) break;
      node = target;
      origin = reader.origins.get(target) ?? origin;
    }
    node = child(node, key);
    if (node === undefined) break;
    const known = typeof node === "object" && node !== null ? reader.origins.get(node) : undefined;
    origin = known ?? (origin && { source: origin.source, pointer: childPointer(origin.pointer, key) });
  }
  return origin && placeOf({ ...origin, reportOnKey: true }, root);
}

function child(node: unknown, key: string): unknown {
  return typeof node === "object" && node !== null && Object.hasOwn(node, key)
    ? (node as Record<string, unknown>)[key]
    : undefined;
}

/** Of a pointer that names nothing, the nearest ancestor that exists. */
function placeOf(location: LocationObject, root: string): Place {
  const { start } = getLineColLocation(location);
  const at = (n: number | undefined) => (n !== undefined && Number.isInteger(n) && n > 0 ? n : 1);
  return { file: pathFrom(root, location.source.absoluteRef), line: at(start.line), column: at(start.col) };
}

/**
 * Without what Redocly was told to ignore, and without the echoes of a cause that is named: each reference to a file that
 * is bad YAML, and each example that could not be validated because a schema's reference leads nowhere.
 */
function causes(found: readonly NormalizedProblem[]): readonly NormalizedProblem[] {
  const parse = "Failed to parse: ";
  const unparsed = found.map(({ message }) => message).filter((message) => message.startsWith(parse));
  const followUps = new Set(unparsed.map((message) => `${UNRESOLVED}: ${message.slice(parse.length)}`));
  const dangling = found.some(({ message }) => message.startsWith(UNRESOLVED));
  const echo = ({ message }: NormalizedProblem): boolean =>
    followUps.has(message) || (dangling && message.startsWith("Example validation errored: can't resolve reference"));
  return found.filter((problem) => problem.ignored !== true && !echo(problem));
}

const UNRESOLVED = "Can't resolve $ref";

/** Redocly's findings in our shape, each cause once. Files are named relative to `root`. */
export function problemsOf(found: readonly NormalizedProblem[], root: string): readonly Problem[] {
  return causes(found).map((problem) => toProblem(problem, root));
}

function toProblem(problem: NormalizedProblem, root: string): Problem {
  const [location] = problem.location;
  const place = location && placeOf(location, root);
  let message = readable(problem.message, root);
  if (message === UNRESOLVED && location !== undefined && place !== undefined) {
    const [, target] =
      /\$ref["']?\s*:\s*["']?([^"'\s,}]+)/.exec(location.source.getLines()[place.line - 1] ?? "") ?? [];
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

export function remedyFor({ ruleId, message, suggest, reference }: NormalizedProblem): string | undefined {
  if (message.startsWith("Failed to parse")) return "Correct the YAML there; the parser could not go on.";
  if (ruleId === "no-unresolved-refs" || ruleId === "bundler") {
    return "Correct the path after `$ref`, or add the file or component that it names.";
  }
  if (ruleId === "operation-operationId-unique") return "Give this operation an operationId of its own.";
  if (suggest.length > 0) return `Did you mean ${suggest.slice(0, 3).join(", or ")}?`;
  if (reference !== undefined) return `See ${reference}`;
  // Rules of plugins carry their prefix and say themselves what to do.
  return ruleId.includes("/") ? undefined : `See https://redocly.com/docs/cli/rules/oas/${ruleId}`;
}

/** What Redocly throws instead of reporting: a root that is no YAML, is missing, or is no OpenAPI document. */
function thrownProblem(error: unknown, root: string, file: string): Problem {
  if (error instanceof YamlParseError) {
    return {
      code: "yaml",
      severity: "error",
      message: readable(error.message, root),
      remedy: "Correct the YAML there; the parser could not go on.",
      place: placeOf({ source: error.source, pointer: undefined, start: { line: error.line, col: error.col } }, root),
    };
  }
  const { message, code, originalError } = error as Error & { code?: string; originalError?: { code?: string } };
  const missing = (code ?? originalError?.code) === "ENOENT";
  return {
    code: missing ? "missing-file" : "load",
    severity: "error",
    message: missing ? `${file} does not exist.` : readable(message, root),
    remedy: missing ? `Add the file, or correct the path in ${CONFIG_FILE}.` : `Correct ${file}.`,
    place: { file: missing ? CONFIG_FILE : file, line: 1, column: 1 },
  };
}

function registryProblem(
  message: string,
  remedy: string,
  place: Place = { file: CONFIG_FILE, line: 1, column: 1 },
): Registry {
  return { services: [], problems: [{ code: "registry", severity: "error", message, remedy, place }] };
}

/** The same text on every machine; and without the place that the YAML parser adds, which stands before the message. */
function readable(message: string, root: string): string {
  return message.replaceAll(`${resolve(root)}${sep}`, "").replace(/ in "[^"]*" \(\d+:\d+\)$/, "");
}

function pathFrom(root: string, file: string): string {
  return isAbsoluteUrl(file) ? file : slashes(relative(root, file));
}

function isInside(root: string, file: string): boolean {
  const path = relative(root, file);
  return path !== "" && path !== ".." && !path.startsWith(`..${sep}`) && !isAbsolute(path);
}

function slashes(path: string): string {
  return path.replaceAll("\\", "/");
}

function segmentsOf(pointer: string): readonly string[] {
  return pointer.replace(/^#?\//, "").split("/").filter(Boolean).map(unescapePointerFragment);
}

function childPointer(pointer: string, key: string): string {
  return `${pointer.endsWith("/") ? pointer : `${pointer}/`}${escapeKey(key)}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
