// Code that makes a call: one line by the client for each example, and one by the function.

import { identifier, NameScope, singular } from "../../model/naming/names.js";
import type { Operation } from "../../model/types/operation.js";
import { operationsOf, type Service } from "../../model/types/service.js";
import { lineColumns } from "../typescript/comment.js";
import { access, commentText } from "../typescript/escape.js";
import { membersOf, type Sample } from "./values/arguments.js";
import type { Declarations, Value } from "./values/sample.js";
import { valueText, wrappedValue } from "./values/value.js";

/** The expression before a call: the client's variable and the way to the method. */
export function clientPath(service: Service, operation: Operation): string {
  return clientVariable(service) + operation.name.split(".").map(access).join("");
}

export function clientVariable({ name }: Service): string {
  return identifier(name);
}

export function callBlock(
  service: Service,
  operation: Operation,
  samples: readonly [Sample, ...Sample[]],
  declarations: Declarations,
  scope: NameScope,
): string {
  const path = clientPath(service, operation);
  const [first, ...others] = samples;
  const name = operation.pager === undefined ? resultName(operation, declarations, scope) : "page";
  const calls =
    operation.pager === undefined
      ? [statement(path, first, name), ...others.map((sample) => statement(path, sample))]
      : [
          iteration(path, operation, first, declarations, scope),
          ...(others.length > 0 ? others : [{ ...first, summary: "One page" }]).map((sample, index) =>
            statement(path, sample, index === 0 ? name : undefined, index === 0 ? pageUse : ""),
          ),
        ];
  const byFunction = functionCall(operation, first);
  return [...calls, ...(byFunction === undefined ? [] : [byFunction])].join("\n\n");
}

/** Names that calls use themselves. */
export function scopeOf(service: Service): NameScope {
  const functions = operationsOf(service.root).map(({ functionName }) => functionName);
  return new NameScope([clientVariable(service), "transport", "page", "body", "event", "console", ...functions]);
}

const pageUse = "\nconsole.log(page.items.length, page.hasNext);";

function statement(path: string, sample: Sample, name?: string, use = ""): string {
  const head = `${name === undefined ? "" : `const ${name} = `}await ${path}`;
  return commented(sample.summary, call(head, sample, ";") + use);
}

/** `persona.cases.retrieve("case_…", { … });` The last argument opens on the line of the call. */
function call(head: string, sample: Sample, tail: string): string {
  const given = argumentsOf(sample);
  const last = given.at(-1);
  if (last === undefined) return `${head}()${tail}`;
  const ahead = given.slice(0, -1).map((value) => `${valueText(value)}, `);
  return wrappedValue(`${head}(${ahead.join("")}`, last, `)${tail}`);
}

function argumentsOf({ ids, input, takesInput, options }: Sample): readonly Value[] {
  const given = Object.keys(options).length === 0 ? [] : [options];
  return [...ids, ...(input === undefined ? (given.length > 0 && takesInput ? [{}] : []) : [input]), ...given];
}

function iteration(
  path: string,
  { value, name }: Operation,
  sample: Sample,
  declarations: Declarations,
  scope: NameScope,
): string {
  const resource = name.split(".").at(-2);
  const item = free(singular(identifier(resource ?? "item")), "item", scope);
  const id = membersOf(value, declarations).some((member) => member.name === "id") ? `${item}.id` : item;
  const head = call(`for await (const ${item} of ${path}`, sample, ") {");
  return commented(sample.summary ?? "Every item of every page", `${head}\n  console.log(${id});\n}`);
}

/** The same by the function, where it takes no more than a line. */
function functionCall({ functionName }: Operation, sample: Sample): string | undefined {
  const text = `await ${functionName}(${["transport", ...argumentsOf(sample).map(valueText)].join(", ")});`;
  return text.length > lineColumns ? undefined : `// The same by its function\n${text}`;
}

function resultName({ value }: Operation, declarations: Declarations, scope: NameScope): string | undefined {
  if (value.kind === "primitive" && value.name === "void") return undefined;
  return value.kind === "named" && declarations.has(value.name)
    ? free(lowerFirst(value.name), "result", scope)
    : "result";
}

function free(name: string, otherwise: string, scope: NameScope): string {
  return scope.has(name) ? otherwise : name;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function commented(summary: string | undefined, text: string): string {
  return summary === undefined ? text : `// ${commentText(summary.replace(/\s+/g, " "))}\n${text}`;
}
