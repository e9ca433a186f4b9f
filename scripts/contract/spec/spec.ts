// The specs as the contract needs them: operations and webhooks by operationId, read from the bundled documents. The
// generator's model is not used, because a mistake in it would be repeated here.

import { resolve } from "node:path";
import { bundle, createConfig } from "@redocly/openapi-core";
import { deviceFlow } from "../../load/device-flow.js";
import { camel } from "./casing.js";
import { isObject } from "./json.js";

export type Node = Readonly<Record<string, unknown>>;

export interface OperationParameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly style: string;
  readonly explode: boolean;
  readonly required: boolean;
  readonly schema: Node;
}

/** A schema, and where it stands in the document (`#/components/...`), references followed. */
export interface Located {
  readonly schema: Node;
  readonly pointer: string;
}

export interface Operation {
  readonly id: string;
  readonly method: string;
  /** On the wire, with the server's prefix: `/api/v1/cases/{case-id}`. */
  readonly path: string;
  /** The server's part of the path: `/api/v1`. */
  readonly prefix: string;
  /** Where the client has it: `["connect", "shareTokens"]`, `redeem`; empty where the document does not say. */
  readonly resource: readonly string[];
  readonly name: string;
  readonly parameters: readonly OperationParameter[];
  readonly body: (Located & { readonly required: boolean }) | undefined;
  /** Declared statuses; a response without content has no schema. */
  readonly responses: ReadonlyMap<number, Located | undefined>;
  readonly envelope: Envelope;
  readonly pagination: Pagination | undefined;
}

type Envelope = "jsonapi" | "data" | "none";

export interface Pagination {
  readonly style: "cursor" | "page" | "token";
  /** The query parameter that takes a token, and the pointer to the next page's. */
  readonly after?: string;
  readonly next?: string;
  /** The query parameter that takes a page's number. */
  readonly page?: string;
}

export interface Webhook {
  readonly id: string;
  readonly event: string;
  readonly body: Located;
  readonly envelope: Envelope;
}

export interface Spec {
  readonly document: Node;
  readonly operations: ReadonlyMap<string, Operation>;
  readonly webhooks: ReadonlyMap<string, Webhook>;
  /** Members whose inner keys are data. */
  readonly verbatim: readonly string[];
  /** Whether keys are re-cased at all. */
  readonly inflected: boolean;
  /** The idempotency header, and the lower-case methods that carry it. */
  readonly idempotency: { readonly header: string; readonly methods: readonly string[] } | undefined;
  readonly rateLimit: Node;
  /** Members, as callers name them, whose numbers arrive as exact text. */
  readonly decimals: ReadonlySet<string>;
  schemaOf(node: unknown): Node;
}

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/** Bundles and reads a spec. The rules of redocly.yaml are not needed: lint has its own command. */
export async function readSpec(file: string): Promise<Spec> {
  const { bundle: bundled, problems } = await bundle({
    ref: resolve(file),
    config: await createConfig({ plugins: [deviceFlow] }),
  });
  if (problems.length > 0) throw new Error(`${file}: ${problems.map(({ message }) => message).join("; ")}`);
  return specOf(bundled.parsed as Node);
}

export function specOf(document: Node): Spec {
  const find = finder(document);
  const inflection = record(document["x-key-inflection"]);
  const idempotency = record(document["x-idempotency"]);
  return {
    document,
    operations: new Map(operationsOf(document, find).map((operation) => [operation.id, operation])),
    webhooks: new Map(webhooksOf(document, find).map((webhook) => [webhook.id, webhook])),
    verbatim: (inflection.verbatim ?? []) as string[],
    inflected: inflection.header !== undefined,
    idempotency: idempotency.header === undefined ? undefined : (idempotency as unknown as Spec["idempotency"]),
    rateLimit: record(document["x-rate-limit"]),
    decimals: decimalsIn(document),
    schemaOf: (node) => find.follow(node, "").schema,
  };
}

/** Names of properties of the format `decimal`. */
function decimalsIn(root: unknown): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    for (const [name, property] of Object.entries(record((node as Node).properties)))
      if (record(property).format === "decimal") names.add(camel(name));
    for (const inner of Object.values(node)) visit(inner);
  };
  visit(root);
  return names;
}

interface Finder {
  /** The node itself or what its reference leads to. */
  follow(node: unknown, pointer: string): Located;
}

function finder(document: Node): Finder {
  const follow = (node: unknown, pointer: string): Located => {
    const { $ref } = record(node);
    if (typeof $ref !== "string") return { schema: record(node), pointer };
    const keys = $ref
      .slice(2)
      .split("/")
      .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
    return follow(
      keys.reduce<unknown>((inner, key) => record(inner)[key], document),
      $ref,
    );
  };
  return { follow };
}

function operationsOf(document: Node, find: Finder): Operation[] {
  return Object.entries(record(document.paths)).flatMap(([path, node]) => {
    const item = find.follow(node, pointerTo("#/paths", path));
    return methods
      .filter((method) => isObject(item.schema[method]))
      .map((method): Operation => {
        const operation = record(item.schema[method]);
        const parameters = [...list(item.schema.parameters), ...list(operation.parameters)].map((each) =>
          parameterOf(find.follow(each, "").schema),
        );
        const at = pointerTo(item.pointer, method);
        const responses = new Map(
          Object.entries(record(operation.responses)).map(([status, response]) => [
            Number(status),
            contentOf(find, response, pointerTo(at, "responses", status)),
          ]),
        );
        const envelope = envelopeOf(document, operation);
        const body = contentOf(find, operation.requestBody, pointerTo(at, "requestBody"));
        const prefix = prefixOf(operation, item.schema, document);
        return {
          id: String(operation.operationId ?? `${method.toUpperCase()} ${path}`),
          method: method.toUpperCase(),
          path: prefix + path,
          prefix,
          resource: String(operation["x-resource"] ?? "").split("."),
          name: String(operation["x-method"] ?? ""),
          parameters,
          body: body && { ...body, required: find.follow(operation.requestBody, "").schema.required === true },
          responses,
          envelope,
          pagination: paginationOf(document, operation, parameters, listed(find, responses)),
        };
      });
  });
}

/** Path of the nearest server: the operation's own, its path's, or the document's. */
function prefixOf(...owners: readonly Node[]): string {
  const [server] = owners.flatMap((owner) => list(owner.servers));
  const url = String(record(server).url ?? "");
  const at = "https://host.example";
  return URL.canParse(url, at) ? decodeURI(new URL(url, at).pathname).replace(/\/$/, "") : "";
}

/** Whether a success answers with a list under `data`, as both services' envelopes have it. */
function listed(find: Finder, responses: Operation["responses"]): boolean {
  const success = [...responses].find(([status]) => status < 300)?.[1];
  const data = record(success?.schema.properties).data;
  return data !== undefined && find.follow(data, "").schema.type === "array";
}

function paginationOf(
  document: Node,
  operation: Node,
  parameters: readonly OperationParameter[],
  isList: boolean,
): Pagination | undefined {
  const declared = operation["x-pagination"] ?? document["x-pagination"];
  if (!isObject(declared) || !isList) return undefined;
  // `page[after]` is a member of the parameter `page`.
  const [name] = String(declared.after ?? declared.page).split("[");
  const pages = parameters.some((parameter) => parameter.in === "query" && parameter.name === name);
  return pages ? (declared as unknown as Pagination) : undefined;
}

function webhooksOf(document: Node, find: Finder): Webhook[] {
  return Object.entries(record(document.webhooks)).map(([event, node]) => {
    const item = find.follow(node, pointerTo("#/webhooks", event));
    const operation = record(item.schema.post);
    const body = contentOf(find, operation.requestBody, pointerTo(item.pointer, "post", "requestBody"));
    if (body === undefined) throw new Error(`The webhook ${event} has no body.`);
    return { id: String(operation.operationId), event, body, envelope: envelopeOf(document, operation) };
  });
}

function envelopeOf(document: Node, operation: Node): Envelope {
  return (operation["x-envelope"] ?? document["x-envelope"] ?? "none") as Envelope;
}

/** The JSON schema of a Request Body or Response Object. */
function contentOf(find: Finder, node: unknown, pointer: string): Located | undefined {
  if (node === undefined) return undefined;
  const found = find.follow(node, pointer);
  const content = record(found.schema.content);
  const type = ["application/json", "application/x-www-form-urlencoded"].find((each) => Object.hasOwn(content, each));
  const media = record(content[type ?? ""]);
  if (type === undefined || media.schema === undefined) return undefined;
  return find.follow(media.schema, pointerTo(found.pointer, "content", type, "schema"));
}

function parameterOf(node: Node): OperationParameter {
  const { style = node.in === "query" ? "form" : "simple" } = node;
  const { explode = style === "form" } = node;
  return {
    ...node,
    style,
    explode,
    required: node.required === true,
    schema: record(node.schema),
  } as unknown as OperationParameter;
}

function pointerTo(base: string, ...keys: readonly string[]): string {
  return [base, ...keys.map((key) => key.replaceAll("~", "~0").replaceAll("/", "~1"))].join("/");
}

function record(node: unknown): Node {
  return isObject(node) ? node : {};
}

function list(node: unknown): readonly unknown[] {
  return Array.isArray(node) ? node : [];
}
