// A resource: a class whose methods are its operations.

import type { MethodDeclarationStructure, OptionalKind } from "ts-morph";
import type { Operation } from "../model/types/operation.js";
import type { Resource } from "../model/types/service.js";
import { callStatement, callTags, signature } from "./operation.js";
import { comment, docComment } from "./typescript/comment.js";
import { type ClassStructure, type Context, type FileBuilder, printFile } from "./typescript/file.js";
import { signatureText } from "./typescript/statement.js";
import { type Wait, waitDocs, waitSignature, waitTags } from "./waiter.js";

/** The class. What its methods call stands in files of its own, one an operation: a caller's compiler reads what is used. */
export function emitResource(context: Context, resource: Resource, waits: readonly Wait[]): string {
  return printFile(context, resource.file, (file) => {
    file.statements.push(resourceClass(resource, waits, file));
  });
}

function resourceClass(resource: Resource, waits: readonly Wait[], file: FileBuilder): ClassStructure {
  const transport = file.imports.runtime("Transport");
  const { children } = resource;
  return {
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
  const { method, functionName, file: home } = wait.waiter;
  const callee = file.imports.value(functionName, home);
  const { parameters, returns } = waitSignature(wait, file);
  const args = parameters.map(({ name }) => name).join(", ");
  return {
    name: method,
    docs: comment(docComment(waitDocs(wait), 2, waitTags(wait))),
    ...signatureText(method, parameters, returns, { indent: 2, file }),
    statements: [`return ${callee}(this.#transport, ${args});`],
  };
}
