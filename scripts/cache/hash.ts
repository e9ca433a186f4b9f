// What load.ts and cache.ts must agree on, kept apart from load.ts so that an unchanged run does not import Redocly.

import { createHash } from "node:crypto";

export const CONFIG_FILE = "redocly.yaml";

/** One entry under `apis` of redocly.yaml. */
export interface ServiceEntry {
  readonly name: string;
  /** The key of the entry as written: `name` or `name@version`. */
  readonly alias: string;
  /** Path of its openapi.yaml, relative to the project, with forward slashes. */
  readonly root: string;
}

/** Line ends are made equal first, as Redocly does before it parses. */
export function hashText(text: string): string {
  return createHash("sha256").update(text.replaceAll("\r\n", "\n")).digest("hex");
}

/** Of the bytes as they are: for large files, which are not worth a copy with other line ends. */
export function hashBytes(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
