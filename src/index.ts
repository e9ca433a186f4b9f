/**
 * The exports for callers, by name. Generated code imports `runtime/index.ts`; all else is private.
 */

export type { Secret } from "./auth/credential.js";
export { ApiPromise, type Failed, type Succeeded, type WithResponse } from "./call/api-promise.js";
export { type DownloadOptions, type DownloadResult, ExpiredUrlError } from "./call/download.js";
export type { UnknownState } from "./call/unknown-state.js";
export { LifecycleError, type WaitOptions } from "./call/waiter.js";
export {
  AbortedError,
  ApiError,
  AuthenticationError,
  type CallOutcome,
  ConfigurationError,
  ConnectionError,
  DecodeError,
  type Issue,
  type RateLimit,
  SharewrightError,
  TimeoutError,
} from "./errors.js";
export { type Decimal, decimal } from "./exact/decimal.js";
export type { Int64, Int64Option } from "./exact/int64.js";
export { addMoney, type Money, money, sumByCurrency } from "./exact/money.js";
export {
  type CountedPage,
  type CursorPage,
  ListPromise,
  type NumberedPage,
  type OffsetPage,
  type Page,
} from "./pagination/list.js";
export type { FileInput } from "./request/file-input.js";
export type { UploadOptions } from "./request/upload-progress.js";
export { BinaryBody } from "./response/binary-body.js";
export { DownloadedFile } from "./response/downloaded-file.js";
export type { Reference } from "./response/jsonapi.js";
export { EventStream, type ServerSentEvent } from "./response/streams/event-stream.js";
export { JsonLines } from "./response/streams/json-lines.js";
export { memorySyncStore, type SyncChange, type SyncState, type SyncStore } from "./sync/store.js";
export type { SyncSummary } from "./sync/sync-list.js";
export { utcDate } from "./time/utc-date.js";
export {
  memoryRateLimitStore,
  type RateLimitStore,
  type RateLimitWindow,
  type SharedRateLimitOptions,
  shareRateLimit,
} from "./transport/limits/rate-limit-store.js";
export {
  createThrottle,
  RateLimitError,
  type RateLimitMode,
  type RateLimitRequest,
  type Throttle,
  type ThrottleHeaders,
  type Throttling,
} from "./transport/limits/throttle.js";
export type { LogEntry, Logger, RequestEvent, ResponseEvent, UnfitEntry } from "./transport/log/log.js";
export { type CallSpan, type Trace, type TracedCall, traceCalls } from "./transport/log/trace.js";
export { wireLog } from "./transport/log/wire-log.js";
export type { UploadProgress } from "./transport/message.js";
export type {
  AnsweredCall,
  ClientOptions,
  DerivedOptions,
  Fetch,
  IdempotentRequestOptions,
  RequestOptions,
  Validate,
} from "./transport/options/options.js";
export type { RetryFailure, RetryOptions } from "./transport/retry.js";
export type { Transport } from "./transport/service.js";
export type { StandardValidator } from "./validate/standard-schema.js";
export type { ValidateMode } from "./validate/validate-answers.js";
export { fetchWebhookHandler } from "./webhooks/fetch-handler.js";
export { type NodeRequest, type NodeResponse, nodeWebhookHandler } from "./webhooks/node-handler.js";
export type { RawBody } from "./webhooks/raw-body.js";
export type { WebhookHandlerOptions } from "./webhooks/receive.js";
export { type Claim, memorySeenStore, type SeenStore } from "./webhooks/seen-store.js";
export type { VerifyOptions } from "./webhooks/signature.js";
export type { DeliveryHeaders } from "./webhooks/signature-groups.js";
export type { WebhookSignature } from "./webhooks/signature-scheme.js";
export { type WebhookRefusal, WebhookVerificationError } from "./webhooks/verification-error.js";
