// schema.ts is printed in a thread of its own: loading TypeScript takes as long as all the other stages together, and
// nothing else needs it. The thread is started as soon as it is known that there is something to print.

import type { Worker } from "node:worker_threads";
import { startThread } from "../../thread.js";
import type { Memo, Places } from "../memo.js";
import type { PrintedSchema } from "./schema.js";
import { schemaFile } from "./schema-file.js";

/** What the thread is asked. */
export interface SchemaJob {
  readonly id: number;
  /** The document. As text it is there at once; an object would be taken apart and put together member by member. */
  readonly json: string;
  readonly specFolder: string;
  readonly command: string | undefined;
  /** What the last run printed, and where in it. */
  readonly before: { readonly text: string; readonly places: Places } | undefined;
}

/** What it answers. */
export type SchemaAnswer =
  | { readonly id: number; readonly printed: PrintedSchema; readonly places: Places }
  | { readonly id: number; readonly error: unknown };

interface Thread {
  readonly worker: Worker;
  readonly waiting: Map<number, { resolve(answer: Answered): void; reject(error: unknown): void }>;
}

let thread: Thread | undefined;
let jobs = 0;

/** Starts the thread, so that it is ready by the time there is a document. */
export function warmSchemaThread(): void {
  thread ??= start();
}

type Answered = Extract<SchemaAnswer, { readonly places: Places }>;

/** `memo` is asked for what it has of the file, and told what there is now. */
export async function printSchema(
  document: unknown,
  specFolder: string,
  command?: string,
  memo?: Memo,
): Promise<PrintedSchema> {
  // Before anything waits for the thread: a document that is too deep throws here, and would hold the process.
  const json = JSON.stringify(document);
  const { printed, places } = await ask({ json, specFolder, command, before: memo?.earlier(schemaFile) });
  Object.assign(memo?.places ?? {}, places);
  return printed;
}

function ask(job: Omit<SchemaJob, "id">): Promise<Answered> {
  thread ??= start();
  const { worker, waiting } = thread;
  return new Promise((resolve, reject) => {
    jobs += 1;
    waiting.set(jobs, { resolve, reject });
    worker.ref();
    worker.postMessage({ id: jobs, ...job } satisfies SchemaJob);
  });
}

function start(): Thread {
  const worker = startThread(new URL("./schema-worker.ts", import.meta.url));
  const waiting: Thread["waiting"] = new Map();
  worker.on("message", (answer: SchemaAnswer) => {
    const job = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (waiting.size === 0) worker.unref();
    if ("printed" in answer) job?.resolve(answer);
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
