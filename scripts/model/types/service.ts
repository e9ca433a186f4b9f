// The model of a service: its resources, its credentials, and what holds for all of its operations.

import type { BrowserFlow } from "./browser-flow.js";
import type { Download } from "./download.js";
import type { ExactNumber, ExactNumbers } from "./exact.js";
import type { Lifecycle } from "./lifecycle.js";
import type { Declaration, Docs, MemberNode, TypeNode } from "./node.js";
import type { Operation, Security, Unconfirmed } from "./operation.js";

export interface Resource {
  /** Property on the client: `shareTokens`. */
  readonly name: string;
  /** From the client down: `["connect", "shareTokens"]`. */
  readonly path: readonly string[];
  readonly className: string;
  /** The file of its class, relative to the service's folder and without an ending: `resources/connect/share-tokens`. */
  readonly file: string;
  readonly description: string | undefined;
  readonly operations: readonly Operation[];
  /** Files of it that are read by signed URLs. */
  readonly downloads?: readonly Download[];
  readonly children: readonly Resource[];
}

/** Response headers with the rest of the rate limit. */
export interface RateLimitHeaders {
  readonly limit: string | undefined;
  readonly remaining: string | undefined;
  readonly reset: string | undefined;
  /** `reset` is a Unix time instead of seconds from now. */
  readonly epoch: boolean;
}

export interface Server {
  readonly environment: string;
  /** With the defaults of its variables. */
  readonly url: string;
  readonly description: string | undefined;
  /** Variables that callers may give other values. */
  readonly variables?: readonly ServerVariable[];
  /** The URL with its variables. */
  readonly template?: string;
}

export interface ServerVariable {
  readonly name: string;
  readonly default: string;
  /** All the values it may have; undefined if it may have any. */
  readonly values: readonly string[] | undefined;
  readonly description: string | undefined;
}

/** A credential that the caller passes: an option of the client, or a variable of the environment. */
export interface Credential {
  /** `apiKey` */
  readonly option: string;
  /** `SHOP_API_KEY` */
  readonly variable: string;
}

/** A way to prove who calls. */
export type AuthScheme = {
  /** Key in the document's securitySchemes. */
  readonly name: string;
  readonly docs: Docs;
} & (
  | { readonly kind: "bearer"; readonly credential: Credential; readonly holds: "key" | "token" }
  /** A scheme of the `Authorization` header that has no rules but its name. */
  | { readonly kind: "authorization"; readonly scheme: string; readonly credential: Credential }
  | { readonly kind: "basic"; readonly username: Credential; readonly password: Credential }
  | {
      readonly kind: "apiKey";
      readonly in: "header" | "query" | "cookie";
      readonly wire: string;
      readonly credential: Credential;
    }
  | {
      readonly kind: "clientCredentials";
      readonly tokenUrl: string;
      readonly scope: string | undefined;
      readonly id: Credential;
      readonly secret: Credential;
    }
  /** Not in the request: a certificate of the caller's `fetch`. */
  | { readonly kind: "outside" }
);

export interface Auth {
  readonly schemes: readonly AuthScheme[];
  /** Of operations that do not say otherwise. */
  readonly security: Security;
  /** No operation goes without credentials. */
  readonly required: boolean;
}

/** How error bodies say what is wrong: all of them as JSON:API's errors, all as problem details, or each as it likes. */
export type ErrorFormat = "jsonapi" | "problem" | "any";

/** A header that every operation takes: an option of the client. */
export interface HeaderOption {
  readonly name: string;
  readonly wire: string;
  readonly type: TypeNode;
  /** The value where the caller gives none (`x-default-headers`). */
  readonly default?: string;
  readonly docs: Docs;
}

export interface Webhook {
  /** Name of the event: `case.created`. */
  readonly event: string;
  readonly id: string;
  readonly type: TypeNode;
  readonly docs: Docs;
}

/** How deliveries are signed: HMAC-SHA256, in hex unless `encoding` says otherwise. */
export interface WebhookSignature {
  readonly header: string;
  /** One signature, with `{timestamp}` and `{signature}`. */
  readonly format: string;
  readonly separator: string;
  /** The text that is signed, with `{timestamp}` and `{body}`. */
  readonly signedPayload: string;
  /** Undefined where no time is signed. */
  readonly toleranceSeconds: number | undefined;
  readonly encoding?: "base64" | undefined;
  readonly secretPrefix?: string | undefined;
  readonly timestampHeader?: string | undefined;
  readonly idHeader?: string | undefined;
}

export interface Webhooks {
  /** Name of the union of all events. */
  readonly unionName: string;
  readonly decode: "none" | "jsonapi";
  /** Members of an event's attributes that are JSON:API documents. */
  readonly documents: readonly string[];
  /** Where exact numbers stand in a delivery; absent if there are none. */
  readonly exact?: ExactNumbers | undefined;
  /** Undefined when anybody may have sent an event. */
  readonly signature: WebhookSignature | undefined;
  readonly events: readonly Webhook[];
  /** The type of events that the spec does not know. */
  readonly unknown?: UnknownEvent | undefined;
}

export interface UnknownEvent {
  readonly name: string;
  /** The member with the event's name. */
  readonly tag: string;
  readonly members: readonly MemberNode[];
}

interface Inflection {
  readonly header: string;
  readonly value: string;
  readonly verbatim: readonly string[];
}

export interface Service {
  /** Key in redocly.yaml: `enablenow`. */
  readonly name: string;
  /** As types spell it: `EnableNow`. */
  readonly typeName: string;
  readonly specFolder: string;
  readonly title: string;
  readonly description: string | undefined;
  readonly version: string;
  readonly servers: readonly Server[];
  readonly auth: Auth;
  readonly inflection: Inflection | undefined;
  readonly idempotency:
    | { readonly header: string; readonly methods: readonly string[]; readonly keepsErrors?: true }
    | undefined;
  readonly requestId: string | undefined;
  readonly rateLimit: (RateLimitHeaders & { readonly quota: RateLimitHeaders | undefined }) | undefined;
  readonly errorFormat: ErrorFormat;
  readonly headerOptions: readonly HeaderOption[];
  /** Kinds of numbers that calls keep exact. */
  readonly exact: readonly ExactNumber[];
  /** The root of the tree; its own operations are the client's. */
  readonly root: Resource;
  readonly declarations: readonly Declaration[];
  readonly webhooks: Webhooks | undefined;
  /** Pages in the browser that end users are sent to. */
  readonly browserFlows: readonly BrowserFlow[];
  readonly lifecycles: readonly Lifecycle[];
  readonly unconfirmed: readonly Unconfirmed[];
}

/** Every operation, in the order of the client. */
export function operationsOf(resource: Resource): readonly Operation[] {
  return [...resource.operations, ...resource.children.flatMap(operationsOf)];
}

/** Every method that reads files by signed URLs. */
export function downloadsOf({ downloads = [], children }: Resource): readonly Download[] {
  return [...downloads, ...children.flatMap(downloadsOf)];
}
