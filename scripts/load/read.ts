// Reads a file of an untrusted spec: a regular file, of a bearable size, inside of the folder that the spec
// may refer to, links followed. Devices, pipes and folders are refused before a byte of them is read.

import { closeSync, constants, fstatSync, openSync, readFileSync, realpathSync } from "node:fs";
import { isAbsolute, relative, sep } from "node:path";
import { hashBytes } from "../cache/hash.js";
import { Refusal, startOf } from "./refusal.js";

/** Twice the largest document known (GitHub's, written out without references: 78 MB), and then some. */
const maxBytes = 256 * 1024 * 1024;

export interface ReadFile {
  readonly text: string;
  /** SHA-256 of its bytes. */
  readonly hash: string;
}

/** @param shown the file's name in messages. */
export function readRegularFile(path: string, shown: string): ReadFile {
  const refuse = (code: string, message: string, remedy: string): never => {
    throw new Refusal({ code, message, remedy, place: startOf(shown) });
  };
  let descriptor: number;
  try {
    // Without this flag, opening a pipe waits for its other end.
    descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") {
      return refuse("missing-file", `${shown} does not exist.`, "Add the file, or correct the path.");
    }
    return refuse("unreadable", `${shown} cannot be opened (${code}).`, "Make it a file that you may read.");
  }
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) {
      const kind = stat.isDirectory() ? "a folder" : "a device or a pipe";
      return refuse("unreadable", `${shown} is ${kind}, not a file.`, "Name the file that holds the document.");
    }
    if (stat.size > maxBytes) {
      const size = Math.round(stat.size / 1024 / 1024);
      return refuse(
        "too-large",
        `${shown} has ${size} MB; the limit is 256.`,
        "Split it, or leave out what you do not call.",
      );
    }
    const bytes = readFileSync(descriptor);
    return { text: decodeText(bytes, shown), hash: hashBytes(bytes) };
  } finally {
    closeSync(descriptor);
  }
}

/** Whether the file that `path` leads to, through any links, lies in `root`. */
export function leadsInside(root: string, path: string): boolean {
  try {
    const inner = relative(realpathSync(root), realpathSync(path));
    return inner !== "" && inner !== ".." && !inner.startsWith(`..${sep}`) && !isAbsolute(inner);
  } catch {
    return false;
  }
}

export function decodeText(bytes: Buffer, shown: string): string {
  const [first, second] = bytes;
  const utf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  if (utf16 || bytes.includes(0)) {
    const what = utf16 ? "is UTF-16" : "holds NUL bytes; it is not text";
    throw new Refusal({
      code: "encoding",
      message: `${shown} ${what}.`,
      remedy: "Save it as UTF-8.",
      place: startOf(shown),
    });
  }
  const text = bytes.toString("utf8");
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
