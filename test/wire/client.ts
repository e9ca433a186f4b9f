// A client of a made-up document, generated and loaded: what its operations send and give is seen at the network.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { buildService } from "../../scripts/model/build.js";
import { printService } from "../../scripts/print/print.js";
import type { Problem } from "../../scripts/problem/problem.js";

export type Json = Readonly<Record<string, unknown>>;

/** A request as the network saw it. */
export interface Sent {
  readonly method: string;
  /** What stands behind the server's URL. */
  readonly target: string;
  readonly headers: Headers;
  readonly request: Request;
}

export interface Generated {
  /** Where the files are. */
  readonly folder: string;
  readonly problems: readonly Problem[];
  /** The text of the generated files. */
  readonly text: string;
  /** Calls an operation by its function; gives what went out and what came of it. */
  call(
    name: string,
    args: readonly unknown[],
    ...answers: readonly (Response | ((request: Request) => Response))[]
  ): Promise<{ readonly sent: readonly Sent[]; readonly result: Promise<unknown> & Pending }>;
}

interface Pending {
  asResult(): Promise<unknown>;
  raw(): Promise<Response>;
}

const folders: string[] = [];

export function removeClients(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

export async function generated(paths: Json, root: Json = {}, options: Json = {}): Promise<Generated> {
  const document = {
    openapi: "3.1.0",
    info: { title: "Toys", version: "1.0.0" },
    servers: [{ url: "https://toys.test/v1" }],
    paths,
    ...root,
  };
  const { service, problems } = buildService({ name: "toys", document });
  if (service === undefined) throw new Error(JSON.stringify(problems));
  const folder = mkdtempSync(join(tmpdir(), "wire-"));
  folders.push(folder);
  const { tree } = await printService(service, document, {
    runtime: resolve(import.meta.dirname, "../../src/index.ts"),
  });
  for (const [path, content] of tree) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  const module = await import(join(folder, "index.ts"));
  return {
    folder,
    problems,
    text: [...tree].map(([path, content]) => (path.startsWith("resources/") ? content : "")).join("\n"),
    call: async (name, args, ...answers) => {
      const sent: Sent[] = [];
      const fetch = async (address: string, init: RequestInit): Promise<Response> => {
        const request = new Request(address, init);
        const { method, url, headers } = request;
        sent.push({ method, target: url.slice("https://toys.test/v1".length), headers, request: request.clone() });
        const answer = answers[Math.min(sent.length, answers.length) - 1] ?? new Response(null, { status: 204 });
        return typeof answer === "function" ? answer(request) : answer.clone();
      };
      const transport = module.createToysTransport({ fetch, retry: { baseDelayMs: 0 }, ...options });
      const result = module[name](transport, ...args);
      await Promise.allSettled([result.raw === undefined ? result : Promise.resolve(result)]);
      return { sent, result };
    },
  };
}
