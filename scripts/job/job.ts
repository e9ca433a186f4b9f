// The job of one run: one document, and the folder of its client. It is an API of redocly.yaml, or a document of the command
// line. Nothing heavy is imported here: an unchanged run ends soon after.

import type { Format } from "../output/format.js";
import type { BuiltInName } from "../plugins/built-in.js";
import type { RemoteMode } from "../remote/keeper.js";

/** The rules of an API in redocly.yaml, by the name it has there, or Redocly's recommended ones, which only warn. */
export type LintRules = { readonly config: string; readonly alias: string } | "recommended";

/** All paths are absolute. */
export interface Job {
  readonly spec: string;
  /** Where the document is on the network; `spec` is the copy that the project keeps. */
  readonly address?: string | undefined;
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
  readonly remote: RemoteMode;
  /** Messages name files relative to this folder. */
  readonly base: string;
  /** The command that does this again, as the generated files say it. Undefined: the one of all APIs of the clone. */
  readonly command: string | undefined;
  readonly lint: LintRules | undefined;
  /** The formatter that lays out the files. */
  readonly format: Format;
  readonly importExtension: ImportExtension;
  /** Plug-ins that are shipped, beside `reference`, which every output has. */
  readonly builtIn: readonly BuiltInName[];
  /** Modules of plug-ins: absolute paths of files, or names of packages that `base` has installed. */
  readonly plugins: readonly string[];
}

/** The ending of imports inside of the output: `ts` for Node's own TypeScript, `none` for bundlers that want it so. */
export type ImportExtension = "js" | "ts" | "none";

export const importExtensions: readonly ImportExtension[] = ["js", "ts", "none"];

/** The members of an entry's `x-sharewright`. */
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
  /** The ending of imports inside of the output. Default: `js`. */
  readonly importExtension?: ImportExtension;
  /** Plug-ins: names of those that are shipped, files, relative to redocly.yaml and beginning with a dot, or packages. */
  readonly plugins?: readonly string[];
}

export const CONFIG_FILE = "redocly.yaml";
