/// <reference types="node" />
// Fixtures on disk: each is written whole or not at all, and none of somebody else's is touched.

import { randomUUID } from "node:crypto";
import { link, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isObject } from "../json.js";
import type { Fixture } from "./fixture.js";

export interface Folder {
  /** Writes a fixture under the first free name; gives that name. */
  write(fixture: Fixture): Promise<string>;
}

/** @param overwrite whether the files of an earlier recording may be replaced. */
export function openFolder(dir: string, overwrite: boolean): Folder {
  /** How many exchanges of an operation and status this run has written. */
  const counts = new Map<string, number>();
  return {
    write: async (fixture) => {
      await mkdir(dir, { recursive: true });
      const base = `${safe(fixture.operationId)}.${fixture.response.status}`;
      const draft = join(dir, `.${base}.${randomUUID()}.tmp`);
      try {
        await writeFile(draft, `${JSON.stringify(fixture, undefined, 2)}\n`, { flag: "wx" });
        for (;;) {
          const count = (counts.get(base) ?? 0) + 1;
          counts.set(base, count);
          const name = `${base}${count === 1 ? "" : `-${count}`}.json`;
          if (await put(draft, join(dir, name), overwrite)) return name;
        }
      } finally {
        await rm(draft, { force: true });
      }
    },
  };
}

/** Gives the file its name. Linking, unlike renaming, refuses a name that is taken, also by another process just now. */
async function put(draft: string, path: string, overwrite: boolean): Promise<boolean> {
  if (overwrite) {
    await rename(draft, path);
    return true;
  }
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as { readonly code?: unknown }).code === "EEXIST") return false;
    throw error;
  }
}

/** An id as part of a file's name: it cannot climb out of the folder, nor end before the dot. */
function safe(id: string): string {
  return id.replace(/[^A-Za-z0-9_-]+/g, "-");
}

/** Every fixture below a folder that shows both sides of an exchange, in the order of recording and then by name. */
export async function readFolder(dir: string): Promise<readonly { readonly file: string; readonly fixture: Stored }[]> {
  const entries = await readdir(dir, { recursive: true });
  const files = entries.filter((file) => file.endsWith(".json")).map((file) => file.replaceAll("\\", "/"));
  const natural = new Intl.Collator("en", { numeric: true }).compare;
  const read = files.sort(natural).map(async (file) => {
    const content = parsed(await readFile(join(dir, file), "utf8"), file);
    return isStored(content) ? [{ file, fixture: content }] : [];
  });
  const found = (await Promise.all(read)).flat();
  const order = ({ exchange = Number.POSITIVE_INFINITY }: Stored): number => exchange;
  return found.sort((a, b) => (order(a.fixture) === order(b.fixture) ? 0 : order(a.fixture) - order(b.fixture)));
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${file} is not JSON`);
  }
}

/** A fixture as anybody may have written it. */
export type Stored = Pick<Fixture, "request" | "response" | "exchange">;

function isStored(content: unknown): content is Stored {
  if (!isObject(content)) return false;
  const { request, response } = content;
  return (
    isObject(request) &&
    typeof request.method === "string" &&
    typeof request.path === "string" &&
    isObject(response) &&
    typeof response.status === "number"
  );
}
