// The parts of a service of the sandbox. sandbox.ts explains how to write one.

import type { Inflection } from "./answer/inflection.js";
import type { Cursor, Page } from "./answer/pagination.js";
import type { Fault, Refusal } from "./answer/refusal.js";
import type { Violation } from "./answer/validator.js";
import type { SpecOperation } from "./document/operation.js";
import type { BodyOf, PathOf, QueryOf } from "./document/typed-operation.js";
import type { Identifier, Members, ResourceEvent, ResourceRecord, Resources } from "./engine/records/record.js";
import type { CursorRules, IdempotencyRules, JsonApiRules, Limits, WebhookRules } from "./service-rules.js";
import type { Spec } from "./spec.js";
import type { Assume } from "./world/assumptions.js";
import type { Duration } from "./world/duration.js";
import type { Ids } from "./world/ids.js";
import type { Lifecycle } from "./world/lifecycle.js";
import type { LoggedDelivery, LoggedRequest } from "./world/log.js";
import type { WebhookReceivers } from "./world/receivers.js";
import type { ServiceClock } from "./world/service-clock.js";
import type { Collections, Stored } from "./world/state/store.js";

/** The tools of all functions of a service. */
export interface World {
  readonly spec: Spec;
  /** The records of this service. */
  readonly store: Collections;
  /** The collections that the document has. */
  readonly resources: Resources;
  readonly clock: ServiceClock;
  readonly ids: Ids;
  /** The value of an `x-unconfirmed`: `assume<number>("wrong-state-status")`. */
  readonly assume: Assume;
  /** The table of legal moves of a schema's `x-lifecycle`: `lifecycle("ShareToken")`. */
  readonly lifecycle: (schema: string) => Lifecycle;
  /**
   * Sends the webhook `event` to a receiver by its name, or only logs it if that has no URL. The body is the whole of
   * it, in the spec's spelling; it is checked against the spec, unless it is `undeclared`, and inflected as the receiver
   * likes it.
   */
  readonly announce: (event: string, receiver: string, body: unknown, undeclared?: boolean) => void;
  /** Where webhooks go, and what they are signed with. */
  readonly receivers: WebhookReceivers;
  /**
   * Takes what a resource was out of all that keeps a copy of it: logs, answers kept for repetition, webhooks on their
   * way. What shows the resource shows its attributes and relationships as they are given here, if it had them; what
   * was sent in calls about it is gone.
   */
  readonly erase: (resource: Resource & Identifier) => void;
  /** The calls of this service that are in the log, the oldest first. */
  readonly requests: () => readonly LoggedRequest[];
  /** The webhooks of this service that are in the log, the oldest first. */
  readonly deliveries: () => readonly LoggedDelivery[];
}

/** The caller: the owner of a credential. A service adds members of its own. */
export interface Caller {
  /** The owner of limits and idempotency keys, an environment or an app. */
  readonly account: string;
  /** The credential by a name that is no secret. */
  readonly credential: string;
  /** The name of this side on the page and in the log: `source`. */
  readonly side: string;
  /** The casing of answers when the call does not choose one. */
  readonly inflection?: Inflection;
}

/** One call, authenticated and valid. `Op` is the operation's entry in the generated `operations`. */
export interface Call<Op = unknown, C extends Caller = Caller> extends World {
  readonly operation: SpecOperation;
  readonly caller: C;
  /** Path parameters, in the spec's spelling. */
  readonly path: PathOf<Op>;
  /** Query parameters by the spec's names, converted, with defaults: `query.page.size`, `query.filter.status`. */
  readonly query: QueryOf<Op>;
  /** The body in the spec's spelling, from any casing; `undefined` for none. */
  readonly body: BodyOf<Op>;
  readonly headers: Headers;
  /** The query as it was sent, to distinguish a value from a default. */
  readonly search: URLSearchParams;
  /** Files of a form, by the names of their parts. */
  readonly files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
  /** The headers of the answer about limits. */
  readonly limits: Readonly<Record<string, string>>;
  /** To throw: the service gives it the vendor's form. `throw refuse(409, "The share token has expired")`. */
  refuse(status: number, ...faults: readonly (string | Fault)[]): Refusal;
  /**
   * The page that the call asks for of records in the order of the list. `cursor` overrules the query, for a call that
   * says it in its body. A filter that callers give goes into `matches`: then a cursor may name a record that has ceased
   * to match.
   */
  page<T extends Stored>(records: readonly T[], cursor?: Cursor, matches?: (record: T) => boolean): Page<T>;
  /** A record as this caller sees it; `undefined` if it does not. */
  present(record: TypedRecord): Resource | undefined;
  /** The operation's effect and result by the document alone, for a function that only adds to it. */
  byDocument(): Answer;
  /** The record that the path leads to; `R` is what its resource looks like. @throws a 404 if this caller sees none there. */
  record<R extends object = Members>(): ResourceRecord<R>;
}

/**
 * The answer of a handler. The status is the operation's lowest success unless it is given; the envelope, `fields`,
 * `include`, links and casing are none of its business.
 */
export interface Answer {
  readonly status?: number;
  /** A record, shown by the service's presenter for its `type`. */
  readonly record?: TypedRecord;
  /** Beside `record`: attributes that only this answer has. */
  readonly attributes?: Readonly<Record<string, unknown>>;
  /** A page of records, from `call.page()`. */
  readonly page?: Page<TypedRecord>;
  /** Something else that stands in the envelope, as it is. Without any of these there is no body. */
  readonly value?: unknown;
  /** The document declares no such answer: it cannot be held against it. */
  readonly undeclared?: boolean;
  /** The whole body, envelope and all. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Bytes, or text that is no JSON, as the body; `type` is its media type. */
  readonly raw?: RawBody;
}

export interface RawBody {
  readonly type: string;
  readonly content: string | Uint8Array<ArrayBuffer>;
}

/** A record that says by which presenter it is shown. */
export interface TypedRecord extends Stored {
  readonly type: string;
}

/** A handler is not asynchronous: nothing else happens between its first line and its last. */
export type Handler<Op = unknown, C extends Caller = Caller> = (call: Call<Op, C>) => Answer;

/** Handlers by operationId, typed by the generated `operations`. */
export type Handlers<Operations, C extends Caller> = {
  readonly [Id in keyof Operations]?: Handler<Operations[Id], C>;
};

/** A JSON:API resource, or for other services the object that callers get. */
export type Resource = Readonly<Record<string, unknown>>;

/** How a caller sees a record; `undefined` if it may not. In the spec's spelling. */
export type Presenter<C extends Caller> = (record: never, caller: C, world: World) => Resource | undefined;

/** An endpoint that no spec has, such as the one for tokens. Its answer goes out as it is. */
export type Endpoint = (request: { readonly headers: Headers; readonly body: string }, world: World) => RawAnswer;

export interface RawAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** `undefined` for none. */
  readonly body?: unknown;
  readonly raw?: RawBody;
  /** An alternative that the spec names but does not describe: it cannot be held against it. */
  readonly unconfirmed?: boolean;
}

/** A service's rules for the records of a collection. */
export interface ResourceRules<C extends Caller = Caller> {
  /** Whether a caller sees a record. Default: if it is of its account, or everybody's. */
  readonly sees?: (record: ResourceRecord, caller: C, world: World) => boolean;
  /**
   * Members of a new record that neither the caller nor the document gives, laid over the rest. Refuses what the schema
   * cannot: nothing has been kept yet. Not called for what the service itself creates.
   */
  readonly creates?: (resource: Resource, call: Call<never, C>) => object | undefined;
  /** The id of a new record. Default: one in the form that the document shows. */
  readonly newId?: (world: World) => string;
  /** Called when a record was created, by whomever: it may schedule what follows, and make what belongs to it. */
  readonly created?: (record: ResourceRecord, world: World) => void;
  /**
   * Moves that the vendor makes in its own time, by the sandbox's clock. Default: of each state the first transition
   * without a cause, after two seconds. None: `[]`.
   */
  readonly moves?: readonly VendorMove[];
  /** How many the engine makes up at the start. Default: one; none if the service has a `seed`. */
  readonly seeds?: number;
}

export interface VendorMove {
  readonly from: string;
  readonly to: string;
  readonly after: Duration;
  readonly when?: (record: ResourceRecord, world: World) => boolean;
  /** Called after the move, before its event. */
  readonly does?: (record: ResourceRecord, world: World) => void;
}

/** How the events of a document come about. */
export interface EventRules {
  /**
   * The webhooks that something that happened is announced by. Default: those of the document that are named after the
   * collection and what happened: `case.created`, `inquiry.approved`.
   */
  readonly names?: (event: ResourceEvent, world: World) => readonly string[];
  /** The account that receives them. Default: the account of the record. */
  readonly receivers?: (event: ResourceEvent, world: World, name: string) => readonly string[];
  /** Sends it by itself, in place of `receivers` and `body`: what is to be sent is the same for all. */
  readonly tell?: (name: string, event: ResourceEvent, world: World) => void;
  /** The whole body. Default: a sample of the webhook's schema with the resource where it belongs. */
  readonly body?: (name: string, event: ResourceEvent, receiver: string, world: World) => unknown;
}

/**
 * A service: its document, and what that cannot say. Everything but the first two is optional: what is left out, the
 * engine does as the document has it.
 */
export interface Service<C extends Caller = Caller, Credentials = unknown, Control = unknown> {
  readonly name: string;
  /** An OpenAPI 3.1 document whose references stay inside of it: the generated one. */
  readonly document: unknown;
  /** By operationId, in place of what the document alone makes of it. */
  readonly operations?: Readonly<Record<string, Handler<never, C> | undefined>> | undefined;
  /** By the name of the collection. */
  readonly resources?: Readonly<Record<string, ResourceRules<C>>>;
  readonly events?: EventRules;
  /** By the `type` of records; those of the engine's own collections are shown as they are. */
  readonly presenters?: Readonly<Record<string, Presenter<C>>>;
  /** The record a relationship points at. Default: the one of that id in the collection named like its type. */
  readonly locate?: (identifier: Identifier, world: World) => TypedRecord | undefined;
  /** By method and path: `POST /connect/token`. */
  readonly endpoints?: Readonly<Record<string, Endpoint>>;
  /** Which keys of an answer a casing changes. Default: all. */
  readonly recases?: (world: World) => "all" | "attributes";
  /** Functions that the clock calls, by name. */
  readonly timers?: Readonly<Record<string, (data: never, world: World) => void>>;
  /** The service's rules for `include` and `fields`, if its envelope is JSON:API. */
  readonly jsonapi?: (world: World) => JsonApiRules;
  /** Its rules for cursors, if its lists have them. */
  readonly cursors?: (world: World) => CursorRules;
  /** Default: no repetition, no headers of their own. */
  readonly webhooks?: (world: World) => WebhookRules;
  /** No limit if there is none. */
  readonly limits?: Limits;
  /** Its rules for idempotency keys. Default: a day, for the methods that the document names. */
  readonly idempotency?: (world: World) => IdempotencyRules;

  /** The caller. Default: every holder of a credential in the document's form. @throws {Refusal} if there is none. */
  authenticate?(headers: Headers, world: World, operation: SpecOperation, search: URLSearchParams): C;
  /** A check of every call once its caller is known, before it is read. @throws {Refusal} */
  admit?(
    call: {
      readonly headers: Headers;
      readonly caller: C;
      readonly operation: SpecOperation;
      readonly path: Readonly<Record<string, string>>;
    },
    world: World,
  ): void;
  /** Whether names of query parameters are read in any case. Default: in the document's alone. */
  readsNamesInAnyCase?(world: World): boolean;
  /** A call of an older version as one of today, before it is validated. */
  understand?(call: ReceivedCall<C>, world: World): Pick<ReceivedCall<C>, "query" | "body">;
  /** Whether a call may break the schema in this way: an assumption can be wider than the document. Default: never. */
  permits?(violation: Violation, call: Pick<ReceivedCall<C>, "operation" | "query">, world: World): boolean;
  /** The response to a call that breaks the schema; `call` is missing if it cannot be read. */
  invalid?(violations: readonly Violation[], world: World, call?: Pick<ReceivedCall<C>, "operation" | "body">): Refusal;
  /** What refuses an action that the state of a record does not allow. Default: the first of 409, 422 and 400 that is declared. */
  wrongState?(call: Call<never, C>, detail: string): Refusal;
  /** The vendor's form of a refusal. Default: the form that the document declares for the status. */
  problem?(refusal: Refusal, id: string, world: World, operation?: SpecOperation): RawAnswer;
  /** What its host of files answers to a signed URL that has ended. Default: 403. */
  expiredFileStatus?(assume: Assume): number;
  /** The id of a call. */
  callId?(world: World): string;
  /** Headers of every answer; the caller is missing on one that was refused before it was known. */
  headers?(id: string, caller: C | undefined, world: World): Readonly<Record<string, string>>;
  /** The state at the start, and its keys. */
  seed?(world: World): Credentials;
  /** Actions of people in the vendor's dashboard, and settings for the next calls. */
  control?(world: World): Control;
}

/** The engine's parts in place of those that a service leaves out. */
export type CompleteService = Service &
  Required<
    Pick<
      Service,
      | "operations"
      | "presenters"
      | "webhooks"
      | "authenticate"
      | "invalid"
      | "problem"
      | "callId"
      | "headers"
      | "seed"
      | "control"
    >
  >;

/** A call before it is validated, in the spec's spelling. */
export interface ReceivedCall<C extends Caller = Caller> {
  readonly operation: SpecOperation;
  readonly caller: C;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}
