// `npm run test:peers`: the packed package in an application that has the optional peers already, at the lowest and at the newest
// versions of their ranges. npm has to install it beside them, and all that uses them has to work. Packages come from the registry.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../package/npm.js";
import { packProject } from "../package/pack.js";
import { ends } from "./ends.js";
import { documentProgram, program } from "./program.js";

const wanted = '{"page":200,"cases":true,"refused":400,"own":[201,400],"left":0,"claim":"claimed"}\n';
const folder = mkdtempSync(join(tmpdir(), "sharewright-peers-"));
const { tarball } = packProject();
try {
  for (const [end, peers] of Object.entries(ends)) {
    try {
      console.log(`ok      ${end}: ${tryPeers(join(folder, end), peers)}`);
    } catch (error) {
      console.error(`FAILED  ${end}\n${(error as Error).message}`);
      process.exitCode = 1;
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Gives the versions that were installed. */
function tryPeers(app: string, peers: readonly string[]): string {
  mkdirSync(app);
  writeFileSync(join(app, "package.json"), JSON.stringify({ name: "consumer", private: true, type: "module" }));
  const npm = ["install", "--prefer-offline", "--no-audit", "--no-fund"];
  run(app, "npm", [...npm, "--save-exact", ...peers]);
  // Ours last: npm refuses it here if a range has no room for what is there.
  run(app, "npm", [...npm, tarball]);
  writeFileSync(join(app, "document.mjs"), documentProgram);
  writeFileSync(join(app, "main.mjs"), program);
  const printed = execFileSync(process.execPath, ["main.mjs"], { cwd: app, encoding: "utf8", timeout: 60_000 });
  if (printed !== wanted) throw new Error(`It printed ${printed}`);
  const names = peers.map((peer) => peer.slice(0, peer.lastIndexOf("@")));
  return names.map((name) => `${name} ${versionOf(join(app, "node_modules", name))}`).join(", ");
}

function versionOf(packageFolder: string): string {
  return (JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8")) as { version: string }).version;
}
