// schema.ts is printed in a thread of its own: loading TypeScript takes as long as all the other stages together, and
// nothing else needs it. The thread is started as soon as it is known that there is something to print.

import { Worker } from "node:worker_threads";

/** What the thread is asked. */
export interface SchemaJob {
  readonly id: number;
  readonly document: unknown;
  readonly specFolder: string;
  readonly command: string | undefined;
}

/** What it answers. */
export type SchemaAnswer =
  | { readonly id: number; readonly text: string }
  | { readonly id: number; readonly error: unknown };

interface Thread {
  readonly worker: Worker;
  readonly waiting: Map<number, { resolve(text: string): void; reject(error: unknown): void }>;
}

/** Several times what the largest document known takes. A thread that has no limit of its own takes the process with it. */
const maxMegabytes = 2_048;

let thread: Thread | undefined;
let jobs = 0;

/** Starts the thread, so that it is ready by the time there is a document. */
export function warmSchemaThread(): void {
  thread ??= start();
}

export function printSchema(document: unknown, specFolder: string, command?: string): Promise<string> {
  thread ??= start();
  const { worker, waiting } = thread;
  return new Promise((resolve, reject) => {
    jobs += 1;
    waiting.set(jobs, { resolve, reject });
    worker.ref();
    worker.postMessage({ id: jobs, document, specFolder, command } satisfies SchemaJob);
  });
}

function start(): Thread {
  // Node 20 does not hand its loaders on to a worker, so the worker's first module registers ours.
  const loader = new URL("../typescript.mjs", import.meta.url).href;
  const module = new URL("./schema-worker.ts", import.meta.url).href;
  const first = `import(${JSON.stringify(loader)}).then(() => import(${JSON.stringify(module)}));`;
  const worker = new Worker(first, {
    eval: true,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: maxMegabytes },
  });
  const waiting: Thread["waiting"] = new Map();
  worker.on("message", (answer: SchemaAnswer) => {
    const job = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (waiting.size === 0) worker.unref();
    if ("text" in answer) job?.resolve(answer.text);
    else job?.reject(answer.error);
  });
  const fail = (error: unknown): void => {
    thread = undefined;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.on("error", fail);
  worker.on("exit", (code) => fail(new Error(`The thread that prints schema.ts ended with code ${code}.`)));
  // An idle thread does not keep the process alive.
  worker.unref();
  return { worker, waiting };
}
