import { expect, test } from "vitest";
import { runGate, type Step } from "../../scripts/commands/gate.js";

const node = (name: string, script: string, verbose = false): Step => ({
  name,
  command: ["node", "-e", script],
  verbose,
});

async function gate(...steps: Step[]) {
  let text = "";
  const failed = await runGate(steps, (part) => {
    text += part;
  });
  return { failed, text };
}

test("every step runs, also after one that failed, and the last line counts them", async () => {
  const { failed, text } = await gate(node("first", ""), node("second", "process.exit(3)"), node("third", ""));
  expect(failed).toBe(1);
  expect(text).toMatch(
    /^passed {2}first .*\nFAILED {2}second .*\n.*node -e process\.exit\(3\)\npassed {2}third .*\n2 passed, 1 failed\n$/,
  );
});

test("the output of a failed step is shown whole, that of a passed one only when asked for", async () => {
  const speak = "console.log('to stdout'); console.error('to stderr');";
  const loud = await gate(node("fails", `${speak} process.exitCode = 1`));
  expect(loud.text).toContain("to stdout\n");
  expect(loud.text).toContain("to stderr\n");
  expect((await gate(node("passes", speak))).text).not.toContain("to std");
  expect((await gate(node("passes", speak, true))).text).toContain("to stdout\n");
});

test("a step that is killed or cannot be started has failed", async () => {
  const { failed, text } = await gate(node("killed", "process.kill(process.pid, 'SIGKILL')"), {
    name: "missing",
    command: ["./no-such-program"],
  });
  expect(failed).toBe(2);
  expect(text).toContain("ENOENT");
});
