// Runs the pipeline again whenever a spec is saved. A broken spec is reported and watched on. A wake-up that changed nothing
// costs a look at hashes, so none is filtered out here.

import { dirname } from "node:path";
import { watch as watchPaths } from "chokidar";
import type { RunResult } from "../run/generate-apis.js";

export interface WatchOptions {
  /** Files and folders to watch beside the files of the last run, looked up anew after each. */
  readonly paths: () => readonly string[];
  readonly run: () => Promise<RunResult>;
  /** After each run. */
  readonly onResult: (result: RunResult) => void;
  /** After a run that threw; the watch goes on. */
  readonly onError: (error: unknown) => void;
  /** Whether only the files of the last run and those of `paths` count, and no others beside them. Default: false. */
  readonly exact?: boolean;
  /** Editors save in several steps. Default: 100. */
  readonly quietMs?: number;
}

export interface Watch {
  /** Resolved when the first run is over and its files are watched. */
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

export function watch({ paths, run, onResult, onError, exact = false, quietMs = 100 }: WatchOptions): Watch {
  const watched = new Set(paths());
  // A file that does not exist yet is seen by its folder.
  const seenBy = (path: string) => (exact ? dirname(path) : path);
  const watcher = watchPaths([...watched].map(seenBy), {
    ignoreInitial: true,
    atomic: true,
    ...(exact && { depth: 0 }),
  });
  let timer: NodeJS.Timeout | undefined;
  let running = false;
  let again = false;
  let closed = false;

  watcher.on("all", (_event, path) => {
    if (exact && !watched.has(path)) return;
    clearTimeout(timer);
    timer = setTimeout(() => void cycle(), quietMs);
  });

  function follow(files: readonly string[]): void {
    for (const file of files) {
      if (!watched.has(file)) watcher.add(seenBy(file));
      watched.add(file);
    }
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
        follow(result.files);
        onResult(result);
      } catch (error) {
        onError(error);
      }
      follow(paths());
    } while (again && !closed);
    running = false;
  }

  const listening = new Promise<void>((resolve) => watcher.once("ready", () => resolve()));
  return {
    ready: listening.then(cycle),
    async close() {
      closed = true;
      clearTimeout(timer);
      await watcher.close();
    },
  };
}
