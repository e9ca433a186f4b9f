// `npm run docs`: the HTML reference of each service, by Redocly, as one file that needs no network to be read.

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { readRegistry } from "../load.js";
import { hasErrors, printProblems } from "../problem/problem.js";

/** With our loader, because redocly.yaml names a plugin in TypeScript. */
const redocly = ["--import", "tsx", "node_modules/@redocly/cli/bin/cli.js"];

const [folder = "dist/docs"] = process.argv.slice(2);
const root = process.cwd();
const { services, problems } = readRegistry(root);
printProblems(problems);
if (hasErrors(problems)) process.exitCode = 1;

for (const { name, alias } of services) {
  const page = join(folder, `${name}.html`);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...redocly, "build-docs", alias, "--inlineBundle", "-o", page],
    { cwd: root, env: { ...process.env, REDOCLY_SUPPRESS_UPDATE_NOTICE: "true", REDOCLY_TELEMETRY: "off" } },
  );
  if (status === 0) {
    console.log(`${name}: ${page}`);
  } else {
    // Only now of interest: a run that went well talks of versions and themes.
    process.stderr.write(stdout);
    process.stderr.write(stderr);
    process.exitCode = 1;
  }
}
