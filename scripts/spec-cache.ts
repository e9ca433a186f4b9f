// Recognises a document of --spec whose inputs and outputs are those of the last run, and what of an edited one need not be
// printed again. The record is kept with this project and not in the output: what is committed there is the same on every
// machine.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { hashBytes, hashText } from "./cache/hash.js";
import { hashToolchain, hashTree, readJson, saveJson } from "./cache/record.js";
import type { Tree } from "./output/compare.js";
import { Memo, type Places } from "./print/memo.js";
import type { Problem } from "./problem/problem.js";
import { type SpecRequest, TOOL } from "./spec-options.js";

const FORMAT = 2;

interface SpecRecord {
  readonly format: number;
  readonly toolchain: string;
  readonly request: string;
  readonly linted: boolean;
  readonly operations: number;
  readonly problems: readonly Problem[];
  /** By absolute path. */
  readonly files: Readonly<Record<string, string>>;
  readonly outputs: string;
  /** Where the texts stand that the output is made of. */
  readonly places: Places;
}

export interface SpecCache {
  /** The record of a document that needs no run. */
  fresh(now: { lint: boolean; outputs: Tree }): SpecRecord | undefined;
  /** What the last run has printed, if its output is still there. */
  memo(outputs: Tree): Memo;
  save(run: {
    lint: boolean;
    operations: number;
    problems: readonly Problem[];
    files: ReadonlyMap<string, string>;
    outputs: Tree;
    places: Places;
  }): void;
}

export function openSpecCache(request: SpecRequest, tool = TOOL): SpecCache {
  const file = join(tool, "node_modules", ".cache", "sharewright", "specs", `${hashText(request.out)}.json`);
  const asked = JSON.stringify(request);
  const toolchain = hashToolchain(tool);
  // Read once, and so is the output that it is compared with.
  let last: SpecRecord | undefined;
  return {
    fresh({ lint, outputs }) {
      const record = readJson<SpecRecord>(file, FORMAT);
      if (record?.toolchain !== toolchain || record.outputs !== hashTree(outputs)) return undefined;
      last = record;
      const same =
        record.request === asked &&
        record.linted === lint &&
        Object.entries(record.files).every(
          ([path, hash]) => existsSync(path) && hashBytes(readFileSync(path)) === hash,
        );
      return same ? record : undefined;
    },
    memo(outputs) {
      const texts = new Map<string, string | undefined>();
      return new Memo(last?.places, (path) => {
        if (!texts.has(path)) texts.set(path, outputs.get(path)?.toString());
        return texts.get(path);
      });
    },
    save({ lint, operations, problems, files, outputs, places }) {
      saveJson(file, {
        format: FORMAT,
        toolchain,
        request: asked,
        linted: lint,
        operations,
        problems,
        files: Object.fromEntries(files),
        outputs: hashTree(outputs),
        places,
      } satisfies SpecRecord);
    },
  };
}
