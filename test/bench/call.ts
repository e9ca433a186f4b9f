// The time that one call takes beside the network: ours with authentication, throttle, retry, time limit and decoding,
// against openapi-fetch with none of them; and what each of them adds when nothing goes wrong.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { transformSync } from "esbuild";
import { run } from "../package/npm.js";
import { projectRoot } from "../package/project-root.js";
import { figure, type Row } from "./measure.js";

export const recorded = join(projectRoot, "test/fixtures/persona/retrieve-a-share-token.camel.json");

/** Compiles a program of consumer/ into a project that has the package installed, and gives its name. */
export function program(project: string, name: string): string {
  const source = readFileSync(join(import.meta.dirname, "consumer", `${name}.ts`), "utf8");
  writeFileSync(join(project, `${name}.js`), transformSync(source, { loader: "ts", target: "es2022" }).code);
  return `${name}.js`;
}

export function benchCall(project: string, rounds: number): Row[] {
  const file = program(project, "retrieve");
  // A process for each pair: a program has one client, and what the engine learns from others is not its own.
  const compare = (work: string, one: string, other: string): Row => {
    const taken = JSON.parse(run(project, process.execPath, [file, recorded, String(rounds), `${one},${other}`]));
    return { work, ours: figure(taken[one]), rival: figure(taken[other]), unit: "µs" };
  };
  return [
    { ...compare("one call on a stub fetch, to openapi-fetch's", "ours", "rival"), bar: 1.25 },
    compare("  to one without throttle", "ours", "noThrottle"),
    compare("  to one without retry", "ours", "noRetry"),
    compare("  with a logger, to one without", "logger", "ours"),
    compare("  with traceCalls and no listener", "trace", "ours"),
    compare("  with totalTimeoutMs", "totalTimeout", "ours"),
  ];
}
