// A long list whose amounts stay exact, against bare `fetch` and `JSON.parse`, which rounds them: time, and the most memory
// that was held at once.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { run } from "../package/npm.js";
import { program } from "./call.js";
import { figure, type Row } from "./measure.js";

export async function benchPages(project: string, rounds: number): Promise<Row[]> {
  const file = program(project, "pages");
  const loader = import.meta.resolve("tsx");
  const server = spawn(process.execPath, ["--import", loader, join(import.meta.dirname, "pages-server.ts")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [port] = await once(server.stdout, "data");
    const origin = `http://127.0.0.1:${String(port).trim()}`;
    const taken = { ours: [] as Taken[], rival: [] as Taken[] };
    for (let round = 0; round < rounds; round += 1) {
      for (const who of round % 2 === 0 ? (["ours", "rival"] as const) : (["rival", "ours"] as const)) {
        taken[who].push(JSON.parse(run(project, process.execPath, [file, origin, who])) as Taken);
      }
    }
    const row = (work: string, unit: string, of: (taken: Taken) => number): Row => ({
      work,
      ours: figure(taken.ours.map(of)),
      rival: figure(taken.rival.map(of)),
      unit,
      bar: 1.3,
    });
    return [
      row("100,000 transactions in pages, exact", "s", ({ seconds }) => seconds),
      row("the same, memory", "MB", ({ megabytes }) => megabytes),
    ];
  } finally {
    server.kill();
  }
}

interface Taken {
  readonly seconds: number;
  readonly megabytes: number;
}
