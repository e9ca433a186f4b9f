// The JavaScript of the published package, bundled by entry: what a caller imports is read from a few files instead of hundreds.
// Declarations stay as the compiler wrote them, one file a subject.
//
// The runtime is one file that everything shares, so that an error is of one class wherever it is thrown. The client of a
// service is one file beside it; each function keeps a file of its own, for its path is an entry too.

import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { type InputOptions, type OutputOptions, rolldown } from "rolldown";

const dist = resolve("dist");
const runtime = join(dist, "src/runtime/index.js");

const services = readdirSync(join(dist, "generated")).map((name) => join(dist, "generated", name));

/** The entries that stand on internals of the runtime. */
const inside = [
  ...[
    "src/index",
    "src/runtime/index",
    "src/http/index",
    "src/record/index",
    "src/redis/index",
    "src/sandbox/index",
    "src/sandbox/bin",
  ].map((entry) => join(dist, `${entry}.js`)),
  ...services.map((service) => join(service, "record.js")),
].filter(existsSync);

async function bundle(input: InputOptions, output: OutputOptions): Promise<void> {
  const bundled = await rolldown({ platform: "neutral", logLevel: "warn", ...input });
  await bundled.write({ format: "esm", comments: { legal: false, annotation: true, jsdoc: false }, ...output });
  await bundled.close();
}

/** Packages stay outside, by whichever path they are imported, and so does Node. A path of this machine begins otherwise. */
const isPackage = /^(node:|@?(?!oxc-project)[a-z][\w.-]*(\/|$))/;

// From the compiler's files, before any of them is replaced.
for (const service of services) {
  await bundle(
    {
      input: { index: join(service, "index.js") },
      external: (id, _importer, isResolved) => (isResolved && id === runtime) || (!isResolved && isPackage.test(id)),
    },
    { dir: service, codeSplitting: false },
  );
}
await bundle(
  {
    input: Object.fromEntries(inside.map((path) => [path.slice(dist.length + 1, -".js".length), path])),
    external: (id, _importer, isResolved) => !isResolved && isPackage.test(id),
  },
  {
    dir: dist,
    entryFileNames: "[name].js",
    chunkFileNames: "src/chunks/[name].js",
    codeSplitting: { groups: [{ name: "runtime", test: /dist[\\/]src[\\/](?!sandbox|record|redis|http)/ }] },
  },
);

// Files that no entry reads any more.
const kept = new Set(inside);
sweep(join(dist, "src"), (path) => !kept.has(path) && !path.startsWith(join(dist, "src/chunks/")));
for (const service of services) {
  sweep(join(service, "types"), () => true);
  for (const file of ["client.js", "browser-flows.js", "webhooks.js", "document.js", "schema.js"]) {
    rmSync(join(service, file), { force: true });
  }
}

/** Removes the JavaScript files of a folder that a test picks. */
function sweep(folder: string, isLeft: (path: string) => boolean): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) sweep(path, isLeft);
    else if (name.endsWith(".js") && isLeft(path)) rmSync(path);
  }
}
