import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["**/node_modules/**", "test/bench/**", "test/runtimes/**"],
    // Most files wait for processes and timers: one core for each, none kept for the runner.
    maxWorkers: availableParallelism(),
    // Some tests run whole processes, on machines with two cores that are busy with the other test files.
    testTimeout: 60_000,
    hookTimeout: 180_000,
  },
});
