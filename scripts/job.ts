// What one run has to make of one document: an API of redocly.yaml, or a document of the command line. Checked before
// anything is read, and nothing heavy is imported here: an unchanged run ends soon after.

import { existsSync, lstatSync, realpathSync } from "node:fs";
import { basename, dirname, extname, join, relative, resolve } from "node:path";
import { type Format, formats, isFormat } from "./output/format.js";
import { type BuiltInName, builtInNames, isBuiltIn } from "./plugins/built-in.js";
import { didYouMean } from "./problem/nearest.js";
import { checkout, commandIn, isWithin } from "./terminal/checkout.js";
import { UsageError } from "./terminal/usage-error.js";

export interface SpecFlags {
  readonly spec: string;
  readonly out?: string | undefined;
  readonly name?: string | undefined;
  readonly runtime?: string | undefined;
  readonly overlay?: readonly string[] | undefined;
  readonly root?: string | undefined;
  readonly allowRemote?: boolean | undefined;
  readonly http?: boolean | undefined;
  readonly plugins?: readonly string[] | undefined;
  readonly format?: string | undefined;
}

/** The rules of an API in redocly.yaml, by the name it has there, or Redocly's recommended ones, which only warn. */
export type LintRules = { readonly config: string; readonly alias: string } | "recommended";

/** All paths are absolute. */
export interface Job {
  readonly spec: string;
  /** The folder to write: replaced as a whole, or not at all. */
  readonly out: string;
  /** Unless given, it follows from the document's title. */
  readonly name: string | undefined;
  /** How the generated files name the document. */
  readonly shown: string;
  /** Module specifier of the runtime, as the files of `out` import it. */
  readonly runtime: string;
  readonly overlays: readonly string[];
  /** References may lead to files in this folder. */
  readonly root: string;
  readonly remote: boolean;
  /** Messages name files relative to this folder. */
  readonly base: string;
  /** The command that does this again, as the generated files say it. Undefined: the one of all APIs of the clone. */
  readonly command: string | undefined;
  readonly lint: LintRules | undefined;
  /** The formatter that lays out the files. */
  readonly format: Format;
  /** Also the openapi-fetch client and the types of openapi-typescript. */
  readonly http: boolean;
  /** Also the document as data, and the recorder that reads it. */
  readonly record: boolean;
  readonly importExtension: ImportExtension;
  /** Plug-ins that are shipped, beside those two. */
  readonly builtIn: readonly BuiltInName[];
  /** Modules of plug-ins: absolute paths of files, or names of packages that `base` has installed. */
  readonly plugins: readonly string[];
}

/** What imports inside of the output end in: `ts` for Node's own TypeScript, `none` for bundlers that want it so. */
export type ImportExtension = "js" | "ts" | "none";

export const importExtensions: readonly ImportExtension[] = ["js", "ts", "none"];

/** What `x-sharewright` of an entry may hold. */
export interface ApiSettings {
  /** The folder to write, relative to redocly.yaml. Default: `generated/<name>`. */
  readonly output?: string;
  /** Overlays to apply, relative to redocly.yaml. */
  readonly overlays?: readonly string[];
  /** Where the code imports the runtime from. Default: `sharewright`. */
  readonly runtime?: string;
  /** The formatter that lays out the files, or `none`. Default: `auto`, the first that the project has. */
  readonly format?: Format;
  /** Also the openapi-fetch client and the types of openapi-typescript. Default: false. */
  readonly http?: boolean;
  /** Also the document as data, for the sandbox and the recorder. Default: false. */
  readonly record?: boolean;
  /** What imports inside of the output end in. Default: `js`. */
  readonly importExtension?: ImportExtension;
  /** Plug-ins: names of those that are shipped, files, relative to redocly.yaml and beginning with a dot, or packages. */
  readonly plugins?: readonly string[];
}

export const CONFIG_FILE = "redocly.yaml";

export const SERVICE_NAME = /^[a-z][a-z0-9-]*$/;

/** @param root the folder of redocly.yaml. */
export function apiJob(
  root: string,
  api: {
    readonly name: string;
    /** The key of the entry: `name` or `name@version`. */
    readonly alias: string;
    readonly spec: string;
    readonly out: string;
    readonly settings: ApiSettings;
  },
): Job {
  const { name, alias, spec, out, settings } = api;
  const given = (settings.overlays ?? []).map((path) => resolve(root, path));
  return {
    spec,
    out,
    name,
    // In the clone a service has a folder of documents.
    shown: relative(root, isOfClone(root) ? dirname(spec) : spec).replaceAll("\\", "/"),
    runtime: settings.runtime ?? defaultRuntime(realOf(out)),
    overlays: given.length > 0 ? given : overlayBeside(spec),
    root,
    remote: false,
    base: root,
    command: isOfClone(root) ? undefined : commandIn(root, "generate"),
    lint: { config: join(root, CONFIG_FILE), alias },
    format: settings.format ?? "auto",
    importExtension: settings.importExtension ?? "js",
    ...pluginsOf(settings, root),
  };
}

function isOfClone(root: string): boolean {
  return checkout !== undefined && isWithin(checkout, root);
}

export function specJob(flags: SpecFlags, cwd: string): Job {
  if (flags.spec === "") throw new UsageError("--spec needs the path of a document.");
  if (/^https?:\/\//i.test(flags.spec)) {
    throw new UsageError(`--spec takes a file, not an address. Download it first: curl -o openapi.json ${flags.spec}`);
  }
  if (flags.out === undefined || flags.out === "") {
    throw new UsageError(
      `--spec needs --out, the folder to write: --spec ${flags.spec} --out src/clients/${slug(stem(flags.spec)) || "api"}`,
    );
  }
  if (flags.name !== undefined && !SERVICE_NAME.test(flags.name)) {
    const suggestion = slug(flags.name);
    throw new UsageError(
      `"${flags.name}" cannot be the --name of a service: lower-case letters, digits and hyphens, with a letter first.${suggestion === "" ? "" : ` For example: --name ${suggestion}`}`,
    );
  }
  if (flags.runtime !== undefined && (flags.runtime === "" || /["'`\\\s\p{Cc}]/u.test(flags.runtime))) {
    throw new UsageError('--runtime takes a module specifier, such as "sharewright" or "../runtime/index.js".');
  }
  refusePlugins(flags.plugins ?? []);
  const spec = resolve(cwd, flags.spec);
  const out = realOf(resolve(cwd, flags.out));
  const root = resolve(cwd, flags.root ?? dirname(spec));
  if (flags.root !== undefined && !isWithin(root, spec))
    throw new UsageError(`--root has to hold the spec: ${flags.spec} is not in ${flags.root}.`);
  if (flags.root !== undefined && !existsSync(root)) throw new UsageError(`--root ${flags.root} does not exist.`);
  refuseOut(out, flags.out, [cwd, ...(checkout === undefined ? [] : [checkout]), spec]);
  const beside = isWithin(cwd, spec) ? cwd : dirname(spec);
  const shown = (path: string) => {
    const base = isWithin(cwd, path) ? cwd : dirname(path);
    return relative(base, path).replaceAll("\\", "/");
  };
  const given = (flags.overlay ?? []).map((path) => resolve(cwd, path));
  return {
    spec,
    out,
    name: flags.name,
    shown: isWithin(beside, spec) ? relative(beside, spec).replaceAll("\\", "/") : basename(spec),
    runtime: flags.runtime ?? defaultRuntime(out),
    overlays: given.length > 0 ? given : overlayBeside(spec),
    root,
    remote: flags.allowRemote === true,
    base: beside,
    command: commandOf(flags, out, {
      spec: shown(spec),
      out: shown(out),
      overlays: given.map(shown),
      root: flags.root === undefined ? undefined : shown(root),
    }),
    lint: "recommended",
    format: formatOf(flags.format),
    importExtension: "js",
    ...pluginsOf({ http: flags.http === true, plugins: flags.plugins ?? [] }, cwd),
  };
}

/** A name that is near one of those that are shipped is taken for a slip, and not for a package. */
function refusePlugins(names: readonly string[]): void {
  for (const name of names) {
    const suggestion = isBuiltIn(name) || name.startsWith(".") ? "" : didYouMean(name, builtInNames);
    if (suggestion !== "")
      throw new UsageError(
        `--plugins: there is no plug-in ${name}.${suggestion} Shipped are: ${builtInNames.join(", ")}.`,
      );
  }
}

/** `http` and `record` have settings of their own, from before they were plug-ins. */
function pluginsOf(
  { http = false, record = false, plugins = [] }: Pick<ApiSettings, "http" | "record" | "plugins">,
  folder: string,
): Pick<Job, "http" | "record" | "builtIn" | "plugins"> {
  const shipped = plugins.filter(isBuiltIn);
  return {
    http: http || shipped.includes("http"),
    record: record || shipped.includes("record"),
    builtIn: shipped.filter((name) => name !== "http" && name !== "record" && name !== "reference"),
    plugins: plugins
      .filter((name) => !isBuiltIn(name))
      .map((each) => (each.startsWith(".") ? resolve(folder, each) : each)),
  };
}

function formatOf(flag = "auto"): Format {
  if (isFormat(flag)) return flag;
  throw new UsageError(`--format takes one of ${formats.join(", ")}, and not "${flag}".`);
}

/** `github.overlay.yaml` beside `github.json`, or `.yml`, or `.json`; other overlays are named by --overlay. */
function overlayBeside(spec: string): readonly string[] {
  return overlayNames(spec)
    .filter((path) => existsSync(path))
    .slice(0, 1);
}

/** Where it would be. */
export function overlayNames(spec: string): readonly string[] {
  const base = join(dirname(spec), stem(spec));
  return [".overlay.yaml", ".overlay.yml", ".overlay.json"].map((ending) => base + ending);
}

/** Code in this project takes the runtime's sources, code anywhere else the package. */
function defaultRuntime(out: string): string {
  if (checkout === undefined || !isWithin(checkout, out)) return "sharewright";
  return relative(out, join(checkout, "src", "index")).replaceAll("\\", "/");
}

function refuseOut(out: string, shown: string, kept: readonly string[]): void {
  const inside = kept.find((path) => isWithin(out, realOf(path)));
  if (inside !== undefined) {
    throw new UsageError(
      `--out ${shown} is replaced as a whole, and it holds ${basename(inside)}. Name a folder of its own.`,
    );
  }
  if (checkout !== undefined && isWithin(join(checkout, "generated"), out)) {
    throw new UsageError(`--out ${shown}: generated/ belongs to the services of redocly.yaml. Name another folder.`);
  }
  if (existsSync(out) && !lstatSync(out).isDirectory())
    throw new UsageError(`--out ${shown} is a file. Name a folder.`);
}

function commandOf(
  flags: SpecFlags,
  folder: string,
  { spec, out, overlays, root }: { spec: string; out: string; overlays: readonly string[]; root: string | undefined },
): string {
  const parts = [`--spec ${quoted(spec)}`, `--out ${quoted(out)}`];
  if (flags.name !== undefined) parts.push(`--name ${flags.name}`);
  if (flags.runtime !== undefined) parts.push(`--runtime ${quoted(flags.runtime)}`);
  for (const overlay of overlays) parts.push(`--overlay ${quoted(overlay)}`);
  if (root !== undefined) parts.push(`--root ${quoted(root || ".")}`);
  if (flags.allowRemote === true) parts.push("--allow-remote");
  if (flags.http === true) parts.push("--http");
  if (flags.plugins !== undefined && flags.plugins.length > 0)
    parts.push(`--plugins ${flags.plugins.map(quoted).join(",")}`);
  if (flags.format !== undefined) parts.push(`--format ${flags.format}`);
  return commandIn(folder, "generate", ...parts);
}

function quoted(path: string): string {
  return /^[\w./@:+-]+$/.test(path) ? path : `"${path.replace(/["`\\$\p{Cc}]/gu, "_")}"`;
}

/** "GitHub v3 REST API" → `github`: what is left of a title without the words that every title has. */
export function nameFromTitle(title: string): string {
  const plain = title
    .replace(/['’]s\b/g, "")
    .replace(
      /\b(the|official|openapi|swagger|rest|restful|http|web|public|api|apis|specification|spec|documentation|reference)\b/gi,
      " ",
    )
    .replace(/\bv?\d+(\.\d+)*\b/gi, " ");
  return slug(plain) || slug(title);
}

/** Empty when nothing is left that could be a name. */
export function slug(text: string): string {
  const words = text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  while (words.length > 0 && /^\d/.test(words[0] ?? "")) words.shift();
  return words.slice(0, 4).join("-").slice(0, 40).replace(/-$/, "");
}

export function stem(path: string): string {
  return basename(path, extname(path));
}

/** Of what is not there yet, the real path of the folder it will be in. */
function realOf(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  const parent = dirname(path);
  return parent === path ? path : join(realOf(parent), basename(path));
}

/** The name of the service, when none is given. */
export function nameOf(document: unknown, spec: string): string {
  const { title } = (document as { info?: { title?: string } }).info ?? {};
  const name = [nameFromTitle(title ?? ""), slug(stem(spec))].find((name) => SERVICE_NAME.test(name));
  if (name !== undefined) return name;
  throw new UsageError(
    "Neither the title of the document nor its file makes a name. Give one, for example: --name payments",
  );
}
