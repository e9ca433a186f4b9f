// The sandbox of a document beside Prism and a stateful rival, @apidevtools/swagger-express-middleware: of the mock servers on npm the
// one that keeps what it is sent by a document alone, with nothing to be filled in by hand. It reads Swagger 2.0.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { loadSpec } from "../../scripts/load/document.js";
import { createValidator, type Validator } from "../../src/sandbox/answer/validator.js";
import { isJson, responseOf, type SpecOperation } from "../../src/sandbox/document/operation.js";
import { inferCollections } from "../../src/sandbox/engine/infer/collections.js";
import { createSchemas } from "../../src/sandbox/engine/schema/schemas.js";
import { serveSandbox } from "../../src/sandbox/index.js";
import { readSpec } from "../../src/sandbox/spec.js";
import { installLocked, run } from "../package/npm.js";
import { hasSuccess, requestsFor } from "../sandbox/engine/requests.js";
import { program } from "./call.js";
import { type BenchDocument, benchDocuments, corpusFolder } from "./documents.js";
import { figure, type Row } from "./measure.js";
import { installPeers } from "./sandbox.js";
import { callerHeaders, commandsOf, recorded, type Served, served } from "./served.js";

export async function benchRivalSandboxes(project: string, rivals: string, rounds: number): Promise<Row[]> {
  installLocked(corpusFolder);
  installPeers(project);
  const rows: Row[] = [];
  for (const document of benchDocuments) {
    const commands = commandsOf(project, rivals);
    const start = (which: keyof typeof commands): Promise<Served> =>
      served(commands[which], document.file, which === "stateful" ? `${document.basePath}/` : "/");
    rows.push(await benchStart(document, start, rounds));
    const servers = {
      ours: await start("ours"),
      prism: await start("prism"),
      ...(document.basePath !== undefined && { stateful: await start("stateful") }),
    };
    try {
      const bases = {
        ours: servers.ours.origin,
        prism: servers.prism.origin,
        ...(servers.stateful && { stateful: `${servers.stateful.origin}${document.basePath}` }),
      };
      rows.push(...(await benchAnswers(document, bases)), ...(await benchReadBack(document, bases)));
      rows.push(...(await benchLoad(document, bases, project, rounds)));
    } finally {
      for (const server of Object.values(servers)) await server.stop();
    }
  }
  return rows;
}

type Bases = { readonly ours: string; readonly prism: string; readonly stateful?: string };

async function benchStart(
  { name }: BenchDocument,
  start: (which: "ours" | "prism") => Promise<Served>,
  rounds: number,
): Promise<Row> {
  const taken = { ours: [] as number[], prism: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    for (const which of ["ours", "prism"] as const) {
      const { startMs, stop } = await start(which);
      taken[which].push(startMs);
      await stop();
    }
  }
  const [ours, rival] = [figure(taken.ours), figure(taken.prism)];
  return { work: `${name}: start to first answer, to Prism's`, ours, rival, unit: "ms", bar: 0.5 };
}

/** Operations that are answered with a success that the document declares, by one judge for all. */
async function benchAnswers({ name, file }: BenchDocument, bases: Bases): Promise<Row[]> {
  const { document } = await loadSpec({
    spec: file,
    overlays: [],
    root: dirname(file),
    remote: "kept",
    base: dirname(file),
  });
  const spec = readSpec(document);
  const validator = createValidator(spec);
  const inferred = inferCollections(spec, createSchemas(spec.references));
  const known = await serveSandbox({ document, name: "api" });
  const counted: Record<string, number> = {};
  const operations = spec.operations.filter(hasSuccess);
  for (const [which, base] of Object.entries(bases)) {
    let answered = 0;
    for (const operation of operations) {
      // Ids are those that ours has from the start; for the others, which know none, they are as good as any.
      known.sandbox.reset();
      const resources = known.sandbox.control.api?.resources;
      if (resources === undefined) throw new Error("The sandbox has no control of its document.");
      const origin = which === "ours" ? known.url : base;
      for (const { url, init } of requestsFor(operation, spec, inferred, resources)) {
        const headers = new Headers(init.headers);
        headers.set("authorization", callerHeaders.authorization ?? "");
        const response = await fetch(url.replace("http://localhost", origin), { ...init, headers, redirect: "manual" });
        if (!(await isDeclared(response, operation, validator))) continue;
        answered += 1;
        break;
      }
    }
    counted[which] = answered;
  }
  await known.close();
  const row = (rival: string, label: string): Row => ({
    work: `${name}: operations answered as declared, of ${operations.length}, to ${label}`,
    ours: figure([counted.ours ?? 0]),
    rival: figure([counted[rival] ?? 0]),
    unit: "",
    bar: 1,
    least: true,
  });
  return [row("prism", "Prism's"), ...("stateful" in counted ? [row("stateful", "the stateful rival's")] : [])];
}

async function isDeclared(response: Response, operation: SpecOperation, validator: Validator): Promise<boolean> {
  const { status, headers } = response;
  const text = await response.text();
  const declared = responseOf(operation, status);
  if (declared === undefined || status >= 400) return false;
  if (text === "") return validator.answer(operation, status, undefined).length === 0;
  if (!isJson(headers.get("content-type") ?? "")) return declared.content.some(({ type }) => !isJson(type));
  try {
    return validator.answer(operation, status, JSON.parse(text)).length === 0;
  } catch {
    return false;
  }
}

/** Whether what was created is read again: 1 or 0. */
async function benchReadBack({ name, create, read }: BenchDocument, bases: Bases): Promise<Row[]> {
  const readsBack = async (base: string): Promise<number> => {
    const made = await recorded(base, create.path, create.body);
    const { id } = JSON.parse(made.body || "{}") as { readonly id?: unknown };
    const found = await recorded(base, read(id ?? "none"));
    if (found.status !== 200) return 0;
    const shown = JSON.parse(found.body) as Record<string, unknown>;
    return Object.entries(create.body).every(([member, value]) => shown[member] === value) ? 1 : 0;
  };
  const ours = figure([await readsBack(bases.ours)]);
  const row = async (base: string, label: string): Promise<Row> => {
    const work = `${name}: what was created is read again, beside ${label}`;
    return { work, ours, rival: figure([await readsBack(base)]), unit: "", bar: 1, least: true };
  };
  return [
    await row(bases.prism, "Prism"),
    ...(bases.stateful === undefined ? [] : [await row(bases.stateful, "the stateful rival")]),
  ];
}

async function benchLoad(
  { name, create, read }: BenchDocument,
  bases: Bases,
  project: string,
  rounds: number,
): Promise<Row[]> {
  const load = program(project, "document-load");
  const made = await recorded(bases.ours, create.path, create.body);
  const path = read((JSON.parse(made.body) as { readonly id: unknown }).id);
  const answers = join(project, "document-answers.json");
  writeFileSync(answers, JSON.stringify({ create: made, retrieve: await recorded(bases.ours, path) }));
  const bareServer = spawn(process.execPath, [program(project, "bare-server"), answers], {
    ...{ cwd: project, stdio: ["ignore", "pipe", "inherit"] as const },
  });
  try {
    const [told] = await once(bareServer.stdout as NonNullable<typeof bareServer.stdout>, "data");
    const bare = String(told).trim();
    const calls = { ours: 1500, bare: 1500, prism: 200 };
    const bodies = { retrieve: undefined, create: JSON.stringify(create.body) };
    return Object.entries(bodies).flatMap(([what, body]): Row[] => {
      const at = (origin: string, count: number) => ({
        ...{ url: `${origin}${what === "retrieve" ? path : create.path}`, calls: count },
        ...(body !== undefined && { body }),
      });
      const contenders = {
        ours: at(bases.ours, calls.ours),
        bare: at(bare, calls.bare),
        prism: at(bases.prism, calls.prism),
      };
      const given = JSON.stringify({ contenders, headers: callerHeaders });
      const taken = JSON.parse(run(project, process.execPath, [load, given, String(rounds)]));
      const row = (rival: "bare" | "prism", label: string, bar: number): Row => ({
        work: `${name}: ${what}, 32 in flight, to ${label}`,
        ...{ ours: figure(taken.ours), rival: figure(taken[rival]), unit: "calls/s", bar, least: true },
      });
      return [row("prism", "Prism's", 3), row("bare", "bare hono's", 0.35)];
    });
  } finally {
    bareServer.kill();
  }
}
