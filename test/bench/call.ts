// The time that one call takes beside the network: ours with authentication, retry, time limit and decoding, against
// openapi-fetch with none of them.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { transformSync } from "esbuild";
import { run } from "../package/npm.js";
import { projectRoot } from "../package/pack.js";
import { figure, type Row } from "./measure.js";

const fixture = join(projectRoot, "test/fixtures/persona/retrieve-a-share-token.camel.json");

export function benchCall(project: string, rounds: number): Row[] {
  const source = readFileSync(join(import.meta.dirname, "consumer/retrieve.ts"), "utf8");
  writeFileSync(join(project, "retrieve.js"), transformSync(source, { loader: "ts", target: "es2022" }).code);
  const { ours, rival } = JSON.parse(run(project, process.execPath, ["retrieve.js", fixture, String(rounds)]));
  return [
    { work: "persona.connect.shareTokens.retrieve", ours: figure(ours), rival: figure(rival), unit: "µs", bar: 1.25 },
  ];
}
