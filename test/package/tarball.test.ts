import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join, posix } from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readTree } from "../../scripts/output/compare.js";
import { checkTypes } from "./attw.js";
import { packProject } from "./pack.js";
import { projectRoot } from "./project-root.js";

let folder: string;
let tarball: string;
let content: Map<string, Buffer>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sharewright-tarball-"));
  tarball = packProject().tarball;
  execFileSync("tar", ["-xzf", tarball, "-C", folder]);
  content = readTree(join(folder, "package"));
}, 180_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The JavaScript files that an entry reads, itself among them. */
function readBy(entry: string): ReadonlySet<string> {
  // A set visits what is added while it is walked.
  const read = new Set([entry]);
  for (const path of read) {
    for (const [, specifier = ""] of String(content.get(path)).matchAll(/(?:from\s*|import\s*\(?\s*)"(\.[^"]+)"/g)) {
      read.add(posix.join(posix.dirname(path), specifier));
    }
  }
  return read;
}

test("the package holds declarations, what its entries read, the fact sheets, and nothing else", () => {
  const sources = ["src", "generated"].flatMap((name) =>
    [...readTree(join(projectRoot, name)).keys()]
      .filter((path) => path.endsWith(".ts") && !path.startsWith("sandbox/demo/"))
      .map((path) => `${name}/${path}`),
  );
  const declarations = sources.map((path) => `dist/${path.replace(/ts$/, "d.ts")}`);
  const manifest = JSON.parse(String(content.get("package.json")));
  const entries = Object.values(manifest.exports).flatMap((each) => {
    const [before = "", after] = ((each as { default?: string }).default ?? "").replace("./", "").split("*");
    return after === undefined
      ? [before].filter(Boolean)
      : [...content.keys()].filter((path) => path.startsWith(before) && path.endsWith(after));
  });
  const programs = [...entries, ...(Object.values(manifest.bin) as string[])].flatMap((entry) => [...readBy(entry)]);
  const compiled = [...declarations, ...new Set(programs)];
  const references = readdirSync(join(projectRoot, "generated"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => `generated/${file.replaceAll("\\", "/")}`);
  const guides = ["README.md", "src/README.md", "src/sandbox/README.md"];
  const texts = [...guides, "LICENSE", "CHANGELOG.md", "src/llms.txt"].filter((name) =>
    existsSync(join(projectRoot, name)),
  );
  expect([...content.keys()].sort()).toEqual([...compiled, ...references, ...texts, "package.json"].sort());
});

test("llms.txt leads to pages that travel along, the fact sheets of both services and the guides among them", () => {
  const links = [...String(content.get("src/llms.txt")).matchAll(/\]\(([^)]+)\)/g)].map(([, link = ""]) =>
    posix.join("src", link),
  );
  const factSheets = ["generated/persona/reference.md", "generated/enablenow/reference.md"];
  expect(links).toEqual(expect.arrayContaining([...factSheets, "src/README.md", "src/sandbox/README.md"]));
  expect(links.filter((link) => !content.has(link))).toEqual([]);
});

test("the guides lead to no page of this package that stayed behind", () => {
  const ofTheClone = ["scripts/README.md", "CONTRIBUTING.md", "test/sandbox/page/page.png"];
  for (const page of ["README.md", "src/README.md", "src/sandbox/README.md"]) {
    const links = [...String(content.get(page)).matchAll(/\]\(([^)#]+)/g)]
      .map(([, link = ""]) => link)
      .filter((link) => !link.startsWith("https://"))
      .map((link) => posix.join(posix.dirname(page), link));
    expect(links.filter((link) => !content.has(link) && !ofTheClone.includes(link))).toEqual([]);
  }
});

test("an entry is read from few files: the client, and a function by its path, from three", () => {
  expect([...readBy("dist/generated/persona/index.js")].sort()).toEqual([
    "dist/generated/persona/index.js",
    "dist/src/chunks/runtime.js",
    "dist/src/runtime/index.js",
  ]);
  const redeem = "dist/generated/persona/resources/connect/share-tokens/redeem.js";
  expect([...readBy(redeem)].sort()).toEqual([redeem, "dist/src/chunks/runtime.js", "dist/src/runtime/index.js"]);
});

test("no file names a path of the machine it was packed on", () => {
  const naming = [...content]
    .filter(([, bytes]) => [projectRoot, homedir(), tmpdir()].some((path) => bytes.includes(`${path}/`)))
    .map(([path]) => path);
  expect(naming).toEqual([]);
});

test("declarations keep what the specs say", () => {
  const folder = "generated/persona/resources/connect/share-tokens";
  const files = readdirSync(join(projectRoot, folder)).map((name) => `${folder}/${name}`);
  const comments = (text: string) =>
    (text.match(/\/\*\*.*?\*\//gs) ?? []).map((comment) => comment.replace(/\s+/g, " "));
  const told = [`${folder}.ts`, ...files].map((path) => {
    const source = comments(readFileSync(join(projectRoot, path), "utf8"));
    expect(comments(String(content.get(`dist/${path.replace(/ts$/, "d.ts")}`)))).toEqual(source);
    return source.length;
  });
  expect(Math.min(...told)).toBeGreaterThan(1);
  expect(told.reduce((sum, count) => sum + count)).toBeGreaterThan(20);
});

test("openapi-fetch is the one dependency, all peers are optional, and nothing runs at installation", () => {
  const manifest = JSON.parse(String(content.get("package.json")));
  const { dependencies, peerDependencies, peerDependenciesMeta, optionalDependencies, scripts } = manifest;
  expect(Object.keys(dependencies)).toEqual(["openapi-fetch"]);
  const required = Object.keys(peerDependencies).filter((name) => peerDependenciesMeta[name]?.optional !== true);
  expect([required, optionalDependencies]).toEqual([[], undefined]);
  expect(Object.keys(scripts)).not.toEqual(expect.arrayContaining([expect.stringMatching(/^(pre|post)?install$/)]));
});

describe("the usual checks find nothing", () => {
  test("publint", async () => {
    const { buffer, byteOffset, byteLength } = readFileSync(tarball);
    const { messages, pkg } = await publint({
      pack: { tarball: buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer },
      level: "suggestion",
      strict: true,
    });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  test("are the types wrong", () => {
    const { entries, problems } = checkTypes(folder, tarball);
    expect(entries).toEqual(Object.keys(JSON.parse(String(content.get("package.json"))).exports));
    expect(problems).toEqual([]);
  });
});
