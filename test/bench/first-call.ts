// From an empty folder to the first typed call: what is installed, how long that and the generation take, and how many lines
// are written by hand. Each contender's call is held against its types by tsc, off the clock. Packages come from npm's cache: an
// installation before the one that is timed fills it.

import { cpSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { installLocked, run } from "../package/npm.js";
import { packProject } from "../package/pack.js";
import { packCli } from "../package/pack-cli.js";
import { type Contender, contenders, type Subject, subjects } from "./first-call/contenders.js";
import { figure, type Row, timeNode } from "./measure.js";

interface Taken {
  readonly megabytes: number;
  readonly install: number;
  readonly generate: Readonly<Record<Subject, number>>;
  readonly lines: Readonly<Record<Subject, number>>;
}

const projects = join(import.meta.dirname, "../projects");

const documents: Readonly<Record<Subject, string>> = {
  petstore: "3.0/json/petstore.json",
  "train-travel": "3.1/json/train-travel.json",
};

export function benchFirstCall(parent: string): Row[] {
  installLocked(projects);
  const tarballs = [packProject().tarball, packCli()];
  const ours = take(join(parent, "first-call-ours"), contenders.ours(tarballs));
  return Object.entries(contenders.rivals).flatMap(([name, contender]) => {
    const rival = take(join(parent, `first-call-${name}`), contender);
    const row = (work: string, unit: string, of: (taken: Taken) => number, bar?: number): Row => ({
      work: `${work}: ${name}`,
      ours: figure([of(ours)]),
      rival: figure([of(rival)]),
      unit,
      ...(bar !== undefined && { bar }),
    });
    return [
      row("first call, installed", "MB", ({ megabytes }) => megabytes),
      row("first call, installation", "s", ({ install }) => install),
      ...subjects.flatMap((subject) => [
        row(`${subject}, generation`, "s", ({ generate }) => generate[subject]),
        row(`${subject}, by hand`, "lines", ({ lines }) => lines[subject], 1),
      ]),
    ];
  });
}

function take(folder: string, contender: Contender): Taken {
  install(`${folder}-before`, contender);
  const began = performance.now();
  install(folder, contender);
  const seconds = (performance.now() - began) / 1000;
  const megabytes = sizeOf(join(folder, "node_modules"));
  const each = subjects.map((subject) => {
    const document = join(projects, "node_modules/@readme/oas-examples", documents[subject]);
    cpSync(document, join(folder, `${subject}.json`));
    const { config = {}, commands, call } = contender.client(subject);
    for (const [path, text] of Object.entries(config)) write(join(folder, path), text);
    const generate = commands
      .map(([bin = "", ...args]) => timeNode(folder, [join(folder, "node_modules", bin), ...args]))
      .reduce((sum, part) => sum + part, 0);
    write(join(folder, `${subject}.ts`), call);
    compile(folder, `${subject}.ts`);
    const lines = [...Object.values(config), call]
      .join("\n")
      .split("\n")
      .filter((line) => line.trim() !== "").length;
    return [subject, { generate, lines }] as const;
  });
  const of = <Key extends "generate" | "lines">(key: Key) =>
    Object.fromEntries(each.map(([subject, taken]) => [subject, taken[key]])) as Record<Subject, number>;
  return { megabytes, install: seconds, generate: of("generate"), lines: of("lines") };
}

function install(folder: string, { packages }: Contender): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "first-call", private: true, type: "module" }));
  run(folder, "npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", ...packages]);
}

/** By the compiler that all of them have installed; libraries are taken as they are. */
function compile(folder: string, file: string): void {
  const compilerOptions = {
    ...{ target: "es2022", lib: ["es2022", "dom", "dom.iterable"], module: "esnext", moduleResolution: "bundler" },
    ...{ strict: true, noEmit: true, skipLibCheck: true, types: [], allowImportingTsExtensions: true },
  };
  const config = join(folder, `tsconfig.${file}.json`);
  writeFileSync(config, JSON.stringify({ compilerOptions, files: [file] }));
  run(folder, process.execPath, [join(folder, "node_modules/typescript/bin/tsc"), "-p", config]);
}

function sizeOf(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0) / 1_000_000;
}

function write(file: string, text: string): void {
  if (!existsSync(dirname(file))) mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
