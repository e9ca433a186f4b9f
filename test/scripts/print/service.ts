// Models written by hand: what a test does not say about one is filled in here.

import { noDocs } from "../../../scripts/model/docs.js";
import type { Lifecycle } from "../../../scripts/model/types/lifecycle.js";
import type { Declaration } from "../../../scripts/model/types/node.js";
import type { Operation } from "../../../scripts/model/types/operation.js";
import type { Resource, Service } from "../../../scripts/model/types/service.js";
import { Memo } from "../../../scripts/print/memo.js";
import { type Context, type FileBuilder, printFile } from "../../../scripts/print/typescript/file.js";
import { string, voidNode } from "../model/nodes.js";

export function operation(more: Partial<Operation> = {}): Operation {
  return {
    id: "getToy",
    name: "toys.retrieve",
    functionName: "retrieveToy",
    file: `resources/toys/${more.method ?? "retrieve"}`,
    method: "retrieve",
    httpMethod: "GET",
    path: "/toys",
    pointer: "#/paths/~1toys/get",
    docs: noDocs,
    ids: [],
    input: undefined,
    options: { base: "RequestOptions", query: undefined },
    query: [],
    body: undefined,
    sensitive: [],
    decode: "nothing",
    value: voidNode,
    pager: undefined,
    successes: [204],
    failures: [],
    resultName: "RetrieveToyResult",
    idempotent: false,
    check: undefined,
    quota: undefined,
    unconfirmed: [],
    ...more,
  };
}

export const toyId = { name: "toyId", wire: "toy-id", type: string, docs: noDocs };

export function resource(more: Partial<Resource> = {}): Resource {
  return {
    name: "toys",
    path: ["toys"],
    className: "Toys",
    file: "resources/toys",
    description: undefined,
    operations: [],
    children: [],
    ...more,
  };
}

export function service(more: Partial<Service> = {}): Service {
  return {
    name: "shop",
    typeName: "Shop",
    specFolder: "specs/shop",
    title: "Shop API",
    description: undefined,
    version: "1.0.0",
    servers: [{ environment: "default", url: "https://shop.test", description: undefined }],
    auth: { schemes: [], security: [], required: false },
    inflection: undefined,
    idempotency: undefined,
    requestId: undefined,
    rateLimit: undefined,
    errorFormat: undefined,
    headerOptions: [],
    root: resource({ name: "", path: [], className: "", file: "", children: [resource()] }),
    declarations: [],
    webhooks: undefined,
    lifecycles: [],
    recording: { prefix: "", requestHeaders: [], responseHeaders: [], operations: [], shapes: {} },
    unconfirmed: [],
    ...more,
  };
}

/** A toy is new until it is sold, or breaks. */
export function lifecycle(more: Partial<Lifecycle> = {}): Lifecycle {
  const state = (name: string) => ({ name, description: undefined, guarantees: [] });
  return {
    resource: "Toy",
    title: "Toy",
    property: "state",
    initial: "new",
    terminal: ["sold", "broken"],
    failed: [],
    reason: undefined,
    states: ["new", "sold", "broken"].map(state),
    transitions: ["sold", "broken"].map((to) => ({ from: "new", to, by: undefined, at: undefined })),
    waiters: [],
    ...more,
  };
}

export function declaration(more: Partial<Declaration> & Pick<Declaration, "name" | "type">): Declaration {
  return { docs: noDocs, file: `types/${more.name.toLowerCase()}`, input: false, states: undefined, ...more };
}

/** Knows the types `Toy` and `Problem`, each in a file of its own. */
export function context(files: Readonly<Record<string, string>> = {}): Context {
  return {
    specFolder: "specs/shop",
    runtime: "../../src/index",
    files: new Map(Object.entries({ Toy: "types/toy", Problem: "types/problem", ...files })),
    memo: new Memo(),
  };
}

/** A file's text without its first lines: banner and imports. */
export function body(text: string): string {
  return text.replace(/^\/\/.*\n\n/, "").replace(/^(?:import [^;]*;\n)+\n?/, "");
}

/** What `fill` adds to a file, without banner and imports. */
export function printed(fill: (file: FileBuilder) => void, path = "types/other"): string {
  return body(printFile(context(), path, fill));
}
