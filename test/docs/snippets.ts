// The TypeScript of our pages, type-checked as a consumer's would be: every block is a module of its own, in one program
// over the sources that the package is built from.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

export const root = join(import.meta.dirname, "../..");

export interface Snippet {
  readonly page: string;
  /** Line of the page its first line stands on. */
  readonly line: number;
  readonly code: string;
}

/** The blocks of a page that are fenced as `ts`. */
export function snippetsOf(page: string, text = readFileSync(join(root, page), "utf8")): readonly Snippet[] {
  return [...text.matchAll(/^(`{3,})ts\n(.*?)\n\1$/gms)].map((match) => ({
    page,
    line: text.slice(0, match.index).split("\n").length + 1,
    code: match[2] ?? "",
  }));
}

/** What a page has said before, for all of its blocks: names to import by module, and declarations. */
export interface Prelude {
  readonly imports: Readonly<Record<string, readonly string[]>>;
  readonly declarations: readonly string[];
}

/** What the compiler says, as `page:line: message`. */
export function check(snippets: readonly Snippet[], prelude: Prelude): readonly string[] {
  const modules = new Map(snippets.map((snippet, index) => [join(root, `test/docs/snippet-${index}.ts`), snippet]));
  const sources = new Map([...modules].map(([path, { code }]) => [path, moduleOf(code, prelude)]));
  const options = compilerOptions();
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile } = host;
  host.fileExists = (path) => sources.has(path) || fileExists(path);
  host.readFile = (path) => sources.get(path) ?? readFile(path);
  const program = ts.createProgram({ rootNames: [...sources.keys()], options, host });
  // What they import is checked with the rest of the project.
  const files = [...sources.keys()].flatMap((path) => program.getSourceFile(path) ?? []);
  const found = files.flatMap((file) => [
    ...program.getSyntacticDiagnostics(file),
    ...program.getSemanticDiagnostics(file),
  ]);
  return [...program.getOptionsDiagnostics(), ...found].map(({ file, start = 0, messageText }) => {
    const message = ts.flattenDiagnosticMessageText(messageText, "\n");
    const snippet = file && modules.get(file.fileName);
    if (file === undefined || snippet === undefined) return `${file?.fileName ?? "options"}: ${message}`;
    return `${snippet.page}:${snippet.line + file.getLineAndCharacterOfPosition(start).line - 1}: ${message}`;
  });
}

function compilerOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, files: [], include: [] }, ts.sys, root);
  return {
    ...options,
    // A page shows how a value comes about, and need not go on to use it.
    noUnusedLocals: false,
    paths: {
      sharewright: [join(root, "src/index.ts")],
      "sharewright/sandbox": [join(root, "src/sandbox/index.ts")],
      "sharewright/redis": [join(root, "src/redis/index.ts")],
      "sharewright/persona/http": [join(root, "generated/persona/http.ts")],
      "sharewright/persona/record": [join(root, "generated/persona/record.ts")],
      "sharewright/enablenow/record": [join(root, "generated/enablenow/record.ts")],
      "sharewright/*": [join(root, "generated/*/index.ts")],
    },
  };
}

/** The block inside a function, where it may await; its imports in front of it. Lines stay lines, one further down. */
export function moduleOf(code: string, { imports, declarations }: Prelude): string {
  const statements = ts.createSourceFile("snippet.ts", code, ts.ScriptTarget.ESNext).statements;
  const own = statements.filter(ts.isImportDeclaration);
  const ownText = own.map((node) => code.slice(node.pos, node.end));
  const body = own.reduce(
    (text, { pos, end }) => text.slice(0, pos) + text.slice(pos, end).replace(/[^\n]/g, " ") + text.slice(end),
    code,
  );
  const named = new Set(ownText.join(" ").match(/\w+/g));
  const given = Object.entries(imports).map(([module, names]) => {
    const missing = names.filter((name) => !named.has(name));
    return `import { ${missing.join(", ")} } from ${JSON.stringify(module)};`;
  });
  const head = [...given, ...ownText.map((text) => text.replace(/\s+/g, " ")), ...declarations].join(" ");
  return `${head} export async function snippet(): Promise<void> {\n${body}\n}\n`;
}
