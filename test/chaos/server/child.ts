// The fault server in a process of its own, so that what it remembers is not taken for the client's memory.

import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Entries } from "./ledger.js";
import type { FaultServer } from "./server.js";

export async function startServerProcess(seed: number, rate: number): Promise<FaultServer> {
  const child = fork(join(import.meta.dirname, "main.ts"), [String(seed), String(rate)], {
    execArgv: ["--import", import.meta.resolve("tsx")],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const url = (await answer(child)) as string;
  const ask = (question: object): Promise<unknown> => {
    child.send(question);
    return answer(child);
  };
  return {
    url,
    take: () => ask({ ask: "take" }) as Promise<Entries>,
    stock: (count) => ask({ ask: "stock", count }) as Promise<string[]>,
    clear: async () => {
      await ask({ ask: "clear" });
    },
    close: async () => {
      const gone = once(child, "exit");
      child.disconnect();
      await gone;
    },
  };
}

/** The next message; questions are asked one at a time. */
async function answer(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null): void => reject(new Error(`The fault server ended with ${code}.`));
    child.once("exit", ended);
    child.once("message", (message) => {
      child.off("exit", ended);
      resolve((message as { answer: unknown }).answer);
    });
  });
}
