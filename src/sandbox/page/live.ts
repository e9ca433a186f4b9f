// The page kept up to date: regions that have changed are sent to everybody who has it open.

import type { Context } from "hono";
import { streamSSE } from "hono/streaming";
import type { AnySandbox } from "./board.js";
import type { Regions } from "./regions.js";

/** Changes come in bursts; so long they are gathered, in milliseconds. */
const gatherMs = 80;
/** Moments drift also when nothing happens. */
const refreshMs = 15_000;

export function live(context: Context, sandbox: AnySandbox, regions: Regions): Response {
  return streamSSE(context, async (stream) => {
    const sent = new Map<string, string>();
    let wake = (): void => {};
    let isOver = false;
    let changed = true;
    const unwatch = sandbox.watch(() => {
      changed = true;
      wake();
    });
    stream.onAbort(() => {
      isOver = true;
      unwatch();
      wake();
    });
    const wait = (ms: number) => {
      const woken = new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      return woken;
    };
    while (!isOver) {
      changed = false;
      for (const [id, draw] of regions) {
        const markup = String(await draw());
        if (sent.get(id) === markup) continue;
        sent.set(id, markup);
        await stream.writeSSE({ event: "region", data: JSON.stringify({ id, markup }) });
      }
      await stream.sleep(gatherMs);
      if (!changed && !isOver) await wait(refreshMs);
    }
  });
}
