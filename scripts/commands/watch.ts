// Runs the pipeline again whenever a spec is saved. A broken spec is reported and watched on. Every folder has a watcher
// of its own: `recursive` of fs.watch is emulated on Linux with a watcher a file, which loses a file that an editor
// replaces by renaming. What a wake-up that changed nothing costs is a look at hashes, so none is filtered out here.

import { existsSync, type FSWatcher, readdirSync, watch as watchFolder } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { GenerateResult } from "../generate.js";

export interface WatchOptions {
  readonly root: string;
  /** One run; told what it read, the watch knows where to look. */
  readonly run: () => Promise<GenerateResult>;
  /** After each run. */
  readonly onResult: (result: GenerateResult) => void;
  /** A run that threw; the watch goes on. */
  readonly onError: (error: unknown) => void;
  /**
   * Whether all folders of the specs are looked at, for files that are new in them. Default: true. Somebody else's document
   * may lie in any folder, and that one's neighbours are nobody's business: then only the files of the last run count.
   */
  readonly deep?: boolean;
  /** Editors save in several steps. Default: 100. */
  readonly quietMs?: number;
}

export interface Watch {
  /** Settled when the first run is over and its files are watched. */
  readonly ready: Promise<void>;
  close(): void;
}

export function watch({ root, run, onResult, onError, deep = true, quietMs = 100 }: WatchOptions): Watch {
  const watchers = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | undefined;
  let running = false;
  let again = false;
  let closed = false;

  function wake(): void {
    clearTimeout(timer);
    timer = setTimeout(() => void cycle(), quietMs);
  }

  async function cycle(): Promise<void> {
    if (running) {
      again = true;
      return;
    }
    running = true;
    do {
      again = false;
      // Watched before the run as well, so that what is saved during it is not missed.
      lookAt(existingFolders());
      try {
        const result = await run();
        files = result.files;
        onResult(result);
      } catch (error) {
        onError(error);
      }
      lookAt(existingFolders());
    } while (again && !closed);
    running = false;
  }

  let files: readonly string[] = ["redocly.yaml"];

  /** The folders of the files of the last run, and if it is deep, all that are in them. */
  function existingFolders(): ReadonlySet<string> {
    const folders = new Set<string>([root]);
    for (const file of files) {
      const folder = dirname(resolve(root, file));
      if (folder === root || !existsSync(folder)) continue;
      folders.add(folder);
      if (!deep) continue;
      for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
        if (entry.isDirectory()) folders.add(join(entry.parentPath, entry.name));
      }
    }
    return folders;
  }

  function lookAt(folders: ReadonlySet<string>): void {
    if (closed) return;
    for (const [folder, watcher] of watchers) {
      if (folders.has(folder)) continue;
      watcher.close();
      watchers.delete(folder);
    }
    for (const folder of folders) {
      if (watchers.has(folder)) continue;
      const watcher = watchFolder(folder, (_event, name) => {
        // The project's own folder changes with each write of generated/.
        const isOpen = deep && folder !== root;
        if (isOpen || name === null || files.some((file) => resolve(root, file) === join(folder, String(name)))) wake();
      });
      watcher.on("error", () => {
        watcher.close();
        watchers.delete(folder);
        wake();
      });
      watchers.set(folder, watcher);
    }
  }

  return {
    ready: cycle(),
    close() {
      closed = true;
      clearTimeout(timer);
      for (const watcher of watchers.values()) watcher.close();
      watchers.clear();
    },
  };
}
