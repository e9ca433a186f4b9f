/**
 * The exports for generated code, by name. A new release may change it together with what the generator prints: callers import
 * `src/index.ts`.
 */

export { authorization, basic, cookieKey, headerKey, queryKey } from "../auth/api-keys.js";
export { anonymous, bearer } from "../auth/bearer.js";
export { type ClientCredentials, clientCredentials } from "../auth/client-credentials.js";
export { credential, offered, type Secret } from "../auth/credential.js";
export { anyOf, type OfferedScheme } from "../auth/security.js";
export {
  type BrowserFlow,
  type BrowserReturn,
  browserFlowUrl,
  readBrowserReturn,
} from "../browser-flow/browser-flow.js";
export { ApiPromise, type Failed, type Succeeded } from "../call/api-promise.js";
export { call } from "../call/call.js";
export { type DownloadOptions, type DownloadResult, download, type SignedUrls } from "../call/download.js";
export type { UnknownState } from "../call/unknown-state.js";
export { type Lifecycle, type WaitOptions, type WaitStates, waitUntil } from "../call/waiter.js";
export { ApiError } from "../errors.js";
export type { Decimal } from "../exact/decimal.js";
export { exactEvent } from "../exact/event.js";
export { type ChosenTypes, type Int64, type Int64Option, withInt64 } from "../exact/int64.js";
export type { AddDecimals } from "../exact/money.js";
export type { ExactNumbers } from "../exact/numbers.js";
export { exactJson } from "../exact/read-exact.js";
export { parseExact, readExactValue } from "../exact/read-exact-value.js";
export { prepareExact } from "../exact/write-exact.js";
export type { BodyShape, Members, Operation, Pager, QueryParameters } from "../operation.js";
export { type CursorPager, readCursorPage, readTokenPage, type TokenPager } from "../pagination/cursor-pager.js";
export { type ItemPager, readItemPage } from "../pagination/item-pager.js";
export { type BodyLinkPager, type LinkPager, readBodyLinkPage, readLinkPage } from "../pagination/link-pager.js";
export {
  type CountedPage,
  type CursorPage,
  ListPromise,
  list,
  type NumberedPage,
  type OffsetPage,
  type Page,
} from "../pagination/list.js";
export { type NumberPager, readNumberedPage } from "../pagination/number-pager.js";
export { type OffsetPager, readOffsetPage } from "../pagination/offset-pager.js";
export { waitUntilInList } from "../pagination/wait-in-list.js";
export type { FileInput } from "../request/file-input.js";
export { formBody } from "../request/form-body.js";
export { writeHeaders } from "../request/header-parameters.js";
export { prepareJson, renameMembers, wrapAttributes } from "../request/json-body.js";
export { anyBody, binaryBody, jsonBody, linesBody, textBody, typedBody } from "../request/media-body.js";
export { multipartBody } from "../request/multipart-body.js";
export { fillStyles } from "../request/path-styles.js";
export { prepareMessage } from "../request/prepare.js";
export { writeQuery } from "../request/query.js";
export {
  bracketPairs,
  commaItems,
  commaItemsOrNone,
  commaMembers,
  deepMembers,
  jsonPair,
  memberPairs,
  pipeMembers,
  reserved,
  spaceMembers,
  tabMembers,
  wholeQuery,
} from "../request/query-styles.js";
export { uploadBody } from "../request/upload-body.js";
export type { UploadOptions } from "../request/upload-progress.js";
export { BinaryBody, binaryAnswer } from "../response/binary-body.js";
export { DownloadedFile } from "../response/downloaded-file.js";
export { nothing, unwrapData, unwrapDataIfAny, unwrapDataOrAll } from "../response/envelope.js";
export { fileOrJson } from "../response/file-or-json.js";
export { camelKeys } from "../response/inflection.js";
export { anyIssues } from "../response/issues/any-issues.js";
export { redactMembers } from "../response/issues/redact.js";
export { jsonApiIssues, problemIssues } from "../response/issues/standard-issues.js";
export {
  flattenAnswer,
  flattenDocument,
  flattenEvent,
  flattenItems,
  flattenList,
  type Reference,
} from "../response/jsonapi.js";
export { inRanges } from "../response/status-ranges.js";
export { EventStream, jsonEvents, textEvents } from "../response/streams/event-stream.js";
export { eventsOrFile } from "../response/streams/events-or-file.js";
export { JsonLines, jsonLines } from "../response/streams/json-lines.js";
export { openAnswer } from "../response/streams/streamed-body.js";
export { jsonOrText, plainText, redirectTarget } from "../response/text-body.js";
export type { SyncFacts } from "../sync/entry.js";
export { type SyncInput, type SyncSummary, syncList } from "../sync/sync-list.js";
export type { Security } from "../transport/call.js";
export type { RateLimitHeaders } from "../transport/limits/rate-limit.js";
export { createThrottle } from "../transport/limits/throttle.js";
export { chooseServer, fillServer, ownServer } from "../transport/options/environment.js";
export type {
  ClientOptions,
  DerivedOptions,
  IdempotentRequestOptions,
  RequestOptions,
} from "../transport/options/options.js";
export type { Authentication } from "../transport/route.js";
export type { Service, Transport } from "../transport/service.js";
export { createTransport } from "../transport/transport.js";
export { type AnswerValidators, type ValidateMode, validateAnswers } from "../validate/validate-answers.js";
export { parseEvent } from "../webhooks/events.js";
export type { RawBody } from "../webhooks/raw-body.js";
export { createSignature, signedHeaders, type VerifyOptions, verifySignature } from "../webhooks/signature.js";
export type { DeliveryHeaders } from "../webhooks/signature-groups.js";
export type { WebhookSignature } from "../webhooks/signature-scheme.js";
