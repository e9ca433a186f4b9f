/**
 * Everything generated code and callers may import, by name. What is not here is private.
 */
export { anyOf, type OfferedScheme, offered, type Security } from "./any-of.js";
export { ApiPromise, type Failed, type Succeeded, type WithResponse } from "./api-promise.js";
export {
  type Authentication,
  anonymous,
  bearer,
  type ClientCredentials,
  clientCredentials,
  credential,
  type Secret,
} from "./auth.js";
export { BinaryBody, binaryAnswer } from "./binary-answer.js";
export { prepareJson, renameMembers, wrapAttributes } from "./body.js";
export { type BodyLinkPager, readBodyLinkPage } from "./body-link-pager.js";
export { call } from "./call.js";
export { type CountedPager, readCountedPage } from "./counted-pager.js";
export { type CursorPager, readCursorPage } from "./cursor-pager.js";
export { nothing, unwrapData, unwrapDataIfAny } from "./envelope.js";
export { chooseServer } from "./environment.js";
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
export { EventStream, jsonEvents, type ServerSentEvent, textEvents } from "./event-stream.js";
export { fetchWebhookHandler } from "./fetch-webhook-handler.js";
export type { FileInput } from "./file-input.js";
export { fileOrJson } from "./file-or-json.js";
export { formBody } from "./form-body.js";
export { type Client, createHttp } from "./http.js";
export { camelKeys } from "./inflection.js";
export { jsonApiIssues, problemIssues } from "./issues.js";
export { type ItemPager, readItemPage } from "./item-pager.js";
export { JsonLines, jsonLines } from "./json-lines.js";
export { flattenDocument, flattenEvent, flattenItems, type Reference } from "./jsonapi.js";
export { authorization, basic, cookieKey, headerKey, queryKey } from "./keys.js";
export { type LinkPager, readLinkPage } from "./link-pager.js";
export type { LogEntry, Logger } from "./log.js";
export { multipartBody } from "./multipart-body.js";
export { type NodeRequest, type NodeResponse, nodeWebhookHandler } from "./node-webhook-handler.js";
export { type NumberPager, readNumberedPage } from "./number-pager.js";
export { type OffsetPager, readOffsetPage } from "./offset-pager.js";
export { openAnswer } from "./open-answer.js";
export type { BodyShape, Members, Operation, Pager, QueryParameters, UploadProgress } from "./operation.js";
export type { ClientOptions, Fetch, IdempotentRequestOptions, RequestOptions } from "./options.js";
export {
  type CountedPage,
  type CursorPage,
  ListPromise,
  list,
  type NumberedPage,
  type OffsetPage,
  type Page,
} from "./pagination.js";
export { fillStyles } from "./path-styles.js";
export { prepareMessage } from "./prepare.js";
export { writeQuery } from "./query.js";
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
} from "./query-styles.js";
export type { RateLimitHeaders } from "./rate-limit.js";
export {
  memoryRateLimitStore,
  type RateLimitStore,
  type RateLimitWindow,
  type SharedRateLimitOptions,
  shareRateLimit,
} from "./rate-limit-store.js";
export type { RawBody } from "./raw-body.js";
export { binaryBody, jsonBody, linesBody, textBody } from "./raw-payload.js";
export { redactMembers } from "./redact.js";
export type { RetryOptions } from "./retry.js";
export { type Claim, memorySeenStore, type SeenStore } from "./seen-store.js";
export { inRanges } from "./status-ranges.js";
export { jsonOrText, plainText, redirectTarget } from "./text-answer.js";
export {
  createThrottle,
  type Departure,
  RateLimitError,
  type RateLimitMode,
  type Throttle,
  type ThrottleHeaders,
  type Throttling,
} from "./throttle.js";
export { readTokenPage, type TokenPager } from "./token-pager.js";
export { type CallSpan, type Trace, type TracedCall, traceCalls } from "./trace.js";
export { createTransport, type Service, type Transport } from "./transport.js";
export type { UnknownState } from "./unknown-state.js";
export type { UploadOptions } from "./upload-progress.js";
export {
  type Lifecycle,
  LifecycleError,
  type WaitOptions,
  type WaitStates,
  waitUntil,
} from "./waiter.js";
export type { WebhookHandlerOptions } from "./webhook-receiver.js";
export {
  createSignature,
  type DeliveryHeaders,
  type VerifyOptions,
  verifySignature,
  type WebhookRefusal,
  type WebhookSignature,
  WebhookVerificationError,
} from "./webhook-signature.js";

export { parseEvent } from "./webhooks.js";
