// A service's document as the sandbox asks for it: operations to route to, and where their schemas stand.

import { isObject, type JsonObject } from "../json.js";
import type { WebhookSignature } from "../webhooks/signature.js";
import { type Assumption, assumptionsOf } from "./world/assumptions.js";
import { compileLifecycle, type Lifecycle, type LifecycleFacts } from "./world/lifecycle.js";

export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  readonly style: string;
  readonly explode: boolean;
  /** The schema, its references followed. */
  readonly schema: JsonObject;
  /** Where the schema stands: a JSON pointer from the root. */
  readonly pointer: string;
}

export interface SpecResponse {
  /** Where the schema of the body stands; none if there is no body. */
  readonly schema: string | undefined;
  readonly headers: readonly string[];
}

export interface SpecOperation {
  readonly id: string;
  readonly method: string;
  /** As the document writes it: `/cases/{case-id}`. */
  readonly path: string;
  readonly summary: string;
  readonly parameters: readonly Parameter[];
  readonly body: { readonly required: boolean; readonly schema: string } | undefined;
  /** By status. */
  readonly responses: ReadonlyMap<number, SpecResponse>;
  /** The lowest status of success. */
  readonly success: number;
  /** The product quota it counts against. */
  readonly quota: string | undefined;
}

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

export interface RateLimitHeaders {
  readonly limit?: string;
  readonly remaining?: string;
  readonly reset?: string;
  readonly resetUnit?: "seconds" | "epoch-seconds";
  readonly retryAfter?: string;
  readonly quota?: { readonly limit: string; readonly remaining: string; readonly reset: string };
}

export interface Spec {
  readonly document: JsonObject;
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

const methods = ["get", "put", "post", "delete", "patch", "head", "options"] as const;

export function readSpec(source: unknown): Spec {
  const document = objectAt(source, "document");
  const find = (pointer: string): unknown => valueAt(document, pointer);
  /** What a pointer leads to, and the pointer itself, references followed. */
  const follow = (pointer: string): { readonly node: JsonObject; readonly pointer: string } => {
    const node = find(pointer);
    if (!isObject(node)) throw new Error(`The document has nothing at ${pointer}.`);
    return typeof node.$ref === "string" ? follow(node.$ref.slice(1)) : { node, pointer };
  };

  const parameter = (at: string): Parameter => {
    const { node, pointer } = follow(at);
    const place = node.in as Parameter["in"];
    const style = typeof node.style === "string" ? node.style : place === "query" ? "form" : "simple";
    return {
      name: String(node.name),
      in: place,
      required: node.required === true,
      style,
      explode: typeof node.explode === "boolean" ? node.explode : style === "form" || style === "deepObject",
      schema: follow(`${pointer}/schema`).node,
      pointer: `${pointer}/schema`,
    };
  };
  const bodySchema = (at: string): string | undefined => {
    const { node, pointer } = follow(at);
    const [type] = Object.keys(isObject(node.content) ? node.content : {});
    return type === undefined ? undefined : `${pointer}/content/${segment(type)}/schema`;
  };
  const response = (at: string): SpecResponse => {
    const { node } = follow(at);
    return { schema: bodySchema(at), headers: Object.keys(isObject(node.headers) ? node.headers : {}) };
  };
  const operation = (path: string, method: string): SpecOperation => {
    const item = `/paths/${segment(path)}`;
    const at = `${item}/${method}`;
    const { node } = follow(at);
    const listed = (pointer: string): Parameter[] =>
      Array.from((find(pointer) as readonly unknown[] | undefined) ?? [], (_, index) =>
        parameter(`${pointer}/${index}`),
      );
    const own = listed(`${at}/parameters`);
    const shared = listed(`${item}/parameters`).filter(
      (outer) => !own.some((inner) => inner.name === outer.name && inner.in === outer.in),
    );
    const responses = new Map(
      Object.keys(objectAt(node.responses, at)).map((status) => [
        Number(status),
        response(`${at}/responses/${status}`),
      ]),
    );
    const schema = node.requestBody === undefined ? undefined : bodySchema(`${at}/requestBody`);
    const quota = isObject(node["x-rate-limit"]) ? node["x-rate-limit"].quota : undefined;
    return {
      id: String(node.operationId),
      method: method.toUpperCase(),
      path,
      summary: String(node.summary ?? ""),
      parameters: [...shared, ...own],
      body: schema === undefined ? undefined : { schema, required: follow(`${at}/requestBody`).node.required === true },
      responses,
      success: Math.min(...[...responses.keys()].filter((status) => status < 300)),
      quota: typeof quota === "string" ? quota : undefined,
    };
  };

  const paths = objectAt(document.paths, "paths");
  const events = isObject(document.webhooks) ? document.webhooks : {};
  const lifecycles = new Map<string, Lifecycle>();
  let assumptions: ReadonlyMap<string, Assumption> | undefined;
  return {
    document,
    title: String((document.info as JsonObject | undefined)?.title ?? ""),
    servers: ((document.servers ?? []) as readonly { readonly url: string }[]).map(({ url }) => url),
    operations: Object.entries(paths).flatMap(([path, item]) =>
      methods.filter((method) => isObject(item) && method in item).map((method) => operation(path, method)),
    ),
    envelope: (document["x-envelope"] ?? "none") as Spec["envelope"],
    pagination: document["x-pagination"] as Spec["pagination"],
    inflection: document["x-key-inflection"] as Spec["inflection"],
    idempotency: document["x-idempotency"] as Spec["idempotency"],
    rateLimit: document["x-rate-limit"] as Spec["rateLimit"],
    signature: document["x-webhook-signature"] as Spec["signature"],
    webhooks: new Map(
      Object.keys(events).map((name) => [name, bodySchema(`/webhooks/${segment(name)}/post/requestBody`)]),
    ),
    get assumptions() {
      assumptions ??= assumptionsOf(document);
      return assumptions;
    },
    lifecycle: (schema) => {
      let lifecycle = lifecycles.get(schema);
      if (lifecycle === undefined) {
        const { node } = follow(`/components/schemas/${segment(schema)}`);
        if (node["x-lifecycle"] === undefined) throw new Error(`The schema ${schema} has no x-lifecycle.`);
        lifecycle = compileLifecycle(schema, node["x-lifecycle"] as LifecycleFacts);
        lifecycles.set(schema, lifecycle);
      }
      return lifecycle;
    },
  };
}

/** A member's name in a JSON pointer. */
export function segment(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** What a JSON pointer leads to. */
export function valueAt(root: unknown, pointer: string): unknown {
  let node = root;
  for (const step of pointer.split("/").slice(1)) {
    const name = decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~");
    if (Array.isArray(node)) node = node[Number(name)];
    else if (isObject(node) && Object.hasOwn(node, name)) node = node[name];
    else return undefined;
  }
  return node;
}

function objectAt(value: unknown, what: string): JsonObject {
  if (!isObject(value)) throw new Error(`${what} is no object: this is no OpenAPI document.`);
  return value;
}
