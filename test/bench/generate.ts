// The pipeline over both specs, lint included, against the bare types of openapi-typescript. The rival gets bundles, which
// `redocly bundle` makes beforehand and off the clock, and one process for both, as its documentation advises for several
// documents: `apis` of a redocly.yaml, each with an `x-openapi-ts` output. Ours reads the many files of specs/.

import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../package/project-root.js";
import { inTurns, type Row, timeNode } from "./measure.js";

const services = ["persona", "enablenow"];

export function benchGenerate(folder: string, rivals: string, rounds: number): Row[] {
  const project = copyProject(join(folder, "project"));
  const bundles = bundle(folder);
  const generate = () => timeNode(project, ["--import", "tsx", "scripts/cli.ts", "generate"]);
  const { cold, unchanged, rival, node } = inTurns(rounds, {
    rival: () => printTypes(bundles, rivals),
    cold: () => {
      rmSync(join(project, "node_modules", ".cache"), { recursive: true, force: true });
      rmSync(join(project, "generated"), { recursive: true, force: true });
      return generate();
    },
    unchanged: generate,
    node: () => timeNode(project, ["-e", "0"]),
  });
  return [
    { work: "generate both services, cold, lint included", ours: cold, rival, unit: "s", bar: 2.5 },
    { work: "generate again, nothing changed", ours: unchanged, rival, unit: "s", bar: 0.6 },
    { work: "generate again, nothing changed: node -e 0", ours: unchanged, rival: node, unit: "s", bar: 6 },
  ];
}

/** A copy with a cache of its own: its node_modules is a folder of links. */
function copyProject(project: string): string {
  for (const name of ["specs", "scripts", "generated", "redocly.yaml", "package.json", "package-lock.json"]) {
    cpSync(join(projectRoot, name), join(project, name), { recursive: true });
  }
  const installed = join(projectRoot, "node_modules");
  mkdirSync(join(project, "node_modules"));
  for (const name of readdirSync(installed)) {
    if (name !== ".cache") symlinkSync(join(installed, name), join(project, "node_modules", name));
  }
  return project;
}

/** The rival's types of Persona, as a declaration file. */
export function makeRivalTypes(folder: string, rivals: string): string {
  const bundles = bundle(folder);
  printTypes(bundles, rivals);
  return join(bundles, "persona.d.ts");
}

function printTypes(bundles: string, rivals: string): number {
  return timeNode(bundles, [join(rivals, "openapi-typescript/bin/cli.js")]);
}

function bundle(parent: string): string {
  const folder = join(parent, "bundles");
  if (existsSync(folder)) return folder;
  mkdirSync(folder);
  const redocly = join(projectRoot, "node_modules/@redocly/cli/bin/cli.js");
  for (const name of services) {
    const output = ["--output", join(folder, `${name}.yaml`)];
    // redocly.yaml names a plugin that is written in TypeScript.
    timeNode(projectRoot, ["--import", "tsx", redocly, "bundle", `specs/${name}/openapi.yaml`, ...output]);
  }
  const apis = services.map((name) => [name, { root: `${name}.yaml`, "x-openapi-ts": { output: `${name}.d.ts` } }]);
  // JSON is YAML.
  writeFileSync(join(folder, "redocly.yaml"), JSON.stringify({ apis: Object.fromEntries(apis) }));
  return folder;
}
