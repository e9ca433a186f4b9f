import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadSpec } from "../../../scripts/load/document.js";
import { createProject } from "../project.js";
import { document, lines, loadFiles } from "../spec.js";

const json = (value: unknown) => JSON.stringify(value, null, 2);

/** Each level stands for ten of the level below. */
function laughs(levels: number): string {
  const lines = ["l0: &l0 lol"];
  for (let level = 1; level <= levels; level += 1) {
    lines.push(
      `l${level}: &l${level} [${Array(10)
        .fill(`*l${level - 1}`)
        .join(", ")}]`,
    );
  }
  return `openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths: {}\nx-laughs:\n  ${lines.join("\n  ")}\n`;
}

function nested(levels: number, open: string, close: string): string {
  return `{ "openapi": "3.1.0", "x-deep": ${open.repeat(levels)}1${close.repeat(levels)} }`;
}

test.each([
  ["an empty file", "", "1:1 error not-openapi api.yaml is empty."],
  ["white space", " \n\n", "1:1 error not-openapi api.yaml is empty."],
  ["a list", "[]", "1:1 error not-openapi api.yaml holds a list, not an object."],
  ["null", "null", "1:1 error not-openapi api.yaml holds nothing, not an object."],
  ["prose", "Once upon a time", "1:1 error not-openapi api.yaml holds a string, not an object."],
  ["a page about an error", "<!doctype html><title>404</title>", "1:1 error not-openapi api.yaml is HTML or XML."],
  ["a later version", "openapi: 4.0.0\n", '1:1 error not-openapi api.yaml says `openapi: "4.0.0"`.'],
  ["a version that is no version", "openapi: [3]\n", "1:1 error not-openapi api.yaml says `openapi: [3]`."],
  ["Swagger 1", 'swaggerVersion: "1.2"\n', "1:1 error not-openapi api.yaml is a Swagger 1 document."],
  ["Swagger 3", 'swagger: "3.0"\n', '1:1 error not-openapi api.yaml says `swagger: "3.0"`.'],
  ["AsyncAPI", "asyncapi: 3.0.0\n", "1:1 error not-openapi api.yaml is an AsyncAPI document."],
  ["an overlay", "overlay: 1.0.0\nactions: []\n", "1:1 error not-openapi api.yaml is an overlay."],
  [
    "a Postman collection",
    json({ info: { _postman_id: "1", schema: "https://schema.getpostman.com/json/collection/v2.1.0/" }, item: [] }),
    "1:1 error not-openapi api.yaml is a Postman collection.",
  ],
  [
    "a JSON Schema",
    json({ $schema: "https://json-schema.org/draft/2020-12/schema" }),
    "1:1 error not-openapi api.yaml is a JSON Schema.",
  ],
  ["other data", "hello: world\n", "1:1 error not-openapi api.yaml has neither `openapi` nor `swagger` at its root."],
  ["bad YAML", "openapi: 3.1.0\npaths: [\n", "3:1 error yaml The YAML cannot be read: deficient indentation."],
  ["bad JSON", '{\n  "openapi": "3.1.0",\n  "paths": [}\n', "3:13 error yaml The YAML cannot be read:"],
  ["a tab for indentation", "openapi: 3.1.0\ninfo:\n\ttitle: T\n", "3:1 error yaml The YAML cannot be read:"],
  [
    "a key twice in YAML",
    "openapi: 3.1.0\npaths: {}\npaths: {}\n",
    "3:1 error yaml The YAML cannot be read: duplicated mapping key.",
  ],
  [
    "a key twice in JSON",
    '{\n  "openapi": "3.1.0",\n  "a": [{ "b": { "a": 1 } }],\n  "a": 1\n}',
    '4:3 error duplicate-key The key "a" stands twice in one object.',
  ],
  ["two documents", "openapi: 3.1.0\n---\nopenapi: 3.1.0\n", "1:1 error yaml api.yaml holds 2 documents."],
  ["UTF-16", "\ufeffo\u0000p\u0000", "1:1 error encoding api.yaml holds NUL bytes; it is not text."],
  ["aliases that explode", laughs(9), "1:1 error too-large api.yaml repeats parts by aliases"],
  [
    "aliases that stand on each other's shoulders",
    `openapi: 3.1.0\nx-0: &a0 {}\n${Array.from({ length: 5_000 }, (_, n) => `x-${n + 1}: &a${n + 1} [*a${n}]`).join("\n")}\n`,
    "1:1 error too-deep api.yaml is nested more than 1000 levels deep.",
  ],
  ["an alias inside of its anchor", "openapi: 3.1.0\nx-a: &a [*a]\n", "1:1 error too-deep api.yaml holds itself"],
  [
    "lists in lists without end",
    nested(2_000, "[", "]"),
    "1:1 error too-deep api.yaml is nested more than 1000 levels deep.",
  ],
  [
    "half a million levels",
    nested(500_000, "[", "]"),
    "1:1 error too-deep api.yaml is nested more than 1000 levels deep.",
  ],
  [
    "YAML nested without end",
    `openapi: 3.1.0\nx-a: ${"[".repeat(50_000)}`,
    "error yaml The YAML cannot be read: nesting exceeded maxDepth",
  ],
])(
  "%s is refused with its place and what to do, and soon",
  async (_title, text, start) => {
    const { problems, document } = await loadFiles({ "api.yaml": text });
    expect(lines(problems)).toEqual([expect.stringContaining(start)]);
    expect(problems[0]?.remedy).toMatch(/\w/);
    expect(document).toBeUndefined();
  },
  20_000,
);

test.each([
  ["JSON with a byte order mark", `\ufeff${json(document())}`],
  ["JSON with CRLF", json(document()).replaceAll("\n", "\r\n")],
  ["JSON with tabs", JSON.stringify(document(), null, "\t")],
  [
    "JSON with a comment and a trailing comma",
    json(document()).replace("{\n", "{\n # of a person\n").replace(/\}$/, ",}"),
  ],
  [
    "YAML with a byte order mark",
    '\ufeffopenapi: 3.1.0\ninfo: { title: Toys, version: "1" }\npaths: { /toys: { get: { responses: {} } } }\n',
  ],
  [
    "YAML with CRLF",
    'openapi: 3.1.0\r\ninfo: { title: Toys, version: "1" }\r\npaths:\r\n  /toys: { get: { responses: {} } }\r\n',
  ],
  [
    "a version that YAML takes for a number",
    'openapi: 3.1\ninfo: { title: Toys, version: "1" }\npaths: { /toys: { get: { responses: {} } } }\n',
  ],
  ["500 levels", json(document({ "x-deep": JSON.parse("[".repeat(500) + "]".repeat(500)) }))],
  [
    "a string of 10 MB",
    json(document({ info: { title: "Toys", version: "1", description: "long ".repeat(2_000_000) } })),
  ],
  ["aliases in bounds", `${laughs(4)}`.replace("paths: {}", "paths: { /toys: { get: { responses: {} } } }")],
])("%s is taken", async (_title, text) => {
  const { problems, document, operations } = await loadFiles({ "api.json": text });
  expect(lines(problems)).toEqual([]);
  expect(document).toMatchObject({ openapi: "3.1.1", info: { version: "1" } });
  expect(operations).toBe(1);
});

test("a part that has the wrong type is left out, and said so; what is empty just goes", async () => {
  const { problems, document: loaded } = await loadFiles({
    "api.json": json(
      document(
        {
          tags: null,
          servers: "https://toys.test",
          components: { schemas: { Toy: 5, Doll: { type: "object", properties: [] } } },
        },
        { parameters: [null, { name: "a", in: "query" }, "b"], tags: ["a", 5], summary: 7 },
      ),
    ),
  });
  expect(lines(problems).map((line) => line.replace(/^api\.json:\d+:\d+ warning malformed /, ""))).toEqual([
    "servers is a string, where a list is expected. It is left out.",
    "2 is a string, where an object is expected. It is left out.",
    "Toy is a number, where an object is expected. It is left out.",
    "properties is a list, where an object is expected. It is left out.",
  ]);
  expect(loaded).toMatchObject({
    paths: { "/toys": { get: { parameters: [{ name: "a", in: "query" }], tags: ["a", "5"], summary: "7" } } },
    components: { schemas: { Doll: { type: "object" } } },
  });
  expect(loaded).not.toHaveProperty("servers");
});

test.each([
  ["a component that is not there", "#/components/schemas/Boy", "there is no #/components/schemas/Boy."],
  ["itself", "#/components/schemas/Self", "#/components/schemas/Self refers to itself"],
  ["another that refers back", "#/components/schemas/Ping", "#/components/schemas/Ping refers to itself"],
  ["a pointer that cannot be decoded", "#/components/%zz", "there is no #/components/%zz."],
  ["a member of the prototype", "#/components/schemas/__proto__", "there is no #/components/schemas/__proto__."],
  ["an anchor", "#toy", "there is no #toy."],
])("a reference to %s is refused at its place", async (_title, $ref, said) => {
  const text = json(
    document({
      components: {
        schemas: {
          Toy: { properties: { other: { $ref } } },
          Self: { $ref: "#/components/schemas/Self" },
          Ping: { $ref: "#/components/schemas/Pong" },
          Pong: { $ref: "#/components/schemas/Ping" },
        },
      },
    }),
  );
  const { problems, document: loaded } = await loadFiles({ "api.json": text });
  const line = text.split("\n").findIndex((each) => each.includes('"other"')) + 1;
  expect(lines(problems)[0]).toMatch(new RegExp(`^api\\.json:${line}:11 error no-unresolved-refs `));
  expect(lines(problems)[0]).toContain(said);
  expect(loaded).toBeUndefined();
});

const withRef = (ref: string) => ({
  "spec/api.json": json(
    document({ components: { schemas: { Toy: { type: "object", properties: { a: { $ref: ref } } } } } }),
  ),
  "spec/inside.yaml": "type: string\n",
  "outside.yaml": "type: string\nx-secret: hidden\n",
});

test.each([
  [
    "the network",
    "https://toys.test/toy.yaml",
    "https://toys.test/toy.yaml is on the network: .sharewright/ holds no copy of it, and nothing is fetched.",
  ],
  ["the network without a scheme's case", "HTTPS://toys.test/toy.yaml", "nothing is fetched."],
  ["a file above", "../outside.yaml", "../outside.yaml lies outside of the spec's folder."],
  ["a file of the system", "../../../../../etc/passwd", "etc/passwd lies outside of the spec's folder."],
  ["an absolute path", "/etc/passwd", "etc/passwd lies outside of the spec's folder."],
  ["another scheme", "file:///etc/passwd", "file:///etc/passwd"],
  ["a device", "/dev/zero", "dev/zero lies outside of the spec's folder."],
  ["a folder", "./folder.yaml", "spec/folder.yaml is a folder, not a file."],
  ["a pipe", "./pipe.yaml", "spec/pipe.yaml is a device or a pipe, not a file."],
  ["a link that leads out", "./link.yaml", "spec/link.yaml is a link that leads out of the spec's folder."],
  ["a link to a device", "./zero.yaml", "spec/zero.yaml is a device or a pipe, not a file."],
  ["a file that is not there", "./nobody.yaml", "spec/nobody.yaml does not exist."],
])("a reference to %s is refused before anything of it is read", async (_title, ref, said) => {
  const { root, write } = createProject(withRef(ref));
  write({});
  mkdirSync(join(root, "spec/folder.yaml"));
  execFileSync("mkfifo", [join(root, "spec/pipe.yaml")]);
  symlinkSync(join(root, "outside.yaml"), join(root, "spec/link.yaml"));
  symlinkSync("/dev/zero", join(root, "spec/zero.yaml"));
  const folder = join(root, "spec");
  const loaded = await loadSpec({
    spec: join(folder, "api.json"),
    root: folder,
    base: root,
    remote: "kept",
    overlays: [],
  });
  expect(lines(loaded.problems)).toEqual([expect.stringContaining(said)]);
  expect(lines(loaded.problems)[0]).toMatch(/^spec\/api\.json:\d+:\d+ error /);
  expect(JSON.stringify(loaded.problems)).not.toMatch(new RegExp(`hidden|root:|${tmpdir()}`));
  expect(loaded.document).toBeUndefined();
});

test("files beside the spec are taken, and those in the folder that --root names", async () => {
  const beside = createProject(withRef("./inside.yaml"));
  const folder = join(beside.root, "spec");
  const options = { spec: join(folder, "api.json"), base: beside.root, remote: "kept" as const, overlays: [] };
  const loaded = await loadSpec({ ...options, root: folder });
  expect(lines(loaded.problems)).toEqual([]);
  expect(loaded.document).toMatchObject({
    components: {
      schemas: { Toy: { properties: { a: { $ref: "#/components/schemas/inside" } } }, inside: { type: "string" } },
    },
  });
  expect([...loaded.files.keys()].sort()).toEqual([join(folder, "api.json"), join(folder, "inside.yaml")]);
  writeFileSync(join(folder, "api.json"), withRef("../outside.yaml")["spec/api.json"]);
  expect(lines((await loadSpec({ ...options, root: beside.root })).problems)).toEqual([]);
});

test("a broken file is refused at the place in it, once, however many refer to it", async () => {
  const { problems } = await loadFiles({
    "api.yaml": `openapi: 3.1.0
info: { title: T, version: "1" }
paths: {}
components:
  schemas:
    A: { $ref: b.yaml }
    B: { $ref: b.yaml }
`,
    "b.yaml": "type: object\nproperties: [\n",
  });
  expect(lines(problems)).toEqual([expect.stringMatching(/^b\.yaml:3:1 error yaml The YAML cannot be read/)]);
});

test.each([
  ["a folder", ".", "is a folder, not a file."],
  ["a device", "/dev/zero", "is a device or a pipe, not a file."],
  ["nothing", "nobody.json", "nobody.json does not exist."],
])("a spec that is %s is refused", async (_title, path, said) => {
  const { root } = createProject({});
  const loaded = await loadSpec({
    spec: join(root, path === "/dev/zero" ? "" : path, ...(path === "/dev/zero" ? ["../../dev/zero"] : [])),
    root,
    base: root,
    remote: "kept",
    overlays: [],
  });
  expect(lines(loaded.problems)).toEqual([expect.stringContaining(said)]);
});

test("a reference to the document itself, where no reference may stand, is refused: it would hold itself", async () => {
  const { document: loaded, problems } = await loadFiles({
    "api.json": json(document({ info: { title: "T", version: "1", description: { $ref: "" } } })),
  });
  expect(loaded).toBeUndefined();
  expect(lines(problems)).toEqual([
    "api.json:1:1 error bundler The files cannot be put together: a part of them holds itself.",
  ]);
});
