// Runs the pipeline again whenever a file that it reads is saved. A broken spec is reported and watched on. Files beside
// these do not count: a document may lie in the root of a project, among sources, logs and what the run itself writes.

import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { type FSWatcher, watch as watchPaths } from "chokidar";
import type { RunResult } from "../run/generate-apis.js";

export interface WatchOptions {
  /** Files to watch beside those of the last run, looked up anew after each. One that does not exist yet may be among them. */
  readonly paths: () => readonly string[];
  readonly run: () => Promise<RunResult>;
  /** After each run. */
  readonly onResult: (result: RunResult) => void;
  /** After a run that threw; the watch goes on. */
  readonly onError: (error: unknown) => void;
  /** Editors save in several steps. Default: 100. */
  readonly quietMs?: number;
}

export interface Watch {
  /** Resolved when the first run is over and its files are watched. */
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

export function watch({ paths, run, onResult, onError, quietMs = 100 }: WatchOptions): Watch {
  const watched = new Set<string>();
  // A file that does not exist yet, or that an editor replaces, is seen by its folder. Each folder has a watcher of its own:
  // chokidar reads no folder that it has met as an entry of another.
  const watchers = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | undefined;
  let running = false;
  let again = false;
  let closed = false;

  /** Resolved when all of these files are watched. */
  async function follow(files: readonly string[]): Promise<void> {
    const begun: Promise<void>[] = [];
    for (const file of files) {
      watched.add(file);
      const seen = firstToAppear(file);
      watched.add(seen);
      const folder = dirname(seen);
      if (closed || watchers.has(folder)) continue;
      const watcher = watchPaths(folder, { ignoreInitial: true, atomic: true, depth: 0 });
      watcher.on("all", (_event, path) => {
        if (!watched.has(path)) return;
        clearTimeout(timer);
        timer = setTimeout(() => void cycle(), quietMs);
      });
      begun.push(new Promise((resolve) => watcher.once("ready", () => resolve())));
      watchers.set(folder, watcher);
    }
    await Promise.all(begun);
  }

  async function cycle(): Promise<void> {
    if (running) {
      again = true;
      return;
    }
    running = true;
    do {
      again = false;
      try {
        const result = await run();
        await follow(result.files);
        onResult(result);
      } catch (error) {
        onError(error);
      }
      await follow(paths());
    } while (again && !closed);
    running = false;
  }

  return {
    ready: follow(paths()).then(cycle),
    async close() {
      closed = true;
      clearTimeout(timer);
      await Promise.all([...watchers.values()].map((watcher) => watcher.close()));
    },
  };
}

/** The file itself, or the folder that has to be made first for it to be there. */
function firstToAppear(path: string): string {
  const folder = dirname(path);
  return existsSync(folder) ? path : firstToAppear(folder);
}
