// `verify`: each operation of a generated client is called once, on a stub, and what it sends is compared with an independent
// reading of the document and with what openapi-fetch sends.

import { relative } from "node:path";
import type { Command } from "commander";
import { CONFIG_FILE } from "../job/job.js";
import { printable } from "../problem/printable.js";
import { createReport } from "../problem/progress.js";
import { addCommand } from "../terminal/run.js";
import { addToJobSummary, markdownTable } from "../terminal/summary.js";
import type { Checked } from "../verify/check-document.js";
import { type Subject, subjectsOf } from "./subjects.js";

interface Flags {
  readonly spec?: string;
  readonly out?: string;
}

export function addVerify(program: Command): void {
  addCommand(
    program,
    "verify",
    "Prove that generated clients send what their documents say, and give what is answered.",
    [
      ["", `every client of ${CONFIG_FILE}`],
      ["galaxy", "one of them"],
      ["--spec galaxy.yaml --out src/galaxy", "one client of one document"],
    ],
  )
    .argument("[services...]", `names under \`apis\` of ${CONFIG_FILE} (default: all)`)
    .option("--spec <file>", "the document of one client")
    .option("--out <folder>", "with --spec: the folder of its client")
    .action(run);
}

async function run(names: readonly string[], flags: Flags): Promise<void> {
  const subjects = subjectsOf(names, flags, "verified");
  const [{ checkDocument }, { loadClient }] = await Promise.all([
    import("../verify/check-document.js"),
    import("../verify/load-client.js"),
  ]);
  const report = createReport();
  const results: (readonly [Subject, Checked])[] = [];
  for (const subject of subjects) {
    const line = report.service(subject.name);
    line.stage("compile");
    const { module, close } = await loadClient(subject.out);
    try {
      line.stage("call");
      const checked = await checkDocument(subject.spec, module);
      results.push([subject, checked]);
      line.done(`${checked.operations} operations`);
    } finally {
      close();
    }
  }
  show(results);
  process.exitCode = results.some(([, { findings }]) => findings.length > 0) ? 1 : 0;
}

const head = ["client", "operations", "as documented", "as openapi-fetch", "differences"];

function show(results: readonly (readonly [Subject, Checked])[]): void {
  const rows = results.map(([{ name }, { operations, compared, findings }]) => {
    const wrong = (isOther: boolean) =>
      new Set(
        findings
          .filter(({ difference }) => difference.startsWith("openapi-fetch:") === isOther)
          .map((each) => each.operation),
      ).size;
    return [
      name,
      String(operations),
      String(Math.max(0, operations - wrong(false))),
      `${Math.max(0, compared - wrong(true))} of ${compared}`,
      String(findings.length),
    ];
  });
  for (const [{ name, spec }, { findings }] of results) {
    for (const { operation, difference } of findings)
      console.log(
        `${name}: ${printable(operation)}\n  ${printable(difference)}\n  -> ${relative(process.cwd(), spec)}`,
      );
  }
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of [head, ...rows])
    console.log(
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join("  "),
    );
  addToJobSummary("sharewright verify", markdownTable(head, rows));
}
