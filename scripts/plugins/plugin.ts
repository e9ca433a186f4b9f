// The interface of a plug-in: it takes the model of a service, which has every name and every decision in it, and gives files.

import type { Service } from "../model/types/service.js";

/** Raised when a plug-in written for the version before would no longer work. */
export const pluginVersion = 1;

export interface Plugin {
  /** For messages. */
  readonly name: string;
  files(service: Service, context: PluginContext): Iterable<PluginFile> | Promise<Iterable<PluginFile>>;
}

export interface PluginContext {
  readonly version: typeof pluginVersion;
  /** OpenAPI 3.1 in one tree, whatever it was; every reference leads inside of it. Not to be changed. */
  readonly document: unknown;
  /** Module specifier of the runtime, as a file at the top of the output imports it. */
  readonly runtime: string;
  /** The first line of a file of TypeScript: what made it, and what to do instead of editing it. */
  readonly banner: string;
  /** The command that makes the files again. Undefined: `npm run generate`. */
  readonly command: string | undefined;
  /** The module specifier from which callers import the client. Undefined: its `index`. */
  readonly specifier: string | undefined;
  /** The ending of imports inside of the output: `./index.js`, `./index.ts` or `./index`. */
  readonly importExtension: "js" | "ts" | "none";
  /** Reports something that the plug-in leaves out or cannot do. It is shown with the other warnings. */
  warn(warning: PluginWarning): void;
}

export interface PluginWarning {
  readonly code: string;
  readonly message: string;
  readonly remedy?: string | undefined;
  /** JSON pointer into the document. */
  readonly pointer?: string | undefined;
}

export interface PluginFile {
  /** Relative to the output, with forward slashes. No other file may have it. */
  readonly path: string;
  readonly text: string;
}
