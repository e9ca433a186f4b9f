/**
 * What generated code tells the runtime about one operation: facts only, as data. All behaviour is here in `src/`.
 */

import type { Issue } from "./errors.js";

/** Renames a caller's member to the wire's spelling, and the members inside it. Members left out keep their name. */
export type Member = string | readonly [wire: string, members: Members];

/** Names of one object: the caller's member → the wire's. */
export interface Members {
  readonly [member: string]: Member;
}

/**
 * How one query parameter is written. A plain string is the wire name of a parameter in OpenAPI's default style
 * (`form`, exploded); a tuple names the style, and the names inside a `deepObject`.
 */
export type QueryParameter = string | readonly [wire: string, style: QueryStyle, members?: Members];

/** `deepObject`: `filter[status]=open`. `comma`: `include=accounts,inquiries` (`form`, not exploded). */
export type QueryStyle = "deepObject" | "comma" | "space" | "pipe";

/** The query parameters of one operation: the caller's member → the parameter. */
export interface QueryParameters {
  readonly [member: string]: QueryParameter;
}

/** How the caller's input becomes a request body. */
export interface BodyShape {
  /** A body is sent even when the caller gives no input. */
  readonly required?: true;
  /** Makes the body of the input; absent, the input is the body. */
  readonly encode?: (input: unknown, shape: BodyShape) => unknown;
  /** The input is the body; this renames its members. */
  readonly members?: Members;
  /** The input is flat, and JSON:API wants these of its members in `data.attributes` … */
  readonly attributes?: Members;
  /** … and these in `meta`. */
  readonly meta?: Members;
  /** Names on the wire of members whose values are personal, financial or secret … */
  readonly sensitive?: readonly string[];
  /** … and what masks them where the service's error repeats them. `sent` is the body, as text. */
  readonly redact?: (issues: readonly Issue[], shape: BodyShape, sent: string | undefined) => readonly Issue[];
}

/** Turns a parsed response body into the caller's value. */
export type Decode = (body: unknown) => unknown;

/** Where a page's parts stand in its body, and how the next is asked for. */
export interface Pager {
  /** Reads one page. */
  readonly read: (body: unknown, pager: never, turn: Turn) => PageParts;
  /** The members that ask for a page stand in the request's body, not in the query. */
  readonly inBody?: true;
}

/** The call that a page answers, and what came with it. */
export interface Turn {
  readonly operation: Operation;
  /** The caller's query, or the input if pages are asked for in the body. */
  readonly asked: unknown;
  readonly headers: Headers;
}

/** One page, taken apart. */
export interface PageParts {
  readonly items: readonly unknown[];
  /** What the service says about the page: cursors, or numbers. */
  readonly facts: object;
  /** Query members that ask for the next page; absent on the last. */
  readonly next?: QueryPatch;
  /** Query members that ask for the page before; absent on the first. */
  readonly previous?: QueryPatch;
}

/** Members to change in the query, by path: `[["page", "after"], "cnst_1"]`. `undefined` takes a member out. */
export type QueryPatch = readonly (readonly [path: readonly string[], value: string | number | undefined])[];

export interface Operation {
  /** Resource and method, as in `connect.shareTokens.redeem`: what errors call it. */
  readonly name: string;
  readonly method: "GET" | "PUT" | "POST" | "DELETE" | "OPTIONS" | "HEAD" | "PATCH" | "TRACE";
  /** Path template, relative to the server: `/connect/share-tokens/{share-token-id}`. */
  readonly path: string;
  readonly query?: QueryParameters;
  readonly body?: BodyShape;
  /** Absent: the value is the body as it came. */
  readonly decode?: (body: unknown, headers: Headers) => unknown;
  /** Error statuses the spec declares. */
  readonly errors?: readonly number[];
  /** Product quota that counts the operation beside the rate limit. */
  readonly quota?: string;
  /** Operation that shows whether this one was carried out, if this one cannot be repeated. */
  readonly check?: string;
  /** The service knows a repeated call by its key, although not all calls of the method have one. */
  readonly keyed?: true;
  /** How the operation pages. */
  readonly pager?: Pager;
}
