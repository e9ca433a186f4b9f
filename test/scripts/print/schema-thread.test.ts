import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { expect, test } from "vitest";

const main = resolve(import.meta.dirname, "../../..");

test("a document that is too deep to send is refused, and nothing holds the process", () => {
  const program = `
    import { printSchema } from "./scripts/print/schema/schema-thread.ts";
    let deep = {};
    for (let level = 0; level < 20_000; level += 1) deep = { items: deep };
    await printSchema(deep, "specs/toys").catch(({ message }) => console.log(message));`;
  const args = ["--import", "tsx", "--input-type=module", "--eval", program];
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: main, encoding: "utf8", timeout: 30_000 });
  expect([status, stdout]).toEqual([0, "Maximum call stack size exceeded\n"]);
});
