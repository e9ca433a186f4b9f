// A generated client, as far as the contract knows it.

import type { Caller } from "../verify/call-operation.js";
import type { DescribedDocument } from "../verify/document.js";
import type { Spec } from "./spec/spec.js";

type Fetch = (request: Request) => Promise<Response>;

export interface Service {
  readonly name: string;
  readonly spec: Spec;
  /** A client whose every request goes to `fetch`. It never tries again: one call is one request. */
  readonly client: (fetch: Fetch) => object;
  readonly parseEvent: (body: unknown) => unknown;
  /** Attributes of an event that are JSON:API documents. */
  readonly documents: readonly string[];
  /** Header with the service's id of a request. */
  readonly requestId: string | undefined;
  /** How operations are found that the document does not name by `x-resource` and `x-method`. */
  readonly unnamed?: { readonly document: DescribedDocument; readonly caller: Caller } | undefined;
}
