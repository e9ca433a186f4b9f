// `mocks`: handlers of MSW. The sandbox answers every call of the service; a line answers one operation otherwise, with a body
// that has the type of the wire.

import { noDocs } from "../model/docs.js";
import type { Operation } from "../model/types/operation.js";
import type { Resource, Service } from "../model/types/service.js";
import { schemaFile } from "../print/http.js";
import { documentFile } from "../print/machine-document.js";
import { besideRuntime } from "../print/typescript/beside-runtime.js";
import { docComment } from "../print/typescript/comment.js";
import { propertyKey, stringLiteral } from "../print/typescript/escape.js";
import { dataText } from "../print/typescript/literal.js";
import { morph } from "../print/typescript/morph.js";
import { type Context, type FileBuilder, type SourceFile, sourceFile } from "../print/typescript/source-file.js";
import { docsOf } from "../print/typescript/statement.js";
import type { Plugin } from "./plugin.js";
import { printContext, printFile } from "./print-files.js";
import { machineDocument, wireTypes } from "./shared-files.js";

export const mocks: Plugin = {
  name: "mocks",
  async files(service, context) {
    const shared = printContext(service, context);
    return [
      machineDocument(context, service),
      await wireTypes(context, service),
      printFile(mocksSource(service, shared), context),
    ];
  },
};

function mocksSource(service: Service, shared: Context): SourceFile {
  return sourceFile(shared, "mocks", (file) => {
    const { imports, statements } = file;
    const { typeName } = service;
    const create = imports.value("createMocks", besideRuntime(shared.runtime, "sandbox"));
    const http = imports.packageValue("http", "msw");
    const document = imports.value(documentFile, documentFile);
    const servers = service.servers.map(({ url, template = url }) => template);
    const declare = (name: string, initializer: string, docs?: string): void =>
      void statements.push({
        kind: morph.StructureKind.VariableStatement,
        ...docsOf(docs),
        ...(docs !== undefined && { isExported: true }),
        declarationKind: morph.VariableDeclarationKind.Const,
        declarations: [{ name, initializer }],
      });
    declare("mocks", `${create}({ ${http}, ${document}, servers: ${dataText(servers)} })`);
    const own = lowerFirst(typeName);
    declare(
      `${own}Handlers`,
      "mocks.handlers",
      docComment({
        ...noDocs,
        description: `Handlers by which a sandbox answers every call of the service: \`setupServer(...${own}Handlers())\`. It keeps what is created as long as they live.`,
      }),
    );
    declare(
      `mock${typeName}`,
      treeText(service.root, file),
      docComment({
        ...noDocs,
        description:
          "A handler for each operation, by the names of the client. It takes the body of the answer, or a function that makes it of the request: `server.use(...)`.",
      }),
    );
  });
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** The tree of the client, with a handler in the place of each method. */
function treeText(resource: Resource, file: FileBuilder): string {
  const members = [
    ...resource.operations.flatMap((operation) => {
      const text = operationText(operation, file);
      return text === undefined ? [] : [`${propertyKey(operation.method)}: ${text}`];
    }),
    ...resource.children.map((child) => `${propertyKey(child.name)}: ${treeText(child, file)}`),
  ];
  return members.length === 0 ? "{}" : `{\n${members.join(",\n")},\n}`;
}

const methods = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"];

function operationText(
  { httpMethod, path, successes, servers }: Operation,
  { imports }: FileBuilder,
): string | undefined {
  const [success] = successes;
  if (success === undefined || !methods.includes(httpMethod)) return undefined;
  const type = `${imports.type("paths", schemaFile)}[${stringLiteral(path)}][${stringLiteral(httpMethod.toLowerCase())}]`;
  const more = servers === undefined ? "" : `, ${dataText([...new Set(Object.values(servers))])}`;
  return `mocks.operation<${type}, ${success}>(${stringLiteral(httpMethod)}, ${stringLiteral(path)}, ${success}${more})`;
}
