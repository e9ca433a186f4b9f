// Generated clients as services: each is loaded from the folder that it was written into.

import { dirname } from "node:path";
import { loadSpec } from "../load/document.js";
import { projectOf } from "../remote/address.js";
import { isWithin } from "../terminal/checkout.js";
import { openCaller, stubOptions } from "../verify/call-operation.js";
import { DescribedDocument } from "../verify/document.js";
import { loadClient } from "../verify/load-client.js";
import type { Service } from "./service.js";
import { isObject } from "./spec/json.js";
import { type Node, readSpec, type Spec, specOf } from "./spec/spec.js";

export interface Subject {
  readonly name: string;
  /** Absolute path of the document. */
  readonly spec: string;
  /** Absolute path of the client's folder. */
  readonly out: string;
}

export interface OpenServices {
  readonly services: readonly Service[];
  close(): void;
}

export async function openServices(subjects: readonly Subject[]): Promise<OpenServices> {
  const opened: { readonly service: Service; close(): void }[] = [];
  const close = (): void => {
    for (const each of opened) each.close();
  };
  try {
    for (const subject of subjects) opened.push(await openService(subject));
  } catch (error) {
    close();
    throw error;
  }
  return { services: opened.map(({ service }) => service), close };
}

async function openService({ name, spec: file, out }: Subject) {
  const { module, close } = await loadClient(out);
  const spec = await specOfAnyEdition(file);
  const isNamed = [...spec.operations.values()].every(({ name }) => name !== "");
  const service: Service = {
    name,
    spec,
    client: clientOf(module),
    parseEvent: parserOf(module),
    documents: documentsIn(spec),
    requestId: requestIdOf(spec.document),
    unnamed: isNamed ? undefined : { document: new DescribedDocument(file), caller: await openCaller(module) },
  };
  return { service, close };
}

/** Documents of older editions are converted by the loader of the generator. */
async function specOfAnyEdition(file: string): Promise<Spec> {
  const { root } = new DescribedDocument(file);
  if (/^3\.[1-9]/.test(String(root?.openapi))) return readSpec(file);
  const project = projectOf(file);
  const folder = dirname(file);
  const base = project ?? (isWithin(process.cwd(), file) ? process.cwd() : folder);
  const { document, problems } = await loadSpec({
    spec: file,
    root: project ?? folder,
    base,
    remote: "kept",
    overlays: [],
  });
  if (document === undefined) throw new Error(problems.map(({ message }) => message).join(" "));
  return specOf(document as Node);
}

/** `createGalaxyTransport` and `Galaxy`: any credential that the transport takes is given. */
function clientOf(module: Readonly<Record<string, unknown>>): Service["client"] {
  const [, typeName = ""] =
    Object.keys(module)
      .map((each) => /^create(.*)Transport$/.exec(each) ?? [])
      .find(([name]) => name) ?? [];
  const makeTransport = module[`create${typeName}Transport`] as (options: unknown) => unknown;
  const Client = module[typeName] as new (transport: unknown) => object;
  return (answer) => {
    const fetch = async (url: string, init: RequestInit): Promise<Response> => answer(new Request(url, init));
    return new Client(makeTransport(stubOptions({ fetch, retry: false })));
  };
}

function parserOf(module: Readonly<Record<string, unknown>>): Service["parseEvent"] {
  const name = Object.keys(module).find((each) => /^parse.*Event$/.test(each));
  if (name === undefined) return () => undefined;
  return module[name] as Service["parseEvent"];
}

/** Members whose schema is a JSON:API document of its own. */
function documentsIn({ document, schemaOf }: Spec): readonly string[] {
  const names = new Set<string>();
  const seen = new Set<unknown>();
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    const { properties } = value as { readonly properties?: unknown };
    for (const [name, property] of Object.entries(isObject(properties) ? properties : {}))
      if (schemaOf(property)["x-envelope"] === "jsonapi") names.add(name);
    Object.values(value).forEach(visit);
  };
  visit(document);
  return [...names];
}

function requestIdOf(document: Node): string | undefined {
  const found = /"((?:x-)?request-id)":\{/i.exec(
    JSON.stringify((document.components as Node | undefined)?.headers ?? document.paths ?? {}),
  );
  return found?.[1];
}
