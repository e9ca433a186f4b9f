// What a bundler keeps of the installed package: minified and compressed, as a browser would fetch it.

import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { figure, type Row } from "./measure.js";

const programs = [
  [
    "one operation by the function door",
    `import { createPersonaTransport, retrieveShareToken } from "sharewright/persona";
     export const retrieve = (id) => retrieveShareToken(createPersonaTransport(), id);`,
    6,
  ],
  ["the whole Persona client", `export { createPersona } from "sharewright/persona";`, 10],
  ["the whole EnableNow client", `export { createEnableNow } from "sharewright/enablenow";`, 10],
  ["openapi-fetch alone, which is in each of them", `export { default } from "openapi-fetch";`, undefined],
] as const;

export async function benchBytes(project: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [work, contents, bar] of programs) {
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: project },
      bundle: true,
      write: false,
      minify: true,
      format: "esm",
      platform: "browser",
      target: "es2022",
    });
    const kilobytes = gzipSync(outputFiles[0]?.contents ?? "", { level: 9 }).length / 1000;
    rows.push({ work, ours: figure([kilobytes]), unit: "kB", ...(bar !== undefined && { bar }) });
  }
  return rows;
}
