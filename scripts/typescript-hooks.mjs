// The other side of typescript.mjs, on Node's loader thread. What esbuild makes of a file is kept by the file's hash.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const { version } = createRequire(import.meta.url)("esbuild/package.json");
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
  if (!isTypeScript(url)) return next(url, context);
  return { format: "module", source: await translate(url), shortCircuit: true };
}

/** Whoever imports a file anew, as Redocly does with plugins, puts a query behind its name. */
function isTypeScript(url) {
  return url?.startsWith("file:") && new URL(url).pathname.endsWith(".ts");
}

async function translate(url) {
  const text = readFileSync(new URL(url), "utf8");
  const key = createHash("sha256").update(`${version}\n${url}\n${text}`).digest("hex");
  const kept = new URL(`${key}.mjs`, cache);
  if (existsSync(kept)) return readFileSync(kept, "utf8");
  const { transform } = await import("esbuild");
  const { code } = await transform(text, {
    loader: "ts",
    format: "esm",
    target: "node20",
    sourcefile: fileURLToPath(url),
    sourcemap: "inline",
  });
  keep(kept, code);
  return code;
}

/** Written aside and moved, so that no other process ever reads half a file. */
function keep(file, code) {
  mkdirSync(cache, { recursive: true });
  const aside = new URL(`${file.href}.${process.pid}`);
  writeFileSync(aside, code);
  renameSync(aside, file);
}
