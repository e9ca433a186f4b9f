// Runs a snippet: the module that it is, translated, with the modules it imports handed in. What its comments promise is
// compared with what it prints.

import { format } from "node:util";
import ts from "typescript";
import { moduleOf, type Prelude, type Snippet } from "./snippets.js";

export interface Run {
  /** What it declared at its outermost level, by name. */
  readonly declared: Readonly<Record<string, unknown>>;
  /** What went to the console, in order. */
  readonly printed: readonly string[];
  /** Promises of lines that were reached. */
  readonly kept: readonly string[];
  /** With what was printed instead. */
  readonly broken: readonly string[];
}

/** A line that prints, and says in a comment what: `console.log(a, b); // 1, two`. What follows a colon explains. */
const promising = /^(.*)\bconsole\.log\((.*)\);\s*\/\/ ([^:]+)(?:: .*)?$/;

/** What a snippet promises to print. */
export function promisesOf({ code }: Snippet): readonly string[] {
  return code.split("\n").flatMap((line) => promising.exec(line)?.[3] ?? []);
}

/** @throws what the snippet throws. */
export async function execute(
  snippet: Snippet,
  prelude: Prelude,
  modules: Readonly<Record<string, unknown>>,
): Promise<Run> {
  const printed: string[] = [];
  const kept: string[] = [];
  const broken: string[] = [];
  const log = (...given: unknown[]): void => void printed.push(format(...given));
  const promised = (promise: string, ...given: unknown[]): void => {
    log(...given);
    if (isKept(promise, given)) kept.push(promise);
    else broken.push(`${promise} (printed: ${format(...given)})`);
  };
  const require = (name: string): unknown => {
    if (!Object.hasOwn(modules, name)) throw new Error(`The snippet imports ${name}, which is not at hand.`);
    return modules[name];
  };
  const exports: { snippet?: () => Promise<Record<string, unknown>> } = {};
  const names = ["require", "exports", "console", "promised"];
  new Function(...names, translated(snippet, prelude))(
    require,
    exports,
    { ...console, log, debug: log, info: log, warn: log, error: log },
    promised,
  );
  return { declared: (await exports.snippet?.()) ?? {}, printed, kept, broken };
}

function translated({ page, line, code }: Snippet, prelude: Prelude): string {
  const watched = code
    .split("\n")
    .map((text) =>
      text.replace(promising, (_, before, given, said) => `${before}promised(${JSON.stringify(said)}, ${given});`),
    );
  const source = moduleOf(`${watched.join("\n")}\nreturn { ${declarationsOf(code).join(", ")} };`, prelude);
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true },
  });
  return `${outputText}\n//# sourceURL=${page}-line-${line}.js`;
}

/** Names of the constants at the outermost level. */
function declarationsOf(code: string): readonly string[] {
  const { statements } = ts.createSourceFile("snippet.ts", code, ts.ScriptTarget.ESNext);
  return statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) =>
      declarationList.declarations.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : [])),
    );
}

/** Whether what was printed is what was promised, word by word; of an object, whether each word is among its values. */
export function isKept(promise: string, given: readonly unknown[]): boolean {
  const words = promise.split(", ");
  const leaves = given.flatMap(leavesOf).map(String);
  const hasObject = given.some((each) => typeof each === "object" && !Array.isArray(each));
  return hasObject ? words.every((word) => leaves.includes(word)) : words.join() === leaves.join();
}

function leavesOf(value: unknown): readonly unknown[] {
  if (typeof value !== "object" || value === null) return [value];
  return Object.values(value).flatMap(leavesOf);
}
