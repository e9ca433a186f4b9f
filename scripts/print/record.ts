// Recording and replaying the exchanges of a service: what the recorder is told, and the two functions.

import { noDocs } from "../model/docs.js";
import type { RecordedOperation, Recording, ShapeFact } from "../model/types/recording.js";
import type { Service } from "../model/types/service.js";
import { docComment } from "./typescript/comment.js";
import { type Context, printFile } from "./typescript/file.js";
import { group } from "./typescript/layout.js";
import { type Data, dataLayout, Expression } from "./typescript/literal.js";
import { constant, functionText } from "./typescript/statement.js";

export const recordFile = "record";

/** Beside the runtime, and apart from it: a recorder needs a file system. */
export function recorderOf(runtime: string): string {
  return runtime.startsWith(".") ? runtime.replace(/index$/, "record/index") : `${runtime}/record`;
}

export function emitRecord(context: Context, service: Service, recording: Recording): string {
  return printFile(context, recordFile, (file) => {
    const { imports, statements } = file;
    const recorder = recorderOf(context.runtime);
    const type = (name: string): string => imports.type(name, recorder);
    const { prefix, requestHeaders, responseHeaders, credentials, operations, shapes } = recording;
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
      constant("shapes", `${type("RecordedService")}["shapes"]`, dataLayout(dataOf(shapes), true)),
      // Constant, and so a tuple: the compiler gives up on the union of what a thousand operations are.
      constant(
        "operations",
        `readonly ${type("RecordedOperation")}[]`,
        group(dataLayout(operations.map(operationData), true), " as const"),
      ),
      constant("service", type("RecordedService"), dataLayout(facts, true)),
      functionText({
        name: "record",
        docs: docComment({ ...noDocs, description: recordDocs(service) }, 0),
        parameters: [dir, { name: "options", optional: false, type: type("RecordOptions"), initial: "{}" }],
        returns: type("Fetch"),
        statements: [`return ${imports.value("recordExchanges", recorder)}(service, dir, options);`],
      }),
      functionText({
        name: "replay",
        docs: docComment({ ...noDocs, description: replayDocs(service) }, 0),
        parameters: [dir],
        returns: type("Fetch"),
        statements: [`return ${imports.value("replayExchanges", recorder)}(service, dir);`],
      }),
      `export type { RecordOptions, ${type("RecordOutcome")} };\n`,
    );
  });
}

const dir = { name: "dir", optional: false, type: "string" };

function recordDocs({ typeName }: Service): string {
  return `Makes a \`fetch\` for {@link create${typeName}} that writes each exchange to a file of \`dir\`, a fixture named after the operation and the status. Credentials are left out, and stand-ins are put in place of what the spec calls sensitive or does not describe. The caller gets the answer untouched, also when it cannot be written.`;
}

function replayDocs({ typeName }: Service): string {
  return `Makes a \`fetch\` for {@link create${typeName}} that answers from the fixtures in \`dir\`, without a network. A request that none of them fits is rejected with the names of the closest.`;
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
