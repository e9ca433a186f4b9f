// Whether what was generated does nothing but what it is for: it parses, holds no statement that a generated file has no
// use for, imports nothing else, shows all its characters, and sets off nothing when it is loaded.

import { transform } from "esbuild";
import ts from "typescript";
import * as runtime from "../../src/runtime/index.js";

/** As a client in this project has it: also its record.ts is then made. */
export const RUNTIME = "../../src/index";

/** What a reader does not see, or sees elsewhere than it stands. */
export const unseen =
  /[^\P{Cc}\n]|[\u2028\u2029\u200b-\u200f\u202a-\u202e\u2060-\u206f\u061c\u00ad\u180e\u115f\u1160\u3164\uffa0\ufeff\ufff9-\ufffb\u{e0000}-\u{e0fff}]|\p{Cs}/u;

const statements: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.ImportDeclaration,
  ts.SyntaxKind.ExportDeclaration,
  ts.SyntaxKind.InterfaceDeclaration,
  ts.SyntaxKind.TypeAliasDeclaration,
  ts.SyntaxKind.ClassDeclaration,
  ts.SyntaxKind.FunctionDeclaration,
  ts.SyntaxKind.VariableStatement,
]);

/** What the files hold that no generated file may hold, or do. */
export async function harm(tree: ReadonlyMap<string, string>, light = false): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [path, text] of tree) {
    if (!/^[\w-]+(\/[\w-]+)*\.(ts|md)$/.test(path) || path.split("/").some((part) => part.length > 200))
      found.push(`${path.slice(0, 300)}: a path`);
    const hidden = unseen.exec(text);
    if (hidden !== null)
      found.push(
        `${path}: U+${hidden[0].codePointAt(0)?.toString(16)} in ${JSON.stringify(text.slice(Math.max(0, hidden.index - 40), hidden.index + 20))}`,
      );
    if (path.endsWith(".ts")) found.push(...harmOf(path, text, tree));
  }
  return found.length > 0 || light ? found : await harmOfLoading(tree);
}

export function harmOf(path: string, text: string, tree: ReadonlyMap<string, string> = new Map()): readonly string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, false, ts.ScriptKind.TS);
  const { parseDiagnostics, referencedFiles, checkJsDirective } = file as ts.SourceFile & {
    parseDiagnostics: readonly ts.Diagnostic[];
    checkJsDirective?: unknown;
  };
  const found = parseDiagnostics.map(
    ({ messageText }) => `${path}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`,
  );
  if (referencedFiles.length > 0 || checkJsDirective !== undefined) found.push(`${path}: a directive`);
  for (const statement of file.statements) {
    if (!statements.has(statement.kind)) found.push(`${path}: ${ts.SyntaxKind[statement.kind]} ${textOf(statement)}`);
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) continue;
    const { moduleSpecifier } = statement;
    if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) continue;
    const { text: from } = moduleSpecifier;
    const to = resolve(path, from);
    if (!tree.has(`${to}.ts`) && !runtimes.has(to)) found.push(`${path}: an import of ${from}`);
  }
  const visit = (node: ts.Node, parent: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === "pwned" && !isMember(node, parent))
      found.push(`${path}: ${textOf(parent)}`);
    ts.forEachChild(node, (child) => visit(child, node));
  };
  visit(file, file);
  return found;

  function textOf(node: ts.Node): string {
    return text.slice(node.getFullStart(), node.end).trim().slice(0, 100);
  }
}

/** A member of a generated class may be called anything: `this.pwned` reaches nothing but itself. */
function isMember(node: ts.Identifier, parent: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(parent)) return parent.expression.kind === ts.SyntaxKind.ThisKeyword;
  const named = ts.isPropertyDeclaration(parent) || ts.isMethodDeclaration(parent) || ts.isPropertySignature(parent);
  return named && parent.name === node;
}

/** Loads every file, and what it imports, as a bundler would have it. */
async function harmOfLoading(tree: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const code = new Map(
    await Promise.all(
      [...tree]
        .filter(([path]) => path.endsWith(".ts") && path !== "schema.ts")
        .map(
          async ([path, text]) =>
            [path.slice(0, -3), (await transform(text, { loader: "ts", format: "cjs" })).code] as const,
        ),
    ),
  );
  const modules = new Map<string, { exports: Record<string, unknown> }>();
  const sandbox = Object.assign(Object.create(null), { pwned: undefined }) as { pwned: unknown };
  const load = (path: string): Record<string, unknown> => {
    if (runtimes.has(path)) return runtime;
    const known = modules.get(path);
    if (known !== undefined) return known.exports;
    const source = code.get(path);
    if (source === undefined) throw new Error(`There is no ${path}.ts.`);
    const module = { exports: {} };
    modules.set(path, module);
    const require = (from: string): unknown => load(resolve(path, from));
    new Function("module", "exports", "require", "globalThis", source)(module, module.exports, require, sandbox);
    return module.exports;
  };
  const takeNewGlobals = newKeysOf(globalThis);
  const takeNewInherited = newKeysOf(Object.prototype);
  const found: string[] = [];
  try {
    for (const path of code.keys()) load(path);
  } catch (error) {
    found.push(`loading fails: ${(error as Error).message}`);
  }
  if (takeNewGlobals().length > 0 || sandbox.pwned !== undefined) found.push("loading it ran a payload");
  if (takeNewInherited().length > 0) found.push("loading it changed a prototype");
  return found;
}

/** Later gives the keys that an object has got since, and removes them: other test files run in this process. */
function newKeysOf(object: object): () => readonly PropertyKey[] {
  const before = new Set(Reflect.ownKeys(object));
  return () => Reflect.ownKeys(object).filter((key) => !before.has(key) && Reflect.deleteProperty(object, key));
}

const folder = "file:///generated/toys/";
const runtimes: ReadonlySet<string> = new Set(["/runtime", "/http", "/record"].map((room) => `../../src${room}/index`));

/** Of a specifier, the path from the client's folder. */
function resolve(from: string, to: string): string {
  const { href } = new URL(to, folder + from);
  const path = href.startsWith(folder) ? href.slice(folder.length) : href.replace("file:///", "../../");
  return path.replace(/\.js$/, "");
}
