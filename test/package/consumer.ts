// The consumer's program as JavaScript, with its types taken off and nothing else changed.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { transformSync } from "esbuild";

export const consumerSource = join(import.meta.dirname, "consumer");

const program = ["answers", "calls", "main", "recording"];

/** How many things {@link file://./consumer/calls.ts} sees when all is well, as main.ts prints it. */
export const ALL_RIGHT = "34 right\n";

export function writeConsumer(folder: string, format: "esm" | "cjs"): void {
  mkdirSync(folder, { recursive: true });
  for (const name of program) {
    const source = readFileSync(join(consumerSource, `${name}.ts`), "utf8");
    writeFileSync(join(folder, `${name}.js`), transformSync(source, { loader: "ts", format, target: "es2022" }).code);
  }
}
