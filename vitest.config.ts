import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** Folders whose files leave nothing behind, in a module or on the globals: a worker loads what they test once for all of them. */
const sharing = {
  runtime: ["src"],
  sandbox: ["sandbox"],
  generator: ["scripts", "contract", "record", "wire", "hostile", "second-opinion"],
};

/** Inside of these folders, those that measure the memory of their process, and one that waits for long: it begins early. */
const apart = ["test/sandbox/fuzz/*.test.ts", "test/sandbox/respect.test.ts"];

const shared = Object.values(sharing).flat().join("|");
const excluded = ["**/node_modules/**", "test/bench/**", "test/runtimes/**"];

export default defineConfig({
  test: {
    // Most files wait for processes and timers: one more than there are cores keeps all of them busy.
    maxWorkers: availableParallelism() + 1,
    projects: [
      ...Object.entries(sharing).map(([name, folders]) => ({
        extends: true as const,
        test: {
          name,
          include: folders.map((folder) => `test/${folder}/**/*.test.ts`),
          exclude: [...excluded, ...apart],
          isolate: false,
        },
      })),
      {
        extends: true,
        test: { name: "alone", include: [`test/!(${shared})/**/*.test.ts`, ...apart], exclude: excluded },
      },
    ],
    // Some tests run whole processes, on machines with two cores that are busy with the other test files.
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
});
