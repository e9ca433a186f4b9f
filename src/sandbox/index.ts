// Everything the sandbox offers, by name: published as `sharewright/sandbox`.

export type { Violation } from "./answer/validator.js";
export type { DocumentControl, DocumentOptions } from "./document-sandbox.js";
export { createMocks, type MockHttp, type MockInit, type MockOperation, type Mocks } from "./mocks.js";
export type { Sandbox, SandboxEvent, SandboxOptions } from "./options.js";
export { createSandbox } from "./sandbox.js";
export { type ServedSandbox, type ServeOptions, serveSandbox } from "./server/serve.js";
export type { Limits } from "./service-rules.js";
export type { Controls, Credentials, Receivers } from "./services/services.js";
export type { Deliver } from "./webhooks/webhooks.js";
export type { AssumedValue, Assumptions } from "./world/assumptions.js";
export type { Duration } from "./world/duration.js";
export type { Fault, FaultRule } from "./world/faults.js";
export type { LoggedAttempt, LoggedDelivery, LoggedRequest, Verdict } from "./world/log.js";
export type { Receiver } from "./world/receivers.js";
