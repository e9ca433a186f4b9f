// The clients of both services with validators, generated into a folder of their own and bundled.

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { loadSpec } from "../../../scripts/load/document.js";
import { buildService } from "../../../scripts/model/build.js";
import { emitService } from "../../../scripts/print/print.js";
import { projectRoot } from "../../package/pack.js";

export interface Generated {
  readonly folder: string;
  /** Text by path. */
  readonly tree: ReadonlyMap<string, string>;
  remove(): void;
}

/** The files of a document's client and its validators. */
export async function generateValidators(
  file: string,
  name: string,
  change: (document: unknown) => void = () => {},
): Promise<Generated> {
  const spec = resolve(projectRoot, file);
  const where = { spec, root: dirname(spec), base: dirname(spec), remote: false, overlays: [] };
  const { document, problems } = await loadSpec(where);
  change(document);
  const { service } = buildService({ name, document, spec: file });
  if (service === undefined) throw new Error(`${file}: ${JSON.stringify(problems)}`);
  const runtime = join(projectRoot, "src/index");
  const { tree } = await emitService(service, document, { runtime, plugins: ["validators"] });
  const folder = mkdtempSync(join(tmpdir(), "sharewright-validators-"));
  for (const [path, text] of tree) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    // The runtime's sources lie elsewhere than the printer supposes.
    writeFileSync(join(folder, path), text.replace(/"[^"]*\/src\/index(\.js)?"/g, `"${runtime}.js"`));
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
    logLevel: "error",
  });
  return (await import(pathToFileURL(outfile).href)) as Readonly<Record<string, unknown>>;
}
