// The model: everything the emitters need to know, as plain readonly data that can be written by hand in a test.
// Every name, pager and envelope is decided before it stands here; absence is written `undefined`.

/** Prose of the spec, and what it says in keywords. Untrusted text: only the escaping module may print it. */
export interface Docs {
  /** First line of the comment. */
  readonly summary: string | undefined;
  readonly description: string | undefined;
  /** Limits, defaults and formats, a sentence each. */
  readonly notes: readonly string[];
  readonly deprecated: boolean;
  /** The vendor's page. */
  readonly link: string | undefined;
}

/** A type as TypeScript will spell it. Names in it are declared in {@link Service.declarations}. */
export type TypeNode =
  | {
      readonly kind: "primitive";
      readonly name: "string" | "number" | "boolean" | "null" | "unknown" | "never" | "void" | "undefined";
    }
  | { readonly kind: "literal"; readonly value: string | number | boolean }
  /** An open set of strings with known members. */
  | { readonly kind: "extensible"; readonly known: readonly string[] }
  | { readonly kind: "array"; readonly items: TypeNode }
  | {
      readonly kind: "tuple";
      readonly items: readonly TypeNode[];
      readonly rest: TypeNode | undefined;
      /** How many of the last items may be missing; none if it does not say. */
      readonly optional?: number;
    }
  | { readonly kind: "object"; readonly members: readonly MemberNode[]; readonly rest: TypeNode | undefined }
  | { readonly kind: "union"; readonly of: readonly TypeNode[] }
  | { readonly kind: "intersection"; readonly of: readonly TypeNode[] }
  | { readonly kind: "named"; readonly name: string }
  /** A type of the runtime: what a file is given as, or what an answer is that is not read at once. */
  | { readonly kind: "runtime"; readonly name: RuntimeType; readonly of: TypeNode | undefined }
  /** A JSON:API relationship to one resource. */
  | { readonly kind: "reference"; readonly type: TypeNode; readonly resource: TypeNode | undefined };

export type RuntimeType = "FileInput" | "BinaryBody" | "EventStream" | "JsonLines";

export interface MemberNode {
  readonly name: string;
  readonly type: TypeNode;
  readonly optional: boolean;
  readonly docs: Docs;
}

/** A type that callers can import by name. */
export interface Declaration {
  readonly name: string;
  readonly type: TypeNode;
  readonly docs: Docs;
  /** The file it is declared in, relative to the service's folder and without an ending: `types/share-token`. */
  readonly file: string;
  /** Whether callers pass it: optional members then also take an explicit `undefined`. */
  readonly input: boolean;
  /** Of a resource with a lifecycle: the type is then the union of these, and `type` what they have in common. */
  readonly states: StateTypes | undefined;
}

/** A resource's types by its state. */
export interface StateTypes {
  /** The member that holds the state. */
  readonly property: MemberNode;
  readonly known: readonly StateType[];
  /** Name of the type for states that the spec does not know. */
  readonly other: string;
  /** Name of the type that all of them extend, with the state left open. */
  readonly base: string;
}

export interface StateType {
  readonly name: string;
  readonly state: string;
  /** Members that are more certain in this state than in others. */
  readonly members: readonly MemberNode[];
  readonly docs: Docs;
}

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
 * `form` repeats a list's name, `comma` is the same not exploded. `members`, `commaMembers`, `space` and `pipe` take objects
 * too: the first makes parameters of their members. `brackets` numbers lists, as `deepObject` does not. `whole` is a query
 * that is one value.
 */
export type QueryStyle =
  | "form"
  | "deepObject"
  | "comma"
  | "space"
  | "pipe"
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
    }
  /** What is no JSON. */
  | {
      readonly kind: "form" | "multipart" | "binary" | "text";
      readonly names: Names;
      readonly always: boolean;
      /** Media type; absent where the platform or the file says it. */
      readonly media?: string | undefined;
      /** Members of a form that are written in a way of their own. */
      readonly fields?: readonly QueryParameter[];
      /** Media types of parts, by the wire's name. */
      readonly parts?: Readonly<Record<string, string>>;
    }
  /** Flat input, wrapped into `data.attributes` and `meta`. A side the spec does not have is undefined. */
  | {
      readonly kind: "jsonapi";
      readonly attributes: Names | undefined;
      readonly meta: Names | undefined;
      readonly always: boolean;
    };

/** How a success body becomes the caller's value. */
export type Decode = "none" | "data" | "jsonapi" | "nothing";

export type Pager =
  | {
      readonly kind: "cursor";
      /** Paths in the query of the cursor parameters: `page[after]` is `["page", "after"]`. */
      readonly after: readonly string[];
      readonly before: readonly string[] | undefined;
      /** Paths in the body. */
      readonly items: readonly string[];
      readonly next: readonly string[];
      readonly previous: readonly string[] | undefined;
    }
  | {
      readonly kind: "number";
      readonly parameter: readonly string[];
      readonly items: readonly string[];
      readonly current: readonly string[];
      readonly pages: readonly string[];
      readonly total: readonly string[] | undefined;
      /** Path in the body of the number of items a page holds at most. */
      readonly size: readonly string[] | undefined;
    }
  | InferredPager;

/** A way of paging that a document shows without a word of ours. Paths as in the kinds above. */
export type InferredPager = {
  readonly items: readonly string[];
  /** Path in the body of what is false, or true, on the last page. */
  readonly more: readonly string[] | undefined;
  readonly last: readonly string[] | undefined;
} & (
  | {
      /** A value of the body asks for the next page. */
      readonly kind: "token";
      readonly after: readonly string[];
      readonly before: readonly string[] | undefined;
      readonly next: readonly string[];
      readonly previous: readonly string[] | undefined;
      readonly inBody: boolean;
    }
  | {
      /** The last item's id asks for it. */
      readonly kind: "item";
      readonly after: readonly string[];
      readonly before: readonly string[] | undefined;
      readonly id: readonly string[];
    }
  | ({ readonly kind: "offset" } & Numbers)
  | ({
      /** By page number; the request, not the body, says which page it is. */
      readonly kind: "counted";
      readonly pages: readonly string[] | undefined;
      /** Path in the body of the number of items a page holds at most. */
      readonly perPage: readonly string[] | undefined;
    } & Numbers)
  /** By `Link` header; `otherwise` where the document only lets us suppose that there is one. */
  | { readonly kind: "link"; readonly otherwise: InferredPager | undefined }
  | { readonly kind: "bodyLink"; readonly next: readonly string[]; readonly previous: readonly string[] | undefined }
);

interface Numbers {
  readonly parameter: readonly string[];
  /** The first page's or item's number. */
  readonly first: number;
  /** Member that asks for a number of items, and the most it may ask for. */
  readonly size: readonly string[] | undefined;
  readonly maximum: number | undefined;
  readonly total: readonly string[] | undefined;
  readonly inBody: boolean;
}

/** What an operation takes between its ids and its options. */
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
  /** The service's usual URL, and the one that takes its place, of an operation with a server of its own. */
  readonly server?: readonly [usual: string, own: string] | undefined;
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
    /** Which of these a call cannot do without. */
    readonly required?: readonly ("query" | "headers" | "cookies")[];
    /** Whether a call can tell how much of its body has gone out. */
    readonly progress?: boolean;
  };
  readonly query: readonly QueryParameter[];
  readonly headers?: readonly HeaderParameter[];
  readonly cookies?: readonly HeaderParameter[];
  readonly body: Body | undefined;
  /** Media types to ask for, where the service has a choice. */
  readonly accept?: string | undefined;
  readonly reading?: Reading | undefined;
  /** Names on the wire of the body's members whose values an error must not repeat. */
  readonly sensitive: readonly string[];
  readonly decode: Decode;
  /** The value; for a list, an item. */
  readonly value: TypeNode;
  readonly pager: Pager | undefined;
  readonly successes: readonly number[];
  /** The successes with their values, where these differ or a range is declared. */
  readonly outcomes?: readonly Success[] | undefined;
  readonly failures: readonly Failure[];
  /** Name of the union of declared outcomes. */
  readonly resultName: string;
  readonly idempotent: boolean;
  /** What it may be sent with, where that is not what the service asks for. */
  readonly security?: Security;
  /** It carries the key although not all operations of its method do. */
  readonly keyed?: true;
  /** The read that shows whether the operation was carried out: `shares.list`. Only where it may not be repeated. */
  readonly check: string | undefined;
  /** Product quota the operation counts against as well. */
  readonly quota: string | undefined;
  readonly unconfirmed: readonly Unconfirmed[];
}

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
  readonly children: readonly Resource[];
}

/** Response headers that tell how much may still be called. */
export interface RateLimitHeaders {
  readonly limit: string | undefined;
  readonly remaining: string | undefined;
  readonly reset: string | undefined;
  /** `reset` is a Unix time instead of seconds from now. */
  readonly epoch: boolean;
}

export interface Server {
  readonly environment: string;
  readonly url: string;
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

/** What a call may be sent with: alternatives, each the names of schemes that go together. `[]` stands for none at all. */
export type Security = readonly (readonly string[])[];

export interface Auth {
  readonly schemes: readonly AuthScheme[];
  /** Of operations that do not say otherwise. */
  readonly security: Security;
  /** No operation goes without credentials. */
  readonly required: boolean;
}

/** A header that every operation takes: an option of the client. */
export interface HeaderOption {
  readonly name: string;
  readonly wire: string;
  readonly type: TypeNode;
  readonly docs: Docs;
}

export interface Webhook {
  /** Name of the event: `case.created`. */
  readonly event: string;
  readonly id: string;
  readonly type: TypeNode;
  readonly docs: Docs;
}

/** How deliveries are signed: HMAC-SHA256, in hex. */
export interface WebhookSignature {
  readonly header: string;
  /** One signature, with `{timestamp}` and `{signature}`. */
  readonly format: string;
  readonly separator: string;
  /** What is signed, with `{timestamp}` and `{body}`. */
  readonly signedPayload: string;
  readonly toleranceSeconds: number;
}

export interface Webhooks {
  /** Name of the union of all events. */
  readonly unionName: string;
  readonly decode: "none" | "jsonapi";
  /** Members of an event's attributes that are JSON:API documents. */
  readonly documents: readonly string[];
  /** Undefined when anybody may have sent an event. */
  readonly signature: WebhookSignature | undefined;
  readonly events: readonly Webhook[];
}

export interface Inflection {
  readonly header: string;
  readonly value: string;
  readonly verbatim: readonly string[];
}

export interface Unconfirmed {
  readonly name: string;
  readonly question: string;
  readonly assumed: string | number | boolean;
  readonly alternatives: readonly (string | number | boolean)[];
  /** JSON pointer to where it stands in the bundled document. */
  readonly pointer: string;
}

/** The states of a resource, the moves between them, and the waits for them. */
export interface Lifecycle {
  /** Name of the resource's type. */
  readonly resource: string;
  /** What prose calls the resource: `Share Token`. */
  readonly title: string;
  readonly property: string;
  readonly initial: string;
  readonly terminal: readonly string[];
  /** Terminal states that are a bad end. */
  readonly failed: readonly string[];
  /** Member that says why it came to one. */
  readonly reason: string | undefined;
  readonly states: readonly LifecycleState[];
  readonly transitions: readonly Transition[];
  readonly waiters: readonly Waiter[];
}

export interface LifecycleState {
  readonly name: string;
  readonly description: string | undefined;
  /** Members that are there, and not null, in this state. */
  readonly guarantees: readonly string[];
}

/** A wait for states, by an operation that is repeated. */
export interface Waiter {
  /** operationId of the read that is repeated. */
  readonly poll: string;
  /** `waitUntilRedeemed`. */
  readonly method: string;
  /** `waitUntilShareTokenRedeemed`. */
  readonly functionName: string;
  /** The file of the function: `resources/connect/share-tokens/waiters`. */
  readonly file: string;
  readonly until: readonly string[];
  /** States from which waiting leads to none of them. */
  readonly stop: readonly string[];
  /** The resource in one of the states. */
  readonly value: TypeNode;
}

export interface Transition {
  readonly from: string;
  readonly to: string;
  /** operationId; undefined when the service does it by itself. */
  readonly by: string | undefined;
  /** Member with the moment it happens at. */
  readonly at: string | undefined;
}

/** What the spec says about a value, as far as recording an exchange has to know. */
export interface Shape {
  /** Key in {@link Recording.shapes}. */
  readonly ref?: string;
  readonly [fact: string]: ShapeFact | undefined;
}
export type ShapeFact =
  | string
  | number
  | boolean
  | null
  | Shape
  | readonly ShapeFact[]
  | { readonly [name: string]: ShapeFact };

export interface RecordedOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** Path parameters by name. */
  readonly ids: Readonly<Record<string, Shape>>;
  /** Query parameters by name, as on the wire. */
  readonly query: Readonly<Record<string, Shape>>;
  readonly body: Shape | undefined;
  /** Declared statuses; null for an answer without a JSON body. */
  readonly answers: readonly (readonly [status: number, body: Shape | null])[];
}

/** What exchanges with the service hold, told to the recorder. */
export interface Recording {
  /** Path of the first server's URL, which stands before every template. */
  readonly prefix: string;
  /** Headers worth keeping: those that the spec declares, without the credentials and the key of one attempt. */
  readonly requestHeaders: readonly string[];
  readonly responseHeaders: readonly string[];
  /** Headers, parameters and cookies that hold a key, where a recorder would not know it by their names. */
  readonly credentials?: readonly string[];
  readonly operations: readonly RecordedOperation[];
  readonly shapes: Readonly<Record<string, Shape>>;
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
  readonly idempotency: { readonly header: string; readonly methods: readonly string[] } | undefined;
  readonly requestId: string | undefined;
  readonly rateLimit: (RateLimitHeaders & { readonly quota: RateLimitHeaders | undefined }) | undefined;
  /** How error bodies say what is wrong; undefined if none of the formats we know. */
  readonly errorFormat: "jsonapi" | "problem" | undefined;
  readonly headerOptions: readonly HeaderOption[];
  /** The root of the tree; its own operations are the client's. */
  readonly root: Resource;
  readonly declarations: readonly Declaration[];
  readonly webhooks: Webhooks | undefined;
  readonly lifecycles: readonly Lifecycle[];
  /** Undefined where nothing is recorded. */
  readonly recording: Recording | undefined;
  readonly unconfirmed: readonly Unconfirmed[];
}

/** Every operation, in the order of the client. */
export function operationsOf(resource: Resource): readonly Operation[] {
  return [...resource.operations, ...resource.children.flatMap(operationsOf)];
}

/** Every name that a declaration stands for. */
export function namesOf({ name, states }: Declaration): readonly string[] {
  if (states === undefined) return [name];
  return [name, ...states.known.map((type) => type.name), states.other, states.base];
}

/** The waits that repeat an operation, each with its lifecycle. */
export function waitersOf(
  lifecycles: readonly Lifecycle[],
  { id }: Operation,
): readonly { readonly lifecycle: Lifecycle; readonly waiter: Waiter }[] {
  return lifecycles.flatMap((lifecycle) =>
    lifecycle.waiters.flatMap((waiter) => (waiter.poll === id ? [{ lifecycle, waiter }] : [])),
  );
}
