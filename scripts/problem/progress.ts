// Progress of a run: a line a service, with the stages and the time of each. On a terminal, after a second, the line grows
// while the stages go by; elsewhere (CI, a pipe) it is printed once, when the service is done.

import { styleText } from "node:util";
import { inCi } from "./print-problems.js";
import { printable } from "./printable.js";

export interface Report {
  service(name: string): ServiceReport;
}

export interface ServiceReport {
  /** Ends the stage before it. */
  stage(name: string): void;
  /** Ends the stage; another may follow later. */
  pause(): void;
  done(summary: string): void;
}

export const silentReport: Report = {
  service: () => ({ stage() {}, pause() {}, done() {} }),
};

/** A run that ends sooner needs no line that moves. */
const patienceMs = 1000;

export function createReport(
  stream: NodeJS.WritableStream & { isTTY?: boolean } = process.stderr,
  env: NodeJS.ProcessEnv = process.env,
  now: () => number = () => performance.now(),
): Report {
  const live = stream.isTTY === true && !inCi(env);
  const lines: object[] = [];

  /** A line has its place from when it is first shown. */
  function show(service: object, text: string): void {
    const isNew = !lines.includes(service);
    if (isNew) lines.push(service);
    const up = lines.length - lines.indexOf(service);
    if (isNew) stream.write(`${text}\n`);
    else stream.write(`\u001b[${up}A\r\u001b[2K${text}\u001b[${up}B\r`);
  }

  return {
    service(name) {
      const index = {};
      const started = now();
      const stages: string[] = [];
      let timer: NodeJS.Timeout | undefined;
      let current: { name: string; since: number } | undefined;
      const text = (last: string) =>
        `${printable(name).padEnd(12)} ${[...stages, last].filter((part) => part !== "").join(", ")}`;
      const pause = () => {
        if (current !== undefined) stages.push(`${current.name} ${Math.round(now() - current.since)} ms`);
        current = undefined;
      };
      return {
        stage(stage) {
          pause();
          current = { name: stage, since: now() };
          const line = text(`${stage} ...`);
          clearTimeout(timer);
          if (!live) return;
          if (now() - started >= patienceMs) show(index, line);
          else timer = setTimeout(() => show(index, line), patienceMs - (now() - started)).unref();
        },
        pause,
        done(summary) {
          clearTimeout(timer);
          pause();
          const line = text("");
          const tail = `${stages.length === 0 ? "" : ": "}${summary}`;
          if (live) show(index, `${line}${styleText("bold", tail, { validateStream: false })}`);
          else stream.write(`${line}${tail}\n`);
        },
      };
    },
  };
}
