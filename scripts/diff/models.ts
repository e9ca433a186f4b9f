// The models of a document in two states, for changes that the wire does not show.

import type { Job } from "../job/job.js";
import { loadSpec } from "../load/document.js";
import { buildService } from "../model/build.js";
import { compareModels, type ModelChange } from "./compare-models.js";

/** Nothing where one of the two states makes no client: then callers had nothing to lose. */
export async function modelChanges(old: Job, entry: Job): Promise<readonly ModelChange[]> {
  const [before, after] = [await modelOf(old), await modelOf(entry)];
  return before === undefined || after === undefined ? [] : compareModels(before, after);
}

async function modelOf(job: Job) {
  const { document } = await loadSpec(job);
  if (document === undefined) return undefined;
  return buildService({ name: job.name ?? "api", document, spec: job.shown }).service;
}
