// The small part of the corpus that needs no installation: documents of our own, one of each edition. What `npm run
// test:corpus` does with the specs of others is done with these in the gate, but for the older compilers.

import { mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkDocument } from "../../scripts/verify/check-document.js";
import { compilers } from "../package/compilers.js";
import { projectRoot } from "../package/project-root.js";
import { compileAll } from "./compile.js";
import { generateInto, importGenerated } from "./generate.js";

const documents = readdirSync(join(import.meta.dirname, "own")).map((name) => ({
  name: name.replace(/\W+/g, "-").replace(/-yaml$/, ""),
  file: join(import.meta.dirname, "own", name),
}));
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sharewright-own-"));
  for (const name of ["node_modules", "src"]) symlinkSync(join(projectRoot, name), join(folder, name));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(documents)("$name", ({ name, file }) => {
  test("sends with every operation what the document says", async () => {
    const { problems } = await generateInto(folder, { name, file });
    expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
    const { operations, findings } = await checkDocument(file, await importGenerated(folder, name));
    expect(findings).toEqual([]);
    expect(operations).toBeGreaterThan(2);
  });
});

test("compiles as strictly as TypeScript can", () => {
  const [version, compiler] = compilers[0];
  expect(
    compileAll(
      folder,
      documents.map(({ name }) => name),
      compiler,
    ),
    version,
  ).toBe("");
});

/** A client that was spoilt by one replacement in its bundle. */
async function spoilt(name: string, pattern: RegExp, text: string): Promise<readonly string[]> {
  const file = documents.find((each) => each.name === name)?.file ?? "";
  const module = await importGenerated(folder, name, (code) => {
    expect(code).toMatch(pattern);
    return code.replace(pattern, text);
  });
  return (await checkDocument(file, module)).findings.map(({ difference }) => difference);
}

describe("a mistake in a client shows:", () => {
  test.each([
    ["a query parameter of another name", "harbour-3-0", /"deep_object"/, '"deepObject"', "query: deep_object"],
    ["another style", "harbour-3-0", /pipes: \["pipes", pipeMembers/, 'pipes: ["pipes", spaceMembers', "query: pipes="],
    ["another path", "greenhouse-2-0", /path: "\/login"/, 'path: "/logout"', "no function sends it"],
    ["another method", "greenhouse-2-0", /method: "DELETE",\n {2}path/, 'method: "POST", path', "no function sends it"],
    ["a POST for a QUERY", "tram-3-2", /method: "QUERY"/, 'method: "POST"', "no function sends it"],
    ["a method in capitals", "tram-3-2", /method: "lock"/, 'method: "LOCK"', "no function sends it"],
    [
      "another media type",
      "observatory-3-1",
      /application\/merge-patch\+json/,
      "application/json",
      "body: application/json is none",
    ],
    [
      "a lost member of a body",
      "greenhouse-2-0",
      /body\.encode\(given, body\) : given/,
      "body.encode(given, body) : { ...given, kind: undefined }",
      "body: ",
    ],
    [
      "a credential in the wrong place",
      "greenhouse-2-0",
      /headerKey\("X-Key"/,
      'headerKey("X-Token"',
      "credentials: none of apiKey",
    ],
    [
      "a cookie that is encoded",
      "harbour-3-0",
      /style === "raw" \? String : encodeURIComponent/,
      "String",
      "cookies: ",
    ],
    ["another server", "harbour-3-0", /\{region\}\.harbour\.example/, "us.harbour.example", "server: "],
    ["another server of one operation", "harbour-3-0", /\{place\}\.log/, "quay.log", "server: "],
    ["an answer that is dropped", "greenhouse-2-0", /JSON\.parse\(text\)/, "undefined", "value: "],
  ])("%s", async (_, name, pattern, text, difference) => {
    expect((await spoilt(name, pattern, text)).join("\n")).toContain(difference);
  });
});
