// `init`: makes a place in a project for the client of a document. What is there stays as it is.

import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { Command } from "commander";
import { CONFIG_FILE } from "../job/job.js";
import { overlayBeside } from "../job/paths.js";
import { nameOf, SERVICE_NAME, slug } from "../job/service-name.js";
import { addressFrom } from "../job/spec-job.js";
import { KEPT, keptPath } from "../remote/address.js";
import { isWithin, workingFolder } from "../terminal/checkout.js";
import { addCommand } from "../terminal/run.js";
import { UsageError } from "../terminal/usage-error.js";

interface Flags {
  readonly name?: string;
  readonly output?: string;
  readonly allowRemote?: boolean;
}

export function addInit(program: Command): void {
  addCommand(
    program,
    "init",
    `Enter a document into ${CONFIG_FILE} and add scripts to package.json. Overwrites nothing.`,
    [
      ["api.yaml", "its client goes into src/clients/<name>"],
      ["api.yaml --name shop --output lib/shop", "under another name, into another folder"],
      ["https://api.example.com/openapi.json --allow-remote", `a document of the network, kept in ${KEPT}/`],
    ],
  )
    .argument("<document>", "an OpenAPI or Swagger document: a file in this project, or an https address")
    .option("--name <service>", "what the client is called (default: after the document's title)")
    .option("--output <folder>", "the folder of the client (default: src/clients/<name>)")
    .option("--allow-remote", `fetch a document by https, and keep it in ${KEPT}/`)
    .action(run);
}

async function run(document: string, flags: Flags): Promise<void> {
  const root = workingFolder();
  const address = addressFrom(document);
  const spec = address === undefined ? resolve(root, document) : keptPath(root, address);
  if (address === undefined && !existsSync(spec))
    throw new UsageError(`There is no file ${document}. Name an OpenAPI document in this project.`);
  if (!isWithin(root, spec))
    throw new UsageError(`${document} lies outside of ${root}. Copy it into the project first.`);
  if (flags.name !== undefined) refuseName(flags.name);
  const name = await serviceName(root, spec, document, flags);
  const output = flags.output ?? `src/clients/${name}`;
  refuseOutput(root, output, spec);
  const done = [
    await enter(root, name, address ?? relative(root, spec).replaceAll("\\", "/"), output),
    addScripts(root),
  ];
  for (const line of done) console.log(line);
  console.log(`
Next:
  npx sharewright generate    writes the client into ${output}/
  npx sharewright verify      proves that it sends what ${document} says`);
}

/** The folder is replaced as a whole by each run. */
function refuseOutput(root: string, output: string, spec: string): void {
  const folder = resolve(root, output);
  if (!isWithin(root, folder)) throw new UsageError(`--output ${output} lies outside of ${root}.`);
  if (isWithin(folder, spec) || folder === root)
    throw new UsageError(
      `--output ${output || '""'} is replaced as a whole, and it holds the document. Name a folder of its own.`,
    );
  if (statSync(folder, { throwIfNoEntry: false })?.isFile())
    throw new UsageError(`--output ${output} is a file. Name a folder.`);
}

function refuseName(given: string): void {
  if (SERVICE_NAME.test(given)) return;
  throw new UsageError(
    `"${given}" cannot be the --name of a service: lower-case letters, digits and hyphens, with a letter first. For example: --name ${slug(given) || "api"}`,
  );
}

/** The document is read in any case: what cannot be read is not entered. */
async function serviceName(root: string, spec: string, shown: string, flags: Flags): Promise<string> {
  const { loadSpec } = await import("../load/document.js");
  const { hasErrors } = await import("../problem/problem.js");
  const { printProblems } = await import("../problem/print-problems.js");
  const remote = flags.allowRemote === true ? "fetch" : "kept";
  const overlays = overlayBeside(spec);
  const { document, problems, fetched } = await loadSpec({ spec, root, base: root, remote, overlays });
  for (const { address, path } of fetched) console.log(`${address}: kept in ${path}. Commit ${KEPT}/.`);
  if (hasErrors(problems)) {
    printProblems(problems);
    throw new Error(`${shown} cannot be read; nothing was entered.`);
  }
  return flags.name ?? nameOf(document, spec);
}

async function enter(root: string, name: string, spec: string, output: string): Promise<string> {
  const file = join(root, CONFIG_FILE);
  const key = (text: string) => (/^[\w./-]+$/.test(text) ? text : JSON.stringify(text));
  const entry = `  ${name}:\n    root: ${key(spec)}\n    x-sharewright:\n      output: ${key(output)}\n`;
  if (!existsSync(file)) {
    writeFileSync(
      file,
      `# The documents that clients are generated of, and the rules that lint them.\napis:\n${entry}\nextends:\n  - minimal\nrules:\n  # What keeps a document from becoming a client is found without it.\n  struct: warn\n`,
      { flag: "wx" },
    );
    return `${CONFIG_FILE}: written, with \`${name}\`.`;
  }
  const { load } = await import("js-yaml");
  const text = readFileSync(file, "utf8");
  let config: { readonly apis?: Readonly<Record<string, unknown>> | null } | null | undefined;
  try {
    config = load(text) as typeof config;
  } catch (error) {
    throw new Error(
      `${CONFIG_FILE} cannot be read: ${(error as Error).message}. Correct it first; nothing was entered.`,
    );
  }
  const apis = config?.apis;
  if (apis != null && Object.keys(apis).some((alias) => alias.split("@")[0] === name))
    return `${CONFIG_FILE}: has \`${name}\` already; left as it was. Another name: --name`;
  const block = /^apis:[^\S\n]*(#.*)?\n/m.exec(text);
  if (apis != null && block === null) {
    // Its own style is kept, so that no comment is lost.
    throw new Error(`${CONFIG_FILE} has its \`apis\` on one line. Add this under it yourself:\n\n${entry}`);
  }
  const indent = block === null ? "  " : (/^( +)\S/.exec(text.slice(block.index + block[0].length))?.[1] ?? "  ");
  const fitting = entry.replaceAll(/^ {2}/gm, indent);
  const next =
    block === null
      ? `${text.replace(/\n*$/, "\n")}\napis:\n${entry}`
      : text.slice(0, block.index + block[0].length) + fitting + text.slice(block.index + block[0].length);
  writeFileSync(file, next);
  return `${CONFIG_FILE}: \`${name}\` entered.`;
}

const scripts = { generate: "sharewright generate", "generate:check": "sharewright generate --check" };

function addScripts(root: string): string {
  const file = join(root, "package.json");
  if (!existsSync(file)) return "package.json: there is none here, so no scripts were added.";
  const text = readFileSync(file, "utf8");
  let manifest: { scripts?: Record<string, string> };
  try {
    manifest = JSON.parse(text) as typeof manifest;
  } catch (error) {
    return `package.json: left as it was, it is no JSON: ${(error as Error).message}`;
  }
  const missing = Object.entries(scripts).filter(([name]) => manifest.scripts?.[name] === undefined);
  if (missing.length === 0) return "package.json: has its scripts already; left as it was.";
  manifest.scripts = { ...manifest.scripts, ...Object.fromEntries(missing) };
  const indent = /^[^\S\n]+/m.exec(text)?.[0] ?? "  ";
  writeFileSync(file, `${JSON.stringify(manifest, null, indent)}${text.endsWith("\n") ? "\n" : ""}`);
  return `package.json: ${missing.map(([name]) => `\`${name}\``).join(" and ")} added to its scripts.`;
}
