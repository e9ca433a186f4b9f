// A resource: a class whose methods are its operations.

import type { ClassDeclarationStructure, MethodDeclarationStructure, OptionalKind } from "ts-morph";
import { noDocs } from "../../model/docs.js";
import type { Download } from "../../model/types/download.js";
import type { Operation } from "../../model/types/operation.js";
import type { Resource } from "../../model/types/service.js";
import { callStatement } from "../operation/operation-file.js";
import { callTags, requestLine, signature } from "../operation/signature.js";
import { docComment } from "../typescript/comment.js";
import { morph } from "../typescript/morph.js";
import { type Context, type FileBuilder, type SourceFile, sourceFile } from "../typescript/source-file.js";
import { docsOf, parameterStructures } from "../typescript/statement.js";
import { downloadSignature, downloadTags } from "./download.js";
import { isSynced, type SyncedOperation, syncDocs, syncSignature, syncTags } from "./sync.js";
import { type Wait, waitDocs, waitSignature, waitTags } from "./waiter.js";

/** The class. Each operation has a file of its own: a caller's compiler reads those in use. */
export function resourceSource(context: Context, resource: Resource, waits: readonly Wait[]): SourceFile {
  return sourceFile(context, resource.file, (file) => {
    file.statements.push(resourceClass(resource, waits, file));
  });
}

function resourceClass(resource: Resource, waits: readonly Wait[], file: FileBuilder): ClassDeclarationStructure {
  const transport = file.imports.runtime("Transport");
  const { children, downloads = [] } = resource;
  const calls = resource.operations.length + downloads.length > 0;
  return {
    kind: morph.StructureKind.Class,
    ...docsOf(docComment({ ...noDocs, description: resource.description })),
    isExported: true,
    name: resource.className,
    properties: [
      ...children.map((child) => ({
        name: child.name,
        isReadonly: true,
        type: file.imports.value(child.className, child.file),
      })),
      ...(calls ? [{ name: "#transport", isReadonly: true, type: transport }] : []),
    ],
    ctors: [
      {
        parameters: [{ name: "transport", type: transport }],
        statements: [
          ...(calls ? ["this.#transport = transport;"] : []),
          ...children.map((child) => `this.${child.name} = new ${child.className}(transport);`),
        ],
      },
    ],
    methods: [
      ...resource.operations.map((operation) => method(operation, file)),
      ...waits.map((wait) => waitMethod(wait, file)),
      ...resource.operations.filter(isSynced).map((operation) => syncMethod(operation, file)),
      ...downloads.map((download) => downloadMethod(download, file)),
    ],
  };
}

function method(operation: Operation, file: FileBuilder): OptionalKind<MethodDeclarationStructure> {
  const { parameters, returns } = signature(operation, file);
  return {
    name: operation.method,
    ...docsOf(docComment({ ...operation.docs, request: requestLine(operation) }, callTags(operation), 2)),
    parameters: parameterStructures(parameters),
    returnType: returns,
    // Not by the operation's function, so that a bundle of the client holds each call once.
    statements: [callStatement(operation, "this.#transport", file)],
  };
}

function syncMethod(operation: SyncedOperation, file: FileBuilder): OptionalKind<MethodDeclarationStructure> {
  const { method, functionName, file: home } = operation.sync;
  const callee = file.imports.value(functionName, home);
  const { parameters, returns } = syncSignature(operation, file);
  return {
    name: method,
    ...docsOf(docComment(syncDocs(operation), syncTags(operation), 2)),
    parameters: parameterStructures(parameters),
    returnType: returns,
    statements: [`return ${callee}(this.#transport, ${parameters.map(({ name }) => name).join(", ")});`],
  };
}

function waitMethod(wait: Wait, file: FileBuilder): OptionalKind<MethodDeclarationStructure> {
  const { method, functionName, file: home } = wait.waiter;
  const callee = file.imports.value(functionName, home);
  const { parameters, returns } = waitSignature(wait, file);
  const args = parameters.map(({ name }) => name).join(", ");
  return {
    name: method,
    ...docsOf(docComment(waitDocs(wait), waitTags(wait), 2)),
    parameters: parameterStructures(parameters),
    returnType: returns,
    statements: [`return ${callee}(this.#transport, ${args});`],
  };
}

function downloadMethod(download: Download, file: FileBuilder): OptionalKind<MethodDeclarationStructure> {
  const { method, functionName, file: home, docs } = download;
  const callee = file.imports.value(functionName, home);
  const { parameters, returns } = downloadSignature(file);
  return {
    name: method,
    ...docsOf(docComment(docs, [...downloadTags(download)], 2)),
    parameters: parameterStructures(parameters),
    returnType: returns,
    statements: [`return ${callee}(this.#transport, ${parameters.map(({ name }) => name).join(", ")});`],
  };
}
