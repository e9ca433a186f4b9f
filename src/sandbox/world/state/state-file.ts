/// <reference types="node" />
// The state in a file, over restarts. It is written whole or not at all: to a file beside it, which takes its place once
// it is on the disk. What cannot be read is refused and left as it is.

import { createHash } from "node:crypto";
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { ClockState } from "../clock.js";
import type { RandomState } from "../random.js";
import type { CollectionState } from "./store.js";

export interface Snapshot {
  readonly clock: ClockState;
  readonly ids: RandomState;
  readonly faults: RandomState;
  readonly store: readonly CollectionState[];
  /** The ready-made credentials of each service. */
  readonly credentials: Readonly<Record<string, unknown>>;
}

const format = "sharewright sandbox state";
const version = 1;

/** How long to wait for more changes before they are written, in milliseconds. */
const gatherMs = 50;

export class StateFile {
  readonly #path: string;
  readonly #snapshot: () => Snapshot;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> = Promise.resolve();
  #failure: unknown;

  constructor(path: string, snapshot: () => Snapshot) {
    this.#path = path;
    this.#snapshot = snapshot;
  }

  /** Writes the state soon. @throws what the last attempt failed with. */
  saveSoon(): void {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#timer !== undefined) return;
    this.#timer = setTimeout(() => this.#save(), gatherMs);
    this.#timer.unref();
  }

  /** Writes what has not been written yet. */
  async close(): Promise<void> {
    if (this.#timer !== undefined) {
      clearTimeout(this.#timer);
      this.#save();
    }
    await this.#writing;
    if (this.#failure !== undefined) throw this.#failure;
  }

  #save(): void {
    this.#timer = undefined;
    this.#writing = this.#writing
      .then(() => writeWhole(this.#path, textOf(this.#snapshot())))
      .catch((error: unknown) => {
        this.#failure = new Error(`The state could not be written to ${this.#path}.`, { cause: error });
      });
  }
}

/**
 * The state in a file; `undefined` if there is no file.
 *
 * @throws if there is one that is damaged, or was not written by this version.
 */
export function readState(path: string): Snapshot | undefined {
  if (!existsSync(path)) return undefined;
  const refused = (reason: string) =>
    new Error(`The state in ${path} cannot be used: ${reason}. It was left as it is; move it away to start afresh.`);
  let file: { format?: unknown; version?: unknown; digest?: unknown; state?: unknown } | null;
  try {
    file = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw refused("it is not JSON, so it is damaged or no state at all");
  }
  if (typeof file !== "object" || file === null || file.format !== format) throw refused("it is no state of a sandbox");
  if (file.version !== version) throw refused(`it has version ${file.version}, and this sandbox reads ${version}`);
  if (file.digest !== digestOf(JSON.stringify(file.state))) throw refused("its content does not match its checksum");
  return file.state as Snapshot;
}

/** Fails now, rather than at the first change, if nothing can be written there. */
export function writeStateNow(path: string, snapshot: Snapshot): void {
  const draft = draftOf(path);
  const file = openSync(draft, "w");
  try {
    writeSync(file, textOf(snapshot));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
}

async function writeWhole(path: string, text: string): Promise<void> {
  const draft = draftOf(path);
  try {
    const file = await open(draft, "w");
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  // The new name is on the disk when the folder is. Not every system lets a folder be opened.
  const folder = await open(dirname(path), "r").catch(() => undefined);
  await folder?.sync().catch(() => {});
  await folder?.close();
}

function textOf(state: Snapshot): string {
  const json = JSON.stringify(state);
  return `{"format":${JSON.stringify(format)},"version":${version},"digest":"${digestOf(json)}","state":${json}}\n`;
}

function digestOf(json: string): string {
  return createHash("sha256").update(json).digest("hex");
}

function draftOf(path: string): string {
  return `${path}.${process.pid}.draft`;
}
