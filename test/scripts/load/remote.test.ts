import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { document, lines, loadFiles } from "../spec.js";

let server: Server;
let origin: string;
const asked: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? "");
    if (request.url === "/toy.yaml") response.end("type: object\nproperties: { owner: { $ref: owner.json } }\n");
    else if (request.url === "/owner.json") response.end('{ "type": "string" }');
    else if (request.url === "/endless.json") response.write("{}".padEnd(65 * 1024 * 1024));
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const load = (path: string, remote: boolean) =>
  loadFiles(
    {
      "api.json": JSON.stringify(
        document({ components: { schemas: { Toy: { $ref: `${origin}/${path}` } } } }),
        null,
        2,
      ),
    },
    { remote },
  );

test("nothing is fetched unless a flag says so", async () => {
  const { problems } = await load("toy.yaml", false);
  expect(lines(problems)).toEqual([expect.stringContaining("toy.yaml is on the network, and nothing is fetched.")]);
  expect(asked).toEqual([]);
});

test("with the flag what is referred to is fetched, and what that refers to", async () => {
  const { problems, document: loaded, remote, files } = await load("toy.yaml", true);
  expect(lines(problems)).toEqual([]);
  expect(asked).toEqual(["/toy.yaml", "/owner.json"]);
  expect(loaded).toMatchObject({ components: { schemas: { owner: { type: "string" } } } });
  expect(remote).toBe(true);
  expect(files.size).toBe(1);
});

test.each([
  ["gone.json", "the server answered 404"],
  ["endless.json", "it is larger than 64 MB"],
])("what cannot be had is refused: %s", async (path, said) => {
  const { problems, document: loaded } = await load(path, true);
  expect(lines(problems)).toEqual([expect.stringContaining(said)]);
  expect(loaded).toBeUndefined();
});
