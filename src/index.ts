/**
 * Everything generated code and callers may import, by name. What is not here is private.
 */

export { authorization, basic, cookieKey, headerKey, queryKey } from "./auth/api-keys.js";
export {
  type Authentication,
  anonymous,
  bearer,
  type ClientCredentials,
  clientCredentials,
  credential,
  type Secret,
} from "./auth/auth.js";
export { anyOf, type OfferedScheme, offered, type Security } from "./auth/security.js";
export { ApiPromise, type Failed, type Succeeded, type WithResponse } from "./call/api-promise.js";
export { call } from "./call/call.js";
export type { UnknownState } from "./call/unknown-state.js";
export {
  type Lifecycle,
  LifecycleError,
  type WaitOptions,
  type WaitStates,
  waitUntil,
} from "./call/waiter.js";
export {
  ApiError,
  AuthenticationError,
  ConfigurationError,
  ConnectionError,
  DecodeError,
  type Doubt,
  type Issue,
  type RateLimit,
  SharewrightError,
  TimeoutError,
} from "./errors.js";
export { type Client, createHttp } from "./http/http.js";
export type { BodyShape, Members, Operation, Pager, QueryParameters, UploadProgress } from "./operation.js";
export { type BodyLinkPager, readBodyLinkPage } from "./pagination/body-link-pager.js";
export { type CountedPager, readCountedPage } from "./pagination/counted-pager.js";
export { type CursorPager, readCursorPage } from "./pagination/cursor-pager.js";
export { type ItemPager, readItemPage } from "./pagination/item-pager.js";
export { type LinkPager, readLinkPage } from "./pagination/link-pager.js";
export {
  type CountedPage,
  type CursorPage,
  ListPromise,
  list,
  type NumberedPage,
  type OffsetPage,
  type Page,
} from "./pagination/list.js";
export { type NumberPager, readNumberedPage } from "./pagination/number-pager.js";
export { type OffsetPager, readOffsetPage } from "./pagination/offset-pager.js";
export { readTokenPage, type TokenPager } from "./pagination/token-pager.js";
export type { FileInput } from "./request/file-input.js";
export { formBody } from "./request/form-body.js";
export { prepareJson, renameMembers, wrapAttributes } from "./request/json-body.js";
export { binaryBody, jsonBody, linesBody, textBody } from "./request/media-body.js";
export { multipartBody } from "./request/multipart-body.js";
export { fillStyles } from "./request/path-styles.js";
export { prepareMessage } from "./request/prepare.js";
export { writeQuery } from "./request/query.js";
export {
  bracketPairs,
  commaItems,
  commaMembers,
  deepMembers,
  jsonPair,
  memberPairs,
  pipeMembers,
  reserved,
  spaceMembers,
  wholeQuery,
} from "./request/query-styles.js";
export type { UploadOptions } from "./request/upload-progress.js";
export { BinaryBody, binaryAnswer } from "./response/binary-body.js";
export { nothing, unwrapData, unwrapDataIfAny } from "./response/envelope.js";
export { EventStream, jsonEvents, type ServerSentEvent, textEvents } from "./response/event-stream.js";
export { fileOrJson } from "./response/file-or-json.js";
export { camelKeys } from "./response/inflection.js";
export { jsonApiIssues, problemIssues } from "./response/issues.js";
export { JsonLines, jsonLines } from "./response/json-lines.js";
export { flattenDocument, flattenEvent, flattenItems, type Reference } from "./response/jsonapi.js";
export { redactMembers } from "./response/redact.js";
export { inRanges } from "./response/status-ranges.js";
export { openAnswer } from "./response/streamed-body.js";
export { jsonOrText, plainText, redirectTarget } from "./response/text-body.js";
export { chooseServer } from "./transport/environment.js";
export type { LogEntry, Logger } from "./transport/log.js";
export type { ClientOptions, Fetch, IdempotentRequestOptions, RequestOptions } from "./transport/options.js";
export type { RateLimitHeaders } from "./transport/rate-limit.js";
export {
  memoryRateLimitStore,
  type RateLimitStore,
  type RateLimitWindow,
  type SharedRateLimitOptions,
  shareRateLimit,
} from "./transport/rate-limit-store.js";
export type { RetryOptions } from "./transport/retry.js";
export {
  createThrottle,
  type Departure,
  RateLimitError,
  type RateLimitMode,
  type Throttle,
  type ThrottleHeaders,
  type Throttling,
} from "./transport/throttle.js";
export { type CallSpan, type Trace, type TracedCall, traceCalls } from "./transport/trace.js";
export { createTransport, type Service, type Transport } from "./transport/transport.js";
export { parseEvent } from "./webhooks/events.js";
export { fetchWebhookHandler } from "./webhooks/fetch-handler.js";
export { type NodeRequest, type NodeResponse, nodeWebhookHandler } from "./webhooks/node-handler.js";
export type { RawBody } from "./webhooks/raw-body.js";
export type { WebhookHandlerOptions } from "./webhooks/receive.js";
export { type Claim, memorySeenStore, type SeenStore } from "./webhooks/seen-store.js";
export {
  createSignature,
  type DeliveryHeaders,
  type VerifyOptions,
  verifySignature,
  type WebhookRefusal,
  type WebhookSignature,
  WebhookVerificationError,
} from "./webhooks/signature.js";
