// What has to hold before a change is in: `npm test`, the same in CI and by hand. Every step runs, also after one that
// failed, so that one round shows all there is to mend.

import { spawn } from "node:child_process";
import { once } from "node:events";

export interface Step {
  readonly name: string;
  readonly command: readonly string[];
  /** Its output is shown when it passes, too. */
  readonly verbose?: boolean;
}

const typescript = ["node", "--import", "tsx"];
const bin = (path: string) => ["node", `node_modules/${path}`];

export const STEPS: readonly Step[] = [
  { name: "specs pass lint", command: [...typescript, "scripts/commands/lint-specs.ts"] },
  { name: "generated/ is what the specs give", command: [...typescript, "scripts/commands/generate.ts", "--check"] },
  { name: "code is formatted and linted", command: [...bin("@biomejs/biome/bin/biome"), "check", "."] },
  { name: "types hold", command: [...bin("typescript/bin/tsc"), "--noEmit"] },
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
    const { code, output } = await run(command, cwd);
    const passed = code === 0;
    if (!passed) failed++;
    if (!passed || verbose === true) print(output);
    print(`${passed ? "passed" : "FAILED"}  ${name}  (${((performance.now() - started) / 1000).toFixed(1)} s)\n`);
    if (!passed) print(`        to run it alone: ${command.join(" ")}\n`);
  }
  print(`${steps.length - failed} passed, ${failed} failed\n`);
  return failed;
}

async function run([program = "", ...args]: readonly string[], cwd: string): Promise<{ code: number; output: string }> {
  const child = spawn(program === "node" ? process.execPath : program, args, {
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
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
