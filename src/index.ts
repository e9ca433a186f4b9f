/**
 * Everything generated code and callers may import, by name. What is not here is private.
 */
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
export { renameMembers, wrapAttributes } from "./body.js";
export { call } from "./call.js";
export { type CursorPager, readCursorPage } from "./cursor-pager.js";
export { nothing, unwrapData } from "./envelope.js";
export {
  ApiError,
  AuthenticationError,
  ConfigurationError,
  ConnectionError,
  DecodeError,
  type Issue,
  type RateLimit,
  SharewrightError,
  TimeoutError,
} from "./errors.js";
export { createHttp } from "./http.js";
export { camelKeys } from "./inflection.js";
export { jsonApiIssues, problemIssues } from "./issues.js";
export { flattenDocument, flattenEvent, flattenItems, type Reference } from "./jsonapi.js";
export { type NumberPager, readNumberedPage } from "./number-pager.js";
export type { BodyShape, Members, Operation, Pager, QueryParameters } from "./operation.js";
export type { ClientOptions, Fetch, IdempotentRequestOptions, RequestOptions } from "./options.js";
export { type CursorPage, ListPromise, list, type NumberedPage, type Page } from "./pagination.js";
export { redactMembers } from "./redact.js";
export type { RetryOptions } from "./retry.js";
export { createTransport, type Service, type Transport } from "./transport.js";
export { parseEvent } from "./webhooks.js";
