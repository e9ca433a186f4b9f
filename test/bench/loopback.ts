// Calls per second over loopback, against bare `fetch` that reads the same JSON: what all of the runtime costs where there
// is a network, if the shortest there is.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { run } from "../package/npm.js";
import { program, recorded } from "./call.js";
import { figure, type Row } from "./measure.js";

export async function benchLoopback(project: string, rounds: number): Promise<Row[]> {
  const file = program(project, "loopback");
  const loader = import.meta.resolve("tsx");
  const server = spawn(
    process.execPath,
    ["--import", loader, join(import.meta.dirname, "loopback-server.ts"), recorded],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  try {
    const [port] = await once(server.stdout, "data");
    const origin = `http://127.0.0.1:${String(port).trim()}`;
    return [1, 64].map((inFlight): Row => {
      const args = [file, origin, String(inFlight), String(rounds)];
      const { ours, rival } = JSON.parse(run(project, process.execPath, args));
      const work = `calls over loopback, ${inFlight} in flight`;
      return { work, ours: figure(ours), rival: figure(rival), unit: "calls/s", bar: 0.85, least: true };
    });
  } finally {
    server.kill();
  }
}
