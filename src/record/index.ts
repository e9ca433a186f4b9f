/** The imports of a service's generated `record.ts`. They run where there is a file system. */
export type { Fetch } from "../transport/options/options.js";
export { type RecordOptions, type RecordOutcome, recordExchanges } from "./record.js";
export { replayExchanges } from "./replay.js";
