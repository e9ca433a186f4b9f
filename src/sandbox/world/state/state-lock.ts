/// <reference types="node" />
// One process keeps its state in a file: two would each write over what the other has acknowledged.

import { readFileSync, rmSync, writeFileSync } from "node:fs";

/**
 * Takes the file for this process, by a file beside it with the number of the process, and gives the function that lets go of it.
 *
 * @throws if another process that is still running has it.
 */
export function lockState(path: string): () => void {
  const lock = `${path}.lock`;
  const release = (): void => rmSync(lock, { force: true });
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
  } catch (error) {
    if ((error as { readonly code?: unknown }).code !== "EEXIST") throw cannotWrite(path, error);
    const holder = Number(readFileSync(lock, "utf8"));
    if (holder !== process.pid && isRunning(holder)) {
      throw new Error(
        `Another sandbox, process ${holder}, keeps its state in ${path}. End it first, or name another file.`,
      );
    }
    writeFileSync(lock, String(process.pid));
  }
  process.once("exit", release);
  return () => {
    process.off("exit", release);
    release();
  };
}

function cannotWrite(path: string, error: unknown): Error {
  const isMissing = (error as { readonly code?: unknown }).code === "ENOENT";
  const reason = isMissing ? "its folder is not there; make it first" : (error as Error).message;
  return new Error(`The state cannot be kept in ${path}: ${reason}.`, { cause: error });
}

function isRunning(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return (error as { readonly code?: unknown }).code === "EPERM";
  }
}
