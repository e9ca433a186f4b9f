// A document's client with the files of plug-ins, in a folder of its own, and what it exports.

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { loadSpec } from "../../../scripts/load/document.js";
import { buildService } from "../../../scripts/model/build.js";
import { printService } from "../../../scripts/print/print.js";
import { projectRoot } from "../../package/project-root.js";

export interface Generated {
  readonly folder: string;
  /** Text by path. */
  readonly tree: ReadonlyMap<string, string>;
  remove(): void;
}

/** `change` alters the document before anything is made of it. */
export async function generateFiles(
  file: string,
  name: string,
  change: (document: unknown) => void = () => {},
  plugins: readonly ("validators" | "mocks")[] = ["validators"],
): Promise<Generated> {
  const spec = resolve(projectRoot, file);
  const where = { spec, root: dirname(spec), base: dirname(spec), remote: "kept" as const, overlays: [] };
  const { document, problems } = await loadSpec(where);
  change(document);
  const { service } = buildService({ name, document, spec: file });
  if (service === undefined) throw new Error(`${file}: ${JSON.stringify(problems)}`);
  const runtime = "../src/index";
  const { tree } = await printService(service, document, { runtime, plugins });
  const folder = mkdtempSync(join(tmpdir(), "sharewright-validators-"));
  for (const [path, text] of tree) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    // The runtime's sources lie elsewhere than the printer supposes.
    writeFileSync(
      join(folder, path),
      text.replace(/"[^"]*\/src\/((?:sandbox\/|runtime\/)?index)(?:\.js)?"/g, `"${join(projectRoot, "src")}/$1.js"`),
    );
  }
  symlinkSync(join(projectRoot, "node_modules"), join(folder, "node_modules"), "junction");
  return { folder, tree, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** What one file of it exports, with all that it imports. */
export async function load({ folder }: Generated, file: string): Promise<Readonly<Record<string, unknown>>> {
  const outfile = join(folder, `${file.replaceAll("/", "-")}.mjs`);
  await build({
    entryPoints: [join(folder, file)],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    packages: "external",
    logLevel: "error",
  });
  return (await import(pathToFileURL(outfile).href)) as Readonly<Record<string, unknown>>;
}
