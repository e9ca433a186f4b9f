// Fixtures: one file is one exchange, as test/fixtures/README.md describes.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { isObject } from "./spec/json.js";

export interface FixtureRequest {
  readonly method?: string;
  /** With the query string behind it, percent-encoded. */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

interface FixtureResponse {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** A body that is no JSON, in base64. */
  readonly file?: string;
}

export interface Fixture {
  /** Path relative to the folder that is read. */
  readonly file: string;
  /** Name of the folder it lies in. */
  readonly folder: string;
  /** The part of the file's name between the operation's id and `.json`: `seed`, `legacy-open-beta-guide`. */
  readonly case: string;
  readonly operationIds: readonly string[];
  readonly request: FixtureRequest;
  /** Absent when the source shows a request only. */
  readonly response: FixtureResponse | undefined;
}

/** A folder that cannot be compared: the caller named the wrong one, or a file in it is broken. */
export class FixtureError extends Error {}

/** Every fixture below a folder, sorted by path. */
export function loadFixtures(folder: string): readonly Fixture[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new FixtureError(`There is no folder ${folder}. Name a folder that holds fixtures: --fixtures <folder>`);
  }
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".json"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  if (files.length === 0) {
    throw new FixtureError(`${folder} has no .json file. A fixture is named <operationId>.<case>.json.`);
  }
  return files.map((file) => readFixture(file, relative(folder, file).replaceAll("\\", "/")));
}

function readFixture(path: string, file: string): Fixture {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new FixtureError(`${path} is not JSON: ${(error as Error).message}. Correct or remove it.`);
  }
  return fixtureOf(content, file, basename(dirname(path)), path);
}

function fixtureOf(content: unknown, file: string, folder: string, path = file): Fixture {
  const refuse = (fault: string): never => {
    throw new FixtureError(
      `${path} is not a fixture: ${fault}. It holds { source, operationId, request?, response? }: see test/fixtures/README.md.`,
    );
  };
  if (!isObject(content)) return refuse("it is not an object");
  const { operationId, operationIds = [operationId], request, response } = content;
  const ids = Array.isArray(operationIds) ? operationIds : [];
  if (ids.length === 0 || !ids.every((id) => typeof id === "string")) {
    return refuse("`operationId` is no text, or `operationIds` no list of texts");
  }
  // A side that a source does not show is left out or null.
  if (![request, response].every((part) => part === undefined || part === null || isObject(part))) {
    return refuse("`request` or `response` is no object");
  }
  return {
    file,
    folder,
    case: basename(file, ".json").split(".").slice(1).join("."),
    operationIds: ids,
    request: (request ?? {}) as FixtureRequest,
    response: (response ?? undefined) as FixtureResponse | undefined,
  };
}
