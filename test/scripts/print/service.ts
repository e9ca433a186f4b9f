// Models written by hand: what a test does not say about one is filled in here.

import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { noDocs } from "../../../scripts/model/docs.js";
import type { Lifecycle } from "../../../scripts/model/types/lifecycle.js";
import type { Declaration } from "../../../scripts/model/types/node.js";
import type { Operation } from "../../../scripts/model/types/operation.js";
import type { Resource, Service } from "../../../scripts/model/types/service.js";
import { formatFiles } from "../../../scripts/output/format.js";
import { type PrintOptions, printService } from "../../../scripts/print/print.js";
import { printSourceFile } from "../../../scripts/print/typescript/print-source-file.js";
import {
  type Context,
  type FileBuilder,
  type SourceFile,
  sourceFile,
} from "../../../scripts/print/typescript/source-file.js";
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
    errorFormat: "any",
    headerOptions: [],
    exact: [],
    browserFlows: [],
    root: resource({ name: "", path: [], className: "", file: "", children: [resource()] }),
    declarations: [],
    webhooks: undefined,
    lifecycles: [],
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
  };
}

const biome = fileURLToPath(import.meta.resolve("@biomejs/biome/bin/biome"));
const main = resolve(import.meta.dirname, "../../..");

/** The text of a file as this project's formatter leaves it. */
export function formatted(file: SourceFile): string {
  const args = [biome, "check", "--write", "--linter-enabled=false", "--stdin-file-path=generated/shop/file.ts"];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: main,
    encoding: "utf8",
    input: printSourceFile(file),
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

/** The files of a service as this project's formatter leaves them. */
export async function files(
  service: Service,
  document: unknown,
  options: PrintOptions = {},
): Promise<ReadonlyMap<string, string>> {
  const { tree } = await printService(service, document, options);
  return formatFiles(tree, "biome", { folder: main, name: "generated" });
}

/** The same without its first lines: banner and imports. */
export function body(file: SourceFile): string {
  return bodyOf(formatted(file));
}

export function bodyOf(text: string): string {
  return text.replace(/^\/\/.*\n\n/, "").replace(/^(?:import [^;]*;\n)+\n?/, "");
}

/** What `fill` adds to a file, without banner and imports. */
export function printed(fill: (file: FileBuilder) => void, path = "types/other"): string {
  return body(sourceFile(context(), path, fill));
}
