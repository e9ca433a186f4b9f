// Every regular expression of the runtime meets foreign text: what services send, what callers pass. Each is tried with long
// texts made of the characters that it is about, and has to take a time that grows as they do.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../../..");

interface Found {
  readonly file: string;
  readonly expression: RegExp;
}

/** The literals of src/; the sandbox is a program of one's own, and its page runs in the browser. */
function expressions(): readonly Found[] {
  const files = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && !file.startsWith("sandbox"),
  );
  return files.flatMap((file) => {
    const source = ts.createSourceFile(file, readFileSync(join(root, "src", file), "utf8"), ts.ScriptTarget.Latest);
    const found: Found[] = [];
    const look = (node: ts.Node): void => {
      if (ts.isRegularExpressionLiteral(node)) {
        const [, body = "", flags = ""] = /^\/(.*)\/([a-z]*)$/s.exec(node.text) ?? [];
        found.push({ file, expression: new RegExp(body, flags) });
      }
      ts.forEachChild(node, look);
    };
    look(source);
    return found;
  });
}

/** Short texts that are repeated: what stands in the expression, and one of each kind that its classes may mean. */
function pumps({ source }: RegExp): readonly string[] {
  const letters = new Set([...source.replace(/\\[a-zA-Z]/g, ""), ..." a0_-./\n\t%\"'{}[]()<>;,=&\\é"]);
  const single = [...letters];
  const own = source.match(/[A-Za-z0-9%&#;,.-]{2,}/g) ?? [];
  return [...single, ...own, "a0", "a-", "a ", " a", "0.", "a=", "%20", "{a}", '\\"', "a;", "aa\n", ", "];
}

const ends = ["\u0000", "a"];

function timeOf({ source, flags }: RegExp, text: string): number {
  const expression = new RegExp(source, flags.replace("y", ""));
  const started = performance.now();
  text.replace(expression, "");
  return performance.now() - started;
}

/** A text with which an expression is slow, and slower by more than the length when the text is four times as long. */
function slowWith(expression: RegExp): string | undefined {
  for (const pump of pumps(expression)) {
    for (const end of ends) {
      const of = (length: number) => pump.repeat(Math.ceil(length / pump.length)) + end;
      const long = of(8000);
      if (timeOf(expression, long) < 10) continue;
      // What is slow once may be the machine: the best of three.
      const best = (text: string) => Math.min(...[1, 2, 3].map(() => timeOf(expression, text)));
      const [shorter, longer] = [best(of(2000)), best(long)];
      if (longer > 10 && longer > shorter * 9) return JSON.stringify(pump + end);
    }
  }
  return undefined;
}

test("an expression that takes the square of its text's length is noticed, and one that is linear is not", () => {
  expect(slowWith(/\s+$/)).toBeDefined();
  expect(slowWith(/a[^b]*b$/)).toBeDefined();
  expect(slowWith(/[\s;,=]+/g)).toBeUndefined();
});

test("every regular expression of the runtime is linear in foreign text", { timeout: 120_000 }, () => {
  const all = expressions();
  expect(all.length).toBeGreaterThan(40);
  const slow = all.flatMap(({ file, expression }) => {
    const text = slowWith(expression);
    return text === undefined ? [] : [`${file}: ${expression} with ${text}`];
  });
  expect(slow).toEqual([]);
});
