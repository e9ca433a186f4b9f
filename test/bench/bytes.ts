// The bytes that a bundler keeps of the installed package: minified and compressed, as a browser would fetch it.

import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { type Figure, figure, type Row } from "./measure.js";

const programs = [
  [
    "one operation by its function",
    `import { createPersonaTransport, retrieveShareToken } from "sharewright/persona";
     export const retrieve = (id) => retrieveShareToken(createPersonaTransport(), id);`,
    7,
  ],
  ["the whole Persona client", `export { createPersona } from "sharewright/persona";`, 26],
  ["the whole EnableNow client", `export { createEnableNow } from "sharewright/enablenow";`, 12],
  ["the openapi-fetch client of Persona", `export { createPersonaHttp } from "sharewright/persona/http";`, undefined],
] as const;

export async function benchBytes(project: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [work, contents, bar] of programs) {
    const ours = await bundledKilobytes(project, contents);
    rows.push({ work, ours, unit: "kB", ...(bar !== undefined && { bar }) });
  }
  return rows;
}

/** What a program in `project` comes to, without what it loads later. */
export async function bundledKilobytes(project: string, contents: string): Promise<Figure> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: project },
    bundle: true,
    write: false,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    splitting: true,
    outdir: project,
  });
  const entry = outputFiles.find(({ path }) => path.endsWith("stdin.js"));
  return figure([gzipSync(entry?.contents ?? "", { level: 9 }).length / 1000]);
}
