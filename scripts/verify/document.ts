// A document as its author wrote it, read without the pipeline: of any edition, its operations in one form. What this
// understands wrongly shows as a difference, for it shares no code with what it checks.

import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { load } from "js-yaml";
import { projectOf, referredPath } from "../remote/address.js";

// biome-ignore lint/suspicious/noExplicitAny: whatever its author wrote
export type Node = any;

export interface DescribedParameter {
  readonly in: "path" | "query" | "header" | "cookie" | "querystring";
  readonly name: string;
  readonly schema: Node;
  readonly style: string;
  readonly explode: boolean;
  readonly reserved: boolean;
  /** The value is JSON or text inside of the parameter: its media type. */
  readonly media: string | undefined;
}

export interface DescribedMedia {
  readonly name: string;
  readonly schema: Node;
  readonly encoding: Readonly<Record<string, Node>>;
}

export interface DescribedOperation {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly DescribedParameter[];
  /** Empty without a body. */
  readonly bodies: readonly DescribedMedia[];
  /** By status, with the media types of each answer. */
  readonly answers: readonly { readonly status: string; readonly media: readonly DescribedMedia[] }[];
  /** Alternatives, each with the schemes that go together. */
  readonly security: readonly (readonly Node[])[];
  /** The security schemes whose credentials a call may hold. */
  readonly schemes: readonly Node[];
  /** Its own server, if that has an https URL. */
  readonly server: string | undefined;
  /** May be called without credentials, too. */
  readonly anonymous: boolean;
}

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

export class DescribedDocument {
  readonly root: Node;
  readonly #file: string;
  readonly #files = new Map<string, Node>();
  /** Of objects in other files than the first. */
  readonly #homes = new WeakMap<object, string>();

  readonly #project: string;

  /** @param project the folder that holds the copies of documents of the network. */
  constructor(file: string, project = process.cwd()) {
    this.#file = resolve(file);
    this.#project = projectOf(this.#file) ?? resolve(project);
    this.root = this.#read(this.#file);
  }

  get isSwagger(): boolean {
    return this.root.swagger !== undefined;
  }

  /** The first server, if it has an https URL of its own. */
  get server(): string | undefined {
    const { host, basePath = "", schemes = ["https"], servers = [] } = this.root;
    if (!this.isSwagger) return serverUrl(servers[0]);
    return host === undefined || !schemes.includes("https")
      ? undefined
      : serverUrl({ url: `https://${host}${basePath}` });
  }

  get schemes(): Node {
    return this.root.securityDefinitions ?? this.root.components?.securitySchemes ?? {};
  }

  /** Follows references; what stands beside one (3.1) is laid over its target. */
  resolve(node: Node): Node {
    let current = node;
    const beside: Node[] = [];
    for (let steps = 0; typeof current?.$ref === "string"; steps += 1) {
      if (steps > 50) return {};
      const { $ref, ...siblings } = current;
      if (Object.keys(siblings).length > 0) beside.push(siblings);
      current = this.#target($ref, current);
    }
    if (beside.length === 0 || typeof current !== "object" || current === null) return current;
    const merged = Object.assign({}, current, ...beside.reverse());
    const home = this.#homes.get(current);
    if (home !== undefined) this.#homes.set(merged, home);
    return merged;
  }

  /** Whether anything takes credentials. */
  get #asks(): boolean {
    return [
      this.root,
      ...Object.values<Node>(this.root.paths ?? {}).flatMap((item) => Object.values<Node>(item ?? {})),
    ].some((each) => each?.security?.some((requirements: Node) => Object.keys(requirements).length > 0));
  }

  operations(): readonly DescribedOperation[] {
    const found: DescribedOperation[] = [];
    for (const [path, entry] of Object.entries<Node>(this.root.paths ?? {})) {
      const item = this.resolve(entry);
      if (!path.startsWith("/") || typeof item !== "object" || item === null) continue;
      for (const [key, operation] of Object.entries<Node>(item)) {
        if (methods.includes(key) && typeof operation === "object" && operation !== null)
          found.push(this.#operation(path, key.toUpperCase(), item, operation));
      }
      for (const [method, operation] of Object.entries<Node>(item.additionalOperations ?? {}))
        found.push(this.#operation(path, method, item, operation));
    }
    return found;
  }

  #operation(path: string, method: string, item: Node, operation: Node): DescribedOperation {
    const all = new Map<string, Node>();
    for (const entry of [...(item.parameters ?? []), ...(operation.parameters ?? [])]) {
      const parameter = this.resolve(entry);
      if (parameter?.name !== undefined) all.set(`${parameter.in} ${parameter.name}`, parameter);
    }
    const parameters = [...all.values()];
    const security: Node[] = operation.security ?? this.root.security ?? [];
    const requirements = security.map((each) => Object.keys(each).map((name) => this.resolve(this.schemes[name])));
    return {
      method,
      path,
      parameters: parameters.flatMap((each) => (this.isSwagger ? swaggerParameter(each) : this.#parameter(each))),
      bodies: this.isSwagger ? this.#swaggerBodies(parameters, operation) : this.#bodies(operation),
      answers: Object.entries<Node>(operation.responses ?? {})
        .filter(([status]) => /^(\d|default)/.test(status))
        .map(([status, entry]) => ({ status, media: this.#answer(this.resolve(entry), operation) })),
      security: requirements,
      // Declared and nowhere required: whoever has credentials may send them.
      schemes: this.#asks ? requirements.flat() : Object.values<Node>(this.schemes).map((each) => this.resolve(each)),
      server: serverUrl((operation.servers ?? item.servers)?.[0]),
      anonymous: security.length === 0 || security.some((each) => Object.keys(each).length === 0),
    };
  }

  #parameter(node: Node): readonly DescribedParameter[] {
    const { style = node.in === "query" || node.in === "cookie" ? "form" : "simple" } = node;
    const [media] = node.schema === undefined ? mediaIn(node.content) : [];
    if (node.in === "querystring" && /urlencoded/.test(media?.name ?? "")) {
      return Object.entries<Node>(this.resolve(media?.schema)?.properties ?? {}).flatMap(([name, schema]) =>
        this.#parameter({ ...media?.encoding[name], in: "query", name, schema }),
      );
    }
    return [
      {
        in: node.in,
        name: node.name,
        schema: media?.schema ?? node.schema ?? { type: "string" },
        style,
        explode: node.explode ?? (style === "form" || style === "cookie"),
        reserved: node.allowReserved === true,
        media: media?.name,
      },
    ];
  }

  #bodies(operation: Node): readonly DescribedMedia[] {
    return mediaIn(this.resolve(operation.requestBody)?.content);
  }

  #swaggerBodies(parameters: readonly Node[], operation: Node): readonly DescribedMedia[] {
    const body = parameters.find((each) => each.in === "body");
    const consumes: string[] = operation.consumes ?? this.root.consumes ?? [];
    if (body !== undefined) {
      const names = consumes.length > 0 ? consumes : ["application/json"];
      return names.map((name) => ({ name, schema: body.schema, encoding: {} }));
    }
    const fields = parameters.filter((each) => each.in === "formData");
    if (fields.length === 0) return [];
    const properties = Object.fromEntries(
      fields.map(({ in: _, name, required: __, ...schema }) => [
        name,
        schema.type === "file" ? { type: "string", format: "binary" } : schema,
      ]),
    );
    const schema = { type: "object", properties, required: Object.keys(properties) };
    const lists = fields.filter(({ type }) => type === "array");
    const encoding = Object.fromEntries(lists.map((each) => [each.name, collection(each.collectionFormat)]));
    return ["multipart/form-data", "application/x-www-form-urlencoded"].map((name) => ({ name, schema, encoding }));
  }

  #answer(node: Node, operation: Node): readonly DescribedMedia[] {
    if (!this.isSwagger) return mediaIn(node?.content);
    if (node?.schema === undefined) return [];
    const produces: string[] = operation.produces ?? this.root.produces ?? ["application/json"];
    const schema = node.schema.type === "file" ? { type: "string", format: "binary" } : node.schema;
    return (produces.length > 0 ? produces : ["application/json"]).map((name) => ({ name, schema, encoding: {} }));
  }

  #target(reference: string, from: object): Node {
    const [name = "", pointer = ""] = reference.split("#");
    const home = this.#homes.get(from) ?? this.#file;
    const copy = referredPath(this.#project, home, name);
    if (copy === undefined && /^[a-z]+:\/\//i.test(name)) return {};
    const file = copy ?? resolve(dirname(home), decodeURIComponent(name));
    let node = name === "" ? this.#files.get(home) : this.#read(file);
    for (const part of pointer.split("/").slice(1)) {
      node = node?.[decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~")];
      if (typeof node?.$ref === "string") node = this.resolve(node);
    }
    return node;
  }

  #read(file: string): Node {
    const known = this.#files.get(file);
    if (known !== undefined) return known;
    const text = readFileSync(file, "utf8");
    const root = text.trimStart().startsWith("{") ? JSON.parse(text) : load(text);
    this.#files.set(file, root);
    if (file !== this.#file) this.#remember(root, file);
    return root;
  }

  #remember(node: Node, file: string): void {
    if (typeof node !== "object" || node === null || this.#homes.has(node)) return;
    this.#homes.set(node, file);
    for (const inner of Object.values(node)) this.#remember(inner, file);
  }
}

function serverUrl(node: Node): string | undefined {
  const { url = "", variables = {} } = node ?? {};
  const text = url.replace(/\{([^{}]*)\}/g, (_: string, name: string) => variables[name]?.default);
  return URL.canParse(text) && text.startsWith("https:") ? new URL(text).href.replace(/\/+$/, "") : undefined;
}

function mediaIn(content: Node): readonly DescribedMedia[] {
  return Object.entries<Node>(content ?? {}).map(([name, node]) => ({
    name,
    schema: node?.schema ?? node?.itemSchema,
    encoding: node?.encoding ?? {},
  }));
}

function swaggerParameter(node: Node): readonly DescribedParameter[] {
  if (node.in === "body" || node.in === "formData") return [];
  const { in: place, name, collectionFormat, required: _, ...schema } = node;
  const usual = { style: place === "query" ? "form" : "simple", explode: false };
  const listed = schema.type === "array" ? collection(collectionFormat) : undefined;
  // Neither a path nor a header can repeat a name.
  const style = place === "query" ? listed : undefined;
  return [{ in: place, name, schema, ...usual, ...style, reserved: false, media: undefined }];
}

function collection(format = "csv"): { readonly style: string; readonly explode: boolean } {
  const styles: Readonly<Record<string, string>> = {
    ssv: "spaceDelimited",
    tsv: "tabDelimited",
    pipes: "pipeDelimited",
  };
  return { style: styles[format] ?? "form", explode: format === "multi" };
}
