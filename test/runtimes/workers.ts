// Cloudflare's workerd, by miniflare: promises and timers belong to the request that made them there, while a client in
// module scope serves all of them.

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { answer } from "../package/consumer/answers.js";

/** What a worker can be set to: the platform's names alone, or Node's beside them. */
export const compatibilityModes: Readonly<Record<string, readonly string[]>> = {
  "workerd, no flags": [],
  "workerd, nodejs_compat": ["nodejs_compat"],
};

/** As much as miniflare gives of itself. */
interface Miniflare {
  dispatchFetch(url: string): Promise<Response>;
  dispose(): Promise<void>;
}

/** Longer than any wait of a client here: what has not ended by then hangs. */
const patienceMs = 20_000;

/** @param project where the package is installed. @param modules where miniflare is. */
export async function tryWorkers(project: string, modules: string, flags: readonly string[]): Promise<void> {
  const script = await bundled(project, flags);
  // Each in an isolate of its own, where no token has come yet.
  await inWorker(modules, script, flags, async (get) => {
    const first = get("/abandoned");
    expect(await first, "TimeoutError");
    expect((await Promise.all([get("/share"), get("/share"), get("/share")])).join(), "1 right,1 right,1 right");
  });
  await inWorker(modules, script, flags, async (get) => {
    const requests = Array.from({ length: 40 }, () => get("/tokens"));
    expect([...new Set(await Promise.all(requests))].join(), "1 right");
    expect(await get("/tokens?times=40"), "40 right");
    expect(await get("/share?times=40"), "40 right");
  });
}

function expect(found: string, wanted: string): void {
  if (found !== wanted) throw new Error(`The worker said ${JSON.stringify(found)}, and not ${JSON.stringify(wanted)}.`);
}

async function inWorker(
  modules: string,
  script: string,
  flags: readonly string[],
  work: (get: (path: string) => Promise<string>) => Promise<void>,
): Promise<void> {
  const { Miniflare } = await import(pathToFileURL(join(modules, "miniflare/dist/src/index.js")).href);
  const miniflare: Miniflare = new Miniflare({
    modules: true,
    script,
    compatibilityDate: "2026-01-01",
    compatibilityFlags: [...flags],
    outboundService: slowTokens,
  });
  const get = async (path: string): Promise<string> => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<string>((resolve) => {
      timer = setTimeout(() => resolve(`${path} hangs`), patienceMs);
    });
    const done = miniflare.dispatchFetch(`http://worker.test${path}`).then((response) => response.text());
    return Promise.race([done, late]).finally(() => clearTimeout(timer));
  };
  try {
    await work(get);
  } finally {
    await miniflare.dispose();
  }
}

/** The services, whose token takes its time: a request can end while it is on its way. */
async function slowTokens(request: Request): Promise<Response> {
  const { url, method, headers } = request;
  const body = await request.text();
  await new Promise((resolve) => setTimeout(resolve, url.endsWith("/token") ? 400 : 20));
  return answer(url, { method, headers: Object.fromEntries(headers), ...(body !== "" && { body }) });
}

async function bundled(project: string, flags: readonly string[]): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, "worker/entry.ts")],
    // The package is the installed one, not this project.
    alias: Object.fromEntries(
      ["persona", "enablenow"].map((name) => [
        `sharewright/${name}`,
        join(project, `node_modules/sharewright/dist/generated/${name}/index.js`),
      ]),
    ),
    bundle: true,
    write: false,
    platform: "browser",
    format: "esm",
    target: "es2022",
    ...(flags.length > 0 && { external: ["node:*"] }),
  });
  return outputFiles[0]?.text ?? "";
}
