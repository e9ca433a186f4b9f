// Everything the sandbox offers, by name: published as `sharewright/sandbox`.

export type { Violation } from "./answer/validator.js";
export { createSandbox, type Sandbox, type SandboxEvent, type SandboxOptions } from "./sandbox.js";
export { type ServedSandbox, type ServeOptions, serveSandbox } from "./serve.js";
export type { Limits, Receiver } from "./service.js";
export type { Controls, Credentials, Receivers } from "./services/services.js";
export type { Deliver } from "./webhooks.js";
export type { AssumedValue, Assumptions } from "./world/assumptions.js";
export type { Duration } from "./world/duration.js";
export type { Fault, FaultRule } from "./world/faults.js";
export type { LoggedAttempt, LoggedDelivery, LoggedRequest, Verdict } from "./world/log.js";
