// A resource: its class first, then the functions behind it, what they are told, and the types of their inputs.

import {
  type ClassDeclarationStructure,
  type MethodDeclarationStructure,
  type OptionalKind,
  StructureKind,
} from "ts-morph";
import { type Declaration, type Lifecycle, type Operation, type Resource, waitersOf } from "../model/types.js";
import { comment, declare } from "./declaration.js";
import { type Context, type FileBuilder, printFile } from "./file.js";
import { callFunction, callStatement, callTags, facts, resultAlias, signature, signatureText } from "./operation.js";
import { docComment } from "./prose.js";
import { lifecycleFacts, type Wait, waitDocs, waitFunction, waitSignature, waitTags } from "./waiter.js";

export interface ResourceInput {
  readonly service: string;
  readonly resource: Resource;
  /** Types declared in this resource's file. */
  readonly declarations: readonly Declaration[];
  readonly lifecycles: readonly Lifecycle[];
  /** Name of the constant that describes an operation's pager. */
  pagerName(operation: Operation): string | undefined;
}

export function emitResource(context: Context, input: ResourceInput): string {
  const { service, resource, declarations, lifecycles, pagerName } = input;
  return printFile(context, resource.file, (file) => {
    const { operations } = resource;
    const path = [service, ...resource.path].join(".");
    const waits = operations.flatMap((operation): Wait[] =>
      waitersOf(lifecycles, operation).map((each) => ({ operation, ...each })),
    );
    file.statements.push(resourceClass(resource, waits, file));
    for (const operation of operations) {
      file.statements.push(callFunction(operation, `${path}.${operation.method}`, file));
    }
    for (const wait of waits) file.statements.push(waitFunction(wait, `${path}.${wait.waiter.method}`, file));
    for (const operation of operations) file.statements.push(facts(operation, file, pagerName(operation)));
    for (const lifecycle of new Set(waits.map((wait) => wait.lifecycle))) {
      file.statements.push(lifecycleFacts(lifecycle, file));
    }
    const declared = new Map(declarations.map((each) => [each.name, each]));
    for (const operation of operations) {
      const own = namesOwnedBy(operation).flatMap((name) => declared.get(name) ?? []);
      file.statements.push(...own.map((declaration) => declare(declaration, file)), resultAlias(operation, file));
    }
  });
}

/** Names of the types that are made for an operation alone, as far as they stand in its file. */
function namesOwnedBy({ input, options: { query, headers, cookies } }: Operation): readonly string[] {
  return [input?.type, query, headers, cookies].flatMap((type) => (type?.kind === "named" ? [type.name] : []));
}

function resourceClass(resource: Resource, waits: readonly Wait[], file: FileBuilder): ClassDeclarationStructure {
  const transport = file.imports.runtime("Transport");
  const { children } = resource;
  return {
    kind: StructureKind.Class,
    isExported: true,
    name: resource.className,
    docs: comment(
      docComment(
        { summary: undefined, description: resource.description, notes: [], deprecated: false, link: undefined },
        0,
      ),
    ),
    properties: [
      ...children.map((child) => ({
        name: child.name,
        isReadonly: true,
        type: file.imports.value(child.className, child.file),
      })),
      ...(resource.operations.length === 0 ? [] : [{ name: "#transport", isReadonly: true, type: transport }]),
    ],
    ctors: [
      {
        parameters: [{ name: "transport", type: transport }],
        statements: [
          ...(resource.operations.length === 0 ? [] : ["this.#transport = transport;"]),
          ...children.map((child) => `this.${child.name} = new ${child.className}(transport);`),
        ],
      },
    ],
    methods: [
      ...resource.operations.map((operation) => method(operation, file)),
      ...waits.map((wait) => waitMethod(wait, file)),
    ],
  };
}

function method(operation: Operation, file: FileBuilder): OptionalKind<MethodDeclarationStructure> {
  const { parameters, returns } = signature(operation, file);
  return {
    name: operation.method,
    docs: comment(docComment(operation.docs, 2, callTags(operation))),
    ...signatureText(operation.method, parameters, returns, { indent: 2, file }),
    // Not by the function: a bundle of the client then holds each call once.
    statements: [callStatement(operation, "this.#transport", file)],
  };
}

function waitMethod(wait: Wait, file: FileBuilder): OptionalKind<MethodDeclarationStructure> {
  const { method, functionName } = wait.waiter;
  const { parameters, returns } = waitSignature(wait, file);
  const args = parameters.map(({ name }) => name).join(", ");
  return {
    name: method,
    docs: comment(docComment(waitDocs(wait), 2, waitTags(wait))),
    ...signatureText(method, parameters, returns, { indent: 2, file }),
    statements: [`return ${functionName}(this.#transport, ${args});`],
  };
}
