// `@sharewright/cli` for programs: the pipeline, and the model that plug-ins make their files of.

export { generateClient } from "./generate.js";
export { apiJob } from "./job/api-job.js";
export type { ApiSettings, Job, LintRules } from "./job/job.js";
export { type SpecFlags, specJob } from "./job/spec-job.js";
export type { Declaration, TypeNode } from "./model/types/node.js";
export type { Operation } from "./model/types/operation.js";
export type { Service } from "./model/types/service.js";
export {
  type Plugin,
  type PluginContext,
  type PluginFile,
  type PluginWarning,
  pluginVersion,
} from "./plugins/plugin.js";
export type { Problem } from "./problem/problem.js";
export type { Report } from "./problem/progress.js";
export { type ApisOptions, generateApis, type RunResult } from "./run/generate-apis.js";
export { generateDocument } from "./run/generate-document.js";
export { UsageError } from "./terminal/usage-error.js";
export { type Checked, checkDocument, type Finding } from "./verify/check-document.js";
export { type Compiled, compileClient } from "./verify/compile-client.js";
export { loadClient } from "./verify/load-client.js";
