import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { vocabulary } from "../../scripts/vocabulary/vocabulary.js";
import { anchorsOf, brokenRows, linksOf, readPage, sectionsOf } from "./markdown.js";
import { check, root, snippetsOf } from "./snippets.js";

const guides = ["README.md", "src/README.md", "src/sandbox/README.md", "scripts/README.md"];
const pages = [...guides, "CONTRIBUTING.md", "CHANGELOG.md"];
const readme = readPage("README.md");
const everyGuide = guides.map(readPage).join("\n");
const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: Record<string, string> };

function scriptsIn(markdown: string): readonly string[] {
  const run = [...markdown.matchAll(/\bnpm run ([\w:]+)/g)].map(([, name = ""]) => name);
  return /\bnpm test\b/.test(markdown) ? [...run, "test"] : run;
}

test("the snippets of the guides compile", { timeout: 120_000 }, () => {
  const snippets = guides.flatMap((page) => snippetsOf(page));
  expect(snippets.length).toBeGreaterThan(15);
  const prelude = {
    imports: { "sharewright/persona": ["createPersona"], "sharewright/enablenow": ["createEnableNow"] },
    declarations: [
      "const persona = createPersona();",
      "const enablenow = createEnableNow();",
      "declare const body: string;",
      "persona; enablenow; body;",
    ],
  };
  expect(check(snippets, prelude)).toEqual([]);
});

describe.each(pages)("%s", (page) => {
  const markdown = readPage(page);

  test("names only scripts of package.json", () => {
    for (const name of scriptsIn(markdown)) expect(Object.keys(scripts)).toContain(name);
  });

  test("links to pages and headings that are there", () => {
    for (const link of linksOf(markdown)) {
      if (link.startsWith("https://")) continue;
      const [path = "", anchor] = link.split("#");
      const file = path === "" ? page : join(dirname(page), path);
      expect(existsSync(join(root, file)), link).toBe(true);
      if (anchor !== undefined) expect(anchorsOf(readPage(file)), link).toContain(anchor);
    }
  });

  test("has as many cells in each row of a table as in its head", () => {
    expect(brokenRows(markdown)).toEqual([]);
  });
});

test("the guides name every script that people run", () => {
  const wanted = [
    "generate",
    "lint:specs",
    "diff",
    "contract",
    "build",
    "docs",
    "bench",
    "demo",
    "sandbox",
    "test",
    "test:runtimes",
    "format",
  ];
  expect(scriptsIn(everyGuide)).toEqual(expect.arrayContaining(wanted));
});

test("the README begins with the commands that show, generate and test", () => {
  const [first] = [...readme.matchAll(/^```sh\n(.*?)\n```$/gms)].map(([, code = ""]) => code);
  expect(first?.split("\n").map((line) => line.replace(/ +#.*/, ""))).toEqual([
    "npm ci && npm run demo",
    "npm ci && npm run generate",
    "npm ci && npm test",
  ]);
});

test("the table of the vocabulary says what scripts/vocabulary says", () => {
  const rows = vocabulary.flatMap(({ name, uses }) =>
    uses.map(({ places, description }) => {
      const where = places === "anywhere" ? places : places.join(", ");
      return `| \`${name}\` | ${where} | ${description.replaceAll("|", "\\|")} |`;
    }),
  );
  expect(tableOf("The vocabulary")).toBe(
    ["| Extension | Where | Meaning |", "| --- | --- | --- |", ...rows].join("\n"),
  );
});

function tableOf(heading: string): string {
  const body = sectionsOf(readPage("scripts/README.md")).find((section) => section.heading === heading)?.body ?? "";
  return body
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .join("\n");
}

describe("the map of the project", () => {
  const map = /^```\n(.*?)\n```$/ms.exec(
    sectionsOf(readme).find(({ heading }) => heading === "The project")?.body ?? "",
  );
  const paths = (map?.[1] ?? "").split("\n").map((line) => line.split(" ")[0] ?? "");

  test("names only what is there", () => {
    expect(paths.length).toBeGreaterThan(5);
    for (const path of paths) {
      expect(existsSync(join(root, path)), path).toBe(true);
      expect(statSync(join(root, path)).isDirectory(), path).toBe(path.endsWith("/"));
    }
  });
});
