// Everything the sandbox offers, by name: published as `sharewright/sandbox`.

export type { AssumedValue, Assumptions } from "./assumptions.js";
export type { Duration } from "./duration.js";
export type { Fault, FaultRule } from "./faults.js";
export type { LoggedAttempt, LoggedDelivery, LoggedRequest, Verdict } from "./log.js";
export { createSandbox, type Sandbox, type SandboxEvent, type SandboxOptions } from "./sandbox.js";
export { type ServedSandbox, type ServeOptions, serveSandbox } from "./serve.js";
export type { Limits, Receiver } from "./service.js";
export type { Controls, Credentials, Receivers } from "./services/services.js";
export type { Violation } from "./validator.js";
export type { Deliver } from "./webhooks.js";
