// The gate of a change: `npm test`, the same in CI and by hand. Every step runs, also after one that
// failed, so that one round shows everything that has to be mended.

import { spawn } from "node:child_process";
import { once } from "node:events";

export interface Step {
  readonly name: string;
  readonly command: readonly string[];
  /** Its output is shown as it comes, also when it passes. */
  readonly verbose?: boolean;
}

const typescript = ["node", "--import", "tsx"];
const bin = (path: string) => ["node", `node_modules/${path}`];

export const STEPS: readonly Step[] = [
  { name: "specs pass lint", command: [...typescript, "scripts/cli.ts", "lint", "--strict"] },
  { name: "generated/ is what the specs give", command: [...typescript, "scripts/cli.ts", "generate", "--check"] },
  { name: "code is formatted and linted", command: [...bin("@biomejs/biome/bin/biome"), "check", "."] },
  { name: "types hold", command: [...bin("typescript-7/bin/tsc"), "--noEmit"] },
  { name: "nothing is exported, or depended on, in vain", command: [...bin("knip/bin/knip.js")] },
  { name: "tests pass", command: [...bin("vitest/vitest.mjs"), "run"], verbose: true },
];

/** Number of steps that failed. */
export async function runGate(
  steps: readonly Step[],
  print: (text: string) => void,
  cwd = process.cwd(),
): Promise<number> {
  let failed = 0;
  for (const { name, command, verbose } of steps) {
    const started = performance.now();
    // A step of minutes shows its output as it runs.
    const { code, output } = await run(command, cwd, verbose === true ? print : undefined);
    const passed = code === 0;
    if (!passed) failed++;
    if (!passed && verbose !== true) print(output);
    print(`${passed ? "passed" : "FAILED"}  ${name}  (${((performance.now() - started) / 1000).toFixed(1)} s)\n`);
    if (!passed) print(`        to run it alone: ${command.join(" ")}\n`);
  }
  print(`${steps.length - failed} passed, ${failed} failed\n`);
  return failed;
}

async function run(
  [program = "", ...args]: readonly string[],
  cwd: string,
  show?: (text: string) => void,
): Promise<{ code: number; output: string }> {
  const child = spawn(program === "node" ? process.execPath : program, args, {
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (show === undefined) stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    else stream.setEncoding("utf8").on("data", show);
  }
  // A program that cannot be started rejects; it has no exit code.
  const code = await once(child, "close").then(
    ([exit]) => (exit as number | null) ?? 1,
    (error: Error) => {
      chunks.push(Buffer.from(`${error.message}\n`));
      return 1;
    },
  );
  return { code, output: Buffer.concat(chunks).toString("utf8") };
}

if (process.argv[1] === import.meta.filename) {
  process.exitCode = (await runGate(STEPS, (text) => process.stdout.write(text))) === 0 ? 0 : 1;
}
