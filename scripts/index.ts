// `@sharewright/cli` for programs: the pipeline, and the model that plug-ins make their files of.

export { generateClient } from "./generate.js";
export { type ApisOptions, generateApis, type RunResult } from "./generate-apis.js";
export { generateDocument } from "./generate-document.js";
export { type ApiSettings, apiJob, type Job, type LintRules, type SpecFlags, specJob } from "./job.js";
export type { Problem } from "./problem/problem.js";
export type { Report } from "./problem/progress.js";
export { UsageError } from "./terminal/usage-error.js";
export { type Checked, checkDocument, type Finding } from "./verify/check-document.js";
export { loadClient } from "./verify/load-client.js";
