import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** Folders whose files leave nothing behind, in a module or on the globals: each worker loads the clients once for all of them. */
const sharing = ["test/src/**/*.test.ts"];

const excluded = ["**/node_modules/**", "test/bench/**", "test/runtimes/**"];

export default defineConfig({
  test: {
    // Most files wait for processes and timers: one core for each, none kept for the runner.
    maxWorkers: availableParallelism(),
    projects: [
      { extends: true, test: { name: "shared", include: sharing, exclude: excluded, isolate: false } },
      { extends: true, test: { name: "alone", include: ["test/**/*.test.ts"], exclude: [...excluded, ...sharing] } },
    ],
    // Some tests run whole processes, on machines with two cores that are busy with the other test files.
    testTimeout: 60_000,
    hookTimeout: 180_000,
  },
});
