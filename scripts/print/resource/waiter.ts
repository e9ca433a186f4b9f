// A wait for a state: the function that repeats a read until then, the facts of the lifecycle, and its method.

import type { FunctionDeclarationStructure, VariableStatementStructure } from "ts-morph";
import { noDocs } from "../../model/docs.js";
import { withArticle } from "../../model/naming/names.js";
import type { Lifecycle, Waiter } from "../../model/types/lifecycle.js";
import type { Docs } from "../../model/types/node.js";
import type { Operation } from "../../model/types/operation.js";
import { factsName } from "../operation/facts.js";
import { callTags, type Signature, sentenceList } from "../operation/signature.js";
import { docComment, type Tag } from "../typescript/comment.js";
import { globalType } from "../typescript/global.js";
import { type Data, dataText } from "../typescript/literal.js";
import { type Context, type FileBuilder, type SourceFile, sourceFile } from "../typescript/source-file.js";
import { constant, exportedFunction } from "../typescript/statement.js";

/** A waiter with all it depends on. */
export interface Wait {
  readonly operation: Operation;
  readonly lifecycle: Lifecycle;
  readonly waiter: Waiter;
}

/** The waits of one file. */
export function waiterSource(context: Context, service: string, file: string, waits: readonly Wait[]): SourceFile {
  return sourceFile(context, file, (builder) => {
    for (const wait of waits) {
      const { operation, waiter } = wait;
      const path = [service, ...operation.name.split(".").slice(0, -1), waiter.method].join(".");
      builder.statements.push(waitFunction(wait, path, builder));
    }
    for (const lifecycle of new Set(waits.map((wait) => wait.lifecycle))) {
      builder.statements.push(lifecycleFacts(lifecycle, builder));
    }
  });
}

function lifecycleName({ resource }: Lifecycle): string {
  return `${resource.charAt(0).toLowerCase()}${resource.slice(1)}Lifecycle`;
}

/** The facts of a lifecycle for the runtime, once for all waits of a file. */
function lifecycleFacts(lifecycle: Lifecycle, { imports }: FileBuilder): VariableStatementStructure {
  const { title, property, reason } = lifecycle;
  const data: Data = { resource: title, property, reason };
  return constant(lifecycleName(lifecycle), imports.runtime("Lifecycle"), dataText(data, true));
}

export function waitSignature({ operation, waiter }: Wait, { imports, types }: FileBuilder): Signature {
  const { input, value } = operation;
  const ids = waiter.find === undefined ? operation.ids : [waiter.find];
  const base = `${imports.runtime("WaitOptions")}<${types.text(value)}>`;
  const options =
    input === undefined || waiter.find !== undefined
      ? base
      : `${base} & { query?: ${types.text(input.type, true)} | undefined }`;
  return {
    parameters: [
      ...ids.map(({ name, type }) => ({ name, optional: false, type: types.text(type, true) })),
      { name: "options", optional: true, type: options },
    ],
    returns: globalType("Promise", types.text(waiter.value)),
  };
}

function waitFunction(wait: Wait, clientPath: string, file: FileBuilder): FunctionDeclarationStructure {
  const { imports } = file;
  const { operation, lifecycle, waiter } = wait;
  const { parameters, returns } = waitSignature(wait, file);
  const transport = { name: "transport", optional: false, type: imports.runtime("Transport") };
  const until: Data = { until: waiter.until, stop: waiter.stop.length === 0 ? undefined : waiter.stop };
  const { find } = waiter;
  const ids = operation.ids.map(({ name }) => name);
  const facts = [
    "transport",
    imports.value(factsName(operation), operation.file),
    find === undefined ? `[${ids.join(", ")}]` : `{ ${find.name} }`,
    lifecycleName(lifecycle),
    dataText(until),
    "options",
  ];
  const docs = { ...waitDocs(wait), description: `Also a method: \`${clientPath}\`.` };
  return exportedFunction({
    name: waiter.functionName,
    docs: docComment(docs),
    parameters: [transport, ...parameters],
    returns,
    statements: [
      `return ${imports.runtimeValue(find === undefined ? "waitUntil" : "waitUntilInList")}(${facts.join(", ")});`,
    ],
  });
}

/** The documentation of a wait. */
export function waitDocs({ operation, lifecycle, waiter }: Wait): Docs {
  const { title } = lifecycle;
  const states = sentenceList(waiter.until.map((state) => `\`${state}\``));
  const description = `Repeats {@link ${operation.functionName}} until then, with growing pauses and within the rate limit.`;
  return { ...noDocs, summary: `Wait until ${withArticle(title)} is ${states}`, description };
}

export function waitTags({ operation, waiter }: Wait): Tag[] {
  const stops = sentenceList(waiter.stop.map((state) => `\`${state}\``));
  const stopped = stops === "" ? [] : [{ name: "throws", text: `{LifecycleError} at once when it is ${stops}.` }];
  const timeout = { name: "throws", text: "{TimeoutError} after `timeoutMs`, five minutes unless given." };
  const { find } = waiter;
  const tags = callTags(find === undefined ? operation : { ...operation, ids: [find] });
  const params = tags.filter(({ name }) => name === "param");
  return [...params, ...stopped, timeout, ...tags.filter(({ name }) => name !== "param")];
}
