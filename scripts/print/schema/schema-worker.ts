// The other side of schema-thread.ts.

import { parentPort } from "node:worker_threads";
import { Memo } from "../memo.js";
import { emitSchema } from "./schema.js";
import type { SchemaAnswer, SchemaJob } from "./schema-thread.js";

parentPort?.on("message", ({ id, json, specFolder, command, before }: SchemaJob) => {
  let answer: SchemaAnswer;
  try {
    const memo = new Memo(before?.places, () => before?.text);
    answer = { id, printed: emitSchema(json, specFolder, command, memo), places: memo.places };
  } catch (error) {
    answer = { id, error };
  }
  parentPort?.postMessage(answer);
});
