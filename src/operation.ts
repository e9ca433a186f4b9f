/**
 * The facts of one operation, as generated code states them. Functions stand among them so that a bundler keeps only the
 * behaviour that the operations in use need.
 */

import type { Caller } from "./call/caller.js";
import type { Issue } from "./errors.js";
import type { ParseText, TransportAnswer, TransportCall } from "./transport/call.js";
import type { Message, Payload, PayloadOptions } from "./transport/message.js";
import type { Transport } from "./transport/service.js";

/** Renames a caller's member to the wire's spelling, and the members inside it. Members left out keep their name. */
export type Member = string | readonly [wire: string, members: Members];

/** Names of one object: the caller's member → the wire's. */
export interface Members {
  readonly [member: string]: Member;
}

/**
 * How one query parameter is written. A plain string is the wire name of a parameter in OpenAPI's default style
 * (`form`, exploded). A tuple holds the function that writes another style, the names inside an object, and the style that
 * another one builds on.
 */
export type QueryParameter =
  | string
  | readonly [wire: string, style?: WriteParameter | undefined, members?: Members | undefined, inner?: WriteParameter];

/** Writes one parameter, as encoded `name=value` pairs. Throws an error that says why it cannot. */
type WriteParameter = (parameter: Exclude<QueryParameter, string>, value: unknown) => readonly string[];

/** The query parameters of one operation: the caller's member → the parameter. */
export interface QueryParameters {
  readonly [member: string]: QueryParameter;
}

/** Writes a query string, without `?`. */
type WriteQuery = (parameters: QueryParameters | undefined, input: object, operation: string) => string;

/** How a path parameter is written that is no plain id: OpenAPI's style, and whether it is exploded. */
export type PathStyle = readonly [style: "simple" | "label" | "matrix" | "json", explode: boolean];

/** How the path parameters are written, by the wire's name; absent, one is `simple` and a text or number. */
export interface PathStyles {
  readonly [wire: string]: PathStyle;
}

/** Fills a path template; an operation names one when its parameters need more than the usual way. */
type FillPath = (template: string, ids: readonly unknown[], operation: string, styles?: PathStyles) => string;

/** Completes the message of a call that is more than a path and a query. */
export type Prepare = (
  message: Message,
  operation: Operation,
  input: unknown,
  options: HeaderInput & PayloadOptions,
  /** Service and operation, for errors. */
  name: string,
) => Promise<Message> | Message;

/** How headers and cookies that are more than text are written. */
export interface HeaderParameters {
  /** Writes them: only operations that have such headers bring along how that is done. */
  readonly write: (
    input: HeaderInput,
    parameters: HeaderParameters,
    operation: string,
  ) => Readonly<Record<string, unknown>>;
  /** Headers that hold lists or objects, by the wire's name. */
  readonly headers?: { readonly [wire: string]: HeaderStyle };
  /** The cookies: the caller's member → the wire's name and its way. */
  readonly cookies?: { readonly [member: string]: readonly [wire: string, style: HeaderStyle] };
}

/** `list`: joined by commas, objects as `a,1,b,2`; `explode`: objects as `a=1,b=2`; `json`: as JSON; `raw`: not encoded. */
export type HeaderStyle = "list" | "explode" | "json" | "raw";

/** Options of a call from which its headers are made. */
export interface HeaderInput {
  readonly headers?: Readonly<Record<string, unknown>> | Iterable<readonly [string, string]> | undefined;
  readonly cookies?: object | undefined;
}

/** How the caller's input becomes a request body. */
export interface BodyShape {
  /** Media type, if neither `application/json` nor the platform's business. */
  readonly media?: string;
  /** Makes the payload; absent, the payload is JSON. */
  readonly write?: (input: unknown, shape: BodyShape, options: PayloadOptions) => Payload | Promise<Payload>;
  /** Of a form: its members that are not written in the usual way. */
  readonly fields?: QueryParameters;
  /** Media types of which a file has one. */
  readonly types?: readonly string[];
  /** Of a multipart body: media types of its parts, by the wire's name, where they are not the usual ones. */
  readonly parts?: { readonly [wire: string]: string };
  /** Of a multipart body: what divides the items of a list that is one part, by the wire's name. */
  readonly joined?: { readonly [wire: string]: string };
  /** A file may stand in the input where an object holds its bytes in base64: the object's members, … */
  readonly upload?: {
    readonly content: string;
    readonly name?: string;
    /** … and whether it goes as the part of a form instead. */
    readonly multipart?: boolean;
  };
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
  /** … and the function that masks them where the service's error repeats them. `sent` is the body, as text. */
  readonly redact?: (issues: readonly Issue[], shape: BodyShape, sent: string | undefined) => readonly Issue[];
}

/** Turns a parsed response body into the caller's value. */
export type Decode = (body: unknown) => unknown;

/** A call, as far as a reader of its body has to know it. */
export interface Named {
  /** Service and operation, for errors. */
  readonly name: string;
}

/** A call under way. */
export interface Exchange {
  readonly transport: Transport;
  readonly operation: Operation;
  readonly call: TransportCall;
  readonly query: object | undefined;
  readonly answer: Promise<TransportAnswer>;
  readonly caller: Caller;
  /** Leaves the body of the answer to the caller, if it has not been read yet. */
  leaveBody(): void;
}

/** The value of a call, with the answer it was made from. */
export interface ReadAnswer<T> {
  readonly value: T;
  readonly text: string;
  readonly answer: TransportAnswer;
}

/** Waits for the answer of a call, and makes its value. Throws the error that the call fails with. */
export type ReadValue = (exchange: Exchange) => Promise<ReadAnswer<unknown>>;

/** Reads a success whose body is still unread. */
type OpenBody = (response: Response, call: Named) => unknown;

/** The places of a page's parts in its body, and the parameters of the next page. */
export interface Pager {
  /** Reads one page. */
  readonly read: (body: unknown, pager: never, request: PageRequest) => PageParts;
  /** The members that ask for a page stand in the request's body, not in the query. */
  readonly inBody?: true;
  /** Paths in the body of what a page holds beside its items. */
  readonly beside?: readonly (readonly string[])[];
}

/** The request that a page answers, and the headers of the answer. */
export interface PageRequest {
  readonly operation: Operation;
  /** The caller's query, or the input if the members that ask for a page stand in the body. */
  readonly parameters: unknown;
  readonly headers: Headers;
}

/** The items of a list, with what came along and none of them leads to. */
export type ItemList = readonly unknown[] & { readonly included?: readonly unknown[] };

/** One page, taken apart. */
export interface PageParts {
  readonly items: ItemList;
  /** Facts of the page from the answer: cursors, or numbers. */
  readonly facts: object;
  /** Query members that ask for the next page; absent on the last. */
  readonly next?: QueryPatch;
  /** Query members that ask for the page before; absent on the first. */
  readonly previous?: QueryPatch;
}

/** Members to change in the query, by path: `[["page", "after"], "cnst_1"]`. `undefined` takes a member out. */
export type QueryPatch = readonly (readonly [path: readonly string[], value: string | number | undefined])[];

/** Error statuses, where some are declared as a range (`4XX`) or as all others (`default`). */
export interface StatusRanges {
  includes(status: number): boolean;
  readonly statuses: readonly number[];
  /** First digits. */
  readonly ranges: readonly number[];
}

export interface Operation {
  /** Resource and method, as in `connect.shareTokens.redeem`: errors name the operation by it. */
  readonly name: string;
  readonly method: "GET" | "PUT" | "POST" | "DELETE" | "OPTIONS" | "HEAD" | "PATCH" | "TRACE" | "QUERY" | (string & {});
  /** Path template, relative to the server: `/connect/share-tokens/{share-token-id}`. */
  readonly path: string;
  /** URL of the server of this operation alone. */
  readonly server?: (transport: Transport) => string;
  /** Fills the path; absent, by ids that are text or numbers. */
  readonly fill?: FillPath;
  readonly pathStyles?: PathStyles;
  readonly query?: QueryParameters;
  /** Names on the wire of query parameters, and of headers in lower case, whose values an error must not repeat. */
  readonly sensitive?: readonly string[];
  /** Writes the query of an operation that does not page; absent, there is none to write. */
  readonly write?: WriteQuery;
  readonly body?: BodyShape;
  /** Makes the message of a call that has a body, or what follows. */
  readonly prepare?: Prepare;
  readonly headers?: HeaderParameters;
  /** Media types to ask for, where the service has a choice. */
  readonly accept?: string;
  /** Absent: the text of a success is JSON. */
  readonly parse?: ParseText;
  /** Absent: the body of a success is read before there is a value … */
  readonly open?: OpenBody;
  /** … otherwise this makes the value. */
  readonly readValue?: ReadValue;
  /** A redirect is the success. */
  readonly redirects?: true;
  /** Absent: the value is the body as it came. */
  readonly decode?: (body: unknown, headers: Headers) => unknown;
  /** Error statuses the spec declares: a list, or an object with its ranges. */
  readonly errors?: readonly number[] | StatusRanges;
  /** Product quota that counts the operation beside the rate limit. */
  readonly quota?: string;
  /** Schemes that the operation may be sent with, where they are not the service's: names that go together. */
  readonly security?: readonly (readonly string[])[];
  /** Operation that shows whether this one was carried out, if this one cannot be repeated. */
  readonly check?: string;
  /** The service knows a repeated call by its key, although not all calls of the method have one. */
  readonly keyed?: true;
  /** How the operation pages. */
  readonly pager?: Pager;
}
