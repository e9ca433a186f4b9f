// The work of a consumer's compiler for ten calls. The rival's consumer holds the types that openapi-typescript printed as a
// declaration file, ours the installed package's; both are strict, and skip checking libraries as `tsc --init` has it.

import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../package/npm.js";
import { figure, inTurns, type Row } from "./measure.js";

const source = join(import.meta.dirname, "consumer");

export function benchTypes(project: string, rivals: string, schema: string, rounds: number): Row[] {
  const ours = join(project, "ten-calls.ts");
  cpSync(join(source, "ten-calls.ts"), ours);
  const theirs = join(project, "openapi-fetch");
  mkdirSync(theirs);
  const text = readFileSync(join(source, "ten-calls.openapi-fetch.ts"), "utf8");
  writeFileSync(join(theirs, "ten-calls.ts"), text.replace("../../../generated/persona/schema.js", "./schema.js"));
  cpSync(schema, join(theirs, "schema.d.ts"));
  const measure = (file: string) => compile(project, join(rivals, "typescript/bin/tsc"), file);

  const instantiations = (file: string) => figure([measure(file).instantiations]);
  const counted = { ours: instantiations(ours), rival: instantiations(join(theirs, "ten-calls.ts")) };
  const timed = inTurns(rounds, {
    ours: () => measure(ours).seconds,
    rival: () => measure(join(theirs, "ten-calls.ts")).seconds,
  });
  return [
    { work: "types of ten calls: instantiations", ...counted, unit: "", bar: 0.5 },
    { work: "types of ten calls: tsc, in all", ...timed, unit: "s" },
  ];
}

/** What a compiler has to do for a file of the project. */
export function compile(
  project: string,
  tsc: string,
  file: string,
  strictness = "--strict --exactOptionalPropertyTypes --noUncheckedIndexedAccess",
): { instantiations: number; seconds: number } {
  const options = `--noEmit ${strictness} --skipLibCheck`;
  const target = "--target es2022 --lib es2022,dom,dom.iterable --module nodenext";
  const args = [tsc, ...options.split(" "), ...target.split(" "), "--extendedDiagnostics", file];
  const printed = run(project, process.execPath, args);
  const read = (label: string) => {
    const found = new RegExp(`^${label}:\\s+([\\d.]+)`, "m").exec(printed)?.[1];
    if (found === undefined) throw new Error(`tsc printed no "${label}":\n${printed}`);
    return Number(found);
  };
  return { instantiations: read("Instantiations"), seconds: read("Total time") };
}
