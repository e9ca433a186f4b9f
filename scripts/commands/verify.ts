// `verify`: a generated client is compiled; each of its operations is called once, on a stub, and what it sends is compared with
// an independent reading of the document and with what openapi-fetch sends.

import { relative } from "node:path";
import type { Command } from "commander";
import { CONFIG_FILE } from "../job/job.js";
import { printable } from "../problem/printable.js";
import { createReport } from "../problem/progress.js";
import { addCommand } from "../terminal/run.js";
import { addToJobSummary, markdownTable } from "../terminal/summary.js";
import type { Checked } from "../verify/check-document.js";
import type { Compiled } from "../verify/compile-client.js";
import { type Subject, subjectsOf } from "./subjects.js";

interface Result {
  readonly subject: Subject;
  readonly checked: Checked;
  readonly compiled: Compiled;
}

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
  const subjects = await subjectsOf(names, flags, "verified");
  const [{ checkDocument }, { compileClient }, { loadClient }] = await Promise.all([
    import("../verify/check-document.js"),
    import("../verify/compile-client.js"),
    import("../verify/load-client.js"),
  ]);
  const report = createReport();
  const results: Result[] = [];
  for (const subject of subjects) {
    const line = report.service(subject.name);
    line.stage("load");
    const { module, close } = await loadClient(subject.out);
    try {
      // A process of its own, beside the calls.
      const compiling = compileClient(subject.out);
      compiling.catch(() => {});
      line.stage("call");
      const checked = await checkDocument(subject.spec, module);
      line.stage("compile");
      const compiled = await compiling;
      results.push({ subject, checked, compiled });
      const from = compiled.isOfProject ? "" : ", the one of sharewright: the project has none";
      line.done(`${checked.operations} operations, TypeScript ${compiled.version}${from}`);
    } finally {
      close();
    }
  }
  show(results);
  process.exitCode = results.some((each) => each.checked.findings.length + each.compiled.errors.length > 0) ? 1 : 0;
}

const head = ["client", "operations", "as documented", "as openapi-fetch", "compiles", "differences"];

/** So many errors of the compiler are shown: one slip can make hundreds. */
const shownErrors = 20;

function show(results: readonly Result[]): void {
  const rows = results.map(({ subject: { name }, checked: { operations, compared, findings }, compiled }) => {
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
      compiled.errors.length === 0 ? "yes" : "no",
      String(findings.length + compiled.errors.length),
    ];
  });
  for (const {
    subject: { name, spec },
    checked: { findings },
    compiled: { errors, version },
  } of results) {
    for (const error of errors.slice(0, shownErrors)) console.log(`${name}: ${printable(error)}`);
    if (errors.length > shownErrors) console.log(`${name}: and ${errors.length - shownErrors} more`);
    if (errors.length > 0)
      console.log(
        `  -> Found by TypeScript ${version}. Generate the client anew: what was changed by hand is lost then.`,
      );
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
