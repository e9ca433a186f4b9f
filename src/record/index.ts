/** What the generated `record.ts` of a service may import, by name. It runs where there is a file system. */
export type { Fetch } from "../transport/options.js";
export type { RecordedOperation, RecordedService, Shape } from "./facts.js";
export { type RecordOptions, type RecordOutcome, recordExchanges } from "./record.js";
export { replayExchanges } from "./replay.js";
