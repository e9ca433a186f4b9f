// The model of an operation: its input, its request and its result.

import type { ExactBodies } from "./exact.js";
import type { Docs, TypeNode } from "./node.js";
import type { BesidePage, Pager } from "./pager.js";
import type { Sync } from "./sync.js";

/** The caller's name of a member → the wire's, with the names inside it. Only what differs is listed. */
export interface Names {
  readonly [member: string]: { readonly wire: string; readonly inner: Names };
}

export interface PathParameter {
  readonly name: string;
  readonly wire: string;
  readonly type: TypeNode;
  readonly docs: Docs;
  /** How it is written, unless it is a plain id. */
  readonly style?: readonly ["simple" | "label" | "matrix" | "json", explode: boolean];
}

/**
 * `form` repeats a list's name, `comma` is the same not exploded, `commaOrNone` that with a name for an empty list.
 * `members`, `commaMembers`, `space`, `pipe` and `tab` take objects too: the first makes parameters of their members. `brackets`
 * numbers lists, as `deepObject` does not. `whole` is a query that is one value.
 */
export type QueryStyle =
  | "form"
  | "deepObject"
  | "comma"
  | "commaOrNone"
  | "space"
  | "pipe"
  /** Swagger's `tsv`, which OpenAPI 3 has no word for. */
  | "tab"
  | "members"
  | "commaMembers"
  | "brackets"
  | "json"
  | "whole";

export interface QueryParameter {
  readonly name: string;
  readonly wire: string;
  readonly style: QueryStyle;
  readonly inner: Names;
  /** Characters that a query may hold stay as they are. */
  readonly reserved?: true;
}

/** A header or cookie of an operation. */
export interface HeaderParameter {
  readonly name: string;
  readonly wire: string;
  /** How it is written; undefined for a header that is text as it is. */
  readonly style: "list" | "explode" | "json" | "raw" | undefined;
}

/** How the input becomes a request body. `always`: a body is sent even when the caller says nothing. */
export type Body =
  | {
      readonly kind: "plain";
      readonly names: Names;
      readonly always: boolean;
      /** Media type, if it is not `application/json`. */
      readonly media?: string;
      readonly upload?: Upload | undefined;
    }
  /** A body that is no JSON. */
  | {
      readonly kind: "form" | "multipart" | "binary" | "text" | "lines" | "any";
      readonly names: Names;
      readonly always: boolean;
      /** Media type; absent where the platform or the file says it. */
      readonly media?: string | undefined;
      /** Media types of which a file has one; the first stands in for a file of none of them. */
      readonly types?: readonly string[];
      /** Members of a form that are written in a way of their own. */
      readonly fields?: readonly QueryParameter[];
      /** Media types of parts, by the wire's name. */
      readonly parts?: Readonly<Record<string, string>>;
      /** The text between the items of a list that is one part, by the wire's name. */
      readonly joined?: Readonly<Record<string, string>>;
    }
  /** Flat input, wrapped into `data.attributes` and `meta`. A side the spec does not have is undefined. */
  | {
      readonly kind: "jsonapi";
      /** Media type; absent where it is `application/json`. */
      readonly media?: string | undefined;
      readonly attributes: Names | undefined;
      readonly meta: Names | undefined;
      readonly always: boolean;
      readonly upload?: Upload | undefined;
    };

/** How a file is written that a caller passes in place of an object with its bytes. */
export interface Upload {
  /** Members of the object, on the wire. */
  readonly content: string;
  readonly name: string | undefined;
  /** The operation takes the file as the part of a form. */
  readonly multipart: boolean;
}

/** How a success body becomes the caller's value. */
export type Decode = "none" | "data" | "jsonapi" | "nothing";

/** The input of an operation, between its ids and its options. */
export interface Input {
  readonly type: TypeNode;
  readonly required: boolean;
}

/** Error statuses that share a body. */
export interface Failure {
  readonly statuses: readonly number[];
  readonly body: TypeNode;
  /** First digits of statuses declared as a range; `default` stands for all that are not declared otherwise. */
  readonly ranges?: readonly (3 | 4 | 5 | "default")[];
}

/** How a success is read; absent, it is JSON. `open` says that the caller reads the body. */
export type Reading =
  | "text"
  | "jsonOrText"
  /** The successes differ: each is what its own content type says, JSON, or else a text or a file. */
  | "jsonAndText"
  | "jsonAndBinary"
  | "binary"
  | "textEvents"
  | "jsonEvents"
  | "lines"
  /** A redirect is the success, and the value is where it leads. */
  | "redirect";

/** Success statuses that share a value; `any` stands for those that are not declared one by one. */
export interface Success {
  readonly statuses: readonly (number | "any")[];
  readonly value: TypeNode;
}

/** A security requirement: alternatives, each the names of schemes that go together. `[]` stands for none at all. */
export type Security = readonly (readonly string[])[];

export interface Unconfirmed {
  readonly name: string;
  readonly question: string;
  readonly assumed: string | number | boolean;
  readonly alternatives: readonly (string | number | boolean)[];
  /** JSON pointer to where it stands in the bundled document. */
  readonly pointer: string;
}

export interface Operation {
  /** operationId of the spec. */
  readonly id: string;
  /** Resource path and method: `connect.shareTokens.redeem`. */
  readonly name: string;
  /** Name of the function: `redeemShareToken`. */
  readonly functionName: string;
  /** The file of the function, beside its resource's: `resources/connect/share-tokens/redeem`. */
  readonly file: string;
  /** Name of the constant with the operation's facts, where it is not `redeemShareTokenOperation`. */
  readonly factsName?: string;
  /** Name of the method: `redeem`. */
  readonly method: string;
  readonly httpMethod:
    | "GET"
    | "PUT"
    | "POST"
    | "DELETE"
    | "OPTIONS"
    | "HEAD"
    | "PATCH"
    | "TRACE"
    | "QUERY"
    | (string & {});
  readonly path: string;
  /** URLs of the servers that the operation has of its own, by environment. */
  readonly servers?: Readonly<Record<string, string>> | undefined;
  /** JSON pointer to the operation in the bundled document. */
  readonly pointer: string;
  readonly docs: Docs;
  readonly ids: readonly PathParameter[];
  readonly input: Input | undefined;
  /** The options: what the runtime takes, and the query of a call whose input is a body. */
  readonly options: {
    readonly base: "RequestOptions" | "IdempotentRequestOptions";
    readonly query: TypeNode | undefined;
    readonly headers?: TypeNode | undefined;
    readonly cookies?: TypeNode | undefined;
    /** The required ones. */
    readonly required?: readonly ("query" | "headers" | "cookies")[];
    /** Whether a call reports the progress of its upload. */
    readonly progress?: boolean;
  };
  readonly query: readonly QueryParameter[];
  readonly headers?: readonly HeaderParameter[];
  readonly cookies?: readonly HeaderParameter[];
  readonly body: Body | undefined;
  /** Media types to ask for, where the service has a choice. */
  readonly accept?: string | undefined;
  /** Absent where all numbers are such as JavaScript holds. */
  readonly exact?: ExactBodies;
  readonly reading?: Reading | undefined;
  /** The answer is a file where it is no stream of events. */
  readonly orFile?: true;
  /** The names of the events whose data is JSON, where that of others is text. */
  readonly jsonEvents?: readonly string[];
  /** Names on the wire of the body's members whose values an error must not repeat. */
  readonly sensitive: readonly string[];
  /** The same of its query parameters and headers; absent where there are none. */
  readonly sensitiveParameters?: readonly string[];
  readonly decode: Decode;
  /** Not all successes have their value in the envelope: some are empty, hold null or a list, or stand there without it. */
  readonly isLoose?: true;
  /** The value; for a list, an item. */
  readonly value: TypeNode;
  readonly pager: Pager | undefined;
  /** How a copy of the list is kept in step. */
  readonly sync?: Sync;
  /** Of a list: members of a page beside its items. */
  readonly beside?: BesidePage;
  readonly successes: readonly number[];
  /** The successes with their values, where these differ or a range is declared. */
  readonly outcomes?: readonly Success[] | undefined;
  readonly failures: readonly Failure[];
  /** Name of the union of declared outcomes. */
  readonly resultName: string;
  readonly idempotent: boolean;
  /** The security requirement, where it differs from the service's. */
  readonly security?: Security;
  /** It carries the key although not all operations of its method do. */
  readonly keyed?: true;
  /** The read that shows whether the operation was carried out: `shares.list`. Only where it may not be repeated. */
  readonly check: string | undefined;
  /** Product quota the operation counts against as well. */
  readonly quota: string | undefined;
  readonly unconfirmed: readonly Unconfirmed[];
}
