// Progress of a run: a line a service, with the stages and what each took. On a terminal the line grows while the stages
// go by; elsewhere (CI, a pipe) it is printed once, when the service is done.

import { styleText } from "node:util";
import { printable } from "./printable.js";
import { inCi } from "./problem.js";

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

export function createReport(
  stream: NodeJS.WritableStream & { isTTY?: boolean } = process.stdout,
  env: NodeJS.ProcessEnv = process.env,
  now: () => number = () => performance.now(),
): Report {
  const live = stream.isTTY === true && !inCi(env);
  const lines: string[] = [];

  function show(index: number, text: string): void {
    const isNew = lines[index] === undefined;
    lines[index] = text;
    const up = lines.length - index;
    if (isNew) stream.write(`${text}\n`);
    else stream.write(`\u001b[${up}A\r\u001b[2K${text}\u001b[${up}B\r`);
  }

  return {
    service(name) {
      const index = lines.length;
      const stages: string[] = [];
      let current: { name: string; since: number } | undefined;
      const text = (last: string) =>
        `${printable(name).padEnd(12)} ${[...stages, last].filter((part) => part !== "").join(", ")}`;
      const pause = () => {
        if (current !== undefined) stages.push(`${current.name} ${Math.round(now() - current.since)} ms`);
        current = undefined;
      };
      if (live) show(index, text(""));
      return {
        stage(stage) {
          pause();
          current = { name: stage, since: now() };
          if (live) show(index, text(`${stage} ...`));
        },
        pause,
        done(summary) {
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
