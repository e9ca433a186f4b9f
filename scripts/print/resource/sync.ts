// A copy of a list that is kept up to date: the function, its facts, and its method.

import { noDocs } from "../../model/docs.js";
import type { Docs } from "../../model/types/node.js";
import type { Operation } from "../../model/types/operation.js";
import type { Sync } from "../../model/types/sync.js";
import { callTags, parametersOf, type Signature } from "../operation/signature.js";
import { docComment, type Tag } from "../typescript/comment.js";
import { stringLiteral } from "../typescript/escape.js";
import { type Data, dataText, Expression } from "../typescript/literal.js";
import { type Context, type FileBuilder, type SourceFile, sourceFile } from "../typescript/source-file.js";
import { constant, exportedFunction, typeAlias } from "../typescript/statement.js";

/** An operation that has a sync. */
export type SyncedOperation = Operation & { readonly sync: Sync };

export function isSynced(operation: Operation): operation is SyncedOperation {
  return operation.sync !== undefined;
}

export function syncSource(context: Context, service: string, operation: SyncedOperation): SourceFile {
  const { sync, functionName, ids, name } = operation;
  return sourceFile(context, sync.file, (file) => {
    const { imports, types, statements } = file;
    const { parameters, returns } = syncSignature(operation, file);
    const path = [service, ...name.split(".").slice(0, -1), sync.method].join(".");
    const list = imports.value(functionName, operation.file);
    const input = operation.input === undefined ? "object" : types.text(operation.input.type, true);
    const args = [
      "transport",
      ...ids.map((id) => id.name),
      ...(operation.input === undefined ? [] : [`query as ${input}`]),
      "options",
    ];
    statements.push(
      exportedFunction({
        name: sync.functionName,
        docs: docComment({ ...syncDocs(operation), description: `Also a method: \`${path}\`.` }),
        parameters: [{ name: "transport", optional: false, type: imports.runtime("Transport") }, ...parameters],
        returns,
        statements: [
          `return ${imports.runtimeValue("syncList")}((query) => ${list}(${args.join(", ")}), syncFacts, input);`,
        ],
      }),
      constant("syncFacts", imports.runtime("SyncFacts"), dataText(factsOf(sync), true)),
      typeAlias(
        sync.inputName,
        `Omit<${input}, ${sync.taken.map(stringLiteral).join(" | ")}> & ${imports.runtime("SyncInput")}<${types.text(operation.value)}>`,
        docComment({
          ...noDocs,
          description: `Input of {@link ${sync.functionName}}: filters of the list, and where its copy is kept.`,
        }),
      ),
    );
  });
}

function factsOf({ since, order, id, time, pending, match, overlapDays }: Sync): Data {
  return {
    since,
    order,
    id,
    time,
    pending: pending && [pending.member, pending.value === null ? new Expression("null") : pending.value],
    match: match.length === 0 ? undefined : match,
    overlapDays,
  };
}

export function syncSignature(operation: SyncedOperation, file: FileBuilder): Signature {
  const { sync, ids } = operation;
  const parameters = parametersOf(operation, file);
  const options = parameters.at(-1);
  return {
    parameters: [
      ...parameters.slice(0, ids.length),
      { name: "input", optional: false, type: file.imports.type(sync.inputName, sync.file) },
      ...(options === undefined ? [] : [options]),
    ],
    returns: `Promise<${file.imports.runtime("SyncSummary")}>`,
  };
}

/** The documentation of a sync. */
export function syncDocs({ functionName, sync }: SyncedOperation): Docs {
  const pending =
    sync.pending === undefined ? "" : " Pending entries are marked as such, and recognised when they become final.";
  const description = `Saves in \`store\`, once and the oldest first, what {@link ${functionName}} lists and has not saved yet; a process that ends anywhere goes on there.${pending}`;
  return { ...noDocs, summary: "Keep a copy of the list in step", description };
}

export function syncTags(operation: SyncedOperation): Tag[] {
  return callTags(operation);
}
