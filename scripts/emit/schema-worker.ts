// The other side of schema-thread.ts.

import { parentPort } from "node:worker_threads";
import { emitSchema } from "./schema.js";
import type { SchemaAnswer, SchemaJob } from "./schema-thread.js";

parentPort?.on("message", async ({ id, document, specFolder, command }: SchemaJob) => {
  let answer: SchemaAnswer;
  try {
    answer = { id, text: await emitSchema(document, specFolder, command) };
  } catch (error) {
    answer = { id, error };
  }
  parentPort?.postMessage(answer);
});
