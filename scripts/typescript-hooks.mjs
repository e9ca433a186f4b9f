// The other side of typescript.mjs, on Node's loader thread. What esbuild makes of a file is kept by the file's hash.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const { version } = createRequire(import.meta.url)("esbuild/package.json");
const here = fileURLToPath(new URL("./", import.meta.url));
const cache = new URL("../node_modules/.cache/sharewright/typescript/", import.meta.url);

/** An import of `./x.js` from a TypeScript file means `./x.ts`, as it does to the compiler. */
export async function resolve(specifier, context, next) {
  if (isTypeScript(context.parentURL) && /^\.{1,2}\/.*\.js$/.test(specifier)) {
    const source = new URL(`${specifier.slice(0, -3)}.ts`, context.parentURL);
    if (existsSync(source)) return { url: source.href, format: "module", shortCircuit: true };
  }
  return next(specifier, context);
}

export async function load(url, context, next) {
  if (isCompiler(url)) return { format: "module", source: required(url), shortCircuit: true };
  if (!isTypeScript(url)) return next(url, context);
  return { format: "module", source: await translate(url), shortCircuit: true };
}

/**
 * The compiler is nine megabytes of CommonJS. To import it, Node reads all of it for the names of its exports, which takes
 * twice as long as running it does; who imports it as a whole needs none.
 */
function isCompiler(url) {
  return url.endsWith("/node_modules/typescript/lib/typescript.js");
}

function required(url) {
  const file = JSON.stringify(fileURLToPath(url));
  return `import { createRequire } from "node:module";\nexport default createRequire(${file})(${file});\n`;
}

/** Whoever imports a file anew, as Redocly does with plugins, puts a query behind its name. */
function isTypeScript(url) {
  return url?.startsWith("file:") && new URL(url).pathname.endsWith(".ts");
}

async function translate(url) {
  const file = fileURLToPath(url);
  const kept = keptAt(file);
  if (!existsSync(kept)) await translateAll(file);
  return readFileSync(kept, "utf8");
}

/** The file and everything in this folder at once: one question to esbuild costs more than a hundred translations. */
async function translateAll(file) {
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    entryPoints: [...new Set([file, ...(file.startsWith(here) ? sourcesIn(here) : [])])],
    outbase: "/",
    outdir: "/",
    write: false,
    format: "esm",
    target: "node20",
    sourcemap: "inline",
  });
  mkdirSync(cache, { recursive: true });
  for (const { path, text } of outputFiles) keep(keptAt(`${path.slice(0, -3)}.ts`), text);
}

function sourcesIn(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(folder, name));
}

function keptAt(file) {
  const key = createHash("sha256").update(`${version}\n${file}\n`).update(readFileSync(file)).digest("hex");
  return new URL(`${key}.mjs`, cache);
}

/** Written aside and moved, so that no other process ever reads half a file. */
function keep(file, code) {
  const aside = new URL(`${file.href}.${process.pid}`);
  writeFileSync(aside, code);
  renameSync(aside, file);
}
