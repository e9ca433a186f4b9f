// A service's document for the sandbox: operations to route to, and the places of their schemas.

import { isObject, type JsonObject } from "../json.js";
import type { WebhookSignature } from "../webhooks/signature-scheme.js";
import { readOperations, type SpecOperation, serversOf } from "./document/operation.js";
import { createReferences, type References, segment } from "./document/pointer.js";
import { idempotencyHeader, type RateLimitHeaders, rateLimitHeaders } from "./document/traffic.js";
import { type Assumption, type Assumptions, assumptionsOf } from "./world/assumptions.js";
import { compileLifecycle, type Lifecycle, type LifecycleFacts } from "./world/lifecycle.js";

export type Pagination =
  | {
      readonly style: "cursor";
      readonly after: string;
      readonly before?: string;
      readonly size?: string;
      readonly items: string;
      readonly next: string;
      readonly previous?: string;
    }
  | {
      readonly style: "page";
      readonly page: string;
      readonly size?: string;
      readonly items: string;
      readonly current: string;
      readonly pages: string;
      readonly total?: string;
      readonly perPage?: string;
    };

export interface Spec {
  readonly document: JsonObject;
  readonly references: References;
  readonly title: string;
  /** URLs of the servers. */
  readonly servers: readonly string[];
  readonly operations: readonly SpecOperation[];
  readonly envelope: "jsonapi" | "data" | "none";
  readonly pagination: Pagination | undefined;
  readonly inflection: { readonly header: string; readonly verbatim: readonly string[] } | undefined;
  readonly idempotency: { readonly header: string; readonly methods: readonly string[] } | undefined;
  readonly rateLimit: RateLimitHeaders | undefined;
  readonly signature: WebhookSignature | undefined;
  /** Where the schema of each event's body stands, by the event's name. */
  readonly webhooks: ReadonlyMap<string, string | undefined>;
  readonly assumptions: ReadonlyMap<string, Assumption>;
  /**
   * The lifecycle of a resource, by the name of its schema.
   *
   * @throws if the schema has none.
   */
  lifecycle(schema: string): Lifecycle;
}

/** `chosen`: values of assumptions; an operation whose path or method is one of them is there and not where the document has it. */
export function readSpec(source: unknown, chosen: Assumptions = {}): Spec {
  const document = objectAt(source, "document");
  if (typeof document.openapi !== "string" || !/^3\.[1-9]/.test(document.openapi)) {
    const edition = String(document.openapi ?? document.swagger ?? "none");
    throw new TypeError(
      `The sandbox reads documents of OpenAPI 3.1 or newer; this one says "${edition}". \`sharewright sandbox --spec <file>\` converts older ones.`,
    );
  }
  const references = createReferences(document);
  const operations = readOperations(references).map((operation) => moved(operation, references, chosen));
  const events = isObject(document.webhooks) ? document.webhooks : {};
  const lifecycles = new Map<string, Lifecycle>();
  let assumptions: ReadonlyMap<string, Assumption> | undefined;
  return {
    document,
    references,
    title: String((document.info as JsonObject | undefined)?.title ?? ""),
    servers: serversOf(document.servers),
    operations,
    envelope: (document["x-envelope"] ?? "none") as Spec["envelope"],
    pagination: document["x-pagination"] as Spec["pagination"],
    inflection: document["x-key-inflection"] as Spec["inflection"],
    idempotency: (document["x-idempotency"] as Spec["idempotency"]) ?? idempotencyHeader(operations),
    rateLimit: (document["x-rate-limit"] as Spec["rateLimit"]) ?? rateLimitHeaders(operations),
    signature: document["x-webhook-signature"] as Spec["signature"],
    webhooks: new Map(Object.keys(events).map((name) => [name, eventSchema(references, name)])),
    get assumptions() {
      assumptions ??= assumptionsOf(document);
      return assumptions;
    },
    lifecycle: (schema) => {
      let lifecycle = lifecycles.get(schema);
      if (lifecycle === undefined) {
        const node = references.at(`/components/schemas/${segment(schema)}`)?.node;
        if (node?.["x-lifecycle"] === undefined) throw new Error(`The schema ${schema} has no x-lifecycle.`);
        lifecycle = compileLifecycle(schema, node["x-lifecycle"] as LifecycleFacts);
        lifecycles.set(schema, lifecycle);
      }
      return lifecycle;
    },
  };
}

function moved(operation: SpecOperation, references: References, chosen: Assumptions): SpecOperation {
  const unconfirmed = references.at(operation.pointer)?.node["x-unconfirmed"];
  if (!Array.isArray(unconfirmed)) return operation;
  const chosenFor = (assumed: string) => {
    const question = unconfirmed.find((each) => isObject(each) && each.assumed === assumed) as Assumption | undefined;
    const value = question && chosen[question.name];
    return typeof value === "string" ? value : assumed;
  };
  return { ...operation, path: chosenFor(operation.path), method: chosenFor(operation.method) };
}

/** Where the schema of a webhook's body stands. */
function eventSchema(references: References, name: string): string | undefined {
  const item = references.at(`/webhooks/${segment(name)}`);
  const body = item && references.at(`${item.pointer}/post/requestBody`);
  const [type] = Object.keys(isObject(body?.node.content) ? body.node.content : {});
  return body === undefined || type === undefined ? undefined : `${body.pointer}/content/${segment(type)}/schema`;
}

function objectAt(value: unknown, what: string): JsonObject {
  if (!isObject(value)) throw new TypeError(`${what} is no object: this is no OpenAPI document.`);
  return value;
}
