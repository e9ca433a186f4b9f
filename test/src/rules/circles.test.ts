// No import circle of any kind, imports of types counted: a file can be read, moved and tested with what stands below it. Types
// of resources that include each other are the exception: the document is a circle there, and each type has its own file.

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, sep } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../../..");

function filesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.m?ts$/.test(file) && !file.includes("node_modules"))
    .map((file) => `${folder}/${file.split(sep).join("/")}`);
}

/** The relative imports of a source text, whatever their form. */
function importsOf(name: string, text: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const specifier =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
          ? node.argument.literal
          : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
            ? node.arguments[0]
            : undefined;
    if (specifier && ts.isStringLiteralLike(specifier) && specifier.text.startsWith(".")) found.push(specifier.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(name, text, ts.ScriptTarget.Latest));
  return found;
}

/** The groups of files that import each other in a circle (strongly connected components, by Tarjan). */
function circles(imports: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const found: string[][] = [];
  const visit = (file: string): number => {
    const number = order.size;
    order.set(file, number);
    open.push(file);
    let low = number;
    for (const target of imports.get(file) ?? []) {
      if (!order.has(target)) low = Math.min(low, visit(target));
      else if (open.includes(target)) low = Math.min(low, order.get(target) ?? low);
    }
    lowest.set(file, low);
    if (low === number) {
      const group = open.splice(open.indexOf(file));
      if (group.length > 1 || imports.get(file)?.includes(file)) found.push(group.sort());
    }
    return low;
  };
  for (const file of imports.keys()) if (!order.has(file)) visit(file);
  return found;
}

test("the reader of imports sees every form of them", () => {
  const text = [
    'import a from "./a.js";',
    'import type { B } from "./b.js";',
    'export { c } from "./c.js";',
    'const d = await import("./d.js");',
    'type E = import("./e.js").E;',
    '// import x from "./x.js";',
  ].join("\n");
  expect(importsOf("file.ts", text)).toEqual(["./a.js", "./b.js", "./c.js", "./d.js", "./e.js"]);
});

test("the finder of circles finds those of two, of three and of one", () => {
  const imports = new Map([
    ["a", ["b", "c"]],
    ["b", ["a"]],
    ["c", ["d"]],
    ["d", ["e"]],
    ["e", ["c", "f"]],
    ["f", ["f"]],
    ["g", ["a"]],
  ]);
  expect(circles(imports)).toEqual([["f"], ["c", "d", "e"], ["a", "b"]]);
});

function circlesIn(folder: string): string[][] {
  const files = filesUnder(folder);
  expect(files.length).toBeGreaterThan(20);
  const targets = (file: string): string[] =>
    importsOf(file, readFileSync(join(root, file), "utf8")).map((specifier) =>
      posix.join(dirname(file), specifier).replace(/\.(m?)js$/, ".$1ts"),
    );
  return circles(new Map(files.map((file) => [file, targets(file)])));
}

test("no import circle in src/", () => {
  expect(circlesIn("src")).toEqual([]);
});

test("no import circle in generated/ but among types that name each other", () => {
  const found = circlesIn("generated").flat();
  expect(found.filter((file) => !/^generated\/\w+\/types\/[\w-]+\.ts$/.test(file))).toEqual([]);
  expect(found.filter((file) => importsValues(file))).toEqual([]);
});

/** Whether a file imports more than types, so that loading it loads others. */
function importsValues(file: string): boolean {
  return /^(import|export)(?! type\b).* from /m.test(readFileSync(join(root, file), "utf8"));
}

test("no import circle in scripts/", () => {
  expect(circlesIn("scripts")).toEqual([]);
});
