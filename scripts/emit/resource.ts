// A resource: its class first, then the functions behind it, what they are told, and the types of their inputs.

import {
  type ClassDeclarationStructure,
  type MethodDeclarationStructure,
  type OptionalKind,
  StructureKind,
} from "ts-morph";
import type { Declaration, Operation, Resource } from "../model/types.js";
import { comment, declare } from "./declaration.js";
import { type Context, type FileBuilder, printFile } from "./file.js";
import { callFunction, callTags, facts, resultAlias, signature, signatureText } from "./operation.js";
import { docComment } from "./prose.js";

export interface ResourceInput {
  readonly service: string;
  readonly resource: Resource;
  /** Types declared in this resource's file. */
  readonly declarations: readonly Declaration[];
  /** Name of the constant that describes an operation's pager. */
  pagerName(operation: Operation): string | undefined;
}

export function emitResource(context: Context, { service, resource, declarations, pagerName }: ResourceInput): string {
  return printFile(context, resource.file, (file) => {
    const { operations } = resource;
    const path = [service, ...resource.path].join(".");
    file.statements.push(resourceClass(resource, file));
    for (const operation of operations) {
      file.statements.push(callFunction(operation, `${path}.${operation.method}`, file));
    }
    for (const operation of operations) file.statements.push(facts(operation, file, pagerName(operation)));
    for (const operation of operations) {
      const own = declarations.filter(({ name }) => belongsTo(name, operation));
      file.statements.push(...own.map((declaration) => declare(declaration, file)), resultAlias(operation, file));
    }
  });
}

function belongsTo(name: string, { input, options }: Operation): boolean {
  return [input?.type, options.query].some((type) => type?.kind === "named" && type.name === name);
}

function resourceClass(resource: Resource, file: FileBuilder): ClassDeclarationStructure {
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
    methods: resource.operations.map((operation) => method(operation, file)),
  };
}

function method(operation: Operation, file: FileBuilder): OptionalKind<MethodDeclarationStructure> {
  const { parameters, returns } = signature(operation, file);
  const args = parameters.map(({ name }) => name).join(", ");
  return {
    name: operation.method,
    docs: comment(docComment(operation.docs, 2, callTags(operation))),
    ...signatureText(operation.method, parameters, returns, { indent: 2, file }),
    statements: [`return ${operation.functionName}(this.#transport, ${args});`],
  };
}
