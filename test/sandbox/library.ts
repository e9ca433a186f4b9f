// A toy service with everything that a document can ask of the sandbox, and a sandbox of it alone.

import { Refusal, refuse } from "../../src/sandbox/answer/refusal.js";
import { assemble } from "../../src/sandbox/assemble.js";
import type { Sandbox, SandboxOptions } from "../../src/sandbox/options.js";
import type { Answer, Call, Caller, Service, World } from "../../src/sandbox/service.js";
import type { Limits } from "../../src/sandbox/service-rules.js";
import type { Stored } from "../../src/sandbox/world/state/store.js";

export interface Shelf extends Stored {
  readonly type: "shelf";
  readonly at: string;
  readonly attributes: {
    status: string;
    "shelf-name": string;
    fields: Record<string, unknown>;
    "ships-at": string | null;
  };
  readonly books: readonly string[];
}

const ok = (schema: string) => ({
  content: { "application/json": { schema: { $ref: `#/components/schemas/${schema}` } } },
});
const errors = Object.fromEntries(
  ["400", "401", "403", "404", "409", "422", "429", "501"].map((status) => [status, ok("Errors")]),
);
const shelfId = { name: "shelf-id", in: "path", required: true, schema: { type: "string" } };
const reading = [
  {
    name: "include",
    in: "query",
    explode: false,
    style: "form",
    schema: { type: "array", items: { type: "string", "x-extensible-enum": ["books"] } },
  },
  {
    name: "fields",
    in: "query",
    style: "deepObject",
    explode: true,
    schema: { type: "object", additionalProperties: { type: "string" } },
  },
];
const text = { type: "string" };

export const document = {
  openapi: "3.1.1",
  info: { title: "Library", version: "1.0.0" },
  servers: [{ url: "https://library.test/v2" }],
  "x-envelope": "jsonapi",
  "x-key-inflection": { header: "Key-Inflection", value: "camel", verbatim: ["fields"] },
  "x-idempotency": { header: "Idempotency-Key", methods: ["post"] },
  "x-rate-limit": {
    limit: "RateLimit-Limit",
    remaining: "RateLimit-Remaining",
    reset: "RateLimit-Reset",
    resetUnit: "seconds",
    retryAfter: "Retry-After",
    quota: { limit: "Quota-Limit", remaining: "Quota-Remaining", reset: "Quota-Reset" },
  },
  "x-pagination": {
    ...{ style: "cursor", after: "page[after]", before: "page[before]", size: "page[size]" },
    ...{ items: "/data", next: "/links/next", previous: "/links/prev" },
  },
  "x-webhook-signature": {
    ...{ header: "Library-Signature", format: "t={timestamp},v1={signature}", separator: " " },
    ...{ algorithm: "hmac-sha256", encoding: "hex", signedPayload: "{timestamp}.{body}" },
  },
  "x-unconfirmed": [{ name: "closed-status", question: "Which?", assumed: 409, alternatives: [422] }],
  paths: {
    "/shelves": {
      get: {
        operationId: "list-shelves",
        parameters: [
          {
            ...{ name: "page", in: "query", style: "deepObject", explode: true },
            schema: {
              type: "object",
              additionalProperties: false,
              properties: { after: text, before: text, size: { type: "integer", minimum: 1, maximum: 3, default: 2 } },
            },
          },
          {
            ...{ name: "filter", in: "query", style: "deepObject", explode: true },
            schema: { type: "object", additionalProperties: false, properties: { "shelf-name": text } },
          },
          ...reading,
        ],
        responses: { "200": ok("Shelves"), ...errors },
      },
      post: {
        operationId: "create-a-shelf",
        "x-rate-limit": { quota: "shelves" },
        parameters: [{ name: "Key-Inflection", in: "header", schema: { enum: ["camel", "kebab", "snake"] } }],
        requestBody: { required: true, ...ok("NewShelf") },
        responses: { "201": ok("ShelfDocument"), ...errors },
      },
    },
    "/shelves/count": { get: { operationId: "count-shelves", responses: { "200": ok("Count"), ...errors } } },
    "/shelves/{shelf-id}": {
      parameters: [shelfId],
      get: {
        operationId: "retrieve-a-shelf",
        parameters: reading,
        responses: { "200": ok("ShelfDocument"), ...errors },
      },
      delete: { operationId: "burn-a-shelf", responses: { "204": {}, ...errors } },
    },
    "/shelves/{shelf-id}/close": {
      parameters: [shelfId],
      post: { operationId: "close-a-shelf", responses: { "200": ok("ShelfDocument"), ...errors } },
    },
    "/crash": { get: { operationId: "crash", responses: { "200": ok("Count"), ...errors } } },
    "/lie": { get: { operationId: "lie", responses: { "200": ok("Count"), ...errors } } },
    "/later": { get: { operationId: "later", responses: { "200": ok("Count"), ...errors } } },
  },
  webhooks: {
    "shelf.closed": { post: { operationId: "webhook-closed", requestBody: ok("Closed"), responses: { "200": {} } } },
  },
  components: {
    schemas: {
      Errors: { type: "object", required: ["errors"], properties: { errors: { type: "array" } } },
      Count: { type: "object", required: ["data"], properties: { data: { type: "integer" } } },
      Closed: { type: "object", required: ["shelf-id"], properties: { "shelf-id": text } },
      NewShelf: {
        type: "object",
        required: ["data"],
        additionalProperties: false,
        properties: {
          data: {
            type: "object",
            required: ["shelf-name"],
            additionalProperties: false,
            properties: {
              "shelf-name": { ...text, minLength: 1, maxLength: 20 },
              "ships-in-seconds": { type: "integer" },
              fields: { type: "object", additionalProperties: true },
            },
          },
        },
      },
      ShelfDocument: {
        type: "object",
        required: ["data"],
        properties: { data: { $ref: "#/components/schemas/Shelf" }, included: { type: "array" } },
      },
      Shelves: {
        type: "object",
        required: ["data", "links"],
        properties: { data: { type: "array", items: { $ref: "#/components/schemas/Shelf" } } },
      },
      Shelf: {
        type: "object",
        required: ["type", "id"],
        properties: { type: { const: "shelf" }, id: text },
        "x-lifecycle": {
          ...{ property: "status", initial: "open", terminal: ["shipped"] },
          states: { open: {}, closed: {}, shipped: {} },
          transitions: [
            { from: "open", to: "closed", by: "close-a-shelf" },
            { from: "open", to: "shipped", at: "ships-at" },
            { from: "closed", to: "open" },
          ],
        },
      },
    },
  },
};

type ShelfCall = Call<{ parameters: { path: { "shelf-id": string } } }>;

function shelf({ path, store }: ShelfCall): Shelf {
  const found = store.collection<Shelf>("shelf").get(path["shelf-id"]);
  if (found === undefined) throw refuse(404);
  return found;
}

const operations = {
  "list-shelves": ({
    store,
    query,
    page,
  }: Call<{ parameters: { query?: { filter?: { "shelf-name"?: string } } } }>) => {
    const name = query.filter?.["shelf-name"];
    const shelves = store
      .collection<Shelf>("shelf")
      .newestFirst((each) => !name || each.attributes["shelf-name"] === name);
    return { page: page(shelves) };
  },
  "create-a-shelf": ({
    body,
    store,
    ids,
    clock,
  }: Call<{
    requestBody: {
      content: {
        "application/json": {
          data: { "shelf-name": string; "ships-in-seconds"?: number; fields?: Record<string, unknown> };
        };
      };
    };
  }>) => {
    const { "shelf-name": name, "ships-in-seconds": ships, fields = {} } = body.data;
    const id = ids.prefixed("shelf_", 4);
    const at = ships === undefined ? null : clock.now() + ships * 1000;
    const attributes = { status: "open", "shelf-name": name, fields, "ships-at": at === null ? null : clock.iso(at) };
    if (at !== null) clock.schedule(at, "ship", id, `shelf/${id}`);
    return {
      record: store
        .collection<Shelf>("shelf")
        .add({ id, type: "shelf", at: clock.iso(), attributes, books: ["book_1"] }),
    };
  },
  "count-shelves": ({ store }: Call) => ({ value: store.collection("shelf").size }),
  "retrieve-a-shelf": (call: ShelfCall) => ({ record: shelf(call) }),
  "burn-a-shelf": (call: ShelfCall) => {
    call.store.collection("shelf").remove(shelf(call).id);
    return { status: 204 };
  },
  "close-a-shelf": (call: ShelfCall) => {
    const { lifecycle, operation, assume, announce } = call;
    const record = shelf(call);
    const by = { by: operation.id };
    if (!lifecycle("Shelf").allows(record, "closed", by))
      throw refuse(assume<number>("closed-status"), "The shelf is closed");
    lifecycle("Shelf").move(record, "closed", by);
    announce("shelf.closed", "reader", { "shelf-id": record.id });
    return { record };
  },
  crash: (): Answer => {
    throw new Error("a bug with a secret");
  },
  lie: () => ({ value: "three" }),
} as Service["operations"];

export const library: Service<Caller, { key: string }, Controls["library"]> = {
  name: "library",
  document,
  operations,
  presenters: {
    shelf: ({ id, attributes, books }: Shelf) => ({
      ...{ type: "shelf", id, attributes },
      relationships: { books: { data: books.map((each) => ({ type: "book", id: each })) } },
    }),
    book: ({ id, title }: Stored & { title: string }) => ({ type: "book", id, attributes: { title, "page-count": 9 } }),
  },
  timers: {
    ship: (id: string, { store, lifecycle }: World) => {
      const record = store.collection<Shelf>("shelf").get(id);
      const at = { at: "ships-at" };
      if (record && lifecycle("Shelf").allows(record, "shipped", at)) lifecycle("Shelf").move(record, "shipped", at);
    },
  },
  webhooks: () => ({
    retrySeconds: [10, 100],
    timeoutMs: 1000,
    headers: ({ made, left }) => ({ Made: `${made}`, Left: `${left}` }),
  }),
  limits: { requests: 5, quotas: { shelves: 3 } },
  jsonapi: () => ({ fieldsDropRelationships: true, tooDeep: () => refuse(400, "too deep") }),
  cursors: () => ({
    ...{ linksKeepQuery: true, sizeIsClamped: false },
    ...{ unknown: (cursor) => refuse(400, `no ${cursor}`), both: () => refuse(400, "both") },
  }),
  idempotency: () => ({
    ...{ keepMs: 86_400_000, honours: (method) => method === "POST" },
    ...{ reused: () => refuse(409, "reused"), replayHeaders: (id) => ({ "Call-Id": id }) },
  }),
  authenticate: (headers, { store }) => {
    const key = headers.get("authorization")?.replace("Bearer ", "");
    if (key !== store.collection<Stored & { value: string }>("key").get("key")?.value) throw refuse(401);
    return { account: "library", credential: "key", side: "reader" };
  },
  invalid: (violations) =>
    new Refusal(
      violations.every(({ keyword }) => keyword === "maxLength") ? 422 : 400,
      violations.map(({ in: place, pointer, message }) => ({ pointer: `${place}:${pointer}`, detail: message })),
    ),
  problem: ({ status, faults }) => ({
    status,
    body: { errors: faults.length > 0 ? faults : [{ title: String(status) }] },
  }),
  callId: ({ ids }) => ids.prefixed("call_", 8),
  headers: (id): Record<string, string> => ({ "Call-Id": id }),
  seed: ({ store, ids, receivers }) => {
    store
      .collection<Stored & { type: string; title: string }>("book")
      .add({ id: "book_1", type: "book", title: "Emma" });
    const value = ids.hex(8);
    store.collection<Stored & { value: string }>("key").add({ id: "key", value });
    receivers.direct("reader", { secrets: ["first secret"] });
    return { key: value };
  },
  control: ({ store, lifecycle, receivers }) => ({
    rotate: (secret, expiresInSeconds) => receivers.rotate("reader", secret, expiresInSeconds),
    reopen: (id) => lifecycle("Shelf").move(store.collection<Shelf>("shelf").get(id) as Shelf, "open", "vendor"),
  }),
};

type Credentials = { readonly library: { readonly key: string } };
type Controls = {
  readonly library: { reopen(id: string): void; rotate(secret: string, expiresInSeconds?: number): void };
};

export interface Open {
  readonly sandbox: Sandbox<Credentials, Controls>;
  /** Calls an operation with the right key: `call("POST /shelves", { body })`. */
  call(place: string, more?: { body?: unknown; headers?: Record<string, string> }): Promise<Answered>;
}

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: what a test reads of it says what it is.
  readonly body: any;
}

/** A sandbox of the library, its clock standing at 2026-05-01T10:00:00Z. */
export function openLibrary(options: Omit<SandboxOptions, "webhooks"> & { webhooks?: object } = {}): Open {
  const sandbox = assemble<Credentials, Controls>([library], {
    now: "2026-05-01T10:00:00Z",
    // Set, they count though the clock stands.
    limits: { library: library.limits as Limits },
    ...(options as SandboxOptions),
  });
  return {
    sandbox,
    call: async (place, { body, headers } = {}) => {
      const [method = "", address = ""] = place.split(" ");
      const response = await sandbox.fetch(`https://library.test/v2${address}`, {
        method,
        headers: {
          authorization: `Bearer ${sandbox.credentials.library.key}`,
          ...(body !== undefined && { "content-type": "application/json" }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
    },
  };
}

export const aShelf = { data: { "shelf-name": "Novels" } };
