// A wait for a state: the function that repeats a read until then, what it is told of the lifecycle, and its method.

import { type StatementStructures, StructureKind, VariableDeclarationKind } from "ts-morph";
import { noDocs } from "../model/docs.js";
import type { Docs, Lifecycle, Operation, Waiter } from "../model/types.js";
import { type Data, dataLayout } from "./data.js";
import { comment } from "./declaration.js";
import type { FileBuilder } from "./file.js";
import { group, list, print } from "./layout.js";
import { callTags, factsName, type Signature, sentenceList, signatureText } from "./operation.js";
import { docComment, type Tag } from "./prose.js";

/** A waiter with all it depends on. */
export interface Wait {
  readonly operation: Operation;
  readonly lifecycle: Lifecycle;
  readonly waiter: Waiter;
}

function lifecycleName({ resource }: Lifecycle): string {
  return `${resource.charAt(0).toLowerCase()}${resource.slice(1)}Lifecycle`;
}

/** What the runtime is told about a lifecycle, once for all waits of a file. */
export function lifecycleFacts(lifecycle: Lifecycle, file: FileBuilder): StatementStructures {
  const { title, property, reason } = lifecycle;
  const data: Data = { resource: title, property, reason };
  const type = file.imports.runtime("Lifecycle");
  const initializer = `${file.hole(print(dataLayout(data, true), { column: 0, indent: 0 }))} satisfies ${type}`;
  return {
    kind: StructureKind.VariableStatement,
    declarationKind: VariableDeclarationKind.Const,
    declarations: [{ name: lifecycleName(lifecycle), initializer }],
  };
}

export function waitSignature({ operation, waiter }: Wait, { imports, types }: FileBuilder): Signature {
  const { ids, input, value } = operation;
  const base = group(imports.runtime("WaitOptions"), list("<", [types.layout(value)], ">"));
  const options =
    input === undefined ? base : group(base, " & { query?: ", types.layout(input.type, true), " | undefined }");
  return {
    parameters: [
      ...ids.map(({ name, type }) => ({ name, optional: false, type: types.layout(type, true) })),
      { name: "options", optional: true, type: options },
    ],
    returns: group("Promise", list("<", [types.layout(waiter.value)], ">")),
  };
}

export function waitFunction(wait: Wait, clientPath: string, file: FileBuilder): StatementStructures {
  const { imports } = file;
  const { operation, lifecycle, waiter } = wait;
  const { parameters, returns } = waitSignature(wait, file);
  const transport = { name: "transport", optional: false, type: imports.runtime("Transport") };
  const until: Data = { until: waiter.until, stop: waiter.stop.length === 0 ? undefined : waiter.stop };
  const ids = operation.ids.map(({ name }) => name);
  const facts = [
    "transport",
    factsName(operation),
    `[${ids.join(", ")}]`,
    lifecycleName(lifecycle),
    dataLayout(until),
    "options",
  ];
  const head = `return ${imports.runtimeValue("waitUntil")}`;
  const call = print(list("(", facts, ")"), { column: head.length + 2, indent: 2, behind: 1 });
  const docs = { ...waitDocs(wait), description: `The function behind \`${clientPath}\`.` };
  return {
    kind: StructureKind.Function,
    isExported: true,
    name: waiter.functionName,
    docs: comment(docComment(docs, 0)),
    ...signatureText(`export function ${waiter.functionName}`, [transport, ...parameters], returns, {
      indent: 0,
      file,
    }),
    statements: [`${head}${file.hole(call)};`],
  };
}

/** Documentation of a wait as its caller reads it. */
export function waitDocs({ operation, lifecycle, waiter }: Wait): Docs {
  const { title } = lifecycle;
  const states = sentenceList(waiter.until.map((state) => `\`${state}\``));
  const description = `Repeats {@link ${operation.functionName}} until then, with growing pauses and within the rate limit.`;
  return { ...noDocs, summary: `Wait until a ${title} is ${states}`, description };
}

export function waitTags({ operation, waiter }: Wait): Tag[] {
  const stops = sentenceList(waiter.stop.map((state) => `\`${state}\``));
  const stopped = stops === "" ? [] : [{ name: "throws", text: `{LifecycleError} at once when it is ${stops}.` }];
  const late = { name: "throws", text: "{TimeoutError} after `timeoutMs`, five minutes unless given." };
  const tags = callTags(operation);
  const params = tags.filter(({ name }) => name === "param");
  return [...params, ...stopped, late, ...tags.filter(({ name }) => name !== "param")];
}
