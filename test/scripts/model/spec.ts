// Documents for tests: what a test does not say about a spec is filled in here.

import { resolve } from "node:path";
import { bundle, createConfig } from "@redocly/openapi-core";
import { SpecDocument } from "../../../scripts/document/resolve.js";
import { buildService } from "../../../scripts/model/build.js";
import { NameScope } from "../../../scripts/model/naming/names.js";
import type { Direction } from "../../../scripts/model/schema/object.js";
import { Types } from "../../../scripts/model/schema/types.js";
import type { Declaration } from "../../../scripts/model/types/node.js";
import type { Operation } from "../../../scripts/model/types/operation.js";
import { operationsOf, type Service } from "../../../scripts/model/types/service.js";
import type { Problem } from "../../../scripts/problem/problem.js";

export type Json = Readonly<Record<string, unknown>>;

/** A document with these schemas as components, and any other member. */
export function spec({ schemas = {}, components = {}, ...root }: Json = {}): Json {
  return {
    openapi: "3.1.0",
    info: { title: "Toys", version: "1.0.0" },
    paths: {},
    components: { schemas, ...(components as Json) },
    ...root,
  };
}

export function ref(schema: string): Json {
  return { $ref: `#/components/schemas/${schema}` };
}

export function json(schema: Json): Json {
  return { content: { "application/json": { schema } } };
}

/** A response with a JSON body. */
export function answer(schema?: Json): Json {
  return { description: "An answer.", ...(schema && json(schema)) };
}

export interface TypeOptions {
  readonly camel?: boolean;
  readonly jsonapi?: boolean;
  readonly taken?: readonly string[];
}

export function typesIn(root: Json, { camel = false, jsonapi = false, taken = [] }: TypeOptions = {}): Types {
  return new Types(new SpecDocument(root), { camel, jsonapi, scope: new NameScope(taken) });
}

/** How a schema is spelled, and what is declared for it, by name. */
export function typeOf(
  schema: Json | boolean | undefined,
  { schemas = {}, direction = "output", ...options }: TypeOptions & { schemas?: Json; direction?: Direction } = {},
) {
  const types = typesIn(spec({ schemas }), options);
  const type = types.of(schema as never, direction);
  return { type, declared: Object.fromEntries(types.declarations.map((each) => [each.name, each.type])) };
}

export function build(document: Json, name = "toys"): Service {
  const { service, problems } = buildService({ name, document });
  if (service === undefined) throw new Error(JSON.stringify(problems));
  return service;
}

export function problemsOf(document: Json): readonly Problem[] {
  const { service, problems } = buildService({ name: "toys", document });
  if (service !== undefined) throw new Error("The model took it.");
  return problems;
}

/** The model of one operation, in a document of its own. */
export function operationOf(
  operation: Json,
  { path = "/toys", method = "get", ...root }: Json & { path?: string; method?: string } = {},
): {
  readonly operation: Operation;
  readonly declared: Readonly<Record<string, Declaration>>;
  readonly problems: readonly Problem[];
} {
  const { responses = { "204": answer() } } = operation;
  const paths = { [path]: { [method]: { operationId: "doIt", ...operation, responses } } };
  const { service, problems } = buildService({ name: "toys", document: spec({ ...root, paths }) });
  if (service === undefined) throw new Error(JSON.stringify(problems));
  const [only] = operationsOf(service.root);
  if (only === undefined) throw new Error("There is no operation.");
  const declared = Object.fromEntries(service.declarations.map((each) => [each.name, each]));
  return { operation: only, declared, problems };
}

/** The document of one of our own services. Our Redocly plugin is TypeScript, which the test runner does not load for it. */
export async function bundled(service: string): Promise<Json> {
  const ref = resolve(import.meta.dirname, "../../../specs", service, "openapi.yaml");
  const { parsed } = (await bundle({ ref, config: await createConfig({}) })).bundle;
  return parsed as Json;
}
