// Documents of the network, as copies that the project keeps and commits. What is kept is read without the network, and has
// to be what was fetched; what is not kept is fetched only where that is allowed.

import { existsSync } from "node:fs";
import { relative } from "node:path";
import { hashBytes } from "../cache/hash.js";
import { decodeText, type ReadFile, readRegularFile } from "../load/read.js";
import { Refusal, startOf } from "../load/refusal.js";
import { writeFileWhole } from "../output/write-file.js";
import { addressOf, isAddress, KEPT, objectionTo, referredPath } from "./address.js";
import { DownloadError, download } from "./download.js";
import { addToLock, type Locked, readLock } from "./lock.js";

/**
 * `kept`: nothing is fetched. `fetch`: what is not kept. `update`: everything, anew. `compare`: everything, to see whether it is
 * what is kept; nothing is written.
 */
export type RemoteMode = "kept" | "fetch" | "update" | "compare";

/** Whether documents are fetched even where a copy is kept. */
export function isFetchedAnew({ remote }: { readonly remote: RemoteMode }): boolean {
  return remote === "update" || remote === "compare";
}

/** A document that was fetched in this run. */
export interface Fetched {
  readonly address: string;
  /** Of its copy, relative to the project. */
  readonly path: string;
  readonly kind: "new" | "changed" | "same";
  readonly sha256: string;
  /** The digest until now. */
  readonly before?: string;
}

export class Keeper {
  readonly fetched: Fetched[] = [];
  readonly #base: string;
  readonly #mode: RemoteMode;
  readonly #read = new Map<string, Promise<ReadFile>>();

  /** @param base the folder that holds `.sharewright`. */
  constructor(base: string, mode: RemoteMode) {
    this.#base = base;
    this.#mode = mode;
  }

  /** Of the document that a path is the copy of; undefined for any other file. */
  address(path: string): string | undefined {
    return addressOf(this.#base, path);
  }

  /** The copy that a reference leads to; undefined if it leads to none. @param from the file that the reference stands in. */
  referred(from: string | undefined, name: string): string | undefined {
    return referredPath(this.#base, from, name);
  }

  /** Why a reference to an address is not followed. */
  objection(address: string): string {
    if (!isAddress(address)) return `${address} is not a file.`;
    return objectionTo(address) ?? `${address} is on this machine, and the document that refers to it is not.`;
  }

  read(path: string): Promise<ReadFile> {
    const known = this.#read.get(path);
    if (known !== undefined) return known;
    const reading = this.#obtain(path, addressOf(this.#base, path) ?? path);
    this.#read.set(path, reading);
    return reading;
  }

  async #obtain(path: string, address: string): Promise<ReadFile> {
    const objection = objectionTo(address);
    if (objection !== undefined) throw new Refusal({ code: "remote", message: objection });
    const locked = readLock(this.#base).get(address);
    const isKept = locked !== undefined && existsSync(path);
    if (isKept && this.#mode !== "update") {
      const file = this.#readKept(path, address, locked);
      if (this.#mode === "compare") this.#note(path, address, hashBytes(await fetchBytes(address)), locked.sha256);
      return file;
    }
    if (this.#mode === "kept" || this.#mode === "compare") {
      throw new Refusal({
        code: "remote",
        message: `${address} is on the network: ${KEPT}/ holds no copy of it, and nothing is fetched.`,
        remedy: `Fetch it once, by --allow-remote of \`init\` or \`generate\`, and commit ${KEPT}/; or download it, and name the copy.`,
      });
    }
    const bytes = await fetchBytes(address);
    const hash = hashBytes(bytes);
    if (locked !== undefined && locked.sha256 !== hash && this.#mode !== "update") {
      throw new Refusal({
        code: "remote-changed",
        message: `${address} is not what it was: its sha256 is ${hash}, and ${KEPT}/lock.json has ${locked.sha256}.`,
        remedy: "If that is wanted, take the new one by --update, and commit it.",
      });
    }
    const text = decodeText(Buffer.from(bytes), address);
    this.#write(path, address, bytes, { sha256: hash, bytes: bytes.length });
    this.#note(path, address, hash, locked?.sha256);
    return { text, hash };
  }

  #readKept(path: string, address: string, { sha256 }: Locked): ReadFile {
    const shown = this.#shown(path);
    const file = readRegularFile(path, shown);
    if (file.hash === sha256) return file;
    throw new Refusal({
      code: "remote-digest",
      message: `${shown} is not what ${address} gave: its sha256 is ${file.hash}, and ${KEPT}/lock.json has ${sha256}.`,
      remedy: `Restore it from version control, or fetch it anew by --update. Keep formatters away from ${KEPT}/, and change a document of others by an overlay.`,
      place: startOf(shown),
    });
  }

  #write(path: string, address: string, bytes: Uint8Array, locked: Locked): void {
    try {
      writeFileWhole(path, bytes);
      addToLock(this.#base, address, locked);
    } catch (error) {
      if (error instanceof Refusal) throw error;
      const { code } = error as NodeJS.ErrnoException;
      const reason = code === "ENAMETOOLONG" ? "the address is too long for the name of a file" : code;
      throw new Refusal({
        code: "remote",
        message: `${address} cannot be kept in ${KEPT}/ (${reason}).`,
        remedy: "Make it a folder that you may write to, or download the document and name the copy.",
      });
    }
  }

  #note(path: string, address: string, sha256: string, before: string | undefined): void {
    const kind = before === undefined ? "new" : before === sha256 ? "same" : "changed";
    this.fetched.push({
      address,
      path: this.#shown(path),
      kind,
      sha256,
      ...(before !== undefined && kind === "changed" && { before }),
    });
  }

  #shown(path: string): string {
    return relative(this.#base, path).replaceAll("\\", "/");
  }
}

async function fetchBytes(address: string): Promise<Uint8Array> {
  try {
    return await download(address);
  } catch (error) {
    if (!(error instanceof DownloadError)) throw error;
    throw new Refusal({ code: "remote", message: error.message, remedy: error.remedy });
  }
}
