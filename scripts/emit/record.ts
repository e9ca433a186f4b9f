// Recording and replaying the exchanges of a service: what the recorder is told, and the two functions.

import { StructureKind, VariableDeclarationKind } from "ts-morph";
import { noDocs } from "../model/docs.js";
import type { RecordedOperation, Service, ShapeFact } from "../model/types.js";
import { type Data, dataLayout, Expression } from "./data.js";
import { comment } from "./declaration.js";
import { type Context, type FileBuilder, printFile } from "./file.js";
import { print } from "./layout.js";
import { docComment } from "./prose.js";

export const recordFile = "record";

/** Beside the runtime, and apart from it: a recorder needs a file system. */
export function recorderOf(runtime: string): string {
  return runtime.startsWith(".") ? runtime.replace(/index$/, "record/index") : `${runtime}/record`;
}

export function emitRecord(context: Context, service: Service): string {
  return printFile(context, recordFile, (file) => {
    const { imports, statements } = file;
    const recorder = recorderOf(context.runtime);
    const type = (name: string): string => imports.type(name, recorder);
    const constant = (name: string, data: Data, satisfied: string, asserted = "") => ({
      kind: StructureKind.VariableStatement as const,
      declarationKind: VariableDeclarationKind.Const,
      declarations: [{ name, initializer: `${literalOf(data, file)}${asserted} satisfies ${satisfied}` }],
    });
    const { prefix, requestHeaders, responseHeaders, credentials, operations, shapes } = service.recording;
    const facts: Data = {
      name: service.name,
      prefix,
      inflected: service.inflection === undefined ? undefined : true,
      requestHeaders,
      responseHeaders,
      credentials,
      operations: new Expression("operations"),
      shapes: new Expression("shapes"),
    };
    statements.push(
      constant("shapes", dataOf(shapes), `${type("RecordedService")}["shapes"]`),
      // Constant, and so a tuple: the compiler gives up on the union of what a thousand operations are.
      constant("operations", operations.map(operationData), `readonly ${type("RecordedOperation")}[]`, " as const"),
      constant("service", facts, type("RecordedService")),
      {
        kind: StructureKind.Function,
        isExported: true,
        name: "record",
        docs: docsOf(recordDocs(service)),
        parameters: [
          { name: "dir", type: "string" },
          { name: "options", type: type("RecordOptions"), initializer: "{}" },
        ],
        returnType: type("Fetch"),
        statements: [`return ${imports.value("recordExchanges", recorder)}(service, dir, options);`],
      },
      {
        kind: StructureKind.Function,
        isExported: true,
        name: "replay",
        docs: docsOf(replayDocs(service)),
        parameters: [{ name: "dir", type: "string" }],
        returnType: type("Fetch"),
        statements: [`return ${imports.value("replayExchanges", recorder)}(service, dir);`],
      },
      `export type { RecordOptions, ${type("RecordOutcome")} };\n`,
    );
  });
}

function docsOf(description: string): string[] {
  return comment(docComment({ ...noDocs, description }, 0));
}

function recordDocs({ typeName }: Service): string {
  return `Makes a \`fetch\` for {@link create${typeName}} that writes each exchange to a file of \`dir\`, a fixture named after the operation and the status. Credentials are left out, and stand-ins are put in place of what the spec calls sensitive or does not describe. The caller gets the answer untouched, also when it cannot be written.`;
}

function replayDocs({ typeName }: Service): string {
  return `Makes a \`fetch\` for {@link create${typeName}} that answers from the fixtures in \`dir\`, without a network. A request that none of them fits is rejected with the names of the closest.`;
}

function literalOf(data: Data, file: FileBuilder): string {
  return file.hole(print(dataLayout(data, true), { column: 0, indent: 0 }));
}

function operationData({ id, method, path, ids, query, body, answers }: RecordedOperation): Data {
  const some = (shapes: RecordedOperation["ids"]): Data | undefined =>
    Object.keys(shapes).length === 0 ? undefined : dataOf(shapes);
  return {
    id,
    method,
    path,
    ids: some(ids),
    query: some(query),
    body: body && dataOf(body),
    answers: answersData(answers),
  };
}

/** Statuses by what their bodies are: most of an operation's have the service's one kind of error. */
function answersData(answers: RecordedOperation["answers"]): Data {
  const kinds = new Map(answers.map(([, body]) => [JSON.stringify(body), body]));
  return [...kinds].map(([kind, body]) => ({
    statuses: answers.filter(([, each]) => JSON.stringify(each) === kind).map(([status]) => status),
    body: body === null ? undefined : dataOf(body),
  }));
}

function dataOf(fact: ShapeFact | undefined): Data {
  if (fact === null || fact === undefined) return new Expression("null");
  if (typeof fact !== "object") return fact;
  if (Array.isArray(fact)) return fact.map((each: ShapeFact) => dataOf(each));
  return Object.fromEntries(Object.entries(fact).map(([name, inner]) => [name, dataOf(inner)]));
}
