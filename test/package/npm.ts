import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Runs a command to its end and gives back what it printed. */
export function run(cwd: string, command: string, args: readonly string[]): string {
  // A quiet `npm run` makes every npm below it quiet, about errors too.
  const env = { ...process.env, npm_config_loglevel: "warn" };
  try {
    // Checks of types print a megabyte and more.
    const maxBuffer = 2 ** 26;
    return execFileSync(command, args, { cwd, env, maxBuffer, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new Error(`${command} ${args.join(" ")} failed:\n${stdout}${stderr}`);
  }
}

/** Installs what the lock file of `folder` names, unless that is what was installed there last. */
export function installLocked(folder: string): void {
  const lock = join(folder, "package-lock.json");
  // Written when all is done, so that half an installation is not taken for one.
  const installed = join(folder, "node_modules", ".installed-lock.json");
  if (existsSync(installed) && readFileSync(installed, "utf8") === readFileSync(lock, "utf8")) return;
  console.log("npm ci, once, for the folder of its own");
  run(folder, "npm", ["ci", "--no-audit", "--no-fund"]);
  copyFileSync(lock, installed);
}
