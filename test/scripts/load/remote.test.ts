import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { hashText } from "../../../scripts/cache/hash.js";
import { loadSpec } from "../../../scripts/load/document.js";
import { addressOf, keptPath, referredPath } from "../../../scripts/remote/address.js";
import { download } from "../../../scripts/remote/download.js";
import type { RemoteMode } from "../../../scripts/remote/keeper.js";
import { createProject } from "../project.js";
import { document, lines } from "../spec.js";

let server: Server;
let origin: string;
let asked: string[] = [];

/** Served beside the usual ones. */
let also: Readonly<Record<string, string>> = {};

const usual: Readonly<Record<string, string>> = {
  "/toy.yaml": "type: object\nproperties: { owner: { $ref: owner.json } }\n",
  "/owner.json": '{ "type": "string" }',
  "/page.json": "<!DOCTYPE html><html><body>Sign in</body></html>",
};

const answer: RequestListener = (request, response) => {
  const url = request.url ?? "";
  asked.push(url);
  const text = also[url] ?? usual[url];
  if (text !== undefined) response.end(text);
  else if (url === "/endless.json") response.write("{}".padEnd(65 * 1024 * 1024));
  else if (url === "/moved.json") response.writeHead(301, { location: "/owner.json" }).end();
  else if (url === "/away.json") response.writeHead(302, { location: "http://sharewright.test/owner.json" }).end();
  else if (url === "/circle.json") response.writeHead(302, { location: "/circle.json" }).end();
  else if (url === "/login.json") response.writeHead(401).end();
  else if (url !== "/silent.json") response.writeHead(404).end();
};

beforeAll(async () => {
  server = createServer(answer);
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  asked = [];
  also = {};
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** A project with a document that refers to the network, and the folder of its copies. */
function project(path = "toy.yaml") {
  const schemas = { Toy: { $ref: `${origin}/${path}` } };
  const { root } = createProject({ "api.json": JSON.stringify(document({ components: { schemas } }), null, 2) });
  const load = (remote: RemoteMode, spec = join(root, "api.json")) =>
    loadSpec({ spec, root, base: root, remote, overlays: [] });
  const copy = (name: string) => join(root, ".sharewright/http", origin.slice(7).replace(":", "+"), name);
  return { root, load, copy, lock: join(root, ".sharewright/lock.json") };
}

test("nothing is fetched unless that is allowed", async () => {
  const { problems } = await project().load("kept");
  expect(lines(problems)).toEqual([
    expect.stringMatching(/^api\.json:\d+:\d+ error .*toy\.yaml is on the network: \.sharewright\/ holds no copy/),
  ]);
  expect(asked).toEqual([]);
});

test("what is fetched is kept with its digest, with what that refers to, and then read without the network", async () => {
  const { load, copy, lock } = project();
  const first = await load("fetch");
  expect(lines(first.problems)).toEqual([]);
  expect(asked).toEqual(["/toy.yaml", "/owner.json"]);
  expect(first.document).toMatchObject({ components: { schemas: { owner: { type: "string" } } } });
  expect(first.fetched.map(({ address, kind }) => [address, kind])).toEqual([
    [`${origin}/toy.yaml`, "new"],
    [`${origin}/owner.json`, "new"],
  ]);
  expect(readFileSync(copy("toy.yaml"), "utf8")).toBe(usual["/toy.yaml"]);
  const locked = (path: string) => ({ sha256: hashText(usual[path] ?? ""), bytes: usual[path]?.length });
  expect(JSON.parse(readFileSync(lock, "utf8"))).toEqual({
    version: 1,
    documents: { [`${origin}/owner.json`]: locked("/owner.json"), [`${origin}/toy.yaml`]: locked("/toy.yaml") },
  });
  asked = [];
  for (const mode of ["kept", "fetch"] as const) {
    const again = await load(mode);
    expect(lines(again.problems)).toEqual([]);
    expect(again.document).toEqual(first.document);
    expect([...again.files.keys()]).toContain(copy("owner.json"));
  }
  expect(asked).toEqual([]);
});

test("a copy that was edited is refused, and an update brings it back", async () => {
  const { load, copy } = project();
  await load("fetch");
  writeFileSync(copy("owner.json"), '{ "type": "number" }');
  const { problems } = await load("fetch");
  expect(lines(problems)).toEqual([expect.stringContaining("owner.json is not what http://127.0.0.1")]);
  expect(problems[0]?.message).toContain(hashText('{ "type": "number" }'));
  const { problems: mended, fetched } = await load("update");
  expect(lines(mended)).toEqual([]);
  expect(fetched.map(({ kind }) => kind)).toEqual(["same", "same"]);
  expect(readFileSync(copy("owner.json"), "utf8")).toBe(usual["/owner.json"]);
});

test("a document that is another by now is seen: compared, refused where the copy is gone, and taken by an update", async () => {
  const { load, copy, lock } = project();
  await load("fetch");
  also = { "/owner.json": '{ "type": "integer" }' };
  const [before, after] = [hashText(usual["/owner.json"] ?? ""), hashText('{ "type": "integer" }')];
  const kept = readFileSync(lock, "utf8");
  const compared = await load("compare");
  expect(compared.document).toMatchObject({ components: { schemas: { owner: { type: "string" } } } });
  expect(compared.fetched).toContainEqual(expect.objectContaining({ kind: "changed", before, sha256: after }));
  expect(readFileSync(lock, "utf8")).toBe(kept);

  rmSync(copy("owner.json"));
  const { problems } = await load("fetch");
  expect(lines(problems)).toEqual([
    expect.stringContaining(
      `owner.json is not what it was: its sha256 is ${after}, and .sharewright/lock.json has ${before}.`,
    ),
  ]);
  const updated = await load("update");
  expect(updated.document).toMatchObject({ components: { schemas: { owner: { type: "integer" } } } });
  expect(updated.fetched).toContainEqual(expect.objectContaining({ kind: "changed", before, sha256: after }));
  expect((await load("kept")).document).toEqual(updated.document);
});

test.each([
  ["gone.json", "the server answered 404."],
  ["login.json", "the server answered 401."],
  ["endless.json", "it is larger than 64 MB."],
  ["page.json", "that is a page of HTML, and no document."],
  ["away.json", "it leads on to http://sharewright.test, which is not https."],
  ["circle.json", "it leads on more than 5 times."],
])("what cannot be had is refused, and not kept: %s", async (path, said) => {
  const { load, lock } = project(path);
  const { problems, document: loaded } = await load("fetch");
  expect(lines(problems)).toEqual([expect.stringContaining(said)]);
  expect(loaded).toBeUndefined();
  expect(() => readFileSync(lock)).toThrow("ENOENT");
});

test("a document that is kept elsewhere is followed there", async () => {
  const { load } = project("moved.json");
  expect((await load("fetch")).document).toMatchObject({ components: { schemas: { moved: { type: "string" } } } });
});

test.each([
  ["a server that does not answer in time", () => download(`${origin}/silent.json`, 200), "no answer in 0.2 seconds"],
  ["a port where nobody listens", () => download("http://127.0.0.1:1/a.json"), "(bad port|nothing answers there)"],
])("%s is an error in words", async (_title, get, said) => {
  await expect(get()).rejects.toThrow(new RegExp(said));
});

test("a document of the network refers to others beside its address, and to no file of this machine", async () => {
  const { root, load } = project();
  also = {
    "/v1/api": JSON.stringify(
      document({
        components: {
          schemas: {
            Owner: { $ref: "/owner.json" },
            Part: { $ref: "parts?of=toy&all#/Part" },
            Secret: { $ref: "../../../../api.json" },
          },
        },
      }),
    ),
    "/v1/parts?of=toy&all": '{ "Part": { "type": "boolean" } }',
    "/api.json": '{ "type": "null" }',
  };
  const { document: loaded, problems } = await load("fetch", keptPath(root, `${origin}/v1/api`));
  expect(lines(problems)).toEqual([]);
  expect(loaded).toMatchObject({
    components: { schemas: { Part: { type: "boolean" }, owner: { type: "string" }, api: { type: "null" } } },
  });
  expect(asked.sort()).toEqual(["/api.json", "/owner.json", "/v1/api", "/v1/parts?of=toy&all"]);
});

test.each([
  "https://api.test/openapi.json",
  "https://api.test/",
  "https://api.test/v1/",
  "https://api.test/v1/openapi",
  "https://api.test/openapi?format=json&v=1;2",
  "https://api.test:8443/a%20b/c%2Fd/..%5Ce.yaml",
  "https://api.test//double.json",
  "http://[::1]:3000/api.json",
])("%s has a copy whose path leads back to it", (address) => {
  const path = keptPath("/project", address);
  expect(path).toMatch(/^\/project\/\.sharewright\/https?\/[^/]+\/[\w.~@,=%;&/-]+$/);
  const back = addressOf("/project", path) ?? "";
  expect(back).toBe(address);
});

test.each([
  ["http://api.test/a.json", undefined],
  ["https://user:secret@api.test/a.json", undefined],
  ["file:///etc/passwd", undefined],
  ["http://127.0.0.1/a.json", undefined],
  ["https://localhost/a.json", undefined],
  ["../a.json", "/project/.sharewright/https/api.test/a.json"],
  ["../../../../../a.json", "/project/.sharewright/https/api.test/a.json"],
])("from a document of the network, %s leads to %s", (name, path) => {
  const from = keptPath("/project", "https://api.test/v1/openapi.json");
  expect(referredPath("/project", from, name)).toBe(path);
});
