// The files of a spec, as they were read: their names in messages, and the places of their values.

import { createRequire } from "node:module";
import { dirname, relative, resolve, sep } from "node:path";
import type { Place } from "../problem/problem.js";
import { jsonPlaces } from "./json-text.js";
import { type Parsed, parseText } from "./parse.js";
import { leadsInside, readRegularFile } from "./read.js";
import { keysOf } from "./references/references.js";
import { resolveIdReferences } from "./references/resolve-ids.js";
import { Refusal, startOf } from "./refusal.js";

export interface SourceOptions {
  /** Absolute path of the document. */
  readonly spec: string;
  /** Its references may lead to files in here. */
  readonly root: string;
  /** Messages name files relative to this folder. */
  readonly base: string;
  /** Whether references may lead to the network. */
  readonly remote: boolean;
}

export interface SourceFile {
  /** Absolute path or URL. */
  readonly path: string;
  readonly shown: string;
  readonly text: string;
  readonly hash: string;
}

const maxRemoteBytes = 64 * 1024 * 1024;
const remoteTimeoutMs = 30_000;

export class Sources {
  readonly files = new Map<string, SourceFile>();
  readonly #options: SourceOptions;

  constructor(options: SourceOptions) {
    this.#options = options;
  }

  /** A file that was named on the command line: wherever it is. */
  readNamed(path: string): SourceFile {
    return this.#keep(path, readRegularFile(path, this.shown(path)));
  }

  /** A file that the document refers to. */
  async readReferred(path: string): Promise<SourceFile> {
    const { spec, root, remote } = this.#options;
    const refuse = (code: string, message: string, remedy: string): never => {
      throw new Refusal({ code, message, remedy, place: startOf(this.shown(spec)) });
    };
    if (/^[a-z][a-z0-9+.-]+:/i.test(path)) {
      if (!/^https?:\/\//i.test(path))
        return refuse("reference", `${path} is not a file.`, "Refer to a file beside the spec.");
      if (!remote) {
        return refuse(
          "remote",
          `${path} is on the network, and nothing is fetched.`,
          "Download it and refer to the copy, or pass --allow-remote.",
        );
      }
      return this.#keep(path, await download(path));
    }
    const known = this.files.get(path);
    if (known !== undefined) return known;
    const lexical = relative(root, path);
    if (lexical === ".." || lexical.startsWith(`..${sep}`) || resolve(root, lexical) !== path) {
      return refuse(
        "outside",
        `${slashes(relative(dirname(spec), path))} lies outside of the spec's folder.`,
        "Copy it into that folder, or name a folder above both by --root.",
      );
    }
    const shown = this.shown(path);
    const file = readRegularFile(path, shown);
    if (!leadsInside(root, path)) {
      return refuse(
        "outside",
        `${shown} is a link that leads out of the spec's folder.`,
        "Copy the file itself into that folder, or name a folder above both by --root.",
      );
    }
    return this.#keep(path, file);
  }

  parse(file: SourceFile): Parsed {
    const parsed = parseText(file.text, file.shown);
    const isNamed = /\$(id|anchor|dynamicAnchor|self)\b/.test(file.text);
    return isNamed ? { ...parsed, external: resolveIdReferences(parsed.value).outward.length > 0 } : parsed;
  }

  /** A message of Redocly with paths as messages name them, and without the place that its YAML parser adds. */
  readable(message: string): string {
    return message.replaceAll(`${this.#options.base}${sep}`, "").replace(/ in "[^"]*" \(\d+:\d+\)$/, "");
  }

  shown(path: string): string {
    return /^https?:/i.test(path) ? path : slashes(relative(this.#options.base, path));
  }

  /** The places of the values that the pointers lead to; for a pointer that leads nowhere, the nearest value around it. */
  places({ text, shown, path }: SourceFile, pointers: readonly string[]): readonly Place[] {
    if (pointers.length === 0) return [];
    if (/^\s*[{[]/.test(text)) {
      return jsonPlaces(
        text,
        pointers.map((pointer) => keysOf(pointer) ?? []),
      ).map((place) => ({ file: shown, ...place }));
    }
    // Loaded only when a problem in YAML is reported.
    const { getLineColLocation, Source } = createRequire(import.meta.url)(
      "@redocly/openapi-core",
    ) as typeof import("@redocly/openapi-core");
    const source = new Source(path, text.replaceAll("\r\n", "\n"));
    const at = (n: number | undefined) => (n !== undefined && Number.isInteger(n) && n > 0 ? n : 1);
    return pointers.map((pointer) => {
      const { start } = getLineColLocation({ source, pointer, reportOnKey: true });
      return { file: shown, line: at(start.line), column: at(start.col) };
    });
  }

  #keep(path: string, read: { readonly text: string; readonly hash: string }): SourceFile {
    const file = { path, shown: this.shown(path), ...read };
    this.files.set(path, file);
    return file;
  }
}

async function download(url: string): Promise<{ text: string; hash: string }> {
  const refuse = (message: string): never => {
    throw new Refusal({ code: "remote", message: `${url}: ${message}.`, remedy: "Download it and refer to the copy." });
  };
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(remoteTimeoutMs) });
    if (!response.ok) return refuse(`the server answered ${response.status}`);
    const parts: Uint8Array[] = [];
    let size = 0;
    for await (const part of (response.body ?? []) as unknown as AsyncIterable<Uint8Array>) {
      size += part.length;
      if (size > maxRemoteBytes) return refuse("it is larger than 64 MB");
      parts.push(part);
    }
    return { text: Buffer.concat(parts).toString("utf8"), hash: "" };
  } catch (error) {
    if (error instanceof Refusal) throw error;
    return refuse((error as Error).name === "TimeoutError" ? "no answer in 30 seconds" : "it could not be fetched");
  }
}

function slashes(path: string): string {
  return path.replaceAll("\\", "/");
}
