import { expect, test } from "vitest";
import { createReport } from "../../scripts/problem/progress.js";

function record(isTTY: boolean, env: NodeJS.ProcessEnv = {}) {
  let text = "";
  let clock = 0;
  const write = (chunk: string) => {
    text += chunk;
  };
  const stream = { isTTY, write } as unknown as NodeJS.WriteStream;
  const report = createReport(stream, env, () => clock);
  const pass = (ms: number) => {
    clock += ms;
  };
  return { report, pass, text: () => text };
}

function run({ report, pass }: ReturnType<typeof record>): void {
  const toys = report.service("toys");
  toys.stage("load");
  pass(20);
  toys.stage("model");
  pass(3.4);
  toys.pause();
  pass(1000);
  report.service("games").done("4 operations, unchanged");
  toys.stage("emit");
  pass(50);
  toys.done("2 operations, 9 files");
}

test("in CI and in a pipe each service is a plain line, in the order they end", () => {
  for (const recorded of [record(false), record(true, { CI: "1" })]) {
    run(recorded);
    expect(recorded.text()).toBe(
      "games        4 operations, unchanged\ntoys         load 20 ms, model 3 ms, emit 50 ms: 2 operations, 9 files\n",
    );
  }
});

test("on a terminal each service keeps its line, which grows", () => {
  const recorded = record(true);
  run(recorded);
  expect(screen(recorded.text())).toEqual([
    "toys         load 20 ms, model 3 ms, emit 50 ms: 2 operations, 9 files",
    "games        4 operations, unchanged",
    "",
  ]);
  expect(recorded.text()).toContain("load ...");
});

/** What a terminal shows after these bytes: up, down, clear line, carriage return. */
function screen(text: string): readonly string[] {
  const lines = [""];
  let row = 0;
  for (const part of text.match(/\p{Cc}(?:\[\d*[A-Za-z])?|\P{Cc}+/gu) ?? []) {
    const move = /^\p{Cc}\[(\d*)([A-Za-z])$/u.exec(part);
    if (move?.[2] === "A") row -= Number(move[1]);
    else if (move?.[2] === "B") row += Number(move[1]);
    else if (move?.[2] === "K") lines[row] = "";
    else if (part === "\n") row += 1;
    else if (move === null && part !== "\r") lines[row] = (lines[row] ?? "") + part;
    lines[row] ??= "";
  }
  return lines;
}
