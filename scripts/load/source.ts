// The files of a spec, as they were read: their names in messages, and the places of their values.

import { createRequire } from "node:module";
import { dirname, relative, resolve, sep } from "node:path";
import type { Place } from "../problem/problem.js";
import { type Fetched, Keeper, type RemoteMode } from "../remote/keeper.js";
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
  /** Messages name files relative to this folder, and copies of documents of the network are kept in it. */
  readonly base: string;
  /** Whether documents of the network are fetched. */
  readonly remote: RemoteMode;
}

export interface SourceFile {
  /** Absolute. */
  readonly path: string;
  readonly shown: string;
  readonly text: string;
  readonly hash: string;
}

export class Sources {
  readonly files = new Map<string, SourceFile>();
  /** Paths that a document refers to and that could not be read: whoever watches waits for them. */
  readonly unread = new Set<string>();
  readonly #options: SourceOptions;
  readonly #keeper: Keeper;

  constructor(options: SourceOptions) {
    this.#options = options;
    this.#keeper = new Keeper(options.base, options.remote);
  }

  /** The documents that were fetched in this run. */
  get fetched(): readonly Fetched[] {
    return this.#keeper.fetched;
  }

  /** The document itself: a file, or the copy of a document of the network. */
  async readFirst(): Promise<SourceFile> {
    const { spec } = this.#options;
    return this.isKept(spec) ? this.#keep(spec, await this.#keeper.read(spec)) : this.readNamed(spec);
  }

  /** Whether a path is that of a copy. */
  isKept(path: string): boolean {
    return this.#keeper.address(path) !== undefined;
  }

  /** The copy that a reference leads to, of a document of the network; undefined if it leads to none. */
  referredCopy(from: string | undefined, name: string): string | undefined {
    return this.#keeper.referred(from, name);
  }

  /** How a file refers to another: by an address if that is a copy, else by a path. */
  nameBeside(from: string, to: string): string {
    const address = this.#keeper.address(to);
    if (address !== undefined) return address;
    return slashes(relative(dirname(from), to))
      .split("/")
      .map(encodeURIComponent)
      .join("/");
  }

  /** A file that was named on the command line: wherever it is. */
  readNamed(path: string): SourceFile {
    return this.#keep(path, readRegularFile(path, this.shown(path)));
  }

  /** A file that the document refers to. */
  async readReferred(path: string): Promise<SourceFile> {
    const { spec, root } = this.#options;
    const refuse = (code: string, message: string, remedy: string): never => {
      throw new Refusal({ code, message, remedy, place: startOf(this.shown(spec)) });
    };
    // An address that may be followed has become the path of its copy.
    if (/^[a-z][a-z0-9+.-]+:/i.test(path))
      return refuse("reference", this.#keeper.objection(path), "Refer to a file beside the spec.");
    const known = this.files.get(path);
    if (known !== undefined) return known;
    if (this.isKept(path)) return this.#keep(path, await this.#keeper.read(path));
    const lexical = relative(root, path);
    if (lexical === ".." || lexical.startsWith(`..${sep}`) || resolve(root, lexical) !== path) {
      return refuse(
        "outside",
        `${slashes(relative(dirname(spec), path))} lies outside of the spec's folder.`,
        "Copy it into that folder, or name a folder above both by --root.",
      );
    }
    const shown = this.shown(path);
    this.unread.add(path);
    const file = readRegularFile(path, shown);
    this.unread.delete(path);
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
    return slashes(relative(this.#options.base, path));
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

function slashes(path: string): string {
  return path.replaceAll("\\", "/");
}
