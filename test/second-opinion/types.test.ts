// openapi-typescript's opinion of our types: for each component, a compiler assigns a value of one to the other, both ways.
// Where an envelope or another casing stands between them, they are not the same by design, and are not compared.

import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { specJob } from "../../scripts/job/spec-job.js";
import { loadSpec } from "../../scripts/load/document.js";
import { buildService } from "../../scripts/model/build.js";
import { typeName } from "../../scripts/model/naming/names.js";
import { printService } from "../../scripts/print/print.js";
import { compileAll } from "../corpus/compile.js";
import { fastest } from "../package/compilers.js";
import { projectRoot } from "../package/project-root.js";

const own = join(projectRoot, "test/corpus/own");
const documents = [
  ["enablenow", join(projectRoot, "specs/enablenow/openapi.yaml")],
  ...readdirSync(own).map((name) => [name.replace(/\W.*/, ""), join(own, name)]),
] as [string, string][];

/** Where the two differ, and why ours is right. */
const openTuple = "`prefixItems` without `items: false` allows more items than it describes; theirs allows no more.";
const decimal = "Amounts are exact decimals in ours, and numbers that lose digits in theirs.";
const states = "Ours is a union by state, of which a text that may be anything is no member.";
const reasons: Readonly<Record<string, string>> = {
  "enablenow theirs_CreateShareRequest":
    "Theirs is `unknown`: an `anyOf` of members that are required has no type of its own.",
  "observatory ours_Body": openTuple,
  "observatory ours_Pair": openTuple,
  "observatory ours_Sighting": openTuple,
  "enablenow ours_Account": decimal,
  "enablenow theirs_Account": decimal,
  "enablenow ours_AccountBalance": decimal,
  "enablenow theirs_AccountBalance": decimal,
  "enablenow ours_Analysis": decimal,
  "enablenow theirs_Analysis": decimal,
  "enablenow ours_AnalysisGeneralInfo": decimal,
  "enablenow theirs_AnalysisGeneralInfo": decimal,
  "enablenow ours_AnalysisJob": decimal,
  "enablenow theirs_AnalysisJob": decimal,
  "enablenow ours_ProviderProperties": decimal,
  "enablenow theirs_ProviderProperties": decimal,
  "enablenow ours_Transaction": decimal,
  "enablenow theirs_Transaction": decimal,
  "enablenow theirs_CategorizationJob": states,
  "enablenow theirs_CategorizationJobV1": states,
  "enablenow theirs_Consent": states,
  "enablenow theirs_User": states,
};

test("our types of components are those of openapi-typescript", { timeout: 300_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "sharewright-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of ["node_modules", "src"]) symlinkSync(join(projectRoot, name), join(folder, name));
  const lines = new Map<string, string>();
  for (const [name, file] of documents) {
    const job = specJob({ spec: file, out: join(folder, name), name, runtime: "../src/index" }, folder);
    const { document } = await loadSpec(job);
    const { service } = buildService({ name, document });
    if (service === undefined) throw new Error(`The model refused ${name}.`);
    const { tree } = await printService(service, document, { runtime: "../src/index", plugins: ["http"] });
    const { schemas = {} } = (document as { components?: { schemas?: object } }).components ?? {};
    const declared = new Set(service.declarations.map((each) => each.name));
    const pairs = Object.keys(schemas).filter((each) => declared.has(typeName(each)));
    const code = [
      `import type * as ours from "./index.js";`,
      `import type { components } from "./schema.js";`,
      `type Theirs = components["schemas"];`,
      ...pairs.flatMap((each) => {
        const [mine, theirs] = [`ours.${typeName(each)}`, `Theirs[${JSON.stringify(each)}]`];
        return [
          `export const ours_${typeName(each)} = (value: ${mine}): ${theirs} => value;`,
          `export const theirs_${typeName(each)} = (value: ${theirs}): ${mine} => value;`,
        ];
      }),
    ];
    for (const [path, text] of [...tree, ["opinion.ts", `${code.join("\n")}\n`] as const]) {
      mkdirSync(dirname(join(folder, name, path)), { recursive: true });
      writeFileSync(join(folder, name, path), text);
    }
    for (const [index, line] of code.entries()) lines.set(`${name}/opinion.ts(${index + 1}`, line);
  }
  expect(lines.size).toBeGreaterThan(40);
  const found = compileAll(
    folder,
    documents.map(([name]) => name),
    fastest,
    // What callers pass may hold an explicit `undefined` here, and not there.
    { exactOptionalPropertyTypes: false },
  );
  const differences = found.split("\n").flatMap((line) => {
    const [, place = ""] = /^(\w+\/opinion\.ts\(\d+),/.exec(line) ?? [];
    const name = /const (\w+) /.exec(lines.get(place) ?? "")?.[1];
    return name === undefined ? (/^\S+\.ts\(/.test(line) ? [line] : []) : [`${place.split("/")[0]} ${name}`];
  });
  expect([...new Set(differences)].sort()).toEqual(Object.keys(reasons).sort());
});
