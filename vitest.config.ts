import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** Folders whose files leave nothing behind, in a module or on the globals: a worker loads what they test once for all of them. */
const sharing = {
  runtime: ["src"],
  generator: ["scripts/model", "scripts/print", "scripts/lint", "scripts/load", "contract", "record", "wire"],
};

const filesIn = (folders: readonly string[]): string[] => folders.map((folder) => `test/${folder}/**/*.test.ts`);
const excluded = ["**/node_modules/**", "test/bench/**", "test/runtimes/**"];

export default defineConfig({
  test: {
    // Most files wait for processes and timers: one core for each, none kept for the runner.
    maxWorkers: availableParallelism(),
    projects: [
      ...Object.entries(sharing).map(([name, folders]) => ({
        extends: true as const,
        test: { name, include: filesIn(folders), exclude: excluded, isolate: false },
      })),
      {
        extends: true,
        test: {
          name: "alone",
          include: ["test/**/*.test.ts"],
          exclude: [...excluded, ...filesIn(Object.values(sharing).flat())],
        },
      },
    ],
    // Some tests run whole processes, on machines with two cores that are busy with the other test files.
    testTimeout: 60_000,
    hookTimeout: 180_000,
  },
});
